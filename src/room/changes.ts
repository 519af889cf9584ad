import type { DurableEvent } from "../protocol/events.ts";
import type { Log } from "./log.ts";
import type { KeptMessage } from "./rows.ts";

/**
 * Messages as they will be once what has been accepted is written. Many changes of one message in one flush write its row
 * once, and each is judged by what the others before it have made of it.
 */
export class Changes {
  readonly #log: Log;
  readonly #pending: () => readonly DurableEvent[];
  readonly #changed = new Map<number, KeptMessage>();

  /** @param pending durable events that are accepted and not written yet */
  constructor(log: Log, pending: () => readonly DurableEvent[]) {
    this.#log = log;
    this.#pending = pending;
  }

  /** A message as it is now. @returns undefined where there is none with this `seq`, or it was taken back */
  message(seq: number): KeptMessage | undefined {
    // Nothing ever had that place, and there may be no log yet.
    if (seq < 1) return undefined;
    const kept = this.#changed.get(seq) ?? (seq > this.#log.head ? this.#accepted(seq) : this.#log.message(seq));
    return kept?.message.deleted === undefined ? kept : undefined;
  }

  /** A message is to be like this from now on. */
  set(message: KeptMessage): void {
    this.#changed.set(message.message.seq, message);
  }

  /** What has to be written with the next commit. */
  get all(): Iterable<KeptMessage> {
    return this.#changed.values();
  }

  /** It was written, or never happened. */
  clear(): void {
    this.#changed.clear();
  }

  #accepted(seq: number): KeptMessage | undefined {
    const event = this.#pending().find((pending) => pending.seq === seq);
    return event?.type === "message" ? { message: event, reactors: new Map() } : undefined;
  }
}
