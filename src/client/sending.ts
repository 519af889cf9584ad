import type { Cursor } from "../protocol/cursor.ts";
import type { Ack, ServerEvent } from "../protocol/events.ts";
import type { Problem } from "../protocol/result.ts";
import { TIMING, type Timing } from "./config.ts";
import { Delivery } from "./delivery.ts";
import { Outbox } from "./outbox.ts";
import { OutboxKeeper } from "./outbox-keeper.ts";
import { problemFrom } from "./problem.ts";
import { errorOf, type RoomError } from "./room-error.ts";
import type { OutboxStore, OutgoingMessage, StoredMessage } from "./types.ts";

export interface SendingPort {
  /** @returns whether the frame was handed to an open socket. */
  send(frame: string): boolean;
  /** What is known of the log; undefined before the first `welcome`. */
  cursor(): Cursor | undefined;
  /** One's own user id. */
  you(): string | undefined;
  /** The server left messages without an answer. */
  unanswered(): void;
  /** `outgoing` changed by itself. */
  changed(): void;
}

/** Everything on the way to the server: what waits, what keeps it, what sends it, and what the server says to it. */
export class Sending {
  readonly #port: SendingPort;
  readonly #outbox: Outbox;
  readonly #keeper: OutboxKeeper;
  readonly #delivery: Delivery;

  constructor(store: OutboxStore, port: SendingPort, timing: Timing = TIMING) {
    this.#port = port;
    this.#outbox = new Outbox(
      () => this.#keeper.changed(),
      () => port.you(),
    );
    this.#delivery = new Delivery(this.#outbox, port, timing);
    this.#keeper = new OutboxKeeper(store, {
      restore: (messages) => {
        this.#outbox.restore(messages);
        this.#delivery.schedule();
        port.changed();
      },
      snapshot: () => this.#outbox.stored,
    });
  }

  get outgoing(): readonly OutgoingMessage[] {
    return this.#outbox.outgoing;
  }

  /** Brings back what an earlier visit left. */
  load(): void {
    void this.#delivery.waitFor(this.#keeper.load());
  }

  /** @throws RoomError; see `RoomClient.send`. */
  add(message: StoredMessage): Promise<Ack> {
    // Scheduled before it is saved: what is kept first then says already as whom it was sent.
    this.#delivery.schedule();
    const sent = this.#outbox.add(message);
    sent.catch(() => {}); // A caller who looks at `outgoing` need not look at the promise.
    return sent;
  }

  retry(id: string): void {
    this.#outbox.retry(id);
    this.#delivery.schedule();
  }

  discard(id: string): void {
    this.#outbox.discard(id);
    this.#delivery.schedule();
  }

  /** Takes the news of one frame. @returns the answers that are not to messages. */
  take(news: readonly ServerEvent[]): readonly ServerEvent[] {
    const rest = news.filter((event) => !this.#takeEvent(event));
    const cursor = this.#port.cursor();
    if (cursor) this.#outbox.settle(cursor);
    if (rest.length < news.length) this.#delivery.answered();
    this.#delivery.schedule();
    return rest;
  }

  offline(): void {
    this.#delivery.offline();
  }

  /** The server will have none of them. */
  fail(problem: Problem): void {
    this.#outbox.failAll(problem);
  }

  /** Nobody waits any more; the messages stay. */
  abandon(error: RoomError): void {
    this.#outbox.abandon(error);
  }

  /** @returns whether the event was an answer to a message. */
  #takeEvent(event: ServerEvent): boolean {
    switch (event.type) {
      case "welcome":
        for (const kept of event.events) if (kept.type === "message") this.#outbox.arrived(kept);
        this.#outbox.disown();
        this.#delivery.online(event.limits);
        return false;
      case "message":
        this.#outbox.arrived(event);
        return false;
      case "ack":
        return this.#outbox.acknowledge(event, this.#port.cursor()?.epoch ?? "");
      case "error":
        return event.id !== undefined && this.#refused(event.id, event);
      default:
        return false;
    }
  }

  #refused(id: string, error: { code: string; message: string; retryAfter?: number | undefined }): boolean {
    const { code, message, retryAfter } = error;
    if (code !== "rate_limited") return this.#outbox.fail(id, problemFrom(code, message, retryAfter), errorOf(error));
    const isMessage = this.#outbox.postpone(id);
    if (isMessage) this.#delivery.rateLimited(retryAfter);
    return isMessage;
  }
}
