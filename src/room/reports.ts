import { REPORTS_BY_USER_MAX, REPORTS_MAX } from "../config.ts";
import type { ReportEntry } from "../protocol/records.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { Database } from "./database.ts";
import type { Log } from "./log.ts";

/** As SQLite has one. */
type Row = {
  report: number;
  seq: number;
  author_id: string;
  author_name: string;
  text: string;
  by_id: string;
  by_name: string;
  at: number;
  reason: string | null;
};

/**
 * [K7] What people found wrong and no moderator has dealt with: a row each. It has the text as it was, for who wrote it may take it back.
 * What the log drops because of its age goes from here, too.
 */
export class Reports {
  readonly #database: Database;
  readonly #log: Pick<Log, "first" | "exists">;

  constructor(database: Database, log: Pick<Log, "first" | "exists">) {
    this.#database = database;
    this.#log = log;
  }

  /** All that are open, the oldest first. */
  list(): ReportEntry[] {
    if (!this.#log.exists) return [];
    return this.#database
      .all<Row>("SELECT * FROM reports WHERE seq >= ? ORDER BY report", this.#log.first)
      .map(entryOf);
  }

  /** How many are open. */
  get count(): number {
    return this.list().length;
  }

  /** Whether somebody has reported a message, and nobody has dealt with it. */
  has(by: string, seq: number): boolean {
    return this.list().some((entry) => entry.by.id === by && entry.seq === seq);
  }

  /** Takes one more. A row. */
  add(entry: Omit<ReportEntry, "report">): Result<ReportEntry> {
    this.#database.run("DELETE FROM reports WHERE seq < ?", this.#log.first);
    const open = this.list();
    if (open.length >= REPORTS_MAX) return fail("too_big", `At most ${REPORTS_MAX} reports wait for a moderator.`);
    if (open.filter(({ by }) => by.id === entry.by.id).length >= REPORTS_BY_USER_MAX) {
      return fail("too_big", `At most ${REPORTS_BY_USER_MAX} reports of yours wait for a moderator.`);
    }
    const { seq, author, text, by, at, reason = null } = entry;
    const [row] = this.#database.all<Row>(
      `INSERT INTO reports (seq, author_id, author_name, text, by_id, by_name, at, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        RETURNING *`,
      seq,
      author.id,
      author.name,
      text,
      by.id,
      by.name,
      at,
      reason,
    );
    return ok(entryOf(row!));
  }

  /** One has been dealt with. @returns it, where it was open */
  resolve(report: number): ReportEntry | undefined {
    return this.#database.all<Row>("DELETE FROM reports WHERE report = ? RETURNING *", report).map(entryOf)[0];
  }
}

function entryOf({ report, seq, text, at, reason, ...row }: Row): ReportEntry {
  return {
    report,
    seq,
    author: { id: row.author_id, name: row.author_name },
    text,
    by: { id: row.by_id, name: row.by_name },
    at,
    ...(reason !== null && { reason }),
  };
}
