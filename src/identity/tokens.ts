import { sign, verify } from "hono/jwt";
import * as v from "valibot";
import { TOKEN_MAX_BYTES } from "../config.ts";
import { addressId, guestId, isGuest, Name, UserId, type You } from "../protocol/fields.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { Identity } from "../visit.ts";

/** The one algorithm: a token that names another is refused, whatever it says. */
const ALGORITHM = "HS256";

const Claims = v.object({
  sub: UserId,
  // A host application's users may be called what nobody may be called here: they still come in.
  name: v.fallback(v.optional(Name), undefined),
  exp: v.pipe(v.number(), v.safeInteger()),
});

/** Signs who somebody is. @param expires ms since 1970 */
export function signToken(key: CryptoKey, { you, expires }: Identity): Promise<string> {
  return sign({ sub: you.id, name: you.name, exp: Math.floor(expires / 1000) }, key, ALGORITHM);
}

/** @returns who the token is for; `unauthorized` where it is forged, has run out or says nothing of use. */
export async function verifyToken(key: CryptoKey, token: string): Promise<Result<Identity>> {
  if (token.length > TOKEN_MAX_BYTES) return REFUSED;
  let payload: unknown;
  try {
    payload = await verify(token, key, ALGORITHM);
  } catch {
    return REFUSED;
  }
  const claims = v.safeParse(Claims, payload);
  if (!claims.success) return REFUSED;
  const { sub, name, exp } = claims.output;
  const you: You = { id: sub, name: name ?? sub.slice(0, 32), role: isGuest(sub) ? "guest" : "member" };
  return ok({ you, expires: exp * 1000 });
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
