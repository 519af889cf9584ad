import { GUESS_QUOTA, GUESSERS_KEPT, GUESSES_QUOTA, PASSWORD_ITERATIONS } from "../config.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { fullBucket, takeToken, type Bucket, type Quota } from "../protocol/token-bucket.ts";
import { Buckets } from "./buckets.ts";
import type { Log } from "./log.ts";
import type { PasswordHash } from "./meta.ts";

const SALT_BYTES = 16;
const HASH_BITS = 256;

/** What is to be kept of a password. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return { salt: salt.toHex(), hash: await derive(password, salt) };
}

/** [R13] Guesses at the password of a room: what is kept of it is slow to compute, and how many are wrong is limited. */
export class Passwords {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #isOver: () => boolean;
  /** What the right one was last told by, which is quick to compute, and with which salt: in memory only. */
  #known: PasswordHash | undefined;
  #guesses: { all: Bucket; readonly by: Buckets } | undefined;

  /** @param isOver whether the room is another one by now: nothing of this one is to be written then */
  constructor(log: Log, now: () => number, isOver: () => boolean) {
    this.#log = log;
    this.#now = now;
    this.#isOver = isOver;
  }

  /** Whether there is anything to guess. */
  get isSet(): boolean {
    return this.#log.facts.password !== null;
  }

  /**
   * Looks at one guess.
   * @param guesser by whom, as far as that is known
   * @returns the salt of the password that it was right for; `wrong_password`, `rate_limited`
   */
  async guess(guess: string, guesser: string): Promise<Result<string>> {
    const kept = this.#log.facts.password;
    if (!kept) return WRONG;
    const { salt } = kept;
    const quick = await digest(`${salt} ${normalised(guess)}`);
    if (this.#isOver()) return WRONG;
    // Whoever knows it is not held up by those who do not.
    if (this.#known?.salt === salt && this.#known.hash === quick) return ok(salt);
    // Taken before it is known whether it is right: others may guess meanwhile.
    const retryAfter = this.#take(guesser);
    if (retryAfter > 0) return fail("rate_limited", "Too many wrong passwords were tried here.", retryAfter);
    if ((await derive(guess, Uint8Array.fromHex(salt))) !== kept.hash) return WRONG;
    this.#giveBack(guesser);
    this.#known = { salt, hash: quick };
    return ok(salt);
  }

  /** Takes a guess, and keeps what is left: a row. @returns 0, or after how many ms there is one */
  #take(guesser: string): number {
    const now = this.#now();
    const guesses = (this.#guesses ??= this.#restore(now));
    const { bucket, retryAfter } = takeToken(guesses.all, GUESSES_QUOTA, now);
    const wait = Math.max(retryAfter, guesses.by.take(guesser, now));
    if (wait > 0) return wait;
    guesses.all = bucket;
    this.#log.keep({ guesses: { all: bucket, by: guesses.by.newest(GUESSERS_KEPT) } });
    return 0;
  }

  /** It was right. */
  #giveBack(guesser: string): void {
    if (!this.#guesses) return;
    const { all, by } = this.#guesses;
    const bucket = by.get(guesser);
    if (bucket) by.set(guesser, oneMore(bucket, GUESS_QUOTA));
    this.#guesses.all = oneMore(all, GUESSES_QUOTA);
  }

  #restore(now: number): { all: Bucket; readonly by: Buckets } {
    const kept = this.#log.facts.guesses;
    const by = new Buckets(GUESS_QUOTA);
    for (const [guesser, bucket] of kept?.by ?? []) by.set(guesser, bucket);
    return { all: kept?.all ?? fullBucket(GUESSES_QUOTA, now), by };
  }
}

const WRONG = fail("wrong_password", "This is not the room's password.");

function oneMore({ tokens, at }: Bucket, { burst }: Quota): Bucket {
  return { tokens: Math.min(burst, tokens + 1), at };
}

/** The same letters are the same password, however a keyboard makes them. */
function normalised(password: string): string {
  return password.normalize("NFC");
}

async function derive(password: string, salt: Uint8Array): Promise<string> {
  const bytes = new TextEncoder().encode(normalised(password));
  const key = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: PASSWORD_ITERATIONS };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, HASH_BITS)).toHex();
}

async function digest(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toHex();
}
