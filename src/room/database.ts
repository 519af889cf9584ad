import type { Meter } from "./meter.ts";

/** A row, by the names of its columns. */
type Row = Record<string, SqlStorageValue>;

/** A room's SQLite, metered. */
export class Database {
  readonly #storage: DurableObjectStorage;
  readonly #meter: Meter;

  constructor(storage: DurableObjectStorage, meter: Meter) {
    this.#storage = storage;
    this.#meter = meter;
  }

  /** Bytes that are stored. */
  get size(): number {
    return this.#storage.sql.databaseSize;
  }

  /** Runs a query to its end. @returns its rows */
  all<T extends Row>(query: string, ...bindings: SqlStorageValue[]): T[] {
    const cursor = this.#storage.sql.exec<T>(query, ...bindings);
    const rows = cursor.toArray();
    this.#meter.query(cursor);
    return rows;
  }

  /** Takes rows for as long as they are wanted; the rest is not read. */
  takeWhile<T extends Row>(
    isWanted: (row: T, index: number) => boolean,
    query: string,
    ...bindings: SqlStorageValue[]
  ): T[] {
    const cursor = this.#storage.sql.exec<T>(query, ...bindings);
    const rows: T[] = [];
    for (const row of cursor) {
      if (!isWanted(row, rows.length)) break;
      rows.push(row);
    }
    this.#meter.query(cursor);
    return rows;
  }

  /** Runs statements that return nothing. */
  run(query: string, ...bindings: SqlStorageValue[]): void {
    this.#meter.query(this.#storage.sql.exec(query, ...bindings));
  }

  /** All of it, or nothing where it throws. */
  transaction<T>(work: () => T): T {
    return this.#storage.transactionSync(work);
  }
}
