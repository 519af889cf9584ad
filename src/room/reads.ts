import { READ_WRITE_MS } from "../config.ts";
import type { Reader } from "../protocol/events.ts";
import type { User } from "../protocol/fields.ts";
import { READERS_TOLD_MAX } from "../protocol/limits.ts";
import type { Database } from "./database.ts";

/** How far a user has read, and how much of that is on disk. */
interface Position {
  name: string;
  seq: number;
  written: number;
  /** When it was last written, ms since 1970; 0 where this object does not know. */
  writtenAt: number;
  /** Whether the user has said so: else it is only where they began. */
  isSaid: boolean;
}

/** Where a user was when the object hibernated. */
interface Carried {
  readonly name: string;
  readonly seq: number;
  readonly isSaid: boolean;
}

/**
 * How far each user has read. While somebody is here their connection carries it, through hibernation too, at no cost; a row
 * is written when they leave, and now and then: to read is not to cost what it costs to speak.
 */
export class Reads {
  readonly #database: Database;
  readonly #exists: () => boolean;
  readonly #positions = new Map<string, Position>();
  /** What connections carried through hibernation, until it is asked for: a wake reads no rows for it. */
  readonly #carried = new Map<string, Carried>();

  /** @param exists whether there is anything stored */
  constructor(database: Database, exists: () => boolean) {
    this.#database = database;
    this.#exists = exists;
  }

  /** How far a user has read; undefined for who has never said so. */
  of(user: string): number | undefined {
    return this.#find(user)?.seq;
  }

  /** How far a user has said to have read. */
  saidBy(user: string): number | undefined {
    const position = this.#find(user);
    return position?.isSaid ? position.seq : undefined;
  }

  /** What a user was called when they were here. */
  nameOf(user: string): string | undefined {
    return this.#find(user)?.name;
  }

  /** Somebody is here for the first time: what was said before is not for them to have read. It is no row's worth. */
  begin(user: User, seq: number): void {
    this.#positions.set(user.id, { name: user.name, seq, written: seq, writtenAt: 0, isSaid: false });
  }

  /** A connection that hibernated carried this. @param isSaid whether its user had said so */
  carry({ id, name }: User, seq: number, isSaid: boolean): void {
    const known = this.#carried.get(id);
    this.#carried.set(id, { name, seq: Math.max(seq, known?.seq ?? 0), isSaid: isSaid || known?.isSaid === true });
  }

  /** A user has read further. @returns false where that was known */
  advance(user: User, seq: number): boolean {
    const position = this.#find(user.id) ?? { seq: -1, written: -1, writtenAt: 0 };
    if (seq <= position.seq) return false;
    this.#positions.set(user.id, { ...position, name: user.name, seq, isSaid: true });
    return true;
  }

  /**
   * Writes how far a user has read, where that is not on disk. At most one row.
   * @param isLeaving whether nobody else will carry it; else it waits while the last time was a moment ago
   */
  save(user: string, now: number, isLeaving: boolean): void {
    const position = this.#find(user);
    if (!position || position.seq <= position.written) return;
    if (!isLeaving && now - position.writtenAt < READ_WRITE_MS) return;
    this.#database.run(
      `INSERT INTO reads (user_id, user_name, seq, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (user_id) DO UPDATE SET user_name = excluded.user_name, seq = excluded.seq, at = excluded.at`,
      user,
      position.name,
      position.seq,
      now,
    );
    position.written = position.seq;
    position.writtenAt = now;
  }

  /**
   * Forgets those who have not read on for long. Who is here goes on, and is written again when they leave.
   * @param before when they last did, ms since 1970
   * @returns how many rows were dropped, at most `limit`
   */
  drop(before: number, limit: number): number {
    const dropped = this.#database.all<{ id: string }>(
      `DELETE FROM reads WHERE user_id IN (SELECT user_id FROM reads WHERE at < ? LIMIT ?) RETURNING user_id AS id`,
      before,
      limit,
    );
    for (const { id } of dropped) {
      const position = this.#positions.get(id);
      if (position) position.written = -1;
    }
    return dropped.length;
  }

  /** Somebody has left: what is on disk need not be in memory. */
  forget(user: string): void {
    this.#positions.delete(user);
    this.#carried.delete(user);
  }

  /** Those who have read furthest. */
  all(): Reader[] {
    for (const user of this.#carried.keys()) this.#find(user);
    const readers = new Map<string, Reader>();
    const rows = this.#database.all<{ id: string; name: string; seq: number }>(
      "SELECT user_id AS id, user_name AS name, seq FROM reads ORDER BY seq DESC LIMIT ?",
      READERS_TOLD_MAX,
    );
    for (const { id, name, seq } of rows) readers.set(id, { user: { id, name }, seq });
    for (const [id, { name, seq, isSaid }] of this.#positions) if (isSaid) readers.set(id, { user: { id, name }, seq });
    return [...readers.values()].toSorted((a, b) => b.seq - a.seq).slice(0, READERS_TOLD_MAX);
  }

  #find(user: string): Position | undefined {
    const known = this.#positions.get(user);
    if (known || !this.#exists()) return known;
    const carried = this.#carried.get(user);
    this.#carried.delete(user);
    const [row] = this.#database.all<{ name: string; seq: number; at: number }>(
      "SELECT user_name AS name, seq, at FROM reads WHERE user_id = ?",
      user,
    );
    if (!row && !carried) return undefined;
    const { seq, isSaid, name } = carried && carried.seq > (row?.seq ?? -1) ? carried : { ...row!, isSaid: true };
    const position = { name, seq, written: row?.seq ?? (isSaid ? -1 : seq), writtenAt: row?.at ?? 0, isSaid };
    this.#positions.set(user, position);
    return position;
  }
}
