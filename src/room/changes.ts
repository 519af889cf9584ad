import type { DurableEvent } from "../protocol/events.ts";
import type { Log } from "./log.ts";
import type { ChangedFacts, Facts } from "./meta.ts";
import type { KeptMessage, Statement } from "./rows.ts";

/** What has to be written along with events. */
export interface Writes {
  readonly messages: Iterable<KeptMessage>;
  readonly facts: ChangedFacts;
  /** Whatever else. */
  readonly statements: readonly Statement[];
}

/**
 * Messages and facts as they will be once what has been accepted is written. Many changes of one in one flush write its row
 * once, and each is judged by what the others before it have made of it.
 */
export class Changes {
  readonly #log: Log;
  readonly #pending: () => readonly DurableEvent[];
  readonly #messages = new Map<number, KeptMessage>();
  #facts: ChangedFacts = {};
  readonly #statements: Statement[] = [];

  /** @param pending durable events that are accepted and not written yet */
  constructor(log: Log, pending: () => readonly DurableEvent[]) {
    this.#log = log;
    this.#pending = pending;
  }

  /** A message as it is now. @returns undefined where there is none with this `seq`, or it was taken back */
  message(seq: number): KeptMessage | undefined {
    // Nothing ever had that place, and there may be no log yet.
    if (seq < 1) return undefined;
    const kept =
      this.#messages.get(seq) ?? (seq > this.#log.head ? this.#accepted(seq) : this.#log.archive.message(seq));
    return kept?.message.deleted === undefined ? kept : undefined;
  }

  get settings(): Facts["settings"] {
    return this.#facts.settings ?? this.#log.settings;
  }

  get pins(): Facts["pins"] {
    return this.#facts.pins ?? this.#log.pins;
  }

  /** All facts. */
  get facts(): Facts {
    return { ...this.#log.facts, ...this.#facts };
  }

  /** A message is to be like this from now on. */
  set(message: KeptMessage): void {
    this.#messages.set(message.message.seq, message);
  }

  /** The room is to be like this from now on. */
  setFacts(facts: ChangedFacts): void {
    this.#facts = { ...this.#facts, ...facts };
  }

  /** This is to be written along. */
  write(statements: readonly Statement[]): void {
    this.#statements.push(...statements);
  }

  /** What has to be written with the next commit. */
  get all(): Writes {
    return { messages: this.#messages.values(), facts: this.#facts, statements: this.#statements };
  }

  /** It was written, or never happened. */
  clear(): void {
    this.#messages.clear();
    this.#facts = {};
    this.#statements.length = 0;
  }

  #accepted(seq: number): KeptMessage | undefined {
    const event = this.#pending().find((pending) => pending.seq === seq);
    return event?.type === "message" ? { message: event, reactors: new Map() } : undefined;
  }
}
