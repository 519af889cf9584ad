import { DIRECT_PREFIX } from "../protocol/direct-name.ts";

/** Of the digest: 128 bits. */
const NAME_BYTES = 16;

/** [D1] The name of the conversation of two users: the same for both, and nobody else can tell it. @param ids theirs */
export async function directName(key: CryptoKey, ids: readonly [string, string]): Promise<string> {
  // No id has a space in it.
  const text = `direct ${ids.toSorted().join(" ")}`;
  const digest = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  return DIRECT_PREFIX + new Uint8Array(digest, 0, NAME_BYTES).toHex();
}
