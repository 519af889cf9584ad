import * as v from "valibot";
import { Role, User, You } from "./fields.ts";
import { AuditEntry, Invitation, ReportEntry, Sanction } from "./records.ts";
import { DEFAULT_SETTINGS, ToldSettings } from "./settings.ts";

const seq = v.number();
const at = v.number();
const online = v.number();

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

const Join = v.object({ type: v.literal("join"), user: User, online });
const Leave = v.object({ type: v.literal("leave"), user: User, online });
const Presence = v.object({ type: v.literal("presence"), online });
const Rename = v.object({ type: v.literal("rename"), user: User, was: v.string() });
/** Somebody has read that far. Told to their other connections, and to everybody where the room tells. */
const Read = v.object({
  type: v.literal("read"),
  user: User,
  seq,
  /** To the same user: what is left, as in `welcome`. */
  unread: v.optional(v.number()),
  mentioned: v.optional(v.number()),
});
export const Silence = v.object({
  until: v.optional(v.number()),
  forever: v.optional(v.boolean()),
  reason: v.optional(v.string()),
});
/** That one may not write: until then, or for good. */
export type Silence = v.InferOutput<typeof Silence>;

/** To oneself: that one may not write; or may again, without `until` and `forever`. */
const Muted = v.object({ type: v.literal("muted"), ...Silence.entries });
/** To moderators: somebody finds a message wrong. */
const Report = v.object({ type: v.literal("report"), ...ReportEntry.entries });
/** The operator tells everybody something. */
const Notice = v.object({ type: v.literal("notice"), text: v.string(), at });
const Typing = v.object({ type: v.literal("typing"), user: User, on: v.boolean() });

export const Ack = v.object({
  type: v.literal("ack"),
  id: v.string(),
  /** `send`: where the message stands. */
  seq: v.optional(v.number()),
  at: v.optional(v.number()),
  /** `send`: this had been sent before [C3]. */
  duplicate: v.optional(v.boolean()),
  /** `rename`, `auth`: who one is now. */
  you: v.optional(You),
  /** `auth`: when the token runs out, ms since 1970. */
  expires: v.optional(v.number()),
  /** `rename`: a guest's new token. */
  token: v.optional(v.string()),
  /** `history`, `search`, `pins` */
  messages: v.optional(v.array(Message)),
  epoch: v.optional(v.string()),
  first: v.optional(v.number()),
  head: v.optional(v.number()),
  /** `history`, `members`: there is more in the direction asked. */
  more: v.optional(v.boolean()),
  /** `members` */
  online: v.optional(v.number()),
  list: v.optional(v.array(User)),
  /** `invite` */
  invitation: v.optional(Invitation),
  /** `invites` */
  invitations: v.optional(v.array(Invitation)),
  /** `sanctions` */
  sanctions: v.optional(v.array(Sanction)),
  /** `filter` */
  words: v.optional(v.array(v.string())),
  /** `reports` */
  reports: v.optional(v.array(ReportEntry)),
  /** `audit` */
  entries: v.optional(v.array(AuditEntry)),
});
/** [C1] A command's one answer, with its result. */
export type Ack = v.InferOutput<typeof Ack>;

const ErrorEvent = v.object({
  type: v.literal("error"),
  id: v.optional(v.string()),
  code: v.string(),
  message: v.string(),
  retryAfter: v.optional(v.number()),
});

const Bye = v.object({
  type: v.literal("bye"),
  code: v.number(),
  reason: v.string(),
  retryAfter: v.optional(v.number()),
});

const DurableEvent = v.variant("type", [Message, Edit, Delete, Reaction, Pin, RoomChange, RoleChange, Purge]);
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

export const Reader = v.object({ user: User, seq });
/** Somebody, and how far they have read. */
export type Reader = v.InferOutput<typeof Reader>;

/** A moderator or an owner, as the room made them that. */
export const Leader = v.object({ id: v.string(), role: Role });

const Limits = v.object({
  text: v.number(),
  name: v.number(),
  frame: v.number(),
  commands: v.number(),
  burst: v.number(),
  /** Messages a second; 0 where there is no limit. */
  rate: v.number(),
});

/** [E2] What a later version has settled on is not known here: the rest of the event is. */
const settings = v.fallback(v.optional(ToldSettings, DEFAULT_SETTINGS), DEFAULT_SETTINGS);

export const Welcome = v.object({
  type: v.literal("welcome"),
  version: v.number(),
  room: v.string(),
  you: You,
  token: v.optional(v.string()),
  epoch: v.string(),
  /** The oldest `seq` still held; one more than `head` in an empty log. */
  first: v.number(),
  /** The newest `seq`; 0 in a log that never had one. */
  head: v.number(),
  /** [B2] Whether `events` is everything since the cursor. */
  recovered: v.boolean(),
  events: v.array(v.union([DurableEvent, AnyDurable])),
  /** Whether the log holds messages older than `events` (where not recovered). */
  more: v.boolean(),
  members: v.object({ online, list: v.optional(v.array(User)) }),
  limits: Limits,
  /** [D2] In a conversation of two, the other one. */
  direct: v.optional(User),
  settings,
  /** `seq` of the messages that are pinned, in that order. */
  pins: v.optional(v.array(v.number()), []),
  /** How far one has read, on whatever device; for who comes first, all that was said before. Nothing for who only looks. */
  read: v.optional(v.number()),
  /** Messages of others after that, counted up to 1,000, and how many of them mention one. */
  unread: v.optional(v.number()),
  mentioned: v.optional(v.number()),
  /** How far others have read, where the room tells. */
  readers: v.optional(v.array(Reader)),
  /** How often to say `ping`, in ms. */
  heartbeat: v.number(),
  /** When the token runs out that one came with, ms since 1970: show another before, by `auth`. */
  expires: v.optional(v.number()),
  /** Whether one may not write, and until when. */
  muted: v.optional(Silence),
  /** Who is a moderator or an owner here, as far as the room gave that: the first of them. */
  staff: v.optional(v.array(Leader)),
});
/** [W4] The first event on every connection. */
export type Welcome = v.InferOutput<typeof Welcome>;

/** Events told to everyone in the room, but not kept. */
export const EphemeralEvent = v.variant("type", [Join, Leave, Presence, Rename, Typing, Read, Notice]);
export type EphemeralEvent = v.InferOutput<typeof EphemeralEvent>;

/** Everything that a server of this version says (SPEC.md, section 4). */
export const KnownEvent = v.variant("type", [
  Welcome,
  Message,
  Edit,
  Delete,
  Reaction,
  Pin,
  RoomChange,
  RoleChange,
  Purge,
  Join,
  Leave,
  Presence,
  Rename,
  Typing,
  Read,
  Muted,
  Report,
  Notice,
  Ack,
  ErrorEvent,
  Bye,
]);
/** Everything that a client may be told. */
export type ServerEvent = v.InferOutput<typeof KnownEvent> | UnknownEvent;
export type EventType = ServerEvent["type"];
export type EventOf<T extends EventType> = Extract<ServerEvent, { type: T }>;

/** A durable event has a `seq`, an ephemeral one has none. */
export function isDurable(event: ServerEvent): event is DurableEvent | UnknownEvent {
  return "seq" in event && event.type !== "ack" && event.type !== "read" && event.type !== "report";
}
