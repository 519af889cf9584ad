import type { Conversation } from "../protocol/inbox.ts";
import { INBOX_CONVERSATIONS_MAX } from "../protocol/limits.ts";
import type { Database } from "../room/database.ts";
import type { ConversationNews } from "./news.ts";

/** A conversation as SQLite has it. */
type Row = {
  room: string;
  user_id: string;
  user_name: string;
  head: number;
  read: number;
  seq: number;
  at: number;
  by_id: string;
  text: string;
  unread: number;
  until: number | null;
  /** Whether the inbox's owner has ever said something in it, or opened it. */
  answered: number;
  hidden: number;
};

/** The conversations of one user: a row each, as their rooms last told. */
export class Conversations {
  readonly #database: Database;
  readonly #owner: string;

  /** @param owner the user's id */
  constructor(database: Database, owner: string) {
    this.#database = database;
    this.#owner = owner;
  }

  /** Those that are shown, the newest first. @param now ms since 1970 */
  list(now: number): Conversation[] {
    const rows = this.#database.all<Row>("SELECT * FROM conversations WHERE hidden = 0");
    return rows.toSorted((a, b) => b.at - a.at).map((row) => told(row, now));
  }

  /**
   * A room says how a conversation stands. What is older than what is known here, and what is no news, changes nothing. A room that
   * was lost may have forgotten how far one had read: once more was said, it is right again.
   * @returns how it is shown now; undefined where it is as it was, or hidden
   */
  update(room: string, news: ConversationNews, now: number): Conversation | undefined {
    const known = this.#find(room);
    if (known && isOlder(news, known)) return undefined;
    const row: Row = {
      room,
      user_id: news.user.id,
      user_name: news.user.name,
      head: news.head,
      read: news.read,
      seq: news.seq,
      at: news.at,
      by_id: news.by,
      text: news.text,
      unread: news.unread,
      until: news.until ?? null,
      answered: Number(known?.answered === 1 || news.by === this.#owner),
      hidden: Number(known?.hidden === 1 && news.by !== this.#owner),
    };
    if (known && VISIBLE.every((column) => known[column] === row[column])) return undefined;
    this.#write(row);
    if (!known) this.#trim(room);
    return row.hidden === 1 ? undefined : told(row, now);
  }

  /** Shows a conversation no more, until its owner speaks in it or opens it. @returns whether it was shown */
  hide(room: string): boolean {
    const known = this.#find(room);
    if (known?.hidden !== 0) return false;
    this.#write({ ...known, hidden: 1 });
    return true;
  }

  /** Its owner has opened it. @returns how it is shown, where it was hidden */
  show(room: string, now: number): Conversation | undefined {
    const known = this.#find(room);
    if (known?.hidden !== 1) return undefined;
    this.#write({ ...known, hidden: 0, answered: 1 });
    return told(known, now);
  }

  /**
   * Those go first in which the owner never said anything, of these the oldest: strangers push out strangers.
   * @param newest stays: else whoever has answered as many as are held would never hear of anybody new
   */
  #trim(newest: string): void {
    this.#database.run(
      `DELETE FROM conversations WHERE room IN
        (SELECT room FROM conversations WHERE room <> ? ORDER BY answered DESC, at DESC LIMIT -1 OFFSET ?)`,
      newest,
      INBOX_CONVERSATIONS_MAX - 1,
    );
  }

  #find(room: string): Row | undefined {
    return this.#database.all<Row>("SELECT * FROM conversations WHERE room = ?", room)[0];
  }

  #write(row: Row): void {
    this.#database.run(UPSERT, ...COLUMNS.map((column) => row[column]));
  }
}

const COLUMNS = [
  "room",
  "user_id",
  "user_name",
  "head",
  "read",
  "seq",
  "at",
  "by_id",
  "text",
  "unread",
  "until",
  "answered",
  "hidden",
] as const satisfies readonly (keyof Row)[];

/** What anybody would see: where the log's head alone has moved, nothing is written. */
const VISIBLE = COLUMNS.filter((column) => column !== "head" && column !== "read");

// Not REPLACE, which would be charged as two rows.
const UPSERT = `INSERT INTO conversations (${COLUMNS.join()}) VALUES (${COLUMNS.map(() => "?").join()})
  ON CONFLICT (room) DO UPDATE SET ${COLUMNS.slice(1)
    .map((column) => `${column} = excluded.${column}`)
    .join()}`;

function isOlder(news: ConversationNews, known: Row): boolean {
  return news.head < known.head || (news.head === known.head && news.read < known.read);
}

function told({ room, user_id, user_name, seq, at, by_id, text, unread, until }: Row, now: number): Conversation {
  const user = { id: user_id, name: user_name };
  return { room, user, seq, at, by: by_id, text: until !== null && until <= now ? "" : text, unread };
}
