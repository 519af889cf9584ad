import { RATE_REPLAY_MAX_EVENTS } from "../config.ts";
import { fullBucket, takeToken, type Bucket, type Quota } from "../protocol/token-bucket.ts";
import type { Log } from "./log.ts";

/** Buckets held before those that have filled up again are dropped. */
const PRUNE_AT = 1_000;

/**
 * How fast each user may send. What a user has left is kept in the row of each of their messages, which is written anyway, and
 * read back after a wake: neither an eviction nor a new connection gives anybody more.
 */
export class MessageRate {
  readonly #quota: Quota;
  readonly #buckets = new Map<string, Bucket>();
  #pruneAt = PRUNE_AT;

  constructor(quota: Quota, log: Log, now: number) {
    this.#quota = quota;
    if (quota.rate === 0 || log.head === 0) return;
    // A bucket that was left alone for longer than this has filled up.
    const windowMs = (quota.burst / quota.rate) * 1000;
    for (const { user, at, tokens } of log.allowances(now - windowMs, RATE_REPLAY_MAX_EVENTS)) {
      if (tokens !== null && !this.#buckets.has(user)) this.#buckets.set(user, { tokens, at });
    }
  }

  /** Takes one message's token. @returns 0, or after how many ms there is one. */
  take(user: string, now: number): number {
    if (this.#quota.rate === 0) return 0;
    const { bucket, retryAfter } = takeToken(this.#buckets.get(user) ?? fullBucket(this.#quota, now), this.#quota, now);
    this.#buckets.set(user, bucket);
    if (this.#buckets.size > this.#pruneAt) this.#prune(now);
    return retryAfter;
  }

  /** The tokens that a user had left when they last took one; null where that is no limit. */
  left(user: string): number | null {
    return this.#buckets.get(user)?.tokens ?? null;
  }

  #prune(now: number): void {
    const { burst, rate } = this.#quota;
    for (const [user, { tokens, at }] of this.#buckets) {
      if (tokens + ((now - at) * rate) / 1000 >= burst) this.#buckets.delete(user);
    }
    this.#pruneAt = Math.max(PRUNE_AT, this.#buckets.size * 2);
  }
}
