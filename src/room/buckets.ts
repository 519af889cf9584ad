import { fullBucket, takeToken, type Bucket, type Quota } from "../protocol/token-bucket.ts";

/** Buckets held before those that have filled up again are dropped. */
const PRUNE_AT = 1_000;

/** A token bucket for each user. */
export class Buckets {
  readonly quota: Quota;
  readonly #buckets = new Map<string, Bucket>();
  #pruneAt = PRUNE_AT;

  constructor(quota: Quota) {
    this.quota = quota;
  }

  /** Takes tokens. @returns 0, or after how many ms there is one */
  take(user: string, now: number, cost = 1): number {
    if (this.quota.rate === 0) return 0;
    const before = this.#buckets.get(user) ?? fullBucket(this.quota, now);
    const { bucket, retryAfter } = takeToken(before, this.quota, now, cost);
    this.#buckets.set(user, bucket);
    if (this.#buckets.size > this.#pruneAt) this.#prune(now);
    return retryAfter;
  }

  /** What a user has left, where that is known. */
  get(user: string): Bucket | undefined {
    return this.#buckets.get(user);
  }

  /** Goes on from what a user had left. */
  set(user: string, bucket: Bucket): void {
    this.#buckets.set(user, bucket);
  }

  /** What those have left who took last, the newest last. */
  newest(count: number): [user: string, bucket: Bucket][] {
    return [...this.#buckets].toSorted(([, one], [, other]) => one.at - other.at).slice(-count);
  }

  #prune(now: number): void {
    const { burst, rate } = this.quota;
    for (const [user, { tokens, at }] of this.#buckets) {
      if (tokens + ((now - at) * rate) / 1000 >= burst) this.#buckets.delete(user);
    }
    this.#pruneAt = Math.max(PRUNE_AT, this.#buckets.size * 2);
  }
}
