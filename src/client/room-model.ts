import type { Cursor } from "../protocol/cursor.ts";
import type { Ack, ServerEvent } from "../protocol/events.ts";
import { cameAsGuest, isSameUser, type You } from "../protocol/fields.ts";
import { NO_CHARTER, updateCharter, type Charter } from "./charter.ts";
import type { Timing } from "./config.ts";
import { advance, NOTHING_READ, takeReading, type Reading } from "./reading.ts";
import { EMPTY_ROSTER, updateRoster, type Roster } from "./roster.ts";
import { EMPTY_TIMELINE, prependPage, takeFrame, type TakenFrame, type Timeline } from "./timeline.ts";
import { Typists } from "./typists.ts";

/** What the server told of a room. */
export class RoomModel {
  /** The room's name. */
  room: string;
  #you: You | undefined;
  #timeline: Timeline = EMPTY_TIMELINE;
  #roster: Roster = EMPTY_ROSTER;
  #reading: Reading = NOTHING_READ;
  #charter: Charter = NO_CHARTER;
  readonly #typists: Typists;

  /** @param expired called when somebody has not typed for a while; all else changes by a call from outside. */
  constructor(room: string, expired: () => void, timing: Timing) {
    this.room = room;
    this.#typists = new Typists(expired, timing);
  }

  get you(): You | undefined {
    return this.#you;
  }

  /** What one is called by now, wherever that was changed, as a guest: a member's name is in the token, and need not be one to ask for. */
  get guestName(): string | undefined {
    return this.#you && cameAsGuest(this.#you) ? this.#you.name : undefined;
  }

  /** Whether one is somebody whom a host application has signed in, as far as is known yet. */
  get isMember(): boolean {
    return this.#you !== undefined && !cameAsGuest(this.#you);
  }

  get timeline(): Timeline {
    return this.#timeline;
  }

  get cursor(): Cursor | undefined {
    return this.#timeline.cursor;
  }

  get roster(): Roster {
    return this.#roster;
  }

  get typing(): Typists["list"] {
    return this.#typists.list;
  }

  get reading(): Reading {
    return this.#reading;
  }

  get charter(): Charter {
    return this.#charter;
  }

  /** This user has read further. @returns whether that is so */
  markRead(seq: number): boolean {
    const before = this.#reading;
    this.#reading = advance(before, Math.min(seq, this.#timeline.cursor?.seq ?? 0), this.#timeline, this.#you);
    return this.#reading.read > before.read;
  }

  /** Takes one frame of the server. */
  take(events: readonly ServerEvent[]): TakenFrame {
    const taken = takeFrame(this.#timeline, events);
    this.#timeline = taken.timeline;
    for (const event of taken.news) {
      this.#roster = updateRoster(this.#roster, event);
      this.#you = updateYou(this.#you, event);
      this.#charter = updateCharter(this.#charter, event);
      this.#typists.take(event, this.#you?.id);
      if (event.type === "welcome") this.room = event.room;
    }
    this.#reading = takeReading(this.#reading, taken.news, this.#timeline, this.#you);
    return taken;
  }

  /** Puts a page of history, asked for before `before`, in front. */
  prepend(page: Ack, before: number): void {
    this.#timeline = prependPage(this.#timeline, page, before);
  }

  /** Nothing is heard of the room any more. */
  leave(): void {
    this.#typists.clear();
  }
}

/** Who one is after an event; the same value where nothing changed. */
function updateYou(you: You | undefined, event: ServerEvent): You | undefined {
  let now = you;
  if (event.type === "welcome" || (event.type === "ack" && event.you)) now = event.you;
  if (event.type === "rename" && you?.id === event.user.id) now = { ...event.user, role: you.role };
  if (event.type === "role" && you?.id === event.whom.id) now = { ...you, role: event.role };
  return now && you && isSameUser(now, you) && now.role === you.role ? you : now;
}
