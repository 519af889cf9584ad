import { DurableObject } from "cloudflare:workers";
import type { Variables } from "../variables.ts";

/** The one object that keeps what this server signs with, where the operator configured nothing: made once, never told. */
export class Keyring extends DurableObject {
  /** The secret; the same each time. */
  secret(): string {
    const known = this.ctx.storage.kv.get<string>("secret");
    if (known !== undefined) return known;
    const made = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");
    this.ctx.storage.kv.put("secret", made);
    return made;
  }
}

/** What leads to it. */
type KeyringEnv = { readonly KEYRING: DurableObjectNamespace<Keyring> };

/** The key in use, by what it was made of. Kept for the isolate: values may be shared by requests, promises may not. */
let current: { readonly secret: string; readonly key: CryptoKey } | undefined;
/** What the keyring keeps, once it has been asked, and the key that is made of it. */
let kept: string | undefined;
let naming: CryptoKey | undefined;

/** What tokens are signed with: the operator's secret, else the one that the keyring keeps. */
export async function signingKey(env: KeyringEnv & Variables): Promise<CryptoKey> {
  const secret = env.AUTH_SECRET ? env.AUTH_SECRET : await keptSecret(env);
  if (current?.secret === secret) return current.key;
  const key = await importKey(secret);
  current = { secret, key };
  return key;
}

/** What names are made with that nobody is to guess: never the operator's secret, for with another one they would be others. */
export async function namingKey(env: KeyringEnv): Promise<CryptoKey> {
  return (naming ??= await importKey(await keptSecret(env)));
}

async function keptSecret(env: KeyringEnv): Promise<string> {
  return (kept ??= await env.KEYRING.getByName("keyring").secret());
}

function importKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}
