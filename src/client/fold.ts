import type { Change, EventOf, Message, Reactions } from "../protocol/events.ts";
import { REACTORS_TOLD_MAX } from "../protocol/limits.ts";

/**
 * A message after something was done to it. What was done already is not done again: a page of history is of its own moment, and
 * may know of a change that is told only afterwards.
 */
export function applyChange(message: Message, change: Change | EventOf<"purge">): Message {
  if (message.deleted !== undefined) return message;
  switch (change.type) {
    // What is pinned is the room's to know.
    case "pin":
      return message;
    case "edit":
      return edited(message, change);
    case "delete":
      return takenBack(message, change.at);
    case "purge":
      return isPurged(message, change) ? takenBack(message, change.at) : message;
    case "reaction":
      return withReactions(message, react(message.reactions ?? [], change.emoji, change.user.id, change.on));
  }
}

/** [K5] What somebody said from a place on, until it was taken back. */
function isPurged({ user, seq }: Message, purge: EventOf<"purge">): boolean {
  return user.id === purge.whom.id && seq >= purge.from && seq < purge.seq;
}

/** A message after it was taken back. @param at when, ms since 1970 */
function takenBack(message: Message, at: number): Message {
  const { reactions: _, edited: __, mentions: ___, here: ____, ...rest } = message;
  return { ...rest, text: "", deleted: at };
}

/** A text that was taken back since, or is not kept any more, is not told again: there is nothing to change it to. */
function edited(message: Message, { text, at, mentions, here }: Extract<Change, { type: "edit" }>): Message {
  if (text === "") return message;
  const { mentions: _, here: __, ...rest } = message;
  return { ...rest, text, edited: at, ...(mentions && { mentions }), ...(here && { here }) };
}

/** A message after one more that answers it. */
export function countReply(message: Message): Message {
  return { ...message, replies: (message.replies ?? 0) + 1 };
}

function withReactions(message: Message, reactions: readonly Reactions[]): Message {
  const { reactions: before, ...rest } = message;
  if (reactions === before) return message;
  return reactions.length === 0 ? rest : { ...rest, reactions: [...reactions] };
}

function react(all: readonly Reactions[], emoji: string, user: string, on: boolean): readonly Reactions[] {
  const one = all.find((reactions) => reactions.emoji === emoji);
  if (!one) return on ? [...all, { emoji, count: 1, users: [user] }] : all;
  const isTold = one.users.includes(user);
  // Of many, only the first are told by id: whoever takes theirs away may be one of the others.
  if (on ? isTold : !isTold && one.count === one.users.length) return all;
  const count = one.count + (on ? 1 : -1);
  if (count === 0) return all.filter((reactions) => reactions !== one);
  const users = on ? [...one.users, user].slice(0, REACTORS_TOLD_MAX) : one.users.filter((id) => id !== user);
  return all.map((reactions) => (reactions === one ? { emoji, count, users } : reactions));
}
