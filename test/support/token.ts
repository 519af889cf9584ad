import { sign } from "hono/jwt";

/** What the servers of these tests sign with, where a test signs tokens itself. */
export const SECRET = "a secret of the tests";

/** A token as a host application would sign it. @param claims what it says beside a life of one hour */
export function memberToken(claims: Record<string, unknown>, secret = SECRET): Promise<string> {
  return sign({ exp: Math.floor(Date.now() / 1000) + 3600, ...claims }, secret, "HS256");
}

/** A token that claims to need no signature. */
export function unsignedToken(claims: Record<string, unknown>): string {
  return `${part({ alg: "none", typ: "JWT" })}.${part({ exp: Math.floor(Date.now() / 1000) + 3600, ...claims })}.`;
}

/** One part of a token. */
export function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
