import { AUDIT_MAX, AUDIT_SLACK } from "../config.ts";
import type { User } from "../protocol/fields.ts";
import type { AuditEntry } from "../protocol/records.ts";
import type { Database } from "./database.ts";
import type { Statement } from "./rows.ts";

/** What more there is to say of what was done. */
export type AuditMore = Partial<Pick<AuditEntry, "user" | "detail">>;

/** A page of entries, the newest first, and whether there are older ones. */
export interface AuditPage {
  readonly entries: AuditEntry[];
  readonly more: boolean;
}

/** As SQLite has one. */
type Row = {
  entry: number;
  at: number;
  by_id: string;
  by_name: string;
  action: string;
  user_id: string | null;
  user_name: string | null;
  detail: string | null;
};

/** [K9] What moderators did: the newest entries, a row each. The oldest are dropped a hundred at a time. */
export class Audit {
  readonly #database: Database;
  readonly #now: () => number;

  /** @param now the clock, ms since 1970 */
  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Somebody has done something. The room exists by then. @param action a command's type */
  add(by: User, action: string, more?: AuditMore): void {
    for (const statement of this.entry(by, action, more)) this.#database.run(...statement);
  }

  /** The same of what is done once it is stored. @returns what is to be written with it */
  entry(by: User, action: string, { user, detail }: AuditMore = {}): readonly Statement[] {
    const said = detail && Object.keys(detail).length > 0 ? JSON.stringify(detail) : null;
    return [
      [INSERT, this.#now(), by.id, by.name, action, user?.id ?? null, user?.name ?? null, said],
      [DROP_OLDEST, AUDIT_SLACK, AUDIT_MAX],
    ];
  }

  /** @param before an entry's number; the newest page unless told */
  page(before: number | undefined, limit: number): AuditPage {
    const oldest = this.#last - AUDIT_MAX;
    const rows = this.#database.all<Row>(
      "SELECT * FROM audit WHERE entry < ? AND entry > ? ORDER BY entry DESC LIMIT ?",
      before ?? Number.MAX_SAFE_INTEGER,
      oldest,
      limit + 1,
    );
    return { entries: rows.slice(0, limit).map(entryOf), more: rows.length > limit };
  }

  get #last(): number {
    return this.#database.all<{ last: number }>(`SELECT ${LAST} AS last`)[0]!.last;
  }
}

const LAST = "(SELECT coalesce(max(entry), 0) FROM audit)";
const INSERT = `INSERT INTO audit (entry, at, by_id, by_name, action, user_id, user_name, detail)
  VALUES (${LAST} + 1, ?, ?, ?, ?, ?, ?, ?)`;
const DROP_OLDEST = `DELETE FROM audit WHERE ${LAST} % ? = 0 AND entry <= ${LAST} - ?`;

function entryOf({ entry, at, action, detail, ...row }: Row): AuditEntry {
  return {
    entry,
    at,
    by: { id: row.by_id, name: row.by_name },
    action,
    ...(row.user_id !== null && { user: { id: row.user_id, name: row.user_name ?? row.user_id } }),
    ...(detail !== null && { detail: JSON.parse(detail) as AuditEntry["detail"] }), // Written by `add` and nobody else.
  };
}
