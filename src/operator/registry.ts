import { DurableObject } from "cloudflare:workers";
import { NOTICE_STEP_ROOMS } from "../config.ts";
import { logError } from "../logger.ts";
import type { LastNotice, Notice, RoomEntry, RoomList, RoomListQuery } from "../protocol/operator.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { Database } from "../room/database.ts";
import { Meter } from "../room/meter.ts";
import { migrate } from "../room/schema.ts";
import { Notices } from "./notices.ts";
import { Rooms } from "./rooms.ts";
import { REGISTRY_STEPS } from "./schema.ts";

/** The little of a room's object that the registry knows. */
interface NoticedRoom {
  /** Tells everybody who is there. @returns how many that were */
  notify(text: string, at: number): Promise<number>;
}

/** What this object is bound to. */
interface RegistryEnv {
  readonly ROOMS: { getByName(room: string): NoticedRoom };
}

/**
 * [O2] The one object that knows of all rooms, where there is an operator: each room tells it how it stands, and it asks none. What it
 * holds is a copy, as old as `seen` says: of a room the room itself has the truth.
 */
export class Registry extends DurableObject<RegistryEnv> {
  readonly #rooms: Rooms;
  readonly #notices: Notices;

  constructor(ctx: DurableObjectState, env: RegistryEnv) {
    super(ctx, env);
    const database = new Database(ctx.storage, new Meter());
    migrate(database, REGISTRY_STEPS);
    this.#rooms = new Rooms(database);
    this.#notices = new Notices(database);
  }

  /** A room tells how it stands. */
  take(entry: RoomEntry): void {
    this.#rooms.take(entry);
  }

  /** A room is not there any more. @param created when it was made, ms since 1970 */
  forget(room: string, created: number): void {
    this.#rooms.forget(room, created);
  }

  /** A page of the rooms that fit. */
  list(query: RoomListQuery): RoomList {
    return this.#rooms.list(query);
  }

  /** [O4] What everybody was told last, and how far that has come. */
  lastNotice(): LastNotice {
    const notice = this.#notices.last;
    return notice ? { notice } : {};
  }

  /** [O4] Begins to tell everybody something; `exists` while something else is still being told. */
  async announce(text: string): Promise<Result<Notice>> {
    if (this.#notices.last?.done === false) {
      // The platform may have given it up, after too many failures.
      if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now());
      return fail("exists", "The last notice is still on its way.");
    }
    const notice = this.#notices.begin(text, Date.now());
    await this.ctx.storage.setAlarm(notice.at);
    return ok(notice);
  }

  /** Tells some more rooms. What went wrong here is done again by the platform: a room that has been told says it once. */
  override async alarm(): Promise<void> {
    const notice = this.#notices.last;
    if (!notice || notice.done) return;
    const rooms = this.#rooms.peopled(this.#notices.place, NOTICE_STEP_ROOMS);
    const people = await Promise.all(rooms.map((room) => this.#notify(room, notice)));
    const isDone = rooms.length < NOTICE_STEP_ROOMS;
    this.#notices.went(rooms.at(-1) ?? this.#notices.place, people, isDone);
    if (!isDone) await this.ctx.storage.setAlarm(Date.now());
  }

  /** One room that cannot be reached does not keep the others from hearing it. */
  async #notify(room: string, { text, at }: Notice): Promise<number> {
    try {
      return await this.env.ROOMS.getByName(room).notify(text, at);
    } catch (error) {
      logError("registry.notice", error);
      return 0;
    }
  }
}
