import { SCAN_ROWS_PER_TOKEN } from "../config.ts";
import type { Glimpse, RoomDescription, RoomStats } from "../protocol/answers.ts";
import type { Message } from "../protocol/events.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { Pair } from "../protocol/direct.ts";
import type { User, You } from "../protocol/fields.ts";
import { MAY } from "../protocol/permissions.ts";
import type { SettingsChange } from "../protocol/settings.ts";
import { searchTerms } from "../protocol/search-query.ts";
import { readThread } from "./thread.ts";
import type { Arrival } from "./link.ts";
import type { Page, PageQuery } from "./page.ts";
import type { Room } from "./room.ts";
import { toldMessage } from "./rows.ts";
import { statsOf } from "./stats.ts";
import { snapshot } from "./welcome.ts";

export const NO_ROOM = fail("not_found", "Nobody has ever been in this room.");

/** Where those are answered who ask about a room without joining it. What reads the log flushes first. */
export class Desk {
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Makes the room, with an owner; `exists` where somebody has been here before. */
  open(owner: You, settings: SettingsChange): Result<RoomDescription> {
    const { log, ports, roles } = this.#room;
    if (log.exists) return fail("exists", "This room exists already.");
    log.create(ports.now(), settings);
    roles.give(owner.id, "owner");
    return this.describe();
  }

  /** [D3] Makes the room a conversation of these two, where it is none yet. */
  converse(pair: Pair): void {
    const { log, ports } = this.#room;
    this.#room.meter.counts.requests++;
    log.create(ports.now(), {}, pair);
  }

  /** [D2] With whom somebody talks here: null where it is no conversation, `forbidden` where it is one of others or of nobody. */
  admit(id: string): Result<User | null> {
    this.#room.meter.counts.requests++;
    return this.#room.door.admit(id);
  }

  /** Whether somebody may do with the room as they like; `forbidden` where it is not theirs. */
  owned(you: You): Result<null> {
    const { log, roles } = this.#room;
    if (!log.exists) return NO_ROOM;
    return MAY.own(roles.asHere(you)) ? ok(null) : fail("forbidden", "Only the owner of a room may do this.");
  }

  /** A message that was just sent, as everybody is told it. @param id its id */
  message(seq: number, id: string | undefined): Result<Message> {
    const { exists, archive } = this.#room.log;
    const kept = exists ? archive.message(seq) : undefined;
    if (kept?.message.id !== id || !kept) return fail("not_found", "The message is not kept any more.");
    return ok(toldMessage(kept));
  }

  /** What the room is; `not_found` where nobody has ever joined. */
  describe(): Result<RoomDescription> {
    this.#room.meter.counts.requests++;
    const { log, members, name } = this.#room;
    if (!log.exists) return NO_ROOM;
    const { epoch, first, head, settings, pins } = log;
    const { imported } = log.facts;
    const { online } = members.presence;
    return ok({ room: name, epoch, first, head, settings, pins: [...pins], online, ...(imported && { imported }) });
  }

  /** [T5] A page of history, without joining. */
  history(query: PageQuery): Result<RoomDescription & Page> {
    this.#room.outbox.catchUp();
    const description = this.describe();
    return description.ok ? ok({ ...description.value, ...this.#room.log.archive.page(query) }) : description;
  }

  /** [T5] Messages that fit a search, without joining. @param user who pays for looking through the log */
  search(user: string, query: string, page: PageQuery): Result<RoomDescription & Page> {
    this.#room.outbox.catchUp();
    const description = this.describe();
    if (!description.ok) return description;
    const retryAfter = this.#room.rates.search(user, this.#room.log.length / SCAN_ROWS_PER_TOKEN);
    if (retryAfter > 0) return fail("rate_limited", "Too much was searched through at once.", retryAfter);
    return ok({ ...description.value, ...this.#room.log.archive.search(searchTerms(query), page) });
  }

  /** A page of the messages that answer one, without joining. @param user who pays for looking through the log */
  thread(user: string, seq: number, page: PageQuery): Result<RoomDescription & Page> {
    this.#room.outbox.catchUp();
    const description = this.describe();
    if (!description.ok) return description;
    const found = readThread(this.#room, user, seq, page);
    return found.ok ? ok({ ...description.value, ...found.value }) : found;
  }

  /** [T4] What somebody would be told on joining, for those who only look. */
  look(arrival: Omit<Arrival, "token">): Result<Glimpse> {
    this.#room.outbox.catchUp();
    const description = this.describe();
    if (!description.ok) return description;
    const { online, imported: _, ...rest } = description.value;
    return ok({ ...rest, ...snapshot(this.#room.log, arrival), members: { online } });
  }

  /** What the room has used, and what that costs. */
  stats(): Result<RoomStats> {
    const { log, meter, name } = this.#room;
    meter.counts.requests++;
    return log.exists ? ok(statsOf(name, log.created, meter.counts, Date.now())) : NO_ROOM;
  }
}
