import { STRANGERS_HELD, STRANGERS_QUOTA } from "../config.ts";
import { isGuest } from "../protocol/fields.ts";
import { Buckets } from "./buckets.ts";

/** What says whom the room knows. */
export interface AcquaintancesParts {
  readonly presence: { nameOf(id: string): string | undefined };
  readonly reads: { of(id: string): number | undefined };
  /** The clock, ms since 1970. */
  now(): number;
}

/**
 * [D8] Whose inboxes an author reaches from a room: of whoever was there, and of few others. A message may mention any id, and each
 * that nobody has would be an inbox for ever. A host application's own users are its own to answer for.
 */
export class Acquaintances {
  readonly #parts: AcquaintancesParts;
  readonly #strangers = new Buckets(STRANGERS_QUOTA);
  /** Who was reached before is reached again. */
  readonly #reached = new Set<string>();

  constructor(parts: AcquaintancesParts) {
    this.#parts = parts;
  }

  /** Whether an author reaches a user, whom the room may never have seen. */
  reaches(author: string, user: string): boolean {
    const { presence, reads, now } = this.#parts;
    if (!isGuest(author) || this.#reached.has(user)) return true;
    if (presence.nameOf(user) !== undefined || reads.of(user) !== undefined) return true;
    if (this.#strangers.take(author, now()) > 0) return false;
    if (this.#reached.size >= STRANGERS_HELD) this.#reached.clear();
    this.#reached.add(user);
    return true;
  }
}
