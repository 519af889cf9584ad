import { REGISTRY_AGAIN_MS, REGISTRY_TELL_MS } from "../config.ts";
import type { RoomEntry } from "../protocol/operator.ts";
import type { Database } from "./database.ts";
import type { Door } from "./door.ts";
import type { Log } from "./log.ts";
import type { Meter } from "./meter.ts";
import type { RegistryPort } from "./ports.ts";
import type { Presence } from "./presence.ts";
import { costOf } from "./prices.ts";

/** What the registration is made of. */
export interface RegistrationParts {
  readonly name: string;
  readonly database: Pick<Database, "size">;
  readonly log: Log;
  readonly meter: Meter;
  readonly door: Pick<Door, "isDirect">;
  readonly presence: Pick<Presence, "online">;
  /** Undefined where there is no operator: then nothing is told, and nothing costs. */
  readonly registry: RegistryPort | undefined;
  /** Whether the room is another one by now, and nothing of this one is to be written any more. */
  isOver(): boolean;
  /** Reported messages that nobody has looked after yet. */
  reports(): number;
  /** The clock, ms since 1970. */
  now(): number;
  /** Something went wrong that nobody in the room did. */
  report(error: unknown): void;
}

/** It is due at once, and knows of nobody. */
const NEVER = { at: 0, online: 0 };

/**
 * [O2] Tells the operator's registry how the room stands: when it is made, and then once an hour while something happens in it; at
 * once where somebody comes of whom the registry cannot know. When it last told is on disk, so that a room that is woken often does not tell often.
 */
export class Registration {
  readonly #parts: RegistrationParts;
  /** After a telling that failed: when to try again, ms since 1970. */
  #againAt: number | undefined;

  constructor(parts: RegistrationParts) {
    this.#parts = parts;
  }

  /** Something happened: tells where that is due. */
  look(): void {
    const { registry, log, presence } = this.#parts;
    if (!registry || !log.exists) return;
    const { told } = log.facts;
    const now = this.#parts.now();
    const hasCome = told?.online === 0 && presence.online > 0;
    const isDue = !told || hasCome || now - told.at >= REGISTRY_TELL_MS;
    if (this.#againAt === undefined ? isDue : now >= this.#againAt) this.tell();
  }

  /** Nobody is here whom the registry takes to be. */
  nobody(): void {
    const { log, name } = this.#parts;
    if (!log.exists) void this.#try((registry) => registry.forget(name, this.#parts.now()));
    else if (log.facts.told?.online !== 0) this.tell();
  }

  /** Tells now, whatever was told before. Nobody waits for it. */
  tell(): void {
    const { registry, log, presence, now } = this.#parts;
    if (!registry || !log.exists) return;
    this.#againAt = undefined;
    void this.#try((port) => {
      log.keep({ told: { at: now(), online: presence.online } });
      return port.take(this.entry);
    });
  }

  /** The room is about to go. @returns what is to be called once it has gone */
  erasing(): () => void {
    const { name, log } = this.#parts;
    const { created } = log;
    return () => void this.#try((registry) => registry.forget(name, created));
  }

  /** How the room stands. */
  get entry(): RoomEntry {
    const { name, database, log, meter, door, presence, reports, now } = this.#parts;
    return {
      room: name,
      title: log.settings.title,
      direct: door.isDirect,
      created: log.created,
      seen: now(),
      online: presence.online,
      entries: log.length,
      bytes: database.size,
      cost: costOf(meter.counts).total,
      reports: reports(),
      closed: log.facts.closed !== null,
    };
  }

  async #try(tell: (registry: RegistryPort) => Promise<void>): Promise<void> {
    const { registry, log, now, report, isOver } = this.#parts;
    if (!registry) return;
    try {
      await tell(registry);
    } catch (error) {
      this.#againAt = now() + REGISTRY_AGAIN_MS;
      report(error);
      // Memory may be gone by then: what is on disk must not say that the registry knows.
      if (log.exists && !isOver()) log.keep({ told: NEVER });
    }
  }
}
