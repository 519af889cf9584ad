import { HERALD_PAUSE_MS, HERALD_SPACING_MS } from "../config.ts";

/**
 * [L2] Says to each room that tells something when its next turn is. Turns lie apart from each other, and each is taken once: so all
 * rooms together come no oftener than that, on average, however many there are. Where few have something to tell none waits for long.
 */
export class Turns {
  /** The last one that was given, ms since 1970. */
  #last = 0;

  /** @param now ms since 1970 @returns in how many ms the next one is */
  next(now: number): number {
    this.#last = Math.max(now + HERALD_PAUSE_MS, this.#last + HERALD_SPACING_MS);
    return this.#last - now;
  }
}
