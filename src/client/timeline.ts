import type { Cursor } from "../protocol/cursor.ts";
import {
  isDurable,
  type Ack,
  type Change,
  type DurableEvent,
  type EventOf,
  type Message,
  type ServerEvent,
  type UnknownEvent,
} from "../protocol/events.ts";
import { CHANGES_KEPT, TIMELINE_MAX_MESSAGES, TIMELINE_TRIMMED_MESSAGES } from "./config.ts";
import { indexOfMessage } from "./find.ts";
import { applyChange, countReply } from "./fold.ts";

/** The log as far as it is held here. */
export interface Timeline {
  /** Up to where the log is known [B1]; undefined before the first `welcome`. */
  readonly cursor: Cursor | undefined;
  /** As they are now, ascending by `seq`; with the messages before them, if `more`, none is missing up to the cursor. */
  readonly messages: readonly Message[];
  readonly more: boolean;
  /** What was done lately: a page of history that was made before that does not know of it. */
  readonly changes: readonly Done[];
}

/** What changes messages that are held: something that was done to them, or an answer to one. */
type Done = Change | Message | EventOf<"purge">;

export const EMPTY_TIMELINE: Timeline = { cursor: undefined, messages: [], more: false, changes: [] };

/** A frame as the timeline took it. */
export interface TakenFrame {
  readonly timeline: Timeline;
  /** What is news, in order: no durable event that was held before, and those that a `welcome` recovered after it. */
  readonly news: readonly ServerEvent[];
  /** A `seq` was left out [B4]: what came after it was not taken. */
  readonly hole: boolean;
}

/** Takes one frame of the server, whatever is in it. */
export function takeFrame(timeline: Timeline, events: readonly ServerEvent[]): TakenFrame {
  const draft = new Draft(timeline);
  const news: ServerEvent[] = [];
  let hole = false;
  for (const event of events) {
    if (!isDurable(event)) news.push(event);
    if (event.type === "welcome") news.push(...draft.welcome(event));
    if (!isDurable(event) || hole || !draft.cursor || event.seq <= draft.cursor.seq) continue;
    hole = event.seq !== draft.cursor.seq + 1;
    if (hole) continue;
    draft.append(event);
    news.push(event);
  }
  return { timeline: draft.done(), news, hole };
}

/** The `seq` before which older messages are asked for. */
export function oldestSeq({ messages, cursor }: Timeline): number {
  return messages[0]?.seq ?? (cursor?.seq ?? 0) + 1;
}

/** Puts a page of history, that was asked for before `before`, in front. Of another log, or another place, it has no use. */
export function prependPage(timeline: Timeline, page: Ack, before: number): Timeline {
  if (page.epoch !== timeline.cursor?.epoch || oldestSeq(timeline) !== before) return timeline;
  const older = (page.messages ?? []).filter((message) => message.seq < before);
  for (const change of timeline.changes) if (change.seq > (page.head ?? 0)) fold(older, change);
  return { ...timeline, messages: [...older, ...timeline.messages], more: older.length > 0 && page.more === true };
}

/** A timeline while a frame is taken: its messages are copied once a frame, not once an event. */
class Draft {
  cursor: Cursor | undefined;
  #more: boolean;
  readonly #before: Timeline;
  #messages: Message[] | undefined;
  #changes: readonly Done[];

  constructor(before: Timeline) {
    this.#before = before;
    this.cursor = before.cursor;
    this.#more = before.more;
    this.#changes = before.changes;
  }

  /** @returns the events that were missed, where they are known. */
  welcome({ recovered, epoch, head, events, more }: EventOf<"welcome">): readonly ServerEvent[] {
    if (!recovered || this.cursor?.epoch !== epoch) {
      // [B2] What is held may have a hole behind it: it goes.
      this.#messages = [];
      this.#more = more;
      // What was done in another log was done to other messages.
      if (this.cursor?.epoch !== epoch) this.#changes = [];
      this.cursor = { epoch, seq: head };
      for (const event of events) if (event.type === "message") this.#messages.push(event);
      return [];
    }
    const known = this.cursor.seq;
    const missed = events.filter((event) => event.seq > known);
    for (const event of missed) this.append(event, known);
    this.cursor = { epoch, seq: Math.max(head, this.cursor.seq) };
    return missed;
  }

  /** @param known a message after this is told as it is now: what was done to it since is done already */
  append(event: DurableEvent | UnknownEvent, known = Infinity): void {
    this.cursor = { epoch: this.cursor!.epoch, seq: event.seq };
    if (event.type === "unknown" || event.type === "room" || event.type === "role") return;
    this.#messages ??= [...this.#before.messages];
    if (event.type === "message") this.#messages.push(event);
    const target = targetOf(event);
    // What a purge took back of these is gone already, too.
    if (target === undefined || target > known) return;
    fold(this.#messages, event);
    this.#changes = [...this.#changes, event].slice(-CHANGES_KEPT);
  }

  done(): Timeline {
    const { cursor } = this;
    let messages: readonly Message[] = this.#messages ?? this.#before.messages;
    let more = this.#more;
    if (this.#messages && messages.length > TIMELINE_MAX_MESSAGES) {
      messages = messages.slice(-TIMELINE_TRIMMED_MESSAGES);
      more = true;
    }
    return { cursor, messages, more, changes: this.#changes };
  }
}

/** The `seq` of the message that an event does something to; of the first, where there are many. */
function targetOf(event: Done): number | undefined {
  if (event.type === "purge") return event.from;
  return event.type === "message" ? event.replyTo : event.target;
}

/** Changes a message where it stands, if it is held. */
function fold(messages: Message[], done: Done): void {
  if (done.type === "purge") {
    for (const [at, message] of messages.entries()) messages[at] = applyChange(message, done);
    return;
  }
  const index = indexOfMessage(messages, targetOf(done) ?? 0);
  const message = messages[index];
  if (message) messages[index] = done.type === "message" ? countReply(message) : applyChange(message, done);
}
