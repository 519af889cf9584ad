import type { Message, Reader, ServerEvent } from "../protocol/events.ts";
import type { You } from "../protocol/fields.ts";
import { READERS_TOLD_MAX, UNREAD_COUNTED_MAX } from "../protocol/limits.ts";
import { oldestSeq, type Timeline } from "./timeline.ts";

/** Who has read how far, and what that leaves. */
export interface Reading {
  /** The log that this is of; undefined before the first `welcome`. */
  readonly epoch: string | undefined;
  /** Up to where this user has read, on whatever device. */
  readonly read: number;
  /** Up to where the server knows that. */
  readonly known: number;
  /** Messages of others after that, counted up to 1,000, and how many of them mention this user or everybody. */
  readonly unread: number;
  readonly mentioned: number;
  /** How far others have read, where the room tells. */
  readonly readers: readonly Reader[];
}

export const NOTHING_READ: Reading = {
  epoch: undefined,
  read: 0,
  known: 0,
  unread: 0,
  mentioned: 0,
  readers: [],
};

/** What makes another number unread, or mentions somebody else. */
const COUNTED: ReadonlySet<string> = new Set(["message", "edit", "delete", "purge"]);

/** What is new of it after one frame, whose events the timeline has already taken. */
export function takeReading(
  before: Reading,
  news: readonly ServerEvent[],
  timeline: Timeline,
  you: You | undefined,
): Reading {
  let reading = before;
  let isCounted = true;
  for (const event of news) {
    if (event.type === "welcome") {
      const isSame = event.epoch === before.epoch;
      // Who comes for the first time has not missed what was said before.
      const told = event.read ?? (isSame ? before.read : event.head);
      reading = {
        epoch: event.epoch,
        read: isSame ? Math.max(before.read, told) : told,
        known: event.read ?? (isSame ? before.known : told),
        unread: event.unread ?? 0,
        mentioned: event.mentioned ?? 0,
        readers: event.readers ?? [],
      };
      isCounted = false;
    } else if (event.type === "read") {
      reading = tookRead(reading, event, you);
    } else if (COUNTED.has(event.type)) {
      isCounted = false;
    }
  }
  return isCounted && reading.read === before.read ? reading : recount(reading, timeline, you);
}

/** After this user has read further here. */
export function advance(reading: Reading, seq: number, timeline: Timeline, you: You | undefined): Reading {
  return seq <= reading.read ? reading : recount({ ...reading, read: seq }, timeline, you);
}

function tookRead(
  reading: Reading,
  { user, seq, unread, mentioned }: Extract<ServerEvent, { type: "read" }>,
  you: You | undefined,
): Reading {
  if (user.id !== you?.id) return { ...reading, readers: withReader(reading.readers, { user, seq }) };
  if (seq <= reading.read) return { ...reading, known: Math.max(reading.known, seq) };
  return {
    ...reading,
    read: seq,
    known: seq,
    unread: unread ?? reading.unread,
    mentioned: mentioned ?? reading.mentioned,
  };
}

function withReader(readers: readonly Reader[], reader: Reader): readonly Reader[] {
  return [reader, ...readers.filter(({ user }) => user.id !== reader.user.id)]
    .toSorted((a, b) => b.seq - a.seq)
    .slice(0, READERS_TOLD_MAX);
}

/** Counts what is held. What lies further back only the server can count, and has. */
function recount(reading: Reading, timeline: Timeline, you: You | undefined): Reading {
  if (reading.read + 1 < oldestSeq(timeline) && timeline.more) return reading;
  let unread = 0;
  let mentioned = 0;
  for (let index = timeline.messages.length - 1; index >= 0 && unread < UNREAD_COUNTED_MAX; index--) {
    const message = timeline.messages[index]!;
    if (message.seq <= reading.read) break;
    if (message.user.id === you?.id || message.deleted !== undefined) continue;
    unread++;
    if (doesMention(message, you?.id)) mentioned++;
  }
  return unread === reading.unread && mentioned === reading.mentioned ? reading : { ...reading, unread, mentioned };
}

/** Whether a message mentions somebody, or everybody. @param id the user's */
export function doesMention({ mentions, here }: Message, id: string | undefined): boolean {
  return here === true || (id !== undefined && mentions?.includes(id) === true);
}
