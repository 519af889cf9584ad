import { EXPORT_PAGE_CHARACTERS, EXPORT_PAGE_ENTRIES, MENTIONS_LOOKED_BACK } from "../config.ts";
import type { Message } from "../protocol/events.ts";
import { PAGE_DEFAULT, UNREAD_COUNTED_MAX } from "../protocol/limits.ts";
import type { SearchTerms } from "../protocol/search-query.ts";
import type { ExportEntry } from "../protocol/transfer.ts";
import type { Database } from "./database.ts";
import type { Page, PageQuery } from "./page.ts";
import {
  COLUMNS,
  eventOf,
  HERE,
  keptMessage,
  MESSAGE_COLUMNS,
  parseMentions,
  toldMessage,
  type KeptMessage,
  type MessageRow,
  type Row,
} from "./rows.ts";
import { conditionOf } from "./search.ts";

/** The ends of a log: see `Log`. */
interface Ends {
  readonly first: number;
  readonly head: number;
}

/** What somebody has not read yet. */
export interface Unread {
  /** Messages of others, counted up to a limit. */
  readonly unread: number;
  /** How many of those mention them, or everybody. */
  readonly mentioned: number;
}

const SELECT = `SELECT ${MESSAGE_COLUMNS} FROM events`;

/** What was said in a room, as it is now, read page by page. */
export class Archive {
  readonly #database: Database;
  readonly #ends: Ends;
  #latest: Page | undefined;

  /** @param ends of the log, as they are at each call */
  constructor(database: Database, ends: Ends) {
    this.#database = database;
    this.#ends = ends;
  }

  /** The log has changed. */
  changed(): void {
    this.#latest = undefined;
  }

  /** The message with this `seq`, where it is held. */
  message(seq: number): KeptMessage | undefined {
    return this.#database.all<MessageRow>(`${SELECT} WHERE seq = ?`, seq).map(keptMessage)[0];
  }

  /** The messages with these `seq` that are held, in this order. */
  messages(seqs: readonly number[]): Message[] {
    return seqs.flatMap((seq) => this.#read(`${SELECT} WHERE seq = ?`, seq));
  }

  /** The newest page. The same object until the log changes, so that it is read and encoded once for all who join. */
  latest(limit: number): Page {
    if (limit !== PAGE_DEFAULT) return this.page({ limit });
    return (this.#latest ??= this.page({ limit }));
  }

  /** One page of messages. Reads only the rows it returns, and one more. */
  page(query: PageQuery): Page {
    if (query.limit === 0) return { messages: [], more: this.#ends.first <= this.#ends.head };
    return this.#page(query, "TRUE");
  }

  /** A page of the messages that answer one. By scan, from that one on. @param seq of the message that they answer */
  thread(seq: number, { after = seq, ...query }: PageQuery): Page {
    return this.#page({ after: Math.max(after, seq), ...query }, "reply_to = ?", seq);
  }

  /**
   * The newest messages that fit a search, letters of either case. By scan: a row read costs a thousandth of one written, so
   * an index would cost more than it saves.
   */
  search(terms: SearchTerms, { before = this.#ends.head + 1, ...query }: PageQuery): Page {
    const { condition, bindings } = conditionOf(terms);
    return this.#page({ before, ...query }, `deleted IS NULL AND ${condition}`, ...bindings);
  }

  /**
   * The entries after `after` up to `to`, messages and what was done to them, whole and as they are now: as many as one page
   * of an export holds, at least one.
   */
  entries(after: number, to: number): ExportEntry[] {
    let characters = 0;
    const fits = ({ text, reactions, mentions }: Row, index: number): boolean => {
      characters += (text?.length ?? 0) + (reactions?.length ?? 0) + (mentions?.length ?? 0);
      return index === 0 || characters <= EXPORT_PAGE_CHARACTERS;
    };
    return this.#database
      .takeWhile<Row>(
        fits,
        `SELECT ${COLUMNS} FROM log WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
        after,
        to,
        EXPORT_PAGE_ENTRIES,
      )
      .map((row) => eventOf(row, Infinity));
  }

  /** Messages that mention somebody and are not older than this, ms since 1970, oldest first; of many the newest. */
  mentioning(since: number): Message[] {
    // Backwards, up to the first that is too old: those that mention nobody are read too, and few they are.
    const rows = this.#database.takeWhile<MessageRow>(
      ({ at }) => at >= since,
      `${SELECT} ORDER BY seq DESC LIMIT ?`,
      MENTIONS_LOOKED_BACK,
    );
    const recent = rows.filter(({ mentions }) => mentions !== null).toReversed();
    return recent.map((row) => toldMessage(keptMessage(row)));
  }

  /** Ids of those whom any message mentions; of many messages the newest. By scan, of all of it. */
  mentioned(): Set<string> {
    const query = "SELECT mentions FROM events WHERE mentions IS NOT NULL ORDER BY seq DESC LIMIT ?";
    const rows = this.#database.all<{ mentions: string }>(query, MENTIONS_LOOKED_BACK);
    return new Set(rows.flatMap(({ mentions }) => parseMentions(mentions).mentions ?? []));
  }

  /** What a user was called when they last said something, in the newest messages. By scan. @param limit how many are looked at */
  nameOf(user: string, limit: number): string | undefined {
    if (this.#ends.head === 0) return undefined;
    return this.#database.all<{ name: string }>(
      "SELECT user_name AS name FROM (SELECT user_id, user_name FROM events ORDER BY seq DESC LIMIT ?) WHERE user_id = ? LIMIT 1",
      limit,
      user,
    )[0]?.name;
  }

  /** `seq` of what a user said and was not taken back, the newest first. By scan. @param since ms since 1970 */
  saidBy(
    user: string,
    { after, since, limit }: { readonly after: number; readonly since: number; readonly limit: number },
  ): number[] {
    const query =
      "SELECT seq FROM events WHERE seq > ? AND user_id = ? AND at >= ? AND deleted IS NULL ORDER BY seq DESC LIMIT ?";
    return this.#database.all<{ seq: number }>(query, after, user, since, limit).map(({ seq }) => seq);
  }

  /** Whom those messages of a user mention that stand from a place on. By scan, as far as a purge goes. */
  mentionedBy(user: string, from: number): { readonly seq: number; readonly mentions: readonly string[] }[] {
    const query =
      "SELECT seq, mentions FROM events WHERE seq >= ? AND user_id = ? AND mentions IS NOT NULL ORDER BY seq";
    return this.#database
      .all<{ seq: number; mentions: string }>(query, from, user)
      .map(({ seq, mentions }) => ({ seq, mentions: parseMentions(mentions).mentions ?? [] }));
  }

  /** Whether any message that was said after `after`, up to `to`, or changed then, mentions a user. */
  mentions(user: string, after: number, to: number): boolean {
    const isMentioned = "EXISTS (SELECT 1 FROM json_each(mentions) WHERE value = ?)";
    const said = `SELECT 1 FROM events WHERE seq > ? AND seq <= ? AND ${isMentioned} LIMIT 1`;
    const changed = `SELECT 1 FROM events WHERE seq IN (SELECT target FROM changes WHERE seq > ? AND seq <= ? AND type = 'edit')
      AND ${isMentioned} LIMIT 1`;
    return [said, changed].some((query) => this.#database.all(query, after, to, user).length > 0);
  }

  /** What a user has not read yet. @param seq up to where they have read */
  unread(user: string, seq: number): Unread {
    if (seq >= this.#ends.head) return { unread: 0, mentioned: 0 };
    return this.#database.all<{ unread: number; mentioned: number }>(
      `SELECT count(*) AS unread, coalesce(sum(EXISTS (SELECT 1 FROM json_each(mentions) WHERE value IN (?, ?))), 0) AS mentioned
        FROM (SELECT mentions FROM events WHERE seq > ? AND user_id <> ? AND deleted IS NULL LIMIT ?)`,
      user,
      HERE,
      seq,
      user,
      UNREAD_COUNTED_MAX,
    )[0]!;
  }

  #page({ before, after, limit }: PageQuery, condition: string, ...bindings: SqlStorageValue[]): Page {
    const isForward = after !== undefined && before === undefined;
    const rows = this.#read(
      `${SELECT} WHERE seq < ? AND seq > ? AND ${condition} ORDER BY seq ${isForward ? "ASC" : "DESC"} LIMIT ?`,
      before ?? this.#ends.head + 1,
      after ?? 0,
      ...bindings,
      limit + 1,
    );
    const more = rows.length > limit;
    if (more) rows.pop();
    return { messages: isForward ? rows : rows.toReversed(), more };
  }

  #read(query: string, ...bindings: SqlStorageValue[]): Message[] {
    return this.#database.all<MessageRow>(query, ...bindings).map((row) => toldMessage(keptMessage(row)));
  }
}
