import { SCAN_ROWS_PER_TOKEN } from "../config.ts";
import type { Glimpse, RoomDescription, RoomEntered, RoomSign, RoomStats } from "../protocol/answers.ts";
import type { ErrorCode } from "../protocol/errors.ts";
import type { Message } from "../protocol/events.ts";
import { fail, ok, type Problem, type Result } from "../protocol/result.ts";
import type { Pair } from "../protocol/direct.ts";
import type { User, You } from "../protocol/fields.ts";
import { MAY } from "../protocol/permissions.ts";
import { DEFAULT_SETTINGS, withChange, type SettingsChange } from "../protocol/settings.ts";
import { searchTerms } from "../protocol/search-query.ts";
import type { Keys, Visitor } from "../visit.ts";
import { newInviteCode } from "./invites.ts";
import { hashPassword } from "./passwords.ts";
import { readThread } from "./thread.ts";
import type { Arrival } from "./link.ts";
import type { Page, PageQuery } from "./page.ts";
import type { Room } from "./room.ts";
import { toldMessage } from "./rows.ts";
import { statsOf } from "./stats.ts";
import { snapshot } from "./welcome.ts";

/** Why somebody is not told what a room is, and what they are told of it all the same. */
export interface Refusal extends Problem {
  readonly about?: RoomSign;
}

/** A room that was made. */
export interface Opened {
  readonly description: RoomDescription;
  /** The code of the invitation by which one becomes its owner. */
  readonly code: string;
}

export const NO_ROOM = fail("not_found", "Nobody has ever been in this room.");

/** Where those are answered who ask about a room without joining it. What reads the log flushes first. */
export class Desk {
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /**
   * Makes the room, with an owner; `exists` where somebody has been here before.
   * @returns the room, and the code by which one becomes its owner, too
   */
  async open(owner: You, settings: SettingsChange, password?: string): Promise<Result<Opened>> {
    const { log, ports, roles, invites, registration } = this.#room;
    if (log.exists) return EXISTS;
    const hash = password === undefined ? null : await hashPassword(password);
    const code = await newInviteCode();
    // From here on in one turn. Somebody may have been quicker.
    if (this.#room.isOver || log.exists) return EXISTS;
    const at = ports.now();
    const isSet = hash !== null || Object.keys(settings).length > 0;
    const all = withChange(DEFAULT_SETTINGS, { ...settings, password: hash !== null });
    log.create(at, { ...(isSet && { settings: all }), ...(hash && { password: hash }) });
    roles.give(owner.id, "owner");
    invites.make(code, { role: "owner", by: owner, at });
    ports.grown();
    registration.look();
    return ok({ description: this.description(), code: code.code });
  }

  /** [D3] Makes the room a conversation of these two, where it is none yet. */
  converse(pair: Pair): Result<null> {
    const { log, ports, registration, door } = this.#room;
    this.#room.meter.counts.requests++;
    log.create(ports.now(), { pair });
    registration.look();
    return door.open();
  }

  /** [D2] With whom somebody talks here: null where it is no conversation, `forbidden` where it is one of others or of nobody. */
  admit(id: string): Result<User | null> {
    this.#room.meter.counts.requests++;
    return this.#room.door.admit(id);
  }

  /** Whether somebody may do with the room as they like; `forbidden` where it is not theirs. */
  owned(visitor: Visitor): Result<null> {
    const { log, roles } = this.#room;
    if (!log.exists) return NO_ROOM;
    const admitted = this.#room.entrance.admits(visitor);
    if (!admitted.ok) return admitted;
    return MAY.own(roles.asHere(visitor.identity.you))
      ? ok(null)
      : fail("forbidden", "Only the owner of a room may do this.");
  }

  /** A message that was just sent, as everybody is told it. @param id its id */
  message(seq: number, id: string | undefined): Result<Message> {
    const { exists, archive } = this.#room.log;
    const kept = exists ? archive.message(seq) : undefined;
    if (kept?.message.id !== id || !kept) return fail("not_found", "The message is not kept any more.");
    return ok(toldMessage(kept));
  }

  /** What the room is. */
  description(): RoomDescription {
    const { log, members, name } = this.#room;
    const { epoch, first, head, settings, pins } = log;
    const { imported } = log.facts;
    const { online } = members.presence;
    return { room: name, epoch, first, head, settings, pins: [...pins], online, ...(imported && { imported }) };
  }

  /** [R11] What the room is, for who may come in; for who may not, why, and what is known at its door. */
  describe(visitor: Visitor): Result<RoomDescription, Refusal> {
    const entered = this.#enter(visitor);
    if (!entered.ok) return { ok: false, error: { ...entered.error, ...this.#signFor(entered.error) } };
    const received = this.#room.entrance.receives(visitor);
    if (received.ok) return ok(this.description());
    const { code, message } = received.error;
    return ok({ ...this.description(), door: { code, message } });
  }

  /** [R15] Lets somebody in by what they know or have, without joining. @returns the room, and who they are in it */
  async enter(visitor: Visitor, keys: Keys): Promise<Result<Omit<RoomEntered, "token">>> {
    const room = this.#room;
    if (!room.log.exists) return NO_ROOM;
    const unlocked = await room.unlock(visitor, keys);
    if (!unlocked.ok) return unlocked;
    const described = this.describe(visitor);
    return described.ok ? ok({ ...described.value, you: room.roles.asHere(visitor.identity.you) }) : described;
  }

  /** [T5] A page of history, without joining. */
  history(visitor: Visitor, query: PageQuery): Result<RoomDescription & Page> {
    const entered = this.#enter(visitor);
    return entered.ok ? ok({ ...this.description(), ...this.#room.log.archive.page(query) }) : entered;
  }

  /** [T5] Messages that fit a search, without joining. @param visitor who pays for looking through the log */
  search(visitor: Visitor, query: string, page: PageQuery): Result<RoomDescription & Page> {
    const entered = this.#enter(visitor);
    if (!entered.ok) return entered;
    const { log, rates } = this.#room;
    const retryAfter = rates.search(visitor.identity.you.id, log.length / SCAN_ROWS_PER_TOKEN);
    if (retryAfter > 0) return fail("rate_limited", "Too much was searched through at once.", retryAfter);
    return ok({ ...this.description(), ...log.archive.search(searchTerms(query), page) });
  }

  /** A page of the messages that answer one, without joining. @param visitor who pays for looking through the log */
  thread(visitor: Visitor, seq: number, page: PageQuery): Result<RoomDescription & Page> {
    const entered = this.#enter(visitor);
    if (!entered.ok) return entered;
    const found = readThread(this.#room, visitor.identity.you.id, seq, page);
    return found.ok ? ok({ ...this.description(), ...found.value }) : found;
  }

  /** [T4] What somebody would be told on joining, for those who only look. */
  look(visitor: Visitor, arrival: Omit<Arrival, "token">): Result<Glimpse> {
    const entered = this.#enter(visitor);
    if (!entered.ok) return entered;
    const { online, imported: _, ...rest } = this.description();
    return ok({ ...rest, ...snapshot(this.#room.log, arrival), members: { online } });
  }

  /** What the room has used, and what that costs. */
  stats(visitor: Visitor): Result<RoomStats> {
    const entered = this.#enter(visitor);
    const { log, meter, name } = this.#room;
    return entered.ok ? ok(statsOf(name, log.created, meter.counts, Date.now())) : entered;
  }

  /** Whether there is a room, and somebody may have to do with it. All that was accepted is in its log then. */
  #enter(visitor: Visitor): Result<unknown> {
    const { outbox, meter, log, entrance } = this.#room;
    meter.counts.requests++;
    outbox.catchUp();
    return log.exists ? entrance.admits(visitor) : NO_ROOM;
  }

  /** Of a room that does not let somebody in they are told what may be theirs to find out. */
  #signFor({ code }: Problem): Pick<Refusal, "about"> {
    if (!SIGNED.has(code)) return {};
    const { title, visibility, password, locked } = this.#room.changes.settings;
    return { about: { room: this.#room.name, title, visibility, password, locked } };
  }
}

/** Refusals of who may yet come in. */
const SIGNED: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["members_only", "password_required", "locked"]);

const EXISTS = fail("exists", "This room exists already.");
