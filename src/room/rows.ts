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

/** The columns of one, where the table is called `e`. */
export const COLUMNS = `e.seq, e.type, e.at, e.user_id, e.user_name, e.id, e.reply_to, e.target, e.value, e.edited, e.deleted, e.reactions,
  CASE e.type WHEN 'edit' THEN (SELECT t.text FROM events t WHERE t.seq = e.target) ELSE e.text END AS text`;

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
export function keptMessage(row: Row): KeptMessage {
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

/** Writes a new row. */
export const INSERT = `INSERT INTO events (seq, type, at, user_id, user_name, id, text, reply_to, target, value, tokens, counts)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The values of `INSERT`. @param tokens what the author has left of their rate limit @param counts the meter's, as JSON */
export function insertion(event: DurableEvent, tokens: number | null, counts: string | null): SqlStorageValue[] {
  const { seq, type, at, user, id } = event;
  const common = [seq, type, at, user.id, user.name, id];
  switch (type) {
    case "message":
      return [...common, event.text, event.replyTo ?? null, null, null, tokens, counts];
    case "reaction":
      return [...common, event.emoji, null, event.target, Number(event.on), tokens, counts];
    case "edit":
    case "delete":
      return [...common, "", null, event.target, null, tokens, counts];
  }
}

/** Writes what has become of a message. */
export const UPDATE = "UPDATE events SET text = ?, edited = ?, deleted = ?, reactions = ? WHERE seq = ?";

/** The values of `UPDATE`. */
export function update({ message, reactors }: KeptMessage): SqlStorageValue[] {
  const { text, edited = null, deleted = null, seq } = message;
  return [text, edited, deleted, encodeReactors(reactors), seq];
}

/** As it is kept; null where nobody reacted. */
function encodeReactors(reactors: Reactors): string | null {
  return reactors.size === 0 ? null : JSON.stringify([...reactors]);
}

function parseReactors(text: string | null): Reactors {
  // Written by `encodeReactors` and nobody else.
  return new Map(text === null ? [] : (JSON.parse(text) as [string, string[]][]));
}
