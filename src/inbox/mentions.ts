import type { MentionEntry } from "../protocol/inbox.ts";
import { INBOX_MENTIONS_MAX, INBOX_ROOM_MENTIONS_MAX } from "../protocol/limits.ts";
import type { Database } from "../room/database.ts";
import type { MentionNews } from "./news.ts";

/** A mention as SQLite has it. */
type Row = {
  room: string;
  seq: number;
  user_id: string;
  user_name: string;
  at: number;
  text: string;
  reply: number;
  read: number;
  until: number | null;
};

/** Where a mention was said. */
type Place = { readonly room: string; readonly seq: number };

/** The messages that mention one user or answer them: a row each. */
export class Mentions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The newest first. What its room does not keep any more is not here either. @param now ms since 1970 */
  list(now: number): MentionEntry[] {
    const rows = this.#database.all<Row>("SELECT * FROM mentions WHERE until IS NULL OR until > ?", now);
    return rows.toSorted((a, b) => b.at - a.at || b.seq - a.seq).map(told);
  }

  /** Whether it is here. */
  has(room: string, seq: number): boolean {
    return this.#find(room, seq) !== undefined;
  }

  /** One more, which is not here yet. @returns it, where it is among those that are held, and what had to go for it */
  add(room: string, mention: MentionNews, now: number): { added: MentionEntry | undefined; gone: readonly Place[] } {
    const { seq, user, at, text, reply = false, until = null } = mention;
    this.#database.run(
      `INSERT INTO mentions (room, seq, user_id, user_name, at, text, reply, read, until)
        VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)`,
      room,
      seq,
      user.id,
      user.name,
      at,
      text,
      Number(reply),
      until,
    );
    const gone = this.#trim(room, now);
    // Where all that is held is newer, it is none of those.
    const added = this.#find(room, seq);
    return { added: added && told(added), gone: gone.filter((place) => place.room !== room || place.seq !== seq) };
  }

  /** The text of a message was changed. @returns the mention as it is now, where there is one */
  edit(room: string, seq: number, text: string): MentionEntry | undefined {
    const known = this.#find(room, seq);
    if (!known || known.text === text) return undefined;
    this.#database.run("UPDATE mentions SET text = ? WHERE room = ? AND seq = ?", text, room, seq);
    return told({ ...known, text });
  }

  /** A message is not there any more, or mentions others. @returns whether it was here */
  remove(room: string, seq: number): boolean {
    if (!this.#find(room, seq)) return false;
    this.#database.run("DELETE FROM mentions WHERE room = ? AND seq = ?", room, seq);
    return true;
  }

  /** A room is not there any more. @returns whether any of it was here */
  removeRoom(room: string): boolean {
    if (this.#database.all("SELECT 1 FROM mentions WHERE room = ? LIMIT 1", room).length === 0) return false;
    this.#database.run("DELETE FROM mentions WHERE room = ?", room);
    return true;
  }

  /** All in a room up to `seq` have been read. @returns whether that was not known */
  read(room: string, seq: number): boolean {
    const unread = "room = ? AND seq <= ? AND read = 0";
    if (this.#database.all(`SELECT 1 FROM mentions WHERE ${unread} LIMIT 1`, room, seq).length === 0) return false;
    this.#database.run(`UPDATE mentions SET read = 1 WHERE ${unread}`, room, seq);
    return true;
  }

  /** [D8] The oldest go, of one room and of all; and what is over its time. */
  #trim(room: string, now: number): Place[] {
    return [
      ...this.#database.all<Place>("DELETE FROM mentions WHERE until <= ? RETURNING room, seq", now),
      ...this.#database.all<Place>(beyondNewest("WHERE room = ?"), room, INBOX_ROOM_MENTIONS_MAX),
      ...this.#database.all<Place>(beyondNewest(""), INBOX_MENTIONS_MAX),
    ];
  }

  #find(room: string, seq: number): Row | undefined {
    return this.#database.all<Row>("SELECT * FROM mentions WHERE room = ? AND seq = ?", room, seq)[0];
  }
}

/** Drops all but the newest of some, as many as the last value says. */
function beyondNewest(where: string): string {
  return `DELETE FROM mentions WHERE (room, seq) IN
    (SELECT room, seq FROM mentions ${where} ORDER BY at DESC, seq DESC LIMIT -1 OFFSET ?) RETURNING room, seq`;
}

function told({ room, seq, user_id, user_name, at, text, reply, read }: Row): MentionEntry {
  const user = { id: user_id, name: user_name };
  return { room, seq, user, at, text, ...(reply === 1 && { reply: true }), read: read === 1 };
}
