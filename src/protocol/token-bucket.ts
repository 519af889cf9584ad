/** How fast a bucket fills and how much it holds. A `rate` of 0 lifts the limit. */
export interface Quota {
  /** Tokens the bucket holds. */
  readonly burst: number;
  /** Tokens a second. */
  readonly rate: number;
}

/** What is left, and when that was counted. */
export interface Bucket {
  readonly tokens: number;
  /** By the clock that it is filled by, ms. */
  readonly at: number;
}

/** A bucket after one attempt, and how long to wait in ms where there was no token: 0 means that one was taken. */
export interface Take {
  readonly bucket: Bucket;
  readonly retryAfter: number;
}

export function fullBucket(quota: Quota, now: number): Bucket {
  return { tokens: quota.burst, at: now };
}

/**
 * Takes `cost` tokens where there is at least one: what costs more than is left leaves a debt, which is paid before the
 * next. Exact: a refused attempt costs nothing. A clock that went backwards adds nothing, and takes nothing
 * from the time after it.
 */
export function takeToken(bucket: Bucket, quota: Quota, now: number, cost = 1): Take {
  if (quota.rate === 0) return { bucket, retryAfter: 0 };
  const elapsed = Math.max(0, now - bucket.at);
  const tokens = Math.min(quota.burst, bucket.tokens + (elapsed * quota.rate) / 1000);
  if (tokens >= 1) return { bucket: { tokens: tokens - cost, at: now }, retryAfter: 0 };
  return { bucket: { tokens, at: now }, retryAfter: Math.ceil(((1 - tokens) * 1000) / quota.rate) };
}
