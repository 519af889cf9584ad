import type { DurableEvent } from "../protocol/events.ts";

/** A durable event as SQLite has it. */
export type Row = {
  seq: number;
  at: number;
  user_id: string;
  user_name: string;
  id: string;
  text: string;
  reply_to: number | null;
};

/** The columns of one. */
export const COLUMNS = "seq, at, user_id, user_name, id, text, reply_to";

/** The event that a row holds. */
export function eventOf(row: Row): DurableEvent {
  const event: DurableEvent = {
    type: "message",
    seq: row.seq,
    id: row.id,
    user: { id: row.user_id, name: row.user_name },
    text: row.text,
    at: row.at,
  };
  if (row.reply_to !== null) event.replyTo = row.reply_to;
  return event;
}
