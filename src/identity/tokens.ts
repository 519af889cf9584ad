import { sign, verify } from "hono/jwt";
import { TOKEN_MAX_BYTES } from "../config.ts";
import { addressId, guestId } from "../protocol/fields.ts";
import { fail, type Result } from "../protocol/result.ts";
import type { Identity } from "../visit.ts";
import { identityOf, parseClaims } from "./claims.ts";

/** The one algorithm: a token that names another is refused, whatever it says. */
const ALGORITHM = "HS256";

/** Signs who somebody is. @param expires ms since 1970 */
export function signToken(key: CryptoKey, { you, expires }: Identity): Promise<string> {
  return sign({ sub: you.id, name: you.name, exp: Math.floor(expires / 1000) }, key, ALGORITHM);
}

/**
 * [I1] Who a token is for.
 * @param room in which; undefined where it is about no room
 * @returns `unauthorized` where it is forged, has run out, is good elsewhere or says nothing of use
 */
export async function verifyToken(key: CryptoKey, token: string, room: string | undefined): Promise<Result<Identity>> {
  if (token.length > TOKEN_MAX_BYTES) return REFUSED;
  let payload: unknown;
  try {
    payload = await verify(token, key, ALGORITHM);
  } catch {
    return REFUSED;
  }
  const claims = parseClaims(payload);
  return claims ? identityOf(claims, room) : REFUSED;
}

const REFUSED = fail("unauthorized", "The token is not valid here, or has run out.");

/** Somebody new. */
export function newGuest(name: string | undefined, expires: number): Identity {
  const unique = crypto.randomUUID().replaceAll("-", "").slice(0, 20);
  return guest(guestId(unique), unique, name, expires);
}

/**
 * The guest that anonymous requests of one address are: the same for each, so that they have one name and one quota. The
 * address itself cannot be told from the id.
 */
export async function guestOfAddress(
  key: CryptoKey,
  address: string,
  name: string | undefined,
  expires: number,
): Promise<Identity> {
  const digest = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`address ${address}`));
  const hex = Array.from(new Uint8Array(digest, 0, 10), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return guest(addressId(hex), hex, name, expires);
}

function guest(id: string, unique: string, name: string | undefined, expires: number): Identity {
  return { you: { id, name: name ?? `guest-${unique.slice(0, 4)}`, role: "guest" }, expires };
}
