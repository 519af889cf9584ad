import type { Context } from "hono";
import { GUEST_TOKEN_MS } from "../config.ts";
import { authorityOf } from "../identity/authority.ts";
import { identifyCaller, type Asked, type Caller } from "../identity/caller.ts";
import { signingKey } from "../identity/keyring.ts";
import { guestOfAddress } from "../identity/tokens.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { Identity, Visitor } from "../visit.ts";
import { passesChallenge } from "./challenge.ts";
import { clientMarks, maySignIn } from "./client.ts";
import type { AppEnv } from "./env.ts";
import { otherSite } from "./guard.ts";

const TOKEN_PROTOCOL = "token.";

/** The subprotocols that a client offers, in its order. */
export function offeredProtocols(c: Context<AppEnv>): string[] {
  return (c.req.header("Sec-WebSocket-Protocol") ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** [A1] The token may be in a header, an offered subprotocol or the query. */
export function tokenOf(c: Context<AppEnv>): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
  const offered = offeredProtocols(c).find((name) => name.startsWith(TOKEN_PROTOCOL));
  return bearer ?? offered?.slice(TOKEN_PROTOCOL.length) ?? c.req.query("token");
}

/**
 * Who makes this request. A guest's token is renewed while used, and whenever they ask for another name.
 * Without a token it is somebody new, for whom there is a limit, and may be a challenge.
 * @param challenge what they were given for passing it
 * @returns `unauthorized` where there is a token that is not valid, or not in this room
 */
export async function identify(c: Context<AppEnv>, asked: Asked, challenge?: string): Promise<Result<Caller>> {
  const token = tokenOf(c);
  if (token === undefined) {
    const passed = await passesChallenge(c, "visits", challenge);
    const allowed = passed.ok ? await maySignIn(c) : passed;
    if (!allowed.ok) return allowed;
  }
  return identifyCaller(await authorityOf(c.env), token, asked);
}

/** The same for a request that stands alone: without a token it is the guest of its address, so that its quota is one. */
async function identifyRequest(c: Context<AppEnv>, asked: Asked): Promise<Result<Identity>> {
  if (tokenOf(c) === undefined) {
    const address = c.req.header("CF-Connecting-IP") ?? "unknown";
    return ok(await guestOfAddress(await signingKey(c.env), address, asked.name, Date.now() + GUEST_TOKEN_MS));
  }
  const caller = await identify(c, asked);
  return caller.ok ? ok(caller.value.identity) : caller;
}

/** The same where it takes a token: the guest of an address may be many, and none of them speaks for the others. */
export async function identifyHolder(c: Context<AppEnv>, asked: Asked): Promise<Result<Identity>> {
  return tokenOf(c) === undefined ? NO_TOKEN : identifyRequest(c, asked);
}

/** Who comes, as a room is told. */
export async function visitorOf(c: Context<AppEnv>, identity: Identity): Promise<Visitor> {
  const origin = otherSite(c);
  const marks = await clientMarks(c);
  return { identity, ...(origin !== undefined && { origin }), ...(marks && { marks }) };
}

/** Who makes a request that stands alone, as a room is told. */
export async function identifyVisitor(c: Context<AppEnv>, asked: Asked): Promise<Result<Visitor>> {
  const identity = await identifyRequest(c, asked);
  return identity.ok ? ok(await visitorOf(c, identity.value)) : identity;
}

/** The same for who says something, or is told what happens: without a token they may have to pass a challenge first. */
export async function identifySpeaker(c: Context<AppEnv>, asked: Asked): Promise<Result<Visitor>> {
  const passed = tokenOf(c) === undefined ? await passesChallenge(c, "visits", undefined) : ok(null);
  return passed.ok ? identifyVisitor(c, asked) : passed;
}

/** The same where it takes a token. */
export async function identifyHeldVisitor(c: Context<AppEnv>, asked: Asked): Promise<Result<Visitor>> {
  return tokenOf(c) === undefined ? NO_TOKEN : identifyVisitor(c, asked);
}

export const NO_TOKEN = fail("unauthorized", "This needs a token: POST /api/session gives one.");
