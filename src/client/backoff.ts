import { TIMING, type Timing } from "./config.ts";
import { stopwatch } from "./stopwatch.ts";

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

/** How long to wait before each attempt to come back, and whether one may come sooner. */
export class Backoff {
  readonly #timing: Timing;
  /** Attempts in a row after which no connection lasted. */
  #failures = 0;
  /** How long since the wait began, and how long the server does not want to be asked again. */
  #waited = stopwatch();
  #retryAfter = 0;

  constructor(timing: Timing) {
    this.#timing = timing;
  }

  /** Waits begin anew: the last connection was a good one, or somebody asks for it. */
  reset(): void {
    this.#failures = 0;
  }

  /** A wait begins. @param retryAfter what the server asked for, in ms @returns how long it is, in ms */
  begin(retryAfter: number): number {
    this.#waited = stopwatch();
    this.#retryAfter = boundRetryAfter(retryAfter, this.#timing);
    return backoffDelay(this.#failures++, retryAfter, this.#timing);
  }

  /** Whether the server may be asked again by now. */
  get mayEnd(): boolean {
    return this.#waited() >= this.#retryAfter;
  }
}
