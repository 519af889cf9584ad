import type { Context } from "hono";
import { GUEST_TOKEN_MS, GUEST_TOKEN_RENEW_MS } from "../config.ts";
import { signingKey } from "../identity/keyring.ts";
import { guestOfAddress, isGuest, newGuest, signToken, verifyToken } from "../identity/tokens.ts";
import { ok, type Result } from "../protocol/result.ts";
import type { Identity } from "../visit.ts";
import type { AppEnv } from "./env.ts";

const TOKEN_PROTOCOL = "token.";

/** Who makes a request, and the token to hand back where there is a new one. */
export interface Caller {
  readonly identity: Identity;
  readonly token?: string;
}

/** The subprotocols that a client offers, in its order. */
export function offeredProtocols(c: Context<AppEnv>): string[] {
  return (c.req.header("Sec-WebSocket-Protocol") ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** [A1] The token may be in a header, an offered subprotocol or the query. */
function tokenOf(c: Context<AppEnv>): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
  const offered = offeredProtocols(c).find((name) => name.startsWith(TOKEN_PROTOCOL));
  return bearer ?? offered?.slice(TOKEN_PROTOCOL.length) ?? c.req.query("token");
}

/**
 * Who makes this request. A guest's token is renewed while used, and whenever they ask for another name.
 * Without a token it is somebody new.
 * @returns `unauthorized` where there is a token that is not valid
 */
export async function identify(c: Context<AppEnv>, name: string | undefined): Promise<Result<Caller>> {
  const token = tokenOf(c);
  const key = await signingKey(c.env);
  const expires = Date.now() + GUEST_TOKEN_MS;
  if (token === undefined) {
    const identity = newGuest(name, expires);
    return ok({ identity, token: await signToken(key, identity) });
  }
  const known = await verifyToken(key, token);
  if (!known.ok) return known;
  const { you } = known.value;
  if (!isGuest(you.id)) return ok({ identity: known.value });
  const isFresh = known.value.expires - Date.now() > GUEST_TOKEN_RENEW_MS;
  if (isFresh && (name === undefined || name === you.name)) return ok({ identity: known.value });
  const identity = { you: { ...you, name: name ?? you.name }, expires };
  return ok({ identity, token: await signToken(key, identity) });
}

/** The same for a request that stands alone: without a token it is the guest of its address, so that its quota is one. */
export async function identifyRequest(c: Context<AppEnv>, name: string | undefined): Promise<Result<Identity>> {
  if (tokenOf(c) === undefined) {
    const address = c.req.header("CF-Connecting-IP") ?? "unknown";
    return ok(await guestOfAddress(await signingKey(c.env), address, name, Date.now() + GUEST_TOKEN_MS));
  }
  const caller = await identify(c, name);
  return caller.ok ? ok(caller.value.identity) : caller;
}
