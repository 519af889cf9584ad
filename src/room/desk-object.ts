import { DurableObject } from "cloudflare:workers";
import type { Glimpse, RoomDescription, RoomEntered, RoomStats } from "../protocol/answers.ts";
import type { Pair } from "../protocol/direct.ts";
import type { User, You } from "../protocol/fields.ts";
import type { Result } from "../protocol/result.ts";
import type { SettingsChange } from "../protocol/settings.ts";
import type { Keys, Visitor } from "../visit.ts";
import { Desk, type Opened, type Refusal } from "./desk.ts";
import type { Arrival } from "./link.ts";
import type { Page, PageQuery } from "./page.ts";
import type { Room } from "./room.ts";

/** What the worker may ask of a room's object on behalf of those who do not join: each is answered at the desk. */
export abstract class DeskObject<E> extends DurableObject<E> {
  /** The room as it is stored, which may be replaced by another one. */
  protected abstract readonly room: Room;

  protected get desk(): Desk {
    return new Desk(this.room);
  }

  /** Makes the room, with an owner; `exists` where somebody has been here before. */
  open(owner: You, settings: SettingsChange, password?: string): Promise<Result<Opened>> {
    return this.desk.open(owner, settings, password);
  }

  /** [D3] Makes the room a conversation of these two, where it is none yet. */
  converse(pair: Pair): Result<null> {
    return this.desk.converse(pair);
  }

  /** [D2] With whom somebody talks here: null where it is no conversation, `forbidden` where it is one of others or of nobody. */
  admit(id: string): Result<User | null> {
    return this.desk.admit(id);
  }

  /** [R11] What the room is; `not_found` where nobody has ever joined. */
  describe(visitor: Visitor): Result<RoomDescription, Refusal> {
    return this.desk.describe(visitor);
  }

  /** [R15] Lets somebody in by what they know or have, without joining. */
  enter(visitor: Visitor, keys: Keys): Promise<Result<Omit<RoomEntered, "token">>> {
    return this.desk.enter(visitor, keys);
  }

  /** [T5] A page of history, without joining. */
  history(visitor: Visitor, query: PageQuery): Result<RoomDescription & Page> {
    return this.desk.history(visitor, query);
  }

  /** [T5] Messages that fit a search, without joining. @param visitor who pays for looking through the log */
  search(visitor: Visitor, query: string, page: PageQuery): Result<RoomDescription & Page> {
    return this.desk.search(visitor, query, page);
  }

  /** A page of the messages that answer one, without joining. @param visitor who pays for looking through the log */
  thread(visitor: Visitor, seq: number, page: PageQuery): Result<RoomDescription & Page> {
    return this.desk.thread(visitor, seq, page);
  }

  /** [T4] What somebody would be told on joining, for those who only look. */
  look(visitor: Visitor, arrival: Omit<Arrival, "token">): Result<Glimpse> {
    return this.desk.look(visitor, arrival);
  }

  /** What the room has used, and what that costs. */
  stats(visitor: Visitor): Result<RoomStats> {
    return this.desk.stats(visitor);
  }
}
