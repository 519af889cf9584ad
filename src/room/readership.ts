import type { EventOf, Reader } from "../protocol/events.ts";
import type { You } from "../protocol/fields.ts";
import type { Door } from "./door.ts";
import { tell, type Arrival, type Link } from "./link.ts";
import type { Log } from "./log.ts";
import type { Membership } from "./membership.ts";
import type { Outbox } from "./outbox.ts";
import type { Outcome } from "./outcome.ts";
import type { Reads } from "./reads.ts";

/** What the readership is made of. */
export interface ReadershipParts {
  readonly reads: Reads;
  readonly log: Log;
  readonly outbox: Outbox;
  readonly members: Membership;
  readonly door: Door;
  /** The clock, ms since 1970. */
  now(): number;
  /** A user has read. @param from up to where they had said so before @param to up to where now */
  hasRead(user: string, from: number | undefined, to: number): void;
}

/** What somebody is told of reading when they come in. */
export type ReadingState = Pick<EventOf<"welcome">, "read" | "unread" | "mentioned" | "readers">;

/** Who has read how far, and who is told. */
export class Readership {
  readonly #parts: ReadershipParts;

  constructor(parts: ReadershipParts) {
    this.#parts = parts;
  }

  /** Somebody has read up to `seq`. Their other connections are told, and everybody where the room tells. */
  read(link: Link, seq: number): Outcome {
    const { reads, members, outbox, log } = this.#parts;
    const { id, name } = link.state.you;
    const before = reads.saidBy(id);
    if (!reads.advance({ id, name }, seq)) return { ack: {} };
    this.#parts.hasRead(id, before, seq);
    const isHere = outbox.links.has(link);
    if (isHere) {
      link.state.read = seq;
      link.keep();
    }
    reads.save(id, this.#parts.now(), !isHere);
    const event: EventOf<"read"> = { type: "read", user: { id, name }, seq };
    const isElsewhere = isHere ? members.presence.hasOthers(id) : members.presence.nameOf(id) !== undefined;
    if (isElsewhere) this.#tellOthers(link, { ...event, ...log.archive.unread(id, seq) });
    return this.#isTold ? { ack: {}, announce: event } : { ack: {} };
  }

  /** Somebody comes in. From now on all their devices count from the same place. */
  enter(link: Link, { isNew = false }: Pick<Arrival, "isNew"> = {}): void {
    const { reads, log, door } = this.#parts;
    const { you } = link.state;
    // [D4] Of a conversation, what was said before one came was said to oneself. Of many new ones who come at once none is looked up.
    if (isNew || reads.of(you.id) === undefined) reads.begin(you, door.isDirect ? 0 : log.head);
    delete link.state.read;
    link.state.begin = reads.of(you.id)!;
    link.keep();
  }

  /** What somebody is told who comes in. */
  stateFor({ id }: You): ReadingState {
    const { reads, log } = this.#parts;
    const read = reads.of(id);
    const readers = this.#isTold ? { readers: reads.all() satisfies Reader[] } : {};
    return read === undefined ? readers : { read, ...log.archive.unread(id, read), ...readers };
  }

  /** What a user was called who has said to have read something. */
  nameOf(id: string): string | undefined {
    return this.#parts.reads.nameOf(id);
  }

  /** A connection is gone, with what it carried. */
  leave(link: Link): void {
    const { reads, members } = this.#parts;
    const { id } = link.state.you;
    reads.save(id, this.#parts.now(), true);
    if (!members.presence.hasOthers(id)) reads.forget(id);
  }

  /** A connection that hibernated is taken back. */
  restore({ state }: Link): void {
    const { you, begin, read } = state;
    if (begin !== undefined || read !== undefined) {
      this.#parts.reads.carry(you, Math.max(begin ?? 0, read ?? 0), read !== undefined);
    }
  }

  /** In a room too full for names it would tell nobody anything. */
  get #isTold(): boolean {
    return this.#parts.log.settings.seenBy && !this.#parts.members.presence.isCrowded;
  }

  #tellOthers(link: Link, event: EventOf<"read">): void {
    for (const other of this.#parts.outbox.links) {
      if (other !== link && other.state.you.id === event.user.id) tell(other, [event]);
    }
  }
}
