import type { Notice } from "../protocol/operator.ts";
import type { Database } from "../room/database.ts";

/** What the operator told everybody last, and up to which room. */
type Row = Omit<Notice, "done"> & { place: string; done: number };

/** The one notice that is kept: while rooms are still told it, and afterwards to be looked at. */
export class Notices {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The last one; undefined where there never was one. */
  get last(): Notice | undefined {
    const row = this.#row;
    if (!row) return undefined;
    const { place: _, done, ...rest } = row;
    return { ...rest, done: done === 1 };
  }

  /** The room up to which all have been told, by name. */
  get place(): string {
    return this.#row?.place ?? "";
  }

  /** Something else is to be told. @param at when, ms since 1970 */
  begin(text: string, at: number): Notice {
    this.#database.run(
      `INSERT INTO notice (id, text, at, place, rooms, people, done) VALUES (1, ?, ?, '', 0, 0, 0)
        ON CONFLICT (id) DO UPDATE SET text = excluded.text, at = excluded.at, place = '', rooms = 0, people = 0, done = 0`,
      text,
      at,
    );
    return { text, at, rooms: 0, people: 0, done: false };
  }

  /** Some more rooms have been told. @param place the last of them @param people how many were in each */
  went(place: string, people: readonly number[], isDone: boolean): void {
    this.#database.run(
      "UPDATE notice SET place = ?, rooms = rooms + ?, people = people + ?, done = ? WHERE id = 1",
      place,
      people.filter((count) => count > 0).length,
      people.reduce((sum, count) => sum + count, 0),
      Number(isDone),
    );
  }

  get #row(): Row | undefined {
    return this.#database.all<Row>("SELECT text, at, place, rooms, people, done FROM notice WHERE id = 1")[0];
  }
}
