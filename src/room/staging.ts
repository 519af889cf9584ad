import type { ExportEntry } from "../protocol/transfer.ts";
import type { Database } from "./database.ts";
import { WHOLE_COLUMNS, wholeRow } from "./rows.ts";

/** The tables of a log, and what those are called that wait to take their place. */
const TABLES = { events: "import_events", changes: "import_changes" } as const;
const PAIRS = Object.entries(TABLES);

/** An entry that refers to nothing. */
type Loose = { readonly seq: number; readonly target: number };

/**
 * Tables like those of the log, beside them. Each is made as the present one is described, however that has come about, and
 * never written to but here.
 */
export class Staging {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Makes them, empty. */
  create(): void {
    this.drop();
    for (const [table, staged] of PAIRS) this.#database.run(`CREATE TABLE ${staged} ${this.#columnsOf(table)}`);
  }

  /** Whether they are still like the present ones, which a later version of the server may have changed. */
  get isCurrent(): boolean {
    return PAIRS.every(([table, staged]) => this.#columnsOf(table) === this.#columnsOf(staged));
  }

  /** The newest `seq`; 0 before the first. */
  get head(): number {
    return Math.max(...PAIRS.map(([, staged]) => this.#headOf(staged)));
  }

  /** Writes entries, a row each: all of a kind by one statement, for many cost the room time that others wait for. */
  insert(entries: readonly ExportEntry[]): void {
    const byTable = Map.groupBy(entries, ({ type }) => (type === "message" ? "events" : "changes"));
    for (const [table, group] of byTable) {
      const columns = WHOLE_COLUMNS[table];
      const values = columns.split(",").map((_, index) => `value ->> ${index}`);
      const rows = JSON.stringify(group.map(wholeRow));
      this.#database.run(`INSERT INTO ${TABLES[table]} (${columns}) SELECT ${values.join()} FROM json_each(?)`, rows);
    }
  }

  /**
   * The first entry after `after` that refers to no message before it, or where it refers to a place alone, to none before. What was dropped before the log begins cannot be looked
   * for. @param first where it begins
   */
  loose(after: number, first: number): Loose | undefined {
    return this.#database.all<Loose>(
      `SELECT seq, target FROM (
          SELECT seq, reply_to AS target, type FROM ${TABLES.events} WHERE seq > ? AND reply_to >= ?
          UNION ALL SELECT seq, target, type FROM ${TABLES.changes} WHERE seq > ? AND target >= ?
        ) AS entry
        WHERE target >= seq OR (type <> 'purge'
          AND NOT EXISTS (SELECT 1 FROM ${TABLES.events} AS message WHERE message.seq = entry.target))
        ORDER BY seq LIMIT 1`,
      after,
      first,
      after,
      first,
    )[0];
  }

  /** When the message with this `seq` was taken back; undefined where there is no such message. */
  message(seq: number): { readonly deleted: number | null } | undefined {
    return this.#database.all<{ deleted: number | null }>(`SELECT deleted FROM ${TABLES.events} WHERE seq = ?`, seq)[0];
  }

  /** Whether the present message with this `seq` is among them, at its place. */
  holds(seq: number): boolean {
    return (
      this.#database.all(
        `SELECT 1 FROM events AS present JOIN ${TABLES.events} AS staged USING (seq, at, user_id, id) WHERE seq = ?`,
        seq,
      ).length > 0
    );
  }

  /** Puts them in the place of the present ones. How far anybody has read of those is forgotten. */
  replace(): void {
    const view = this.#definition("log");
    const reads = this.#definition("reads");
    // A table is not renamed while something refers to it.
    this.#database.run("DROP VIEW log");
    for (const [table, staged] of PAIRS) {
      this.#database.run(`DROP TABLE ${table}`);
      this.#database.run(`ALTER TABLE ${staged} RENAME TO ${table}`);
    }
    this.#database.run(view);
    // To empty it would cost a row for each that is in it.
    this.#database.run("DROP TABLE reads");
    this.#database.run(reads);
  }

  /** Leaves nothing of them. */
  drop(): void {
    for (const [, staged] of PAIRS) this.#database.run(`DROP TABLE IF EXISTS ${staged}`);
  }

  #headOf(table: string): number {
    return this.#database.all<{ head: number | null }>(`SELECT max(seq) AS head FROM ${table}`)[0]?.head ?? 0;
  }

  #columnsOf(table: string): string {
    const definition = this.#definition(table);
    return definition.slice(definition.indexOf("("));
  }

  /** How SQLite describes what is called so: the statement that would make it. */
  #definition(name: string): string {
    return this.#database.all<{ sql: string }>("SELECT sql FROM sqlite_master WHERE name = ?", name)[0]?.sql ?? "";
  }
}
