import { MARK_PERIOD_MS } from "../config.ts";

/** Of the digest: as much as nobody hits by chance. */
const MARK_BYTES = 12;

/**
 * [K2] What an address is told again by, this period's mark and the last one's: an HMAC with a secret of the server's and the number
 * of the period. Nobody can tell the address from it, and after two periods nobody knows it again.
 * @param network what belongs to one household
 */
export async function marksOf(key: CryptoKey, network: string, now: number): Promise<readonly string[]> {
  const period = Math.floor(now / MARK_PERIOD_MS);
  return Promise.all([period, period - 1].map((one) => markOf(key, network, one)));
}

async function markOf(key: CryptoKey, network: string, period: number): Promise<string> {
  const digest = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`mark ${period} ${network}`));
  return new Uint8Array(digest, 0, MARK_BYTES).toBase64({ alphabet: "base64url" });
}
