import { TIMING, type Timing } from "./config.ts";

/**
 * How long to wait before attempt number `attempt` (0 is the first) to come back, in ms: full jitter, so that a room's
 * clients do not return all at once. The jitter comes on top of what the server asked for, for the same reason.
 */
export function backoffDelay(
  attempt: number,
  retryAfter: number,
  timing: Timing = TIMING,
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(timing.backoffCapMs, timing.backoffBaseMs * 2 ** attempt);
  return boundRetryAfter(retryAfter, timing) + random() * ceiling;
}

/** A server's `retryAfter` within reason: timers of more than 24.8 days fire at once. */
export function boundRetryAfter(retryAfter: number, timing: Timing = TIMING): number {
  return Math.min(timing.retryAfterMaxMs, Math.max(0, retryAfter));
}
