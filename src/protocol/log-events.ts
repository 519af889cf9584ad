import * as v from "valibot";
import { Role, User } from "./fields.ts";
import { ToldSettings } from "./settings.ts";

/** What is kept in a room's log (SPEC.md, section 4). */

const seq = v.number();
const at = v.number();

export const Reactions = v.object({
  emoji: v.string(),
  /** How many people. */
  count: v.number(),
  /** Ids of the first of them. */
  users: v.array(v.string()),
});
/** One emoji on a message. */
export type Reactions = v.InferOutput<typeof Reactions>;

export const Message = v.object({
  type: v.literal("message"),
  seq,
  /** [E1] The client's command id where it gave one, else the server's. Unique per user. */
  id: v.string(),
  user: User,
  text: v.string(),
  /** Server time, ms since 1970. */
  at,
  /** The `seq` of the message this one answers. */
  replyTo: v.optional(v.number()),
  /** [M2] Ids of those whom it mentions, or answers. */
  mentions: v.optional(v.array(v.string())),
  /** Whether it mentions everybody who is here. */
  here: v.optional(v.boolean()),
  /** How many messages answer it. */
  replies: v.optional(v.number()),
  /** When the text was last changed. */
  edited: v.optional(v.number()),
  /** When it was taken back: its text is gone, its place stays. */
  deleted: v.optional(v.number()),
  /** In the order in which each was first given. */
  reactions: v.optional(v.array(Reactions)),
});
/** Somebody said something. Durable. In history it is as it is now. */
export type Message = v.InferOutput<typeof Message>;

/** What is done to a message. Durable. */
const change = {
  seq,
  id: v.string(),
  /** The message's `seq`. */
  target: v.number(),
  at,
  user: User,
};
/** The text of a message was changed. Told again later, it has the text as it is by then. */
const Edit = v.object({
  type: v.literal("edit"),
  ...change,
  text: v.string(),
  mentions: v.optional(v.array(v.string())),
  here: v.optional(v.boolean()),
});
/** A message was taken back. */
const Delete = v.object({ type: v.literal("delete"), ...change });
/** Somebody put an emoji on a message, or took theirs away. */
const Reaction = v.object({ type: v.literal("reaction"), ...change, emoji: v.string(), on: v.boolean() });
/** A message was pinned to the room, or taken off it. */
const Pin = v.object({ type: v.literal("pin"), ...change, on: v.boolean() });
/** Something was done to a message that had been said before. */
export type Change = v.InferOutput<typeof Edit | typeof Delete | typeof Reaction | typeof Pin>;

/** Settings of the room were changed: only those are told. Durable. */
const RoomChange = v.object({
  type: v.literal("room"),
  seq,
  id: v.string(),
  at,
  user: User,
  settings: v.fallback(v.partial(ToldSettings), {}),
});

/** What somebody is in the room was changed. Durable. */
const RoleChange = v.object({ type: v.literal("role"), seq, id: v.string(), at, user: User, whom: User, role: Role });
/** What somebody said, from a place in the log on, was taken back. Durable. */
const Purge = v.object({
  type: v.literal("purge"),
  seq,
  id: v.string(),
  at,
  user: User,
  whom: User,
  from: v.number(),
  /** `seq` of what is pinned no more by it. */
  unpinned: v.optional(v.array(v.number())),
});

export const DurableEvent = v.variant("type", [Message, Edit, Delete, Reaction, Pin, RoomChange, RoleChange, Purge]);
/** Events that are kept in the log and have a `seq`. */
export type DurableEvent = v.InferOutput<typeof DurableEvent>;

/** [E2] An event of a kind that is not known here, but with a place in the log. */
export interface UnknownEvent {
  readonly type: "unknown";
  readonly seq: number;
}

/** What is left of a durable event of a later version: its place. Without it the log would seem to have a hole for ever. */
export const AnyDurable = v.pipe(
  v.looseObject({ type: v.string(), seq: v.pipe(v.number(), v.safeInteger()) }),
  v.transform((event): UnknownEvent => ({ type: "unknown", seq: event.seq })),
);
