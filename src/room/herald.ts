import { HERALD_AGAIN_MS, HERALD_RETRY_MS, POST_AGAIN_MS, POST_TRIES } from "../config.ts";
import type { Listing } from "../protocol/directory.ts";
import type { Heralded } from "./meta.ts";
import type { Room } from "./room.ts";

/** What the herald asks of its surroundings. */
export interface HeraldPorts {
  /** The room as it is by now: what is stored may have been replaced. */
  room(): Pick<Room, "name" | "log" | "door" | "members">;
  /** Tells the directory how the room is. @returns in how many ms it may be told again */
  tell(listing: Listing): Promise<number>;
  /** Tells it that the room is not public any more. */
  drop(room: string): Promise<void>;
  /** The clock, ms since 1970. */
  now(): number;
  /** Sees to it that `look` is called by then. */
  wakeBy(at: number): void;
  /** Something went wrong that nobody in the room did. */
  report(error: unknown): void;
}

/**
 * [L2] Tells the directory of public rooms how this one is: at once where it may, else all that has changed together when it is its
 * turn. What was told last, and when the next turn is, outlives the object: neither its sleep nor its fall lets it speak before.
 */
export class Herald {
  readonly #ports: HeraldPorts;
  /** What is on its way to the directory; each waits for the one before. */
  #underway: Promise<void> | undefined;
  /** After it could not be told: when to try again, ms since 1970. */
  #notBefore = 0;

  constructor(ports: HeraldPorts) {
    this.#ports = ports;
  }

  /** Something may have changed. */
  look(): void {
    const { due } = this;
    if (due > this.#ports.now()) {
      if (due < Infinity) this.#ports.wakeBy(due);
    } else this.#begin(this.#tell());
  }

  /** When there is something to be told, ms since 1970; Infinity where there is not. */
  get due(): number {
    if (this.#underway) return Infinity;
    const { heralded } = this.#ports.room().log.facts;
    const listing = this.#listing;
    // That a room is not public any more waits for no turn.
    if (!listing) return heralded?.listing ? this.#notBefore : Infinity;
    const isSame = heralded?.listing && isAlike(heralded.listing, listing);
    if (isSame && this.#ports.now() - heralded.at < HERALD_AGAIN_MS) return Infinity;
    return Math.max(this.#notBefore, heralded?.next ?? 0);
  }

  /** The room is about to be deleted. @returns what is to be called once it is gone */
  erasing(): () => void {
    const name = this.#name;
    const isListed = this.#underway !== undefined || Boolean(this.#ports.room().log.facts.heralded?.listing);
    return () => {
      if (isListed) this.#begin(this.#withdraw(name, this.#underway));
    };
  }

  #begin(work: Promise<void>): void {
    this.#underway = work;
    void this.#goOn(work);
  }

  /** What has changed meanwhile is told next. */
  async #goOn(work: Promise<void>): Promise<void> {
    await work;
    if (this.#underway !== work) return;
    this.#underway = undefined;
    this.look();
  }

  async #tell(): Promise<void> {
    const { log } = this.#ports.room();
    const { epoch, facts } = log;
    const room = this.#name;
    const listing = this.#listing ?? null;
    try {
      const pause = listing ? await this.#ports.tell(listing) : await this.#ports.drop(room);
      const at = this.#ports.now();
      this.#notBefore = 0;
      const next = pause === undefined ? (facts.heralded?.next ?? 0) : at + pause;
      // It may have been deleted meanwhile.
      if (this.#ports.room().log.epoch === epoch)
        this.#ports.room().log.keep({ heralded: { room, listing, at, next } });
    } catch (error) {
      if (this.#notBefore === 0) this.#ports.report(error);
      this.#notBefore = this.#ports.now() + HERALD_RETRY_MS;
    }
  }

  /** The storage knows nothing of it any more: what fails is tried again here. */
  async #withdraw(room: string, before: Promise<void> | undefined): Promise<void> {
    await before;
    for (let tries = 1; ; tries++) {
      try {
        return await this.#ports.drop(room);
      } catch (error) {
        if (tries === POST_TRIES) return this.#ports.report(error);
        await new Promise<void>((resolve) => setTimeout(resolve, POST_AGAIN_MS * tries));
      }
    }
  }

  /** The room as it is to be listed; undefined where it is not. */
  get #listing(): Listing | undefined {
    const { log, door, members } = this.#ports.room();
    const { visibility, title, topic, password, locked } = log.settings;
    const isPublic = log.exists && visibility === "public" && !log.facts.closed && !door.isDirect;
    if (!isPublic || this.#name === "") return undefined;
    return { room: this.#name, title, topic, online: members.presence.online, password, locked };
  }

  /** An object that an alarm has started need not know its name: what is stored says it. */
  get #name(): string {
    const { name, log } = this.#ports.room();
    return name || (log.facts.heralded?.room ?? "");
  }
}

function isAlike(one: Heralded["listing"], other: Listing): boolean {
  return one !== null && (Object.keys(other) as (keyof Listing)[]).every((field) => one[field] === other[field]);
}
