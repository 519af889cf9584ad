import { SLOW_MODE_LOOKED_BACK, SLOW_MODE_USERS_HELD } from "../config.ts";
import type { Log } from "./log.ts";
import type { Outbox } from "./outbox.ts";

/**
 * [R14] When each user last said something, as far back as slow mode asks. The log says it, and is looked at once after a start:
 * neither an eviction nor a new connection makes anybody's pause shorter. Of very many who speak, those are forgotten first who did so
 * longest ago: their pause is nearly over.
 */
export class SlowMode {
  readonly #log: Log;
  readonly #outbox: Pick<Outbox, "pending">;
  readonly #now: () => number;
  /** Who spoke last is last in it. */
  #said = new Map<string, number>();
  /** Since when it is known who said something, but for those of whom there were too many, ms since 1970. */
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
    if (from < this.#since) this.#load(from);
    return Math.max(0, (this.#said.get(user) ?? -Infinity) - from);
  }

  /** A user says something. */
  says(user: string, at: number): void {
    // Who nobody asks about is not remembered: the log is.
    if (this.#since === Infinity) return;
    this.#said.delete(user);
    this.#said.set(user, at);
    const [oldest = ""] = this.#said.keys();
    if (this.#said.size > SLOW_MODE_USERS_HELD) this.#said.delete(oldest);
  }

  /** Forgets what may never have been said. */
  reset(): void {
    this.#said.clear();
    this.#since = Infinity;
  }

  #load(from: number): void {
    const { recall, facts } = this.#log;
    const limits = { users: SLOW_MODE_USERS_HELD, messages: SLOW_MODE_LOOKED_BACK };
    this.#said = recall.lastSaid(from, facts.imported?.seq ?? 0, limits);
    this.#since = from;
    for (const event of this.#outbox.pending) if (event.type === "message") this.says(event.user.id, event.at);
  }
}
