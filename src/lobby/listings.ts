import { DIRECTORY_ROOMS_MAX, LISTING_KEPT_MS } from "../config.ts";
import type { DirectoryPage, Listing } from "../protocol/directory.ts";
import { byPeople, fits, searchedOf } from "../protocol/directory-order.ts";
import type { Database } from "../room/database.ts";
import { hasSchema, migrate } from "../room/schema.ts";
import { DIRECTORY_STEPS } from "./schema.ts";

/** A room that is listed. */
interface Entry {
  /** Of its row. */
  readonly id: number;
  readonly listing: Listing;
  /** When it last told anything, ms since 1970. */
  readonly at: number;
  /** What of it is searched. */
  readonly searched: string;
}

/** Its row as SQLite has it. */
type Row = {
  id: number;
  room: string;
  title: string;
  topic: string;
  password: number;
  locked: number;
  at: number;
};

/** By the number of a room's row: how many people are in it, and when it last told anything. */
type Counts = Record<string, readonly [online: number, at: number]>;

/**
 * [L1] The public rooms, in memory. What a room is stands in a row of its own, which is written when that changes; how many people
 * are in each, of all rooms together, in one row that is written now and then.
 */
export class Listings {
  readonly #database: Database;
  readonly #entries = new Map<string, Entry>();
  #isKept: boolean;

  constructor(database: Database) {
    this.#database = database;
    this.#isKept = hasSchema(database);
    if (this.#isKept) this.#load();
  }

  get size(): number {
    return this.#entries.size;
  }

  /** When the room that has been silent for longest last told anything, ms since 1970; Infinity where there is none. */
  get oldest(): number {
    return Math.min(Infinity, ...[...this.#entries.values()].map(({ at }) => at));
  }

  /** A room says how it is. Where there is no place for one more, and none that is empty, nothing comes of it. */
  put(listing: Listing, now: number): void {
    this.#keep();
    const known = this.#entries.get(listing.room);
    if (!known && !this.#makePlace()) return;
    const searched = searchedOf(listing);
    const id = known ? this.#update(known, listing, now) : this.#insert(listing, now);
    this.#entries.set(listing.room, { id, listing, at: now, searched });
  }

  /** A room is not public any more. */
  remove(room: string): void {
    const known = this.#entries.get(room);
    if (!known) return;
    this.#database.run("DELETE FROM rooms WHERE id = ?", known.id);
    this.#entries.delete(room);
  }

  /** Those go that have told nothing for long. */
  expire(now: number): void {
    for (const [room, { at }] of this.#entries) if (now - at >= LISTING_KEPT_MS) this.remove(room);
  }

  /** Those with the most people. */
  top(limit: number): Listing[] {
    return this.#page([...this.#entries.values()], limit);
  }

  /** Those that have all the words. */
  search(words: readonly string[], limit: number): DirectoryPage {
    const found = [...this.#entries.values()].filter(({ searched }) => fits(searched, words));
    return { rooms: this.#page(found, limit), total: found.length };
  }

  /** Writes how many people are where. */
  writeCounts(): void {
    if (!this.#isKept) return;
    const counts: Counts = {};
    for (const { id, listing, at } of this.#entries.values()) counts[id] = [listing.online, at];
    this.#database.run(
      "INSERT INTO counts (id, value) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value",
      JSON.stringify(counts),
    );
  }

  #page(entries: readonly Entry[], limit: number): Listing[] {
    return entries
      .map(({ listing }) => listing)
      .sort(byPeople)
      .slice(0, limit);
  }

  #load(): void {
    migrate(this.#database, DIRECTORY_STEPS);
    const [kept] = this.#database.all<{ value: string }>("SELECT value FROM counts WHERE id = 1");
    const counts = kept ? (JSON.parse(kept.value) as Counts) : {}; // Written by `writeCounts` and nobody else.
    for (const { id, room, title, topic, password, locked, at } of this.#database.all<Row>("SELECT * FROM rooms")) {
      const [online, told] = counts[id] ?? [0, at];
      const listing = { room, title, topic, online, password: password === 1, locked: locked === 1 };
      this.#entries.set(room, { id, listing, at: Math.max(at, told), searched: searchedOf(listing) });
    }
  }

  /** For one more the one goes that is empty and has been silent for longest. @returns whether there is a place */
  #makePlace(): boolean {
    if (this.#entries.size < DIRECTORY_ROOMS_MAX) return true;
    const empty = [...this.#entries.values()].filter(({ listing }) => listing.online === 0);
    const [first] = empty.sort((one, other) => one.at - other.at);
    if (first) this.remove(first.listing.room);
    return first !== undefined;
  }

  #insert({ room, title, topic, password, locked }: Listing, now: number): number {
    return this.#database.all<{ id: number }>(
      "INSERT INTO rooms (room, title, topic, password, locked, at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
      room,
      title,
      topic,
      Number(password),
      Number(locked),
      now,
    )[0]!.id;
  }

  /** Writes what changes seldom, where it has. @returns the number of the row */
  #update({ id, listing: was }: Entry, { title, topic, password, locked }: Listing, now: number): number {
    const isSame = was.title === title && was.topic === topic && was.password === password && was.locked === locked;
    if (!isSame) {
      this.#database.run(
        "UPDATE rooms SET title = ?, topic = ?, password = ?, locked = ?, at = ? WHERE id = ?",
        title,
        topic,
        Number(password),
        Number(locked),
        now,
        id,
      );
    }
    return id;
  }

  /** From here on there is something to keep. */
  #keep(): void {
    if (this.#isKept) return;
    migrate(this.#database, DIRECTORY_STEPS);
    this.#isKept = true;
  }
}
