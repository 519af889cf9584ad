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

  /** One that is open. */
  find(report: number): ReportEntry | undefined {
    return this.list().find((entry) => entry.report === report);
  }

  /** How many are open. */
  get count(): number {
    return this.list().length;
  }

  /** Whether somebody has reported a message, and nobody has dealt with it. */
  has(by: string, seq: number): boolean {
    return this.list().some((entry) => entry.by.id === by && entry.seq === seq);
  }

  /** [R8] Another log takes the place of the present one: what is not in both stands nowhere. @param isKept whether a message is */
  replace(isKept: (seq: number) => boolean): void {
    // Those, too, that the log has dropped, and of which the next report would leave nothing: their message may come back.
    const rows = this.#database.all<Pick<Row, "report" | "seq">>("SELECT report, seq FROM reports WHERE seq > 0");
    for (const { report, seq } of rows) if (!isKept(seq)) this.#database.run(BLANK, report);
  }

  /** Takes one more. A row. */
  add(entry: Omit<ReportEntry, "report">): Result<ReportEntry> {
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
    // Only now: the newest of these may have had the number before.
    this.#database.run("DELETE FROM reports WHERE seq < ?", this.#log.first);
    return ok(entryOf(row!));
  }

  /**
   * One has been dealt with. Of the newest the number stays until there is a newer one: given again, it would be another report to
   * whoever still looks at this one.
   * @returns it, where it was open
   */
  resolve(report: number): ReportEntry | undefined {
    const open = this.list();
    const entry = open.find((one) => one.report === report);
    if (entry) this.#database.run(entry === open.at(-1) ? BLANK : "DELETE FROM reports WHERE report = ?", report);
    return entry;
  }
}

/** No message has this place: it is among none that are open. */
const BLANK = `UPDATE reports SET seq = 0, author_id = '', author_name = '', text = '', by_id = '', by_name = '', at = 0, reason = NULL
  WHERE report = ?`;

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
