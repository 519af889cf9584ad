import type { Failure } from "../attempt.ts";
import { TIMING, type Timing } from "../config.ts";
import type { Way, WayStore } from "../types.ts";

interface Kept {
  readonly way: Way;
  /** Until when it counts, ms since 1970. */
  readonly until: number;
}

/** What a client may use that shares with others what works. */
const ALL = "websocket,stream,poll";

/**
 * Which way to connect is tried next. They are tried in rounds: first the one that has worked, then the others at once; after a
 * round in which none did, one waits. Where the first way has worked on this network, another that helps out is not kept in mind: it
 * is the network that comes and goes. Where it has worked within the last day, for any room, another is not kept in the store.
 */
export class Ways {
  readonly #ways: readonly Way[];
  readonly #store: WayStore | undefined;
  readonly #timing: Timing;
  #kept: Kept | undefined;
  /** What is left of this round, the present one first; nothing before it begins. */
  #round: Way[] = [];
  /** Whether another way has failed in this round, and how many were silent. */
  #isFallback = false;
  #silent = 0;
  /** Rounds in a row in which all were silent until their time was over: the network is slow. */
  #slowRounds = 0;
  /** The way that worked last: it has a second chance before others are tried. */
  #proven: Way | undefined;
  /** Whether the first way has worked on this network. */
  #firstWorks = false;

  /** @param ways those that may be tried, the best first; at least one. @param store where it is kept what worked */
  constructor(ways: readonly Way[], store?: WayStore, timing: Timing = TIMING) {
    this.#ways = ways;
    this.#store = this.#ways.join() === ALL ? store : undefined;
    this.#timing = timing;
    this.#kept = this.#read();
  }

  /** The way to try now. */
  get current(): Way {
    if (this.#round.length === 0) this.#begin();
    return this.#round[0]!;
  }

  /** How long to try it, in ms. A slow network is given longer each time; one where something fails at once is not slow. */
  get limitMs(): number {
    const { wayMs, connectMs } = this.#timing;
    return this.#ways.length === 1 ? connectMs : Math.min(connectMs, wayMs * (this.#slowRounds + 1));
  }

  /** What was said by this way was answered. */
  worked(way: Way): void {
    if (way === this.#ways[0]) {
      this.#firstWorks = true;
      this.#kept = undefined;
      this.#write({ way, until: Date.now() + this.#timing.wayKeptMs });
    } else if (this.#isFallback && !this.#firstWorks) this.#keep(way);
    this.#slowRounds = 0;
    this.#proven = way;
    this.#round = [];
  }

  /** One did not work. @returns whether another is to be tried at once */
  failed(way: Way, how: Failure = "closed"): boolean {
    // Another network came meanwhile, or what helped out is not gone on with.
    if (way !== this.current) return true;
    const isProven = this.#proven === way;
    if (isProven) this.#proven = undefined;
    if (isProven && how === "closed") return false;
    if (how !== "closed" && way === this.#ways[0]) this.#firstWorks = false;
    if (how === "silent") this.#silent += 1;
    this.#round.shift();
    this.#isFallback = true;
    if (this.#round.length > 0) return true;
    if (this.#silent === this.#ways.length) this.#slowRounds += 1;
    return false;
  }

  /** The server itself refused or ended a connection: what failed before may have failed for the same reason. */
  serverSpoke(): void {
    this.#round = [];
  }

  /** The device has another network: what did not work may work now. */
  networkChanged(): void {
    this.#kept = undefined;
    this.#write(undefined);
    this.#proven = undefined;
    this.#firstWorks = false;
    this.#slowRounds = 0;
    this.#round = [];
  }

  #begin(): void {
    const kept = this.#kept && this.#kept.until > Date.now() ? this.#kept.way : undefined;
    this.#round = kept ? [kept, ...this.#ways.filter((way) => way !== kept)] : [...this.#ways];
    this.#isFallback = false;
    this.#silent = 0;
  }

  /** For long only where another way than the first was needed some time ago too: once, it may have been chance. */
  #keep(way: Way): void {
    const now = Date.now();
    const known = this.#read() ?? this.#kept;
    const isOver = known !== undefined && known.until <= now;
    const isFirst = known?.way === this.#ways[0];
    this.#kept = { way, until: now + this.#timing[isOver && !isFirst ? "wayKeptMs" : "wayTriedMs"] };
    if (isOver || !isFirst) this.#write(this.#kept);
  }

  #write(kept: Kept | undefined): void {
    try {
      this.#store?.set(kept && `${kept.way} ${kept.until}`);
    } catch {
      // The next visit finds out again.
    }
  }

  #read(): Kept | undefined {
    try {
      const [name, text] = this.#store?.get()?.split(" ") ?? [];
      const way = this.#ways.find((other) => other === name);
      const until = Number(text);
      // What counts for longer than it could was kept by a clock that was wrong; what counted long ago says nothing of now.
      return way && Math.abs(until - Date.now()) <= this.#timing.wayKeptMs ? { way, until } : undefined;
    } catch {
      return undefined;
    }
  }
}
