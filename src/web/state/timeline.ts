import { actionOf } from "../../protocol/action.ts";
import type { Message } from "../../protocol/events.ts";
import type { User } from "../../protocol/fields.ts";
import { endOfDay, startOfDay } from "./day.ts";
import type { Note } from "./notes.ts";

/** Messages of one person that stand together. */
export interface Group {
  readonly kind: "group";
  readonly key: string;
  readonly user: User;
  /** False where it goes on from a group that ended only because its block did. */
  readonly hasHead: boolean;
  readonly messages: readonly Message[];
}

/** One line of the log. */
export type Item =
  | Group
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string }
  | { readonly kind: "note"; readonly key: string; readonly note: Note };

/** A stretch of the log that is laid out and rendered as one, so that the rest need not be touched. */
export interface Block {
  readonly key: number;
  readonly items: readonly Item[];
}

/** What a log is drawn from. */
export interface TimelineInput {
  readonly messages: readonly Message[];
  readonly notes: readonly Note[];
  /** The line "new" stands before the first message after this `seq` that is not one's own. */
  readonly unreadAfter: number | undefined;
  /** Whether there are messages before these: where the first new one may be among them, there is no line yet. */
  readonly more: boolean;
  readonly ownId: string | undefined;
}

/** A pause that ends a group, in ms. */
const GROUP_GAP_MS = 5 * 60_000;
/** Sequence numbers in one block. */
const BLOCK_SIZE = 32;

interface Draft {
  readonly key: number;
  readonly items: Item[];
}

/** Arranges the log by days, people and blocks. What is the same as in `previous` is the same object. */
export function buildTimeline(input: TimelineInput, previous: readonly Block[]): readonly Block[] {
  const blocks: Draft[] = [];
  const notes = [...input.notes];
  let unreadAfter = input.unreadAfter;
  let day = { from: Infinity, to: -Infinity };
  let last: Message | undefined;
  let group: { readonly messages: Message[] } | undefined;

  for (const message of input.messages) {
    const blockKey = Math.floor(message.seq / BLOCK_SIZE);
    let block = blocks.at(-1);
    const isNewBlock = block?.key !== blockKey;
    if (block === undefined || isNewBlock) blocks.push((block = { key: blockKey, items: [] }));
    const lines = block.items.length;

    while (notes[0] && notes[0].afterSeq < message.seq) {
      const note = notes.shift()!;
      // A note whose message is not held is older than what is shown.
      if (last || note.afterSeq === message.seq - 1) block.items.push({ kind: "note", key: `n${note.afterSeq}`, note });
    }
    if (message.at < day.from || message.at >= day.to) {
      day = { from: startOfDay(message.at), to: endOfDay(message.at) };
      block.items.push({ kind: "day", key: `d${message.seq}`, at: message.at });
    }
    if (unreadAfter !== undefined && message.seq > unreadAfter && message.user.id !== input.ownId) {
      const isFirst = (input.messages[0]?.seq ?? 0) <= unreadAfter + 1 || !input.more;
      unreadAfter = undefined;
      if (isFirst) block.items.push({ kind: "unread", key: "unread" });
    }

    const goesOn = block.items.length === lines && continues(last, message);
    if (goesOn && !isNewBlock && group) {
      group.messages.push(message);
    } else {
      const messages = [message];
      const key = `g${message.seq}`;
      block.items.push({ kind: "group", key, user: message.user, hasHead: !goesOn, messages });
      group = { messages };
    }
    last = message;
  }

  if (notes.length > 0) {
    if (blocks.length === 0) blocks.push({ key: 0, items: [] });
    for (const note of notes) blocks.at(-1)?.items.push({ kind: "note", key: `n${note.afterSeq}`, note });
  }
  return keepSame(blocks, previous);
}

/** Whether a message belongs to the group of the one before it: said by the same person, or all of it actions. */
export function continues(
  last: Pick<Message, "user" | "at" | "text"> | undefined,
  next: Pick<Message, "user" | "at" | "text">,
): boolean {
  return (
    last !== undefined &&
    last.user.id === next.user.id &&
    last.user.name === next.user.name &&
    !actionOf(last.text) === !actionOf(next.text) &&
    Math.abs(next.at - last.at) < GROUP_GAP_MS
  );
}

function keepSame(blocks: readonly Block[], previous: readonly Block[]): readonly Block[] {
  const before = new Map(previous.map((block) => [block.key, block]));
  const kept = blocks.map((block) => {
    const old = before.get(block.key);
    if (!old) return block;
    const olds = new Map(old.items.map((item) => [item.key, item]));
    const items = block.items.map((item) => {
      const same = olds.get(item.key);
      return same && isSameItem(same, item) ? same : item;
    });
    return isSameList(items, old.items) ? old : { key: block.key, items };
  });
  return isSameList(kept, previous) ? previous : kept;
}

function isSameItem(a: Item, b: Item): boolean {
  if (a.kind === "group") return b.kind === "group" && a.hasHead === b.hasHead && isSameList(a.messages, b.messages);
  if (a.kind === "note") return b.kind === "note" && a.note === b.note;
  return a.kind === b.kind;
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
