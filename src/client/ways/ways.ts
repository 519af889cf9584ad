import { TIMING, type Timing } from "../config.ts";
import type { Destination } from "../address.ts";
import type { Socket, Way, WayStore } from "../types.ts";
import type { Dial } from "./dials.ts";

interface Kept {
  readonly way: Way;
  /** Until when it is the first to be tried, ms since 1970. */
  readonly until: number;
}

/**
 * Which way to connect is tried next. They are tried in rounds: first the one that has worked, then the others at once; after a
 * round in which none did, one waits. A way other than the first is kept in mind only where the first has never worked on
 * this network: otherwise it is the network that comes and goes.
 */
export class Ways {
  readonly #dials: ReadonlyMap<Way, Dial>;
  readonly #ways: readonly Way[];
  readonly #store: WayStore | undefined;
  readonly #timing: Timing;
  #kept: Kept | undefined;
  /** What is left of this round, the present one first; nothing before it begins. */
  #round: Way[] = [];
  /** Whether another way has failed in this round. */
  #isFallback = false;
  /** Rounds in a row in which none worked. */
  #failedRounds = 0;
  /** The way that worked last: it has a second chance before others are tried. */
  #proven: Way | undefined;
  /** Whether the first way has worked on this network. */
  #firstWorks = false;

  /** @param dials how each way is tried, the best first; at least one. @param store where it is kept what worked */
  constructor(dials: ReadonlyMap<Way, Dial>, store?: WayStore, timing: Timing = TIMING) {
    this.#dials = dials;
    this.#ways = [...dials.keys()];
    this.#store = store;
    this.#timing = timing;
    this.#kept = this.#read();
  }

  /** The way to try now. */
  get current(): Way {
    if (this.#round.length === 0) this.#begin();
    return this.#round[0]!;
  }

  /** Tries it. Throws where the runtime does not allow that. */
  dial(to: Destination): Socket {
    return this.#dials.get(this.current)!(to);
  }

  /** How long to try it, in ms. A slow network is given longer each time. */
  get limitMs(): number {
    const { wayMs, connectMs } = this.#timing;
    return this.#ways.length === 1 ? connectMs : Math.min(connectMs, wayMs * (this.#failedRounds + 1));
  }

  /** One worked. */
  worked(way: Way): void {
    if (way === this.#ways[0]) {
      if (!this.#firstWorks) this.#keep(undefined);
      this.#firstWorks = true;
    } else if (this.#isFallback && !this.#firstWorks) {
      this.#keep({ way, until: Date.now() + this.#timing.wayKeptMs });
    }
    this.#failedRounds = 0;
    this.#proven = way;
    this.#round = [];
  }

  /** One did not. @returns whether another is to be tried at once */
  failed(way: Way): boolean {
    if (way !== this.current) return true;
    if (this.#proven === way) {
      this.#proven = undefined;
      return false;
    }
    this.#round.shift();
    this.#isFallback = true;
    if (this.#round.length > 0) return true;
    this.#failedRounds += 1;
    return false;
  }

  /** The device has another network: what did not work may work now. */
  networkChanged(): void {
    this.#kept = undefined;
    this.#proven = undefined;
    this.#firstWorks = false;
    this.#round = [];
  }

  #begin(): void {
    const kept = this.#kept && this.#kept.until > Date.now() ? this.#kept.way : undefined;
    this.#round = kept ? [kept, ...this.#ways.filter((way) => way !== kept)] : [...this.#ways];
    this.#isFallback = false;
  }

  #keep(kept: Kept | undefined): void {
    this.#kept = kept;
    try {
      this.#store?.set(kept && `${kept.way} ${kept.until}`);
    } catch {
      // The next visit finds out again.
    }
  }

  #read(): Kept | undefined {
    try {
      const [name, until] = this.#store?.get()?.split(" ") ?? [];
      const way = this.#ways.find((other) => other === name);
      // What is kept for longer than it could be was kept by a clock that was wrong.
      const isGood = Number(until) - Date.now() <= this.#timing.wayKeptMs;
      return way && isGood ? { way, until: Number(until) } : undefined;
    } catch {
      return undefined;
    }
  }
}
