import { decode, sign, verify, verifyWithJwks } from "hono/jwt";
import { TOKEN_MAX_BYTES } from "../config.ts";
import { addressId, guestId, isGuest } from "../protocol/fields.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { Identity } from "../visit.ts";
import type { Authority } from "./authority.ts";
import { identityOf, isMeant, parseClaims } from "./claims.ts";
import type { HostKeys } from "./jwks.ts";

/** The one algorithm of the server's secret: a token that names another is not checked by it, whatever it says. */
const ALGORITHM = "HS256";
/** Those of a host application's keys. None of them is of a secret: what is public is never taken for one. */
const HOST_ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"] as const;
/** That somebody's clock is ahead of this one's makes no token bad; what it says of when it is good counts. */
const WHEN = { exp: true, nbf: true, iat: false } as const;

/** Signs who somebody is. @param expires ms since 1970 */
export function signToken(key: CryptoKey, { you, expires }: Identity): Promise<string> {
  return sign({ sub: you.id, name: you.name, exp: Math.floor(expires / 1000) }, key, ALGORITHM);
}

/**
 * [I1] Who a token is for.
 * @param room in which; undefined where it is about no room
 * @returns `unauthorized` where it is forged, has run out, is good elsewhere or says nothing of use; `internal` where the keys that
 * say so cannot be had
 */
export async function verifyToken(
  authority: Authority,
  token: string,
  room: string | undefined,
): Promise<Result<Identity>> {
  if (token.length > TOKEN_MAX_BYTES) return REFUSED;
  const header = headerOf(token);
  const isByKey = authority.keys !== undefined && header?.alg !== ALGORITHM;
  const payload = isByKey ? await byKey(authority.keys, token, header?.kid) : await bySecret(authority.key, token);
  if (!payload.ok) return payload;
  const claims = parseClaims(payload.value);
  if (!claims) return REFUSED;
  // Whoever signs by keys signs for their own users; guests are this server's, and where there are keys they alone come by its secret.
  if (isGuest(claims.sub) ? isByKey : authority.keys && !isByKey) return REFUSED;
  if (!isGuest(claims.sub) && !isMeant(claims, authority)) return REFUSED;
  return identityOf(claims, room);
}

const REFUSED = fail("unauthorized", "The token is not valid here, or has run out.");

/** What a token says of how it is signed. Nothing of it is believed: what is not as it says does not fit its signature. */
function headerOf(token: string): { readonly alg?: string; readonly kid?: string | undefined } | undefined {
  try {
    return decode(token).header;
  } catch {
    return undefined;
  }
}

/** What a token says that this server's secret signed. */
async function bySecret(key: CryptoKey, token: string): Promise<Result<unknown>> {
  try {
    return ok(await verify(token, key, { alg: ALGORITHM, ...WHEN }));
  } catch {
    return REFUSED;
  }
}

/** What a token says that one of the host application's keys signed. */
async function byKey(keys: HostKeys, token: string, kid: unknown): Promise<Result<unknown>> {
  if (typeof kid !== "string") return REFUSED;
  const named = await keys.named(kid);
  if (!named.ok) return named;
  for (const key of named.value) {
    try {
      const options = { keys: [key], allowedAlgorithms: HOST_ALGORITHMS, verification: WHEN };
      return ok(await verifyWithJwks(token, options));
    } catch {
      // Another of the same name, of another kind, may fit.
    }
  }
  return REFUSED;
}

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
