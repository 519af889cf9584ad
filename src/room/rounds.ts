import { silentAfterMs } from "../variables.ts";
import type { Agenda } from "./agenda.ts";
import { isExpired } from "./link.ts";
import type { Room } from "./room.ts";

/** What is looked round in, and for. */
export interface RoundsParts {
  readonly agenda: Agenda;
  /** The room as it is stored by now. */
  room(): Room;
  /** Ends sockets that have gone silent. @returns whether any is late */
  sweep(now: number, heartbeat: number): boolean;
  /** The same of Socket.IO's clients, who are asked first. @param silentAfter ms */
  beat(now: number, silentAfter: number): void;
  /** When they are to be looked at again, ms since 1970. */
  due(): number;
  /** Something went wrong that nobody in the room did. */
  report(error: unknown): void;
}

/** Looks now and then whether who is said to be here still is. A room is not woken for that alone, unless somebody is late. */
export class Rounds {
  readonly #parts: RoundsParts;
  /** When silence was last looked for, ms since 1970. */
  #swept = 0;

  constructor(parts: RoundsParts) {
    this.#parts = parts;
  }

  /** Whoever speaks wants to know who is there. It costs no alarm, and in a room that was asleep the look is overdue. */
  async lookRound(): Promise<void> {
    if (Date.now() - this.#swept >= this.#silentAfter) await this.sweep(Date.now());
  }

  /** Ends connections that have gone silent or whose token has run out. */
  async sweep(now: number): Promise<void> {
    this.#swept = now;
    const room = this.#parts.room();
    const isAnyLate = this.#parts.sweep(now, room.heartbeat);
    this.#parts.beat(now, this.#silentAfter);
    for (const link of room.outbox.links) {
      if (isExpired(link.state, now)) room.cutExpired(link);
    }
    // A room where nobody comes, goes or is late is left to sleep.
    await this.#wakeBy(isAnyLate ? now + this.#silentAfter : Infinity);
  }

  /** The alarm has rung: what was to be dropped by now is. */
  rung(): void {
    this.#parts.agenda.clear();
    const { log, notices, retention } = this.#parts.room();
    const { first } = log;
    retention.step();
    if (log.first > first) notices.trimmed();
  }

  /** Sees to it that the object is woken by then; nobody waits for that. @param at ms since 1970 */
  wakeBy(at: number): void {
    void this.#parts.agenda.wakeBy(at).catch((error: unknown) => this.#parts.report(error));
  }

  /** Somebody came: they may go silent. */
  async welcomed(): Promise<void> {
    await this.#wakeBy(Date.now() + this.#silentAfter);
  }

  /** [R6] When the log is to be trimmed next, ms since 1970. */
  get trimAt(): number {
    return Math.max(Date.now(), this.#parts.room().retention.due);
  }

  /** Sees to it that the object is woken by then, or before for what else there is to do. */
  async #wakeBy(at: number): Promise<void> {
    await this.#parts.agenda.wakeBy(Math.min(at, this.#parts.due(), this.trimAt));
  }

  get #silentAfter(): number {
    return silentAfterMs(this.#parts.room().heartbeat);
  }
}
