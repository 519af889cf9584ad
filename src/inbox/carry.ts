import { CARRY_CODE_BYTES, CARRY_MS } from "../config.ts";
import type { You } from "../protocol/fields.ts";

/** What is kept of a code: nobody who reads it can make the code of it. */
interface Kept {
  readonly digest: string;
  readonly you: You;
  readonly expires: number;
}

const KEY = "carry";

/** [N2] The one code by which a guest is taken along to another device. A new one takes the place of the one before. */
export class Carry {
  readonly #kv: SyncKvStorage;

  constructor(kv: SyncKvStorage) {
    this.#kv = kv;
  }

  /** Makes a code. @returns it, and until when it is good */
  async make(you: You, now: number): Promise<{ readonly code: string; readonly expires: number }> {
    const code = crypto.getRandomValues(new Uint8Array(CARRY_CODE_BYTES)).toHex();
    const expires = now + CARRY_MS;
    this.#kv.put<Kept>(KEY, { digest: await digestOf(code), you, expires });
    return { code, expires };
  }

  /** Takes a code. @returns whom it is for; undefined where it is not the one, was taken before or is too old */
  async take(code: string, now: number): Promise<You | undefined> {
    const digest = await digestOf(code);
    // From here on in one turn: of two that come together one is the first.
    const kept = this.#kv.get<Kept>(KEY);
    if (kept?.digest !== digest) return undefined;
    this.#kv.delete(KEY);
    return now < kept.expires ? kept.you : undefined;
  }
}

async function digestOf(code: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
  return new Uint8Array(digest).toHex();
}
