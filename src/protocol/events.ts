import * as v from "valibot";
import { User, You } from "./fields.ts";

const seq = v.number();
const at = v.number();
const online = v.number();

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
});
/** Somebody said something. Durable. */
export type Message = v.InferOutput<typeof Message>;

const Join = v.object({ type: v.literal("join"), user: User, online });
const Leave = v.object({ type: v.literal("leave"), user: User, online });
const Presence = v.object({ type: v.literal("presence"), online });
const Rename = v.object({ type: v.literal("rename"), user: User, was: v.string() });
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
  /** `rename`: a guest's new token. */
  token: v.optional(v.string()),
  /** `history` */
  messages: v.optional(v.array(Message)),
  epoch: v.optional(v.string()),
  first: v.optional(v.number()),
  head: v.optional(v.number()),
  /** `history`, `members`: there is more in the direction asked. */
  more: v.optional(v.boolean()),
  /** `members` */
  online: v.optional(v.number()),
  list: v.optional(v.array(User)),
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

const Limits = v.object({
  text: v.number(),
  name: v.number(),
  frame: v.number(),
  commands: v.number(),
  burst: v.number(),
  /** Messages a second; 0 where there is no limit. */
  rate: v.number(),
});

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
  events: v.array(v.union([Message, AnyDurable])),
  /** Whether the log holds messages older than `events` (where not recovered). */
  more: v.boolean(),
  members: v.object({ online, list: v.optional(v.array(User)) }),
  limits: Limits,
  /** How often to say `ping`, in ms. */
  heartbeat: v.number(),
});
/** [W4] The first event on every connection. */
export type Welcome = v.InferOutput<typeof Welcome>;

/** Events that are kept in the log and have a `seq`. */
export type DurableEvent = Message;

/** Events told to everyone in the room, but not kept. */
export const EphemeralEvent = v.variant("type", [Join, Leave, Presence, Rename, Typing]);
export type EphemeralEvent = v.InferOutput<typeof EphemeralEvent>;

/** Everything that a server of this version says (SPEC.md, section 4). */
export const KnownEvent = v.variant("type", [
  Welcome,
  Message,
  Join,
  Leave,
  Presence,
  Rename,
  Typing,
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
  return event.type === "message" || event.type === "unknown";
}
