import { RATE_REPLAY_MAX_EVENTS } from "../config.ts";
import type { Quota } from "../protocol/token-bucket.ts";
import { Buckets } from "./buckets.ts";
import type { Log } from "./log.ts";

/**
 * How fast each user may send. What a user has left is kept in the row of each of their messages, which is written anyway, and
 * read back after a wake: neither an eviction nor a new connection gives anybody more.
 */
export class MessageRate {
  readonly #buckets: Buckets;

  constructor(quota: Quota, log: Log, now: number) {
    this.#buckets = new Buckets(quota);
    if (quota.rate === 0 || log.head === 0) return;
    // A bucket that was left alone for longer than this has filled up.
    const windowMs = (quota.burst / quota.rate) * 1000;
    for (const { user, at, tokens } of log.recall.allowances(now - windowMs, RATE_REPLAY_MAX_EVENTS)) {
      if (tokens !== null && !this.#buckets.get(user)) this.#buckets.set(user, { tokens, at });
    }
  }

  /** Takes one message's token. @returns 0, or after how many ms there is one. */
  take(user: string, now: number): number {
    return this.#buckets.take(user, now);
  }

  /** The tokens that a user had left when they last took one; null where that is no limit. */
  left(user: string): number | null {
    return this.#buckets.get(user)?.tokens ?? null;
  }
}
