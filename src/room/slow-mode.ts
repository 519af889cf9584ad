import { SLOW_MODE_USERS_HELD } from "../config.ts";
import type { Log } from "./log.ts";
import type { Outbox } from "./outbox.ts";

/**
 * [R14] When each user last said something, as far back as slow mode asks. The log says it, and is looked at once after a start:
 * neither an eviction nor a new connection makes anybody's pause shorter.
 */
export class SlowMode {
  readonly #log: Log;
  readonly #outbox: Pick<Outbox, "pending">;
  readonly #now: () => number;
  #said = new Map<string, number>();
  /** Since when all who said something are known, ms since 1970. */
  #since = Infinity;

  constructor(log: Log, outbox: Pick<Outbox, "pending">, now: () => number) {
    this.#log = log;
    this.#outbox = outbox;
    this.#now = now;
  }

  /** @param pause between two messages of one user, s @returns 0, or after how many ms a user may say something */
  wait(user: string, pause: number): number {
    if (pause === 0) return 0;
    const now = this.#now();
    const from = now - pause * 1000;
    if (from < this.#since || this.#said.size > SLOW_MODE_USERS_HELD) this.#load(from);
    return Math.max(0, (this.#said.get(user) ?? -Infinity) - from);
  }

  /** A user says something. */
  says(user: string, at: number): void {
    // Who nobody asks about is not remembered: the log is.
    if (this.#since !== Infinity) this.#said.set(user, at);
  }

  /** Forgets what may never have been said. */
  reset(): void {
    this.#said.clear();
    this.#since = Infinity;
  }

  #load(from: number): void {
    this.#said = this.#log.recall.lastSaid(from, this.#log.facts.imported?.seq ?? 0);
    for (const event of this.#outbox.pending) if (event.type === "message") this.#said.set(event.user.id, event.at);
    this.#since = from;
  }
}
