import { GUEST_TOKEN_MS, GUEST_TOKEN_RENEW_MS } from "../config.ts";
import { isGuest } from "../protocol/fields.ts";
import { ok, type Result } from "../protocol/result.ts";
import type { Identity } from "../visit.ts";
import type { Authority } from "./authority.ts";
import { newGuest, signToken, verifyToken } from "./tokens.ts";

/** Who somebody is, and a guest's token where there is a new one. */
export interface Caller {
  readonly identity: Identity;
  readonly token?: string;
  /** Whether the identity has just been made. */
  readonly isNew?: boolean;
}

/** How somebody is to be known. */
export interface Asked {
  /** The room that it is about, for a token may be good in some only; undefined where it is about none. */
  readonly room: string | undefined;
  /** What a guest wants to be called. */
  readonly name?: string | undefined;
}

/**
 * Who comes with this token, or with none: then it is somebody new.
 * @returns `unauthorized` where the token is not valid, or not there
 */
export async function identifyCaller(
  authority: Authority,
  token: string | undefined,
  { room, name }: Asked,
): Promise<Result<Caller>> {
  if (token === undefined) {
    const identity = newGuest(name, Date.now() + GUEST_TOKEN_MS);
    return ok({ identity, token: await signToken(authority.key, identity), isNew: true });
  }
  const known = await verifyToken(authority, token, room);
  return known.ok ? ok(await nameCaller(authority.key, known.value, name)) : known;
}

/** A guest's token is renewed while it is used, and whenever they ask for another name; members are called what their token says. */
export async function nameCaller(key: CryptoKey, known: Identity, name: string | undefined): Promise<Caller> {
  const { you, expires } = known;
  if (!isGuest(you.id)) return { identity: known };
  const isFresh = expires - Date.now() > GUEST_TOKEN_RENEW_MS;
  if (isFresh && (name === undefined || name === you.name)) return { identity: known };
  const identity = { you: { ...you, name: name ?? you.name }, expires: Date.now() + GUEST_TOKEN_MS };
  return { identity, token: await signToken(key, identity) };
}
