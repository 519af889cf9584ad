import type { DurableEvent, EventOf, Message, Reactions } from "../protocol/events.ts";
import { REACTORS_TOLD_MAX } from "../protocol/limits.ts";
import type { Role, User } from "../protocol/fields.ts";
import type { SettingsPart } from "../protocol/settings.ts";

/** A durable event as SQLite has it. */
export type Row = {
  seq: number;
  type: string;
  at: number;
  user_id: string;
  user_name: string;
  id: string;
  /** Of a message its text, of an edit that of its target as it is now, of a reaction the emoji, of settings their JSON. */
  text: string | null;
  reply_to: number | null;
  target: number | null;
  value: number | null;
  edited: number | null;
  deleted: number | null;
  reactions: string | null;
  mentions: string | null;
  replies: number | null;
  /** Of a message, the author's. */
  user_picture: string | null;
};

/** The columns of one, in the view of all that is called `log`. */
export const COLUMNS = `seq, type, at, user_id, user_name, id, reply_to, target, value, edited, deleted, reactions, replies,
  user_picture,
  CASE type WHEN 'edit' THEN (SELECT text FROM events WHERE seq = target) ELSE text END AS text,
  CASE type WHEN 'edit' THEN (SELECT mentions FROM events WHERE seq = target) ELSE mentions END AS mentions`;

/** A message as SQLite has it. */
export type MessageRow = Omit<Row, "type" | "target" | "value">;

/** The columns of one. */
export const MESSAGE_COLUMNS =
  "seq, at, user_id, user_name, user_picture, id, text, reply_to, edited, deleted, reactions, mentions, replies";

/** Who put which emoji on a message, by id, in the order in which they did. */
export type Reactors = ReadonlyMap<string, readonly string[]>;

/** A message as it is kept: with all who reacted to it. */
export interface KeptMessage {
  readonly message: Omit<Message, "reactions">;
  readonly reactors: Reactors;
}

/** The event that a row holds. @param told how many are told by id who gave one emoji to a message */
export function eventOf(row: Row, told = REACTORS_TOLD_MAX): DurableEvent {
  const { type, seq, id, at } = row;
  const user = { id: row.user_id, name: row.user_name };
  const target = row.target ?? 0;
  const text = row.text ?? "";
  switch (type) {
    case "edit":
      return { type, seq, id, target, at, user, text, ...parseMentions(row.mentions) };
    case "delete":
      return { type, seq, id, target, at, user };
    case "reaction":
      return { type, seq, id, target, at, user, emoji: text, on: row.value === 1 };
    case "pin":
      return { type, seq, id, target, at, user, on: row.value === 1 };
    // The rest is written by `insertion` and nobody else.
    case "room":
      return { type, seq, id, at, user, settings: JSON.parse(text) as SettingsPart };
    case "role":
      return { type, seq, id, at, user, ...(JSON.parse(text) as { readonly whom: User; readonly role: Role }) };
    case "purge":
      return { type, seq, id, at, user, from: target, ...(JSON.parse(text) as Purged) };
    default:
      return toldMessage(keptMessage(row), told);
  }
}

/** The message that a row holds. */
export function keptMessage(row: MessageRow): KeptMessage {
  const { seq, id, at, user_picture, reply_to, edited, deleted, replies } = row;
  const user: User = { id: row.user_id, name: row.user_name };
  if (user_picture !== null) user.picture = user_picture;
  const message: KeptMessage["message"] = { type: "message", seq, id, user, text: row.text ?? "", at };
  if (reply_to !== null) message.replyTo = reply_to;
  Object.assign(message, parseMentions(row.mentions));
  if (replies !== null) message.replies = replies;
  if (edited !== null) message.edited = edited;
  if (deleted !== null) message.deleted = deleted;
  return { message, reactors: parseReactors(row.reactions) };
}

/** What of a purge stands in its text. */
type Purged = Pick<EventOf<"purge">, "whom" | "unpinned">;

function purgedOf({ whom, unpinned }: Purged): Purged {
  return { whom, ...(unpinned && { unpinned }) };
}

/** A message that was taken back: its place stays, for the order and for answers to it. @param at when, ms since 1970 */
export function takenBack({ message }: KeptMessage, at: number): KeptMessage {
  const { edited: _, mentions: __, here: ___, ...rest } = message;
  return { message: { ...rest, text: "", deleted: at }, reactors: new Map() };
}

/** A message as everybody is told it: of many who reacted, the first by id. */
export function toldMessage({ message, reactors }: KeptMessage, told = REACTORS_TOLD_MAX): Message {
  if (reactors.size === 0) return message;
  const reactions = [...reactors].map(([emoji, users]): Reactions => ({
    emoji,
    count: users.length,
    users: users.slice(0, told),
  }));
  return { ...message, reactions };
}

/** Whom a message mentions. */
export type Mentioned = Pick<Message, "mentions" | "here">;

/** A statement and its values. */
export type Statement = readonly [sql: string, ...values: SqlStorageValue[]];

/** Writes a new row. @param tokens what the author has left of their rate limit @param counts the meter's, as JSON */
export function insertion(event: DurableEvent, tokens: number | null, counts: string | null): Statement {
  const { seq, type, at, user, id } = event;
  const common = [seq, type, at, user.id, user.name, id, tokens, counts];
  switch (type) {
    case "message":
      return [
        INSERT_MESSAGE,
        ...common,
        event.text,
        event.replyTo ?? null,
        encodeMentions(event),
        user.picture ?? null,
      ];
    case "reaction":
      return [INSERT_CHANGE, ...common, event.target, event.emoji, Number(event.on)];
    case "pin":
      return [INSERT_CHANGE, ...common, event.target, null, Number(event.on)];
    case "room":
      return [INSERT_CHANGE, ...common, 0, JSON.stringify(event.settings), null];
    case "role":
      return [INSERT_CHANGE, ...common, 0, JSON.stringify({ whom: event.whom, role: event.role }), null];
    case "purge":
      return [INSERT_CHANGE, ...common, event.from, JSON.stringify(purgedOf(event)), null];
    default:
      return [INSERT_CHANGE, ...common, event.target, null, null];
  }
}

const INSERT_MESSAGE = `INSERT INTO events (seq, type, at, user_id, user_name, id, tokens, counts, text, reply_to, mentions,
    user_picture)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_CHANGE = `INSERT INTO changes (seq, type, at, user_id, user_name, id, tokens, counts, target, text, value)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The columns of a message that comes from elsewhere, with all that has become of it, and of what was done to one. */
export const WHOLE_COLUMNS = {
  events:
    "seq, type, at, user_id, user_name, id, text, reply_to, mentions, edited, deleted, reactions, replies, user_picture",
  changes: "seq, type, at, user_id, user_name, id, tokens, counts, target, text, value",
} as const;

/** What stands in these columns. */
export function wholeRow(entry: DurableEvent): readonly unknown[] {
  if (entry.type !== "message") return insertion(entry, null, null).slice(1);
  const {
    seq,
    type,
    at,
    user,
    id,
    text,
    replyTo = null,
    edited = null,
    deleted = null,
    replies,
    reactions = [],
  } = entry;
  const reactors = encodeReactors(new Map(reactions.map(({ emoji, users }) => [emoji, users])));
  const mentions = encodeMentions(entry);
  // That there are no answers is not said.
  return [
    seq,
    type,
    at,
    user.id,
    user.name,
    id,
    text,
    replyTo,
    mentions,
    edited,
    deleted,
    reactors,
    replies || null,
    user.picture ?? null,
  ];
}

/** Writes what has become of a message. */
export function update({ message, reactors }: KeptMessage): Statement {
  const { text, edited = null, deleted = null, replies = null, seq } = message;
  return [UPDATE, text, edited, deleted, encodeReactors(reactors), encodeMentions(message), replies, seq];
}

const UPDATE =
  "UPDATE events SET text = ?, edited = ?, deleted = ?, reactions = ?, mentions = ?, replies = ? WHERE seq = ?";

/** As it is kept; null where nobody reacted. */
function encodeReactors(reactors: Reactors): string | null {
  return reactors.size === 0 ? null : JSON.stringify([...reactors]);
}

function parseReactors(text: string | null): Reactors {
  // Written by `encodeReactors` and nobody else.
  return new Map(text === null ? [] : (JSON.parse(text) as [string, string[]][]));
}

/** Stands for `@here` among the ids of those who are mentioned: no id is empty. */
export const HERE = "";

function encodeMentions({ mentions = [], here = false }: Mentioned): string | null {
  if (mentions.length === 0 && !here) return null;
  return JSON.stringify(here ? [HERE, ...mentions] : mentions);
}

/** Whom the column says to be mentioned. */
export function parseMentions(text: string | null): Mentioned {
  if (text === null) return {};
  const ids = JSON.parse(text) as string[]; // Written by `encodeMentions` and nobody else.
  const mentions = ids.filter((id) => id !== HERE);
  return { ...(mentions.length > 0 && { mentions }), ...(mentions.length < ids.length && { here: true }) };
}
