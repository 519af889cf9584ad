import type { Cursor } from "../protocol/cursor.ts";
import {
  isDurable,
  type Ack,
  type DurableEvent,
  type EventOf,
  type ServerEvent,
  type UnknownEvent,
} from "../protocol/events.ts";
import { TIMELINE_MAX_MESSAGES, TIMELINE_TRIMMED_MESSAGES } from "./config.ts";

/** The log as far as it is held here. */
export interface Timeline {
  /** Up to where the log is known [B1]; undefined before the first `welcome`. */
  readonly cursor: Cursor | undefined;
  /** Ascending by `seq`; with the messages before them, if `more`, nothing is missing up to the cursor. */
  readonly messages: readonly DurableEvent[];
  readonly more: boolean;
}

export const EMPTY_TIMELINE: Timeline = { cursor: undefined, messages: [], more: false };

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
  return { ...timeline, messages: [...older, ...timeline.messages], more: older.length > 0 && page.more === true };
}

/** A timeline while a frame is taken: its messages are copied once a frame, not once an event. */
class Draft {
  cursor: Cursor | undefined;
  #more: boolean;
  readonly #before: Timeline;
  #messages: DurableEvent[] | undefined;

  constructor(before: Timeline) {
    this.#before = before;
    this.cursor = before.cursor;
    this.#more = before.more;
  }

  /** @returns the events that were missed, where they are known. */
  welcome({ recovered, epoch, head, events, more }: EventOf<"welcome">): readonly ServerEvent[] {
    if (!recovered || this.cursor?.epoch !== epoch) {
      // [B2] What is held may have a hole behind it: it goes.
      this.#messages = [];
      this.#more = more;
      this.cursor = { epoch, seq: head };
      for (const event of events) this.#fold(event);
      return [];
    }
    const known = this.cursor.seq;
    const missed = events.filter((event) => event.seq > known);
    for (const event of missed) this.append(event);
    this.cursor = { epoch, seq: Math.max(head, this.cursor.seq) };
    return missed;
  }

  append(event: DurableEvent | UnknownEvent): void {
    this.cursor = { epoch: this.cursor!.epoch, seq: event.seq };
    this.#fold(event);
  }

  done(): Timeline {
    const { cursor } = this;
    let messages: readonly DurableEvent[] = this.#messages ?? this.#before.messages;
    let more = this.#more;
    if (this.#messages && messages.length > TIMELINE_MAX_MESSAGES) {
      messages = messages.slice(-TIMELINE_TRIMMED_MESSAGES);
      more = true;
    }
    return { cursor, messages, more };
  }

  /** What an event does to the messages. The one place for durable events of other kinds: they change a message's copy. */
  #fold(event: DurableEvent | UnknownEvent): void {
    if (event.type === "unknown") return;
    this.#messages ??= [...this.#before.messages];
    this.#messages.push(event);
  }
}
