import { DurableObject } from "cloudflare:workers";
import type { Variables } from "../config.ts";

/** The one object that keeps what this server signs with, where the operator configured nothing: made once, never told. */
export class Keyring extends DurableObject {
  /** The secret; the same each time. */
  secret(): string {
    const kept = this.ctx.storage.kv.get<string>("secret");
    if (kept !== undefined) return kept;
    const made = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");
    this.ctx.storage.kv.put("secret", made);
    return made;
  }
}

let made: Promise<string> | undefined;

/** What tokens are signed with: the operator's secret, else the one that the keyring keeps (asked once an isolate). */
export function signingSecret(env: { readonly KEYRING: DurableObjectNamespace<Keyring> } & Variables): Promise<string> {
  if (env.AUTH_SECRET) return Promise.resolve(env.AUTH_SECRET);
  made ??= Promise.resolve(env.KEYRING.getByName("keyring").secret()).catch((error: unknown) => {
    made = undefined; // The next request tries again.
    throw error;
  });
  return made;
}
