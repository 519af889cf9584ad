import type { Cursor } from "../protocol/cursor.ts";
import type { Ack, Message } from "../protocol/events.ts";
import type { Problem } from "../protocol/result.ts";
import { OUTBOX_MAX_MESSAGES } from "./config.ts";
import { normalised } from "./normalised.ts";
import { errorOf, RoomError } from "./room-error.ts";
import type { OutgoingMessage, StoredMessage } from "./types.ts";

interface Waiter {
  resolve(ack: Ack): void;
  reject(error: RoomError): void;
}

/** A message in the outbox, with what only this connection or this visit knows of it. */
export interface OutboxEntry {
  message: OutgoingMessage;
  /** A copy may have reached the server: the place from which it looks for one [C3] stays as it is. */
  attempted: boolean;
  /** Sent on this connection and not answered. */
  inFlight: boolean;
  /** Where it stands in the log: it only waits for its broadcast to take its place in the view. */
  acked?: Cursor;
  readonly waiters: Waiter[];
}

const SENT_AS_ANOTHER: Problem = {
  code: "unauthorized",
  message: "This was written as somebody else, and may have been sent. Sent again, it is said by who you are now.",
};

/** The messages written here and not yet in the log, in the order they were written. */
export class Outbox {
  #entries: OutboxEntry[] = [];
  #outgoing: readonly OutgoingMessage[] | undefined = [];
  /** Called when what is to be kept changed. */
  readonly #changed: () => void;
  /** One's own user id. */
  readonly #you: () => string | undefined;

  constructor(changed: () => void, you: () => string | undefined) {
    this.#changed = changed;
    this.#you = you;
  }

  /** As the page shows them. The same array until something changed. */
  get outgoing(): readonly OutgoingMessage[] {
    this.#outgoing ??= this.#entries.map((entry) => entry.message);
    return this.#outgoing;
  }

  /** What a later visit would have to send: all that the server has not acknowledged. */
  get stored(): readonly StoredMessage[] {
    return this.#entries
      .filter((entry) => entry.acked === undefined)
      .map(({ message: { status: _status, problem: _problem, ...stored } }) => stored);
  }

  get isInFlight(): boolean {
    return this.#entries.some((entry) => entry.inFlight);
  }

  /** What is to be sent, in order. */
  get unsent(): readonly OutboxEntry[] {
    return this.#entries.filter(
      ({ message, inFlight, acked }) => message.status === "sending" && !inFlight && acked === undefined,
    );
  }

  has(id: string): boolean {
    return this.#find(id) !== undefined;
  }

  /**
   * Puts a message at the end. One that is there already is not doubled: the promise is for that one.
   * @throws RoomError where no server would take it; see `RoomClient.send`.
   */
  add(draft: StoredMessage): Promise<Ack> {
    return new Promise((resolve, reject) => {
      const message = normalised(draft);
      const known = this.#find(draft.id);
      if (known && (known.message.text !== message.text || known.message.replyTo !== message.replyTo)) {
        throw new RoomError("id_conflict", "A message with this id and another text is on its way.");
      }
      if (!known && this.#entries.length >= OUTBOX_MAX_MESSAGES) {
        throw new RoomError("too_many", `More than ${OUTBOX_MAX_MESSAGES} messages wait to be sent.`);
      }
      if (known?.acked) return resolve({ type: "ack", id: draft.id, seq: known.acked.seq, duplicate: true });
      if (known?.message.status === "failed") this.retry(draft.id);
      const entry =
        known ?? this.#append({ message, attempted: message.after !== undefined, inFlight: false, waiters: [] });
      entry.waiters.push({ resolve, reject });
    });
  }

  /** Puts what an earlier visit left before what this one wrote. */
  restore(messages: readonly StoredMessage[]): void {
    const restored: OutboxEntry[] = [];
    for (const stored of messages.slice(0, OUTBOX_MAX_MESSAGES)) {
      if (this.has(stored.id) || restored.some((entry) => entry.message.id === stored.id)) continue;
      try {
        // Without `after` nobody knows whether it was sent: no place may be named from which on to look.
        restored.push({ message: normalised(stored), attempted: true, inFlight: false, waiters: [] });
      } catch {
        // It was kept by another version of this code, or tampered with; no server would take it.
      }
    }
    if (restored.length === 0) return;
    this.#entries = [...restored, ...this.#entries];
    this.#touch();
    this.disown();
  }

  /** Notes an attempt to send a message: as whom, and of the first one the cursor. */
  attempt(entry: OutboxEntry, { epoch, seq }: Cursor): void {
    entry.inFlight = true;
    const by = this.#you();
    if (entry.attempted && entry.message.by === by) return;
    entry.message = {
      ...entry.message,
      ...(!entry.attempted && { after: { epoch, seq } }),
      ...(by !== undefined && { by }),
    };
    entry.attempted = true;
    this.#touch();
  }

  /** What was sent as somebody else may be in the log: sent again by itself, it would be there twice [C3]. */
  disown(): void {
    for (const { message, acked } of this.#entries) {
      if (message.status === "sending" && !acked && this.#isOfAnother(message)) this.fail(message.id, SENT_AS_ANOTHER);
    }
  }

  /** The server has it. @returns whether it was one of these. */
  acknowledge(ack: Ack, epoch: string): boolean {
    const entry = this.#find(ack.id);
    if (!entry) return false;
    entry.inFlight = false;
    entry.acked = { epoch, seq: ack.seq ?? 0 };
    for (const waiter of entry.waiters.splice(0)) waiter.resolve(ack);
    this.#changed();
    return true;
  }

  /** A message is in the log; one's own leaves the outbox, under whichever identity it was sent. */
  arrived({ id, seq, at, user }: Message): void {
    const entry = this.#find(id);
    if (!entry || (user.id !== this.#you() && user.id !== entry.message.by)) return;
    for (const waiter of entry.waiters.splice(0)) waiter.resolve({ type: "ack", id, seq, at });
    this.#remove(entry);
  }

  /** Lets go of what is acknowledged and in the timeline. A log with another epoch will never reach those places. */
  settle(timeline: Cursor): void {
    for (const entry of this.#entries.filter(({ acked }) => acked)) {
      const { epoch, seq } = entry.acked!;
      if (epoch !== timeline.epoch || timeline.seq >= seq) this.#remove(entry);
    }
  }

  /** The server would take it later. @returns whether it was one of these. */
  postpone(id: string): boolean {
    const entry = this.#find(id);
    if (entry) entry.inFlight = false;
    return entry !== undefined;
  }

  /** The server will not have it. @returns whether it was one of these. */
  fail(id: string, problem: Problem, error: RoomError = errorOf(problem)): boolean {
    const entry = this.#find(id);
    if (!entry || entry.acked) return entry !== undefined;
    entry.inFlight = false;
    entry.message = { ...entry.message, status: "failed", problem };
    for (const waiter of entry.waiters.splice(0)) waiter.reject(error);
    this.#touch();
    return true;
  }

  /** The server will have none of them. */
  failAll(problem: Problem): void {
    for (const { message } of this.#entries) if (message.status === "sending") this.fail(message.id, problem);
  }

  /** The connection is gone: nothing more will be answered. */
  disconnected(): void {
    for (const entry of this.#entries) entry.inFlight = false;
  }

  /** Nobody waits any more; the messages stay. */
  abandon(error: RoomError): void {
    for (const entry of this.#entries) for (const waiter of entry.waiters.splice(0)) waiter.reject(error);
  }

  retry(id: string): void {
    const entry = this.#find(id);
    if (entry?.message.status !== "failed") return;
    const { problem: _problem, ...message } = entry.message;
    entry.message = { ...message, status: "sending" };
    if (this.#isOfAnother(message)) {
      const { after: _after, by: _by, ...fresh } = entry.message;
      entry.message = fresh;
      entry.attempted = false;
    }
    this.#touch();
  }

  discard(id: string): void {
    const entry = this.#find(id);
    if (!entry || entry.acked) return;
    for (const waiter of entry.waiters.splice(0))
      waiter.reject(new RoomError("discarded", "The message was discarded."));
    this.#remove(entry);
  }

  #isOfAnother({ by }: StoredMessage): boolean {
    const you = this.#you();
    return by !== undefined && you !== undefined && by !== you;
  }

  #find(id: string): OutboxEntry | undefined {
    return this.#entries.find((entry) => entry.message.id === id);
  }

  #append(entry: OutboxEntry): OutboxEntry {
    this.#entries.push(entry);
    this.#touch();
    return entry;
  }

  #remove(entry: OutboxEntry): void {
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#touch();
  }

  #touch(): void {
    this.#outgoing = undefined;
    this.#changed();
  }
}
