import type { DurableEvent } from "../protocol/events.ts";
import { Archive } from "./archive.ts";
import type { Writes } from "./changes.ts";
import type { Database } from "./database.ts";
import type { Counts } from "../protocol/answers.ts";
import { factStatements, loadFacts, newEpoch, NO_FACTS, type ChangedFacts, type Facts } from "./meta.ts";
import type { Meter } from "./meter.ts";
import { Recall } from "./recall.ts";
import { COLUMNS, eventOf, insertion, update, type Row, type Statement } from "./rows.ts";
import { hasSchema, migrate } from "./schema.ts";

/** An entry as it is judged by whoever drops the oldest. */
interface Entry {
  readonly seq: number;
  /** ms since 1970 */
  readonly at: number;
}

/** Both tables that the log is made of: each `seq` is in one of them. */
const TABLES = ["events", "changes"];

/** The ends of a table; null where it is empty. */
type Ends = { first: number | null; head: number | null };

/** The durable events of a room, in SQLite: the truth that everything else is rebuilt from. */
export class Log {
  /** What was said, page by page. */
  readonly archive: Archive;
  /** What was done before. */
  readonly recall: Recall;
  readonly #database: Database;
  readonly #meter: Meter;
  #facts = NO_FACTS;
  #first = 1;
  #head = 0;
  #lastAt = 0;
  /** The oldest entry's time, once it was asked for. */
  #firstAt: number | undefined;

  constructor(database: Database, meter: Meter) {
    this.#database = database;
    this.#meter = meter;
    this.archive = new Archive(database, this);
    this.recall = new Recall(database);
    if (hasSchema(database)) {
      migrate(database);
      this.reload();
    }
  }

  /** Whether this log belongs to a room that somebody has joined. */
  get exists(): boolean {
    return this.#facts.epoch !== "";
  }

  /** [B1] Changes when the log is wiped or restored. */
  get epoch(): string {
    return this.#facts.epoch;
  }

  /** All that is known of the room beside what was said. */
  get facts(): Facts {
    return this.#facts;
  }

  get settings(): Facts["settings"] {
    return this.#facts.settings;
  }

  get pins(): Facts["pins"] {
    return this.#facts.pins;
  }

  /** The two whose a conversation is. */
  get pair(): Facts["pair"] {
    return this.#facts.pair;
  }

  /** The oldest `seq` held; one more than `head` while there is none. */
  get first(): number {
    return this.#first;
  }

  /** The newest `seq`; 0 before the first. */
  get head(): number {
    return this.#head;
  }

  /** Entries that are held. */
  get length(): number {
    return this.#head - this.#first + 1;
  }

  /** The newest event's time, ms since 1970: time in a log does not go backwards. */
  get lastAt(): number {
    return this.#lastAt;
  }

  /** The oldest event's time, ms since 1970; undefined while there is none. */
  get firstAt(): number | undefined {
    return (this.#firstAt ??= this.at(this.#first)?.at);
  }

  /** When the room was first joined, ms since 1970. */
  get created(): number {
    return this.#facts.created;
  }

  /** Makes this object a room, where it is none yet. @param now ms since 1970 @param facts what it is to be like */
  create(now: number, facts: ChangedFacts = {}): void {
    if (this.exists) return;
    migrate(this.#database);
    this.#database.run("INSERT INTO meta (key, value) VALUES ('epoch', ?), ('created', ?)", newEpoch(), String(now));
    this.#writeFacts(facts);
    this.reload();
  }

  /** What is known of the room is this from now on, whatever is said in it. A row for each. */
  keep(facts: ChangedFacts): void {
    this.#writeFacts(facts);
    this.#facts = { ...this.#facts, ...facts };
  }

  /** Writes what is no part of the log: all or nothing. */
  write(statements: readonly Statement[]): void {
    this.#database.transaction(() => {
      for (const statement of statements) this.#database.run(...statement);
    });
  }

  /** Takes what is known of the log from storage again. */
  reload(): void {
    this.archive.changed();
    this.#facts = loadFacts(this.#database);
    // Each end of each table by itself: of two together SQLite would read every row.
    const ends = TABLES.map(
      (table) =>
        this.#database.all<Ends>(
          `SELECT (SELECT min(seq) FROM ${table}) AS first, (SELECT max(seq) FROM ${table}) AS head`,
        )[0]!,
    );
    const { tail } = this.#facts;
    this.#head = Math.max(tail?.seq ?? 0, ...ends.map(({ head }) => head ?? 0));
    this.#first = Math.min(...ends.map(({ first }) => first ?? this.#head + 1));
    this.#firstAt = undefined;
    this.#lastAt = this.at(this.#head)?.at ?? tail?.at ?? 0;
  }

  /** The meter's counts as the newest event's row has kept them, and those of when the oldest were dropped. */
  keptCounts(): readonly (Counts | undefined)[] {
    if (this.#head === 0) return [];
    const [row] = this.#database.all<{ counts: string | null }>("SELECT counts FROM log WHERE seq = ?", this.#head);
    const last = row?.counts ? (JSON.parse(row.counts) as Counts) : undefined; // Written by `append` and nobody else.
    return [last, this.#facts.tail?.counts];
  }

  /**
   * Writes events, all or none. Their `seq` must go on from `head`. The last one's row keeps the meter's counts.
   * @param writes what these events change, as it is then
   * @param tokensOf what each author has left of their rate limit, to be kept with their messages
   * @throws what SQLite throws; the log is then as before.
   */
  append(events: readonly DurableEvent[], writes: Writes, tokensOf: (user: string) => number | null): void {
    const last = events.at(-1);
    if (last === undefined) return;
    this.create(last.at);
    this.#database.transaction(() => {
      for (const event of events) {
        const counts = event === last ? JSON.stringify(this.#countsWithRow()) : null;
        // What takes no token of the author's does not say when they last had some.
        const isMetered = event.type === "message" || event.type === "edit";
        this.#database.run(...insertion(event, isMetered ? tokensOf(event.user.id) : null, counts));
      }
      for (const message of writes.messages) this.#database.run(...update(message));
      this.#writeFacts(writes.facts);
      for (const statement of writes.statements) this.#database.run(...statement);
    });
    this.#head = last.seq;
    this.#lastAt = last.at;
    this.#facts = { ...this.#facts, ...writes.facts };
    this.archive.changed();
  }

  /**
   * Drops the oldest entries, as long as they are to go, with the pins on them: all in one turn, at most `limit` of them. Where
   * the log stands then is kept apart, so that it goes on from there even where nothing is left.
   * @returns how many there were
   */
  trim(isToGo: (entry: Entry) => boolean, limit: number): number {
    const dropped = this.#database.takeWhile<{ seq: number; at: number }>(
      isToGo,
      "SELECT seq, at FROM log ORDER BY seq LIMIT ?",
      limit,
    );
    const last = dropped.at(-1);
    if (last === undefined) return 0;
    const pins = this.pins.filter((seq) => seq > last.seq);
    this.#database.transaction(() => {
      for (const table of TABLES) this.#database.run(`DELETE FROM ${table} WHERE seq <= ?`, last.seq);
      this.#writeFacts(pins.length < this.pins.length ? { pins } : {});
      this.#writeFacts({ tail: { seq: this.#head, at: this.#lastAt, counts: this.#countsWithRow() } });
    });
    this.reload();
    return dropped.length;
  }

  /** The event with this `seq`, where it is held. */
  at(seq: number): DurableEvent | undefined {
    return this.#read(`SELECT ${COLUMNS} FROM log WHERE seq = ?`, seq)[0];
  }

  /** Every durable event after `seq`, oldest first. */
  since(seq: number): DurableEvent[] {
    return this.#read(`SELECT ${COLUMNS} FROM log WHERE seq > ? ORDER BY seq`, seq);
  }

  /** The counts, the row that keeps them included. */
  #countsWithRow(): Counts {
    const { counts } = this.#meter;
    return { ...counts, rowsWritten: counts.rowsWritten + 1 };
  }

  #writeFacts(facts: ChangedFacts): void {
    for (const statement of factStatements(facts)) this.#database.run(...statement);
  }

  #read(query: string, ...bindings: SqlStorageValue[]): DurableEvent[] {
    return this.#database.all<Row>(query, ...bindings).map((row) => eventOf(row));
  }
}
