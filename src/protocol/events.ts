import * as v from "valibot";
import { Role, User, You } from "./fields.ts";
import { AuditEntry, Invitation, ReportEntry, Sanction } from "./records.ts";
import { AnyDurable, DurableEvent, Message, type UnknownEvent } from "./log-events.ts";
import { DEFAULT_SETTINGS, ToldSettings } from "./settings.ts";

export { AnyDurable, DurableEvent, Message, Reactions, type Change, type UnknownEvent } from "./log-events.ts";

const seq = v.number();
const at = v.number();
const online = v.number();

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
  ...DurableEvent.options,
  ...EphemeralEvent.options,
  Muted,
  Report,
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
