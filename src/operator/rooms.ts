import type { RoomEntry, RoomList, RoomListQuery, RoomOrder, Totals } from "../protocol/operator.ts";
import type { Database } from "../room/database.ts";

/** A room as SQLite has it. */
type Row = Omit<RoomEntry, "direct" | "closed"> & { direct: number; closed: number; words: string };

/** The same without what is only compared. */
type ListedRow = Omit<Row, "words">;

/** The rooms of a server, as they told last: a row each. */
export class Rooms {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** How a room stands. What is older than what is known changes nothing. */
  take(entry: RoomEntry): void {
    const row: Row = {
      ...entry,
      words: wordsOf(`${entry.room}\n${entry.title}`),
      direct: Number(entry.direct),
      closed: Number(entry.closed),
    };
    this.#database.run(UPSERT, ...COLUMNS.map((column) => row[column]));
  }

  /** A room is not there any more. @param created which it was: there may be another of that name by now */
  forget(room: string, created: number): void {
    this.#database.run("DELETE FROM rooms WHERE room = ? AND created <= ?", room, created);
  }

  /** A page of those that fit. */
  list({ q, sort, offset, limit }: RoomListQuery): RoomList {
    const words = wordsOf(q.trim());
    const rows = this.#database.all<ListedRow>(
      `SELECT ${LISTED} FROM rooms WHERE instr(words, ?) > 0 ORDER BY ${ORDERS[sort]} LIMIT ? OFFSET ?`,
      words,
      limit,
      offset,
    );
    const [{ found }] = this.#database.all<{ found: number }>(
      "SELECT count(*) AS found FROM rooms WHERE instr(words, ?) > 0",
      words,
    ) as [{ found: number }];
    return { rooms: rows.map(told), found, all: this.#totals() };
  }

  /** Rooms that had somebody in them when they told last, by name, after one. */
  peopled(after: string, limit: number): readonly string[] {
    return this.#database
      .all<{ room: string }>("SELECT room FROM rooms WHERE room > ? AND online > 0 ORDER BY room LIMIT ?", after, limit)
      .map(({ room }) => room);
  }

  #totals(): Totals {
    return this.#database.all<Totals>(
      `SELECT count(*) AS rooms, coalesce(sum(online), 0) AS online, coalesce(sum(bytes), 0) AS bytes,
        coalesce(sum(cost), 0) AS cost, coalesce(sum(reports), 0) AS reports FROM rooms`,
    )[0]!;
  }
}

const COLUMNS = [
  "room",
  "words",
  "title",
  "direct",
  "created",
  "seen",
  "online",
  "entries",
  "bytes",
  "cost",
  "reports",
  "closed",
] as const satisfies readonly (keyof Row)[];

const LISTED = COLUMNS.filter((column) => column !== "words").join();

// Not REPLACE, which would be charged as two rows.
const UPSERT = `INSERT INTO rooms (${COLUMNS.join()}) VALUES (${COLUMNS.map(() => "?").join()})
  ON CONFLICT (room) DO UPDATE SET ${COLUMNS.slice(1)
    .map((column) => `${column} = excluded.${column}`)
    .join()} WHERE excluded.seen >= seen`;

/** What each order is called in SQL: of equals the first name comes first. */
const ORDERS: Readonly<Record<RoomOrder, string>> = {
  seen: "seen DESC, room",
  online: "online DESC, room",
  reports: "reports DESC, room",
  entries: "entries DESC, room",
  bytes: "bytes DESC, room",
  cost: "cost DESC, room",
  created: "created DESC, room",
  room: "room",
};

/** Words as they are compared. */
function wordsOf(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function told({ direct, closed, ...rest }: ListedRow): RoomEntry {
  return { ...rest, direct: direct === 1, closed: closed === 1 };
}
