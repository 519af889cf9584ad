import { ADMIN_TOKEN_MIN_CHARACTERS, ENGINE_PING_TIMEOUT_MS } from "./config.ts";
import { HEARTBEAT_MS, SILENT_HEARTBEATS } from "./protocol/limits.ts";
import type { Quota } from "./protocol/token-bucket.ts";

/** How long a poll of an Engine.IO client is held at most. ms */
const ENGINE_HOLD_MAX_MS = 20_000;
/** How long such a client is waited for between two of its requests, at most. ms */
const ENGINE_LINGER_MAX_MS = 8_000;

/** What `wrangler.toml`, the dashboard or a secret may set. */
export interface Variables {
  /** Secret that signs and checks tokens (HS256). Without it one is made and kept in an object. */
  readonly AUTH_SECRET?: string;
  /** Where a host application tells the keys by which its tokens are checked: then they are checked by nothing else. */
  readonly AUTH_JWKS?: string;
  /** What a host application's tokens must say of who made them (`iss`), and for whom (`aud`). */
  readonly AUTH_ISSUER?: string;
  readonly AUTH_AUDIENCE?: string;
  /** Secret by which the operator is known. Without it, or where it is too short, there is no operator: no page, no API, no registry. */
  readonly ADMIN_TOKEN?: string;
  /** Other sites that may talk to this server: origins separated by commas or spaces, `*` for all. */
  readonly ALLOWED_ORIGINS?: string;
  /** Messages that a user may send at once. */
  readonly MESSAGE_BURST?: string;
  /** Messages a second after that; 0 lifts the limit. */
  readonly MESSAGE_RATE?: string;
  /** Connections of one address in a room; 0 lifts the limit. */
  readonly CONNECTIONS_PER_ADDRESS?: string;
  /** How often clients say that they are there, in ms; four times that is silence. */
  readonly HEARTBEAT_MS?: string;
  /** How often Socket.IO clients are asked whether they are there while nobody speaks, in ms: each time wakes the room. */
  readonly SOCKETIO_PING_MS?: string;
  /** Whether links are shown with a preview, which the server fetches: `on` or `off`. */
  readonly LINK_PREVIEWS?: string;
  /** Days after which what was said is gone, in every room; 0 leaves it to the room. */
  readonly KEEP_DAYS?: string;
  /** How many of the newest entries of its log every room keeps at most; 0 leaves it to the room. */
  readonly KEEP_MESSAGES?: string;
  /** Bytes of a file that a room may be brought in from; 0 allows none. */
  readonly IMPORT_MAX_BYTES?: string;
  /** Turnstile's key for the page, and the secret for the server; without both nobody is challenged. */
  readonly TURNSTILE_SITE_KEY?: string;
  readonly TURNSTILE_SECRET_KEY?: string;
  /** What takes passing it: `rooms` to be made, first `visits`, or both. */
  readonly TURNSTILE_FOR?: string;
}

const MESSAGE_QUOTA: Quota = { burst: 20, rate: 2 };

/** How fast one user may send. A variable that is not a number has no effect. */
export function messageQuota(variables: Variables): Quota {
  return {
    burst: Math.max(1, numberOr(variables.MESSAGE_BURST, MESSAGE_QUOTA.burst)),
    rate: Math.max(0, numberOr(variables.MESSAGE_RATE, MESSAGE_QUOTA.rate)),
  };
}

/** A household, a class or an office: more than come together to one room from behind one address. */
const CONNECTIONS_PER_ADDRESS = 100;

/** [A6] How many connections one address has in a room; Infinity where there is no limit. A part of one is a whole one. */
export function connectionsPerAddress(variables: Variables): number {
  const most = Math.ceil(Math.max(0, numberOr(variables.CONNECTIONS_PER_ADDRESS, CONNECTIONS_PER_ADDRESS)));
  return most === 0 ? Infinity : most;
}

/** More often than this, heartbeats would be traffic. ms */
const HEARTBEAT_MIN_MS = 100;

/** How often clients are to say `ping`, in ms. */
export function heartbeatMs(variables: Variables): number {
  return Math.max(HEARTBEAT_MIN_MS, numberOr(variables.HEARTBEAT_MS, HEARTBEAT_MS));
}

/** How long a connection may say nothing, where clients are to say so often that they are there. ms */
export function silentAfterMs(heartbeat: number): number {
  return heartbeat * SILENT_HEARTBEATS;
}

/** After how long an HTTP stream that has nothing to tell says so, in ms: twice that, and a reader who has gone has been noticed. */
export function streamHeartbeatMs(variables: Variables): number {
  return heartbeatMs(variables) / 3;
}

const SOCKETIO_PING_MS = 6 * 60 * 60 * 1000;
const SOCKETIO_PING_MIN_MS = 10_000;
/** Beyond this the client's timer would go off at once: it counts the timeout in. */
const SOCKETIO_PING_MAX_MS = 2 ** 31 - 1 - ENGINE_PING_TIMEOUT_MS;

/** How often Socket.IO clients are asked whether they are there, in ms: seldom, so that an idle room sleeps. */
export function socketIoPingMs(variables: Variables): number {
  const ms = numberOr(variables.SOCKETIO_PING_MS, SOCKETIO_PING_MS);
  return Math.min(SOCKETIO_PING_MAX_MS, Math.max(SOCKETIO_PING_MIN_MS, ms));
}

/** How long a poll of an Engine.IO client is held, and how long its client is waited for after it: together it has left within 30 s. ms */
export function enginePollMs(variables: Variables): { readonly holdMs: number; readonly lingerMs: number } {
  const heartbeat = heartbeatMs(variables);
  return {
    holdMs: Math.min(ENGINE_HOLD_MAX_MS, heartbeat),
    lingerMs: Math.min(ENGINE_LINGER_MAX_MS, silentAfterMs(heartbeat)),
  };
}

/** How much of a log is kept; 0 is no limit. */
export interface Keep {
  readonly days: number;
  /** Entries, the newest. */
  readonly messages: number;
}

/** The most that any room may keep [R6]. A part of a day or of a message is a whole one: 0 would be no limit. */
export function keepLimits(variables: Variables): Keep {
  return { days: wholeOf(variables.KEEP_DAYS), messages: wholeOf(variables.KEEP_MESSAGES) };
}

/** Some 40,000 messages, and at most 130,000 of the shortest entries: that many rows are written. */
const IMPORT_MAX_BYTES = 10_000_000;

/** The largest file that a room may be brought in from, in bytes. */
export function importMaxBytes(variables: Variables): number {
  return Math.max(0, numberOr(variables.IMPORT_MAX_BYTES, IMPORT_MAX_BYTES));
}

function wholeOf(text: string | undefined): number {
  return Math.ceil(Math.max(0, numberOr(text, 0)));
}

/** Other origins that may talk to this server, as URL origins; `*` among them allows all. */
export function allowedOrigins(variables: Variables): readonly string[] {
  return (variables.ALLOWED_ORIGINS ?? "").split(/[\s,]+/).filter((origin) => origin !== "");
}

/** Whether users of a host application may come, by tokens that it signs. */
export function hasHostSignIn({ AUTH_SECRET = "", AUTH_JWKS = "" }: Variables): boolean {
  return AUTH_SECRET !== "" || AUTH_JWKS !== "";
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Where the keys of a host application are; undefined where it has none.
 * @throws where that is no address of https: whoever is on the way could give others. On this machine, http is as good.
 */
export function jwksUrl({ AUTH_JWKS = "" }: Variables): URL | undefined {
  if (AUTH_JWKS === "") return undefined;
  const url = URL.parse(AUTH_JWKS);
  if (url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.test(url.hostname))) return url;
  throw new Error("AUTH_JWKS is an address that begins with https://.");
}

/** Whether previews of links are fetched: unless they are switched off. */
export function hasPreviews(variables: Variables): boolean {
  return variables.LINK_PREVIEWS?.trim().toLowerCase() !== "off";
}

/** What a header carries as it is. */
const IN_A_HEADER = /^[\x21-\x7e]+$/;

/** [O1] The operator's secret; undefined where there is none that could be one. */
export function adminToken(variables: Variables): string | undefined {
  const token = variables.ADMIN_TOKEN?.trim() ?? "";
  return token.length >= ADMIN_TOKEN_MIN_CHARACTERS && IN_A_HEADER.test(token) ? token : undefined;
}

/** What may take passing a challenge. */
const CHALLENGED = ["rooms", "visits"] as const;
export type Challenged = (typeof CHALLENGED)[number];

/** Turnstile's keys, and what it is for; undefined where it is not used. */
export function turnstile(
  variables: Variables,
): { readonly siteKey: string; readonly secret: string; readonly asks: readonly Challenged[] } | undefined {
  const { TURNSTILE_SITE_KEY: siteKey, TURNSTILE_SECRET_KEY: secret, TURNSTILE_FOR: wanted } = variables;
  if (!siteKey || !secret) return undefined;
  const words = wanted?.toLowerCase().split(/[\s,]+/) ?? CHALLENGED;
  return { siteKey, secret, asks: CHALLENGED.filter((what) => words.includes(what)) };
}

function numberOr(text: string | undefined, otherwise: number): number {
  const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : otherwise;
}
