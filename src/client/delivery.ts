import type { Cursor } from "../protocol/cursor.ts";
import { FRAME_MAX_BYTES, FRAME_MAX_COMMANDS } from "../protocol/limits.ts";
import { fullBucket, takeToken, type Bucket, type Quota } from "../protocol/token-bucket.ts";
import { boundRetryAfter } from "./backoff.ts";
import { byteLength } from "./commands.ts";
import { TIMING, type Timing } from "./config.ts";
import type { Outbox, OutboxEntry } from "./outbox.ts";

export interface DeliveryPort {
  /** @returns whether the frame was handed to an open socket. */
  send(frame: string): boolean;
  /** What is known of the log; undefined before the first `welcome`. */
  cursor(): Cursor | undefined;
  /** The server left messages without an answer. */
  unanswered(): void;
}

/**
 * Sends what is in the outbox, in order. One frame is under way at a time: what follows a message that the server put off can
 * then not overtake it. What is written meanwhile goes out together in the next frame.
 */
export class Delivery {
  readonly #outbox: Outbox;
  readonly #port: DeliveryPort;
  readonly #timing: Timing;
  #quota: Quota | undefined;
  #bucket: Bucket = { tokens: 0, at: 0 };
  #online = false;
  /** The server's pause, and the wait for the store. As all times here by the monotonic clock: the other may be set. */
  #heldUntil = 0;
  #loadedBy = 0;
  #scheduled = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #answerTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(outbox: Outbox, port: DeliveryPort, timing: Timing = TIMING) {
    this.#outbox = outbox;
    this.#port = port;
    this.#timing = timing;
  }

  /** A `welcome` came. The bucket is the user's, not the connection's: coming back does not fill it. */
  online(limits: Quota): void {
    const quota = { burst: Math.max(1, limits.burst), rate: Math.max(0, limits.rate) };
    if (this.#quota?.burst !== quota.burst || this.#quota.rate !== quota.rate)
      this.#bucket = fullBucket(quota, performance.now());
    this.#quota = quota;
    this.#online = true;
    this.schedule();
  }

  offline(): void {
    this.#online = false;
    this.#outbox.disconnected();
    clearTimeout(this.#timer);
    clearTimeout(this.#answerTimer);
    this.#answerTimer = undefined;
  }

  /** What an earlier visit left goes first; but a store that does not answer is not waited for long. */
  async waitFor(loaded: Promise<unknown>): Promise<void> {
    this.#loadedBy = performance.now() + this.#timing.outboxLoadMs;
    await loaded;
    this.#loadedBy = 0;
    this.schedule();
  }

  /** The server has no room for more now, whatever was counted here: another device of the same user may have sent too. */
  rateLimited(retryAfter: number | undefined): void {
    const wait = boundRetryAfter(retryAfter ?? this.#timing.rateLimitedMs, this.#timing);
    this.#heldUntil = Math.max(this.#heldUntil, performance.now() + wait);
    this.#bucket = { tokens: 1, at: this.#heldUntil };
    this.schedule();
  }

  /** One message was answered. Over HTTP those of a frame are said one by one: the next has its own time. */
  answered(): void {
    if (this.#answerTimer !== undefined) this.#awaitAnswer();
  }

  /** Sends what can be sent, once this turn is over: what is written in one turn goes out in one frame. */
  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    const cursor = this.#port.cursor();
    if (!this.#online || cursor === undefined || this.#outbox.isInFlight) return;
    clearTimeout(this.#answerTimer);
    this.#answerTimer = undefined;
    const held = Math.max(this.#heldUntil, this.#loadedBy) - performance.now();
    if (held > 0) return this.#pumpIn(held);
    const frame = this.#nextFrame(cursor);
    if (frame.length === 0) return;
    // `after` is written down first, for the frame names it.
    const commands = frame.map((entry) => encodeSend(entry, cursor.epoch));
    if (this.#port.send(`[${commands.join(",")}]`)) this.#awaitAnswer();
    else this.#outbox.disconnected();
  }

  #awaitAnswer(): void {
    clearTimeout(this.#answerTimer);
    this.#answerTimer = setTimeout(() => this.#port.unanswered(), this.#timing.answerMs);
  }

  /** The next messages, as many as fit into a frame and the quota. */
  #nextFrame(cursor: Cursor): readonly OutboxEntry[] {
    const frame: OutboxEntry[] = [];
    let bytes = 2;
    for (const entry of this.#outbox.unsent) {
      bytes += byteLength(encodeSend(entry, cursor.epoch)) + AFTER_MAX_BYTES;
      if (frame.length >= FRAME_MAX_COMMANDS || (frame.length > 0 && bytes > FRAME_MAX_BYTES)) break;
      const { bucket, retryAfter } = takeToken(this.#bucket, this.#quota!, performance.now());
      this.#bucket = bucket;
      if (retryAfter > 0) {
        if (frame.length === 0) this.#pumpIn(retryAfter);
        break;
      }
      this.#outbox.attempt(entry, cursor);
      frame.push(entry);
    }
    return frame;
  }

  #pumpIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#pump(), ms);
  }
}

/** What `after` and a comma add to a command, at most. */
const AFTER_MAX_BYTES = 32;

function encodeSend({ message }: OutboxEntry, epoch: string): string {
  const { id, text, replyTo, mentions, here, after } = message;
  return JSON.stringify({
    type: "send",
    id,
    text,
    replyTo,
    mentions,
    here,
    ...(after?.epoch === epoch && { after: after.seq }),
  });
}
