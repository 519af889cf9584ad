import type { DurableEvent, Message, Reactions } from "../protocol/events.ts";
import { REACTORS_TOLD_MAX } from "../protocol/limits.ts";

/** A durable event as SQLite has it. */
export type Row = {
  seq: number;
  type: string;
  at: number;
  user_id: string;
  user_name: string;
  id: string;
  /** Of a message its text, of an edit that of its target as it is now, of a reaction the emoji. */
  text: string | null;
  reply_to: number | null;
  target: number | null;
  value: number | null;
  edited: number | null;
  deleted: number | null;
  reactions: string | null;
};

/** The columns of one, in the view of all that is called `log`. */
export const COLUMNS = `seq, type, at, user_id, user_name, id, reply_to, target, value, edited, deleted, reactions,
  CASE type WHEN 'edit' THEN (SELECT text FROM events WHERE seq = target) ELSE text END AS text`;

/** A message as SQLite has it. */
export type MessageRow = Omit<Row, "type" | "target" | "value">;

/** The columns of one. */
export const MESSAGE_COLUMNS = "seq, at, user_id, user_name, id, text, reply_to, edited, deleted, reactions";

/** Who put which emoji on a message, by id, in the order in which they did. */
type Reactors = ReadonlyMap<string, readonly string[]>;

/** A message as it is kept: with all who reacted to it. */
export interface KeptMessage {
  readonly message: Omit<Message, "reactions">;
  readonly reactors: Reactors;
}

/** The event that a row holds. */
export function eventOf(row: Row): DurableEvent {
  const { type, seq, id, at } = row;
  const user = { id: row.user_id, name: row.user_name };
  const target = row.target ?? 0;
  const text = row.text ?? "";
  switch (type) {
    case "edit":
      return { type, seq, id, target, at, user, text };
    case "delete":
      return { type, seq, id, target, at, user };
    case "reaction":
      return { type, seq, id, target, at, user, emoji: text, on: row.value === 1 };
    default:
      return toldMessage(keptMessage(row));
  }
}

/** The message that a row holds. */
export function keptMessage(row: MessageRow): KeptMessage {
  const { seq, id, at, reply_to, edited, deleted } = row;
  const user = { id: row.user_id, name: row.user_name };
  const message: KeptMessage["message"] = { type: "message", seq, id, user, text: row.text ?? "", at };
  if (reply_to !== null) message.replyTo = reply_to;
  if (edited !== null) message.edited = edited;
  if (deleted !== null) message.deleted = deleted;
  return { message, reactors: parseReactors(row.reactions) };
}

/** A message as everybody is told it: of many who reacted, the first by id. */
export function toldMessage({ message, reactors }: KeptMessage): Message {
  if (reactors.size === 0) return message;
  const reactions = [...reactors].map(([emoji, users]): Reactions => ({
    emoji,
    count: users.length,
    users: users.slice(0, REACTORS_TOLD_MAX),
  }));
  return { ...message, reactions };
}

/** A statement and its values. */
export type Statement = readonly [sql: string, ...values: SqlStorageValue[]];

/** Writes a new row. @param tokens what the author has left of their rate limit @param counts the meter's, as JSON */
export function insertion(event: DurableEvent, tokens: number | null, counts: string | null): Statement {
  const { seq, type, at, user, id } = event;
  const common = [seq, type, at, user.id, user.name, id, tokens, counts];
  if (type === "message") return [INSERT_MESSAGE, ...common, event.text, event.replyTo ?? null];
  if (type === "reaction") return [INSERT_CHANGE, ...common, event.target, event.emoji, Number(event.on)];
  return [INSERT_CHANGE, ...common, event.target, null, null];
}

const INSERT_MESSAGE = `INSERT INTO events (seq, type, at, user_id, user_name, id, tokens, counts, text, reply_to)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_CHANGE = `INSERT INTO changes (seq, type, at, user_id, user_name, id, tokens, counts, target, emoji, value)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Writes what has become of a message. */
export function update({ message, reactors }: KeptMessage): Statement {
  const { text, edited = null, deleted = null, seq } = message;
  return [UPDATE, text, edited, deleted, encodeReactors(reactors), seq];
}

const UPDATE = "UPDATE events SET text = ?, edited = ?, deleted = ?, reactions = ? WHERE seq = ?";

/** As it is kept; null where nobody reacted. */
function encodeReactors(reactors: Reactors): string | null {
  return reactors.size === 0 ? null : JSON.stringify([...reactors]);
}

function parseReactors(text: string | null): Reactors {
  // Written by `encodeReactors` and nobody else.
  return new Map(text === null ? [] : (JSON.parse(text) as [string, string[]][]));
}
