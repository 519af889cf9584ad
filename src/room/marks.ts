import { MARK_PERIOD_MS, MARKS_HELD } from "../config.ts";
import { isGuest, type You } from "../protocol/fields.ts";
import type { Database } from "./database.ts";

/** What the marks are made of. */
export interface MarksParts {
  readonly database: Database;
  /** Whether there is anything stored. */
  exists(): boolean;
  /** The clock, ms since 1970. */
  now(): number;
}

/** After this nobody is known again by a mark. ms */
const FORGOTTEN_MS = 2 * MARK_PERIOD_MS;
/** How often those are looked for that are to be forgotten, ms. */
const FORGET_PAUSE_MS = 24 * 60 * 60 * 1000;

/**
 * [K2] By which mark guests were here who have said something, so that one who has left is still kept out by it. A row for each guest and
 * mark, however much they say.
 */
export class Marks {
  readonly #parts: MarksParts;
  /** What is known to be on disk, of the last of them. */
  readonly #held = new Map<string, string>();
  /** When those were last looked for that are to be forgotten, ms since 1970. */
  #forgotAt = 0;

  constructor(parts: MarksParts) {
    this.#parts = parts;
  }

  /** Somebody has said something. Of whom is more than a guest here, nothing is kept. */
  keep({ id, role }: You, mark: string | undefined): void {
    const { database, exists, now } = this.#parts;
    if (mark === undefined || role !== "guest" || !isGuest(id) || !exists() || this.#held.get(id) === mark) return;
    if (this.#held.size >= MARKS_HELD) this.#held.clear();
    this.#held.set(id, mark);
    if (this.of(id) === mark) return;
    database.run(
      `INSERT INTO marks (user_id, mark, at) VALUES (?, ?, ?)
        ON CONFLICT (user_id) DO UPDATE SET mark = excluded.mark, at = excluded.at`,
      id,
      mark,
      now(),
    );
    this.#forget(now());
  }

  /** The mark by which a guest last was here. */
  of(user: string): string | undefined {
    const { database, exists } = this.#parts;
    if (!exists()) return undefined;
    return database.all<{ mark: string }>("SELECT mark FROM marks WHERE user_id = ?", user)[0]?.mark;
  }

  #forget(now: number): void {
    if (now - this.#forgotAt < FORGET_PAUSE_MS) return;
    this.#forgotAt = now;
    this.#parts.database.run("DELETE FROM marks WHERE at <= ?", now - FORGOTTEN_MS);
  }
}
