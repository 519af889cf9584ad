import { BUFFERED_MAX_BYTES, CLOSE_REASON_MAX_BYTES, COMMAND_QUOTA, TOKEN_GRACE_MS } from "../config.ts";
import type { Incoming } from "../protocol/incoming.ts";
import type { CloseCode } from "../protocol/errors.ts";
import type { ServerEvent } from "../protocol/events.ts";
import type { User, You } from "../protocol/fields.ts";
import type { Counts } from "../protocol/answers.ts";
import type { Problem, Result } from "../protocol/result.ts";
import { fullBucket, type Bucket } from "../protocol/token-bucket.ts";
import type { Keys, Visitor } from "../visit.ts";

/** What the room remembers of a connection, and must remember through hibernation. */
export interface LinkState {
  /** Who it is. */
  you: You;
  /** Since when this connection is theirs, ms since 1970. */
  came: number;
  /** When the token that says so runs out, ms since 1970. */
  expires: number;
  /** Whether that token is a host application's for this very room. */
  isGranted?: boolean;
  /** The other site whose page it is, where it is one's. */
  origin?: string;
  /** What their address is told again by. */
  mark?: string;
  /** Malformed frames so far [W5]. */
  badFrames: number;
  /** What is left of the quota for commands that write nothing. */
  commands: Bucket;
  /** Commands in a row that were refused for their rate. */
  refusals: number;
  /** How far its user has said to have read, by this connection. */
  read?: number;
  /** Where its user began to read, as long as they have said nothing. */
  begin?: number;
  /** The room's counts at its last start, which one connection carries for it. */
  counts?: Counts;
}

/** A connection that has just come. */
export function newLinkState(
  { identity: { you, expires, isGranted }, origin, marks }: Visitor,
  now: number,
): LinkState {
  const mark = marks?.[0];
  return {
    you,
    came: now,
    expires,
    ...(isGranted && { isGranted }),
    ...(origin !== undefined && { origin }),
    ...(mark !== undefined && { mark }),
    badFrames: 0,
    commands: fullBucket(COMMAND_QUOTA, now),
    refusals: 0,
  };
}

/** Who comes by a connection, as they came. */
export function visitorOf({ you, expires, isGranted, origin, mark }: LinkState): Visitor {
  return {
    identity: { you, expires, ...(isGranted && { isGranted }) },
    origin,
    marks: mark === undefined ? [] : [mark],
  };
}

/** How somebody comes in. */
export interface Arrival {
  /** The cursor to go on from. */
  readonly since?: string | undefined;
  /** Messages to be told where there is nothing to go on from. */
  readonly history: number;
  /** A guest's token, to come back with. */
  readonly token?: string | undefined;
  /** Whether their identity has just been made, so that nothing can be stored of them. */
  readonly isNew?: boolean;
}

/** [N1] What users are called where a name is all that is told of them. */
export interface Labels {
  /** These are about to be told of, together. */
  know(users: Iterable<User>): void;
  /** The user's name, with a tag where others there could be taken for them. */
  of(user: User): string;
}

/** What a transport has to do with a room. */
export interface RoomPort {
  readonly labels: Labels;
  /** Lets somebody in. */
  join(link: Link, arrival: Arrival): void;
  /** The commands of one frame, in order. Settles when all have been dealt with; never rejects. */
  receive(link: Link, incoming: readonly Incoming[]): Promise<void>;
  /** A frame that is no frame at all. */
  badFrame(link: Link, problem: Problem): void;
  /** A connection is gone. */
  leave(link: Link): void;
  /** Ends a connection from this side. */
  cut(link: Link, code: CloseCode, reason: string): void;
  /** Whether a cursor is one to go on from. */
  holds(since: string | undefined): boolean;
  /** Lets somebody in for good by what they know or have; nothing happens without that. Why not, otherwise. */
  unlock(visitor: Visitor, keys: Keys): Promise<Result<unknown>>;
  /** Whether somebody may come in, and there is room for them; why not, otherwise. */
  admits(visitor: Visitor): Result<unknown>;
}

/** The port of a room that may give way to another: whoever has it has to do with the room that there is by then. */
export function portOf(room: () => RoomPort): RoomPort {
  return {
    get labels() {
      return room().labels;
    },
    join: (link, arrival) => room().join(link, arrival),
    receive: (link, incoming) => room().receive(link, incoming),
    badFrame: (link, problem) => room().badFrame(link, problem),
    leave: (link) => room().leave(link),
    cut: (link, code, reason) => room().cut(link, code, reason),
    holds: (since) => room().holds(since),
    unlock: (visitor, keys) => room().unlock(visitor, keys),
    admits: (visitor) => room().admits(visitor),
  };
}

/** One frame as it is sent, and how long it is as UTF-8: counted where it is made, for one goes to many. */
export interface Frame {
  readonly text: string;
  readonly bytes: number;
}

/** What is sent, counted. */
export interface Traffic {
  /** WebSocket frames to clients, and their bytes before compression. */
  framesOut: number;
  bytesOut: number;
}

/**
 * The port of the room: the little that it needs of any connection. Transports implement it; the room does not know which
 * one it serves.
 */
export interface Link {
  readonly format: Format;
  readonly state: LinkState;
  /** Bytes that may wait beyond the limit: a long answer that has just been sent to this link alone. */
  grace: number;
  /** Whether anything sent may still arrive. */
  readonly isOpen: boolean;
  /** Keeps `state` through hibernation, unless the link is closed. */
  keep(): void;
  /** Sends one frame. Does nothing on a connection that has gone. */
  send(frame: Frame): void;
  /** Bytes sent that the network has not taken; 0 where that cannot be told. */
  buffered(): number;
  /** Ends the connection; what was sent before still arrives. */
  close(code: CloseCode, reason: string): void;
}

/** How a kind of link is told of events. */
export interface Format {
  /** Encodes, once, what goes to many links of this format. */
  encode(events: readonly ServerEvent[]): Batch;
}

/** Encoded events. */
export interface Batch {
  /** The frames for one link: replies to it alone first, then the batch. */
  frames(link: Link, replies: readonly ServerEvent[]): readonly Frame[];
}

/** [I5] Whether a connection's token has run out, and with it the time to show another. @param now ms since 1970 */
export function isExpired({ expires }: Pick<LinkState, "expires">, now: number): boolean {
  return now >= expires + TOKEN_GRACE_MS;
}

/** Whether more waits for this link than a reader may leave waiting. */
export function isTooSlow(link: Link): boolean {
  const waiting = link.buffered();
  if (waiting > BUFFERED_MAX_BYTES) return waiting > BUFFERED_MAX_BYTES + link.grace;
  link.grace = 0;
  return false;
}

/**
 * Tells one link alone. What it asked for may be long, and waiting for that is no slowness: it is let off once, until it has
 * been read; whoever asks again without reading is not.
 */
export function tell(link: Link, events: readonly ServerEvent[]): void {
  if (events.length === 0) return;
  const isReading = link.buffered() <= BUFFERED_MAX_BYTES;
  for (const frame of link.format.encode([]).frames(link, events)) link.send(frame);
  if (isReading) link.grace = link.buffered();
}

/** Ends a connection, and says why. @param retryAfter when to come back, ms */
export function dismiss(link: Link, code: CloseCode, reason: string, retryAfter?: number): void {
  tell(link, [{ type: "bye", code, reason, ...(retryAfter === undefined ? {} : { retryAfter }) }]);
  link.close(code, withinBytes(reason));
}

/** As much of a reason as a close frame can carry. */
function withinBytes(reason: string): string {
  return reason.slice(0, new TextEncoder().encodeInto(reason, new Uint8Array(CLOSE_REASON_MAX_BYTES)).read);
}
