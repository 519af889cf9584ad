import * as v from "valibot";
import { decodeItems } from "./codec.ts";
import { Seq, User, You } from "./fields.ts";
import { RoomName } from "./room-name.ts";

const room = v.string();

export const Conversation = v.object({
  room,
  /** The other one. */
  user: User,
  /** The newest message: its place, when it was said, by whom (a user's id) and how it begins. */
  seq: v.number(),
  at: v.number(),
  by: v.string(),
  text: v.string(),
  /** Messages of the other one that were not read, counted up to 1,000. */
  unread: v.number(),
});
/** A conversation of two, as it stands in the inbox of one of them. */
export type Conversation = v.InferOutput<typeof Conversation>;

export const MentionEntry = v.object({
  room,
  seq: v.number(),
  /** Who mentions one, or answers. */
  user: User,
  at: v.number(),
  /** How the message begins; empty where its room does not keep it for long. */
  text: v.string(),
  /** Whether it answers a message of one's own. */
  reply: v.optional(v.boolean()),
  read: v.boolean(),
});
/** [D6] A message in any room that mentions or answers somebody, in their inbox. */
export type MentionEntry = v.InferOutput<typeof MentionEntry>;

export const InboxContents = v.object({
  you: You,
  /** The newest first. */
  conversations: v.array(Conversation),
  /** The newest first. */
  mentions: v.array(MentionEntry),
});
/** [D5] All that is in an inbox. */
export type InboxContents = v.InferOutput<typeof InboxContents>;

const InboxWelcome = v.object({
  type: v.literal("welcome"),
  version: v.number(),
  ...InboxContents.entries,
  token: v.optional(v.string()),
  /** How often to say `ping`, in ms. */
  heartbeat: v.number(),
});
/** A conversation is new, or is like this now. */
const ConversationChange = v.object({ type: v.literal("conversation"), ...Conversation.entries });
/** A mention is new, or is like this now. */
const MentionChange = v.object({ type: v.literal("mention"), ...MentionEntry.entries });
/** All mentions in a room up to `seq` have been read. */
const InboxRead = v.object({ type: v.literal("read"), room, seq: v.number() });
/** Something is not in the inbox any more: the mention at `seq`, or all that there is of the room. */
const InboxGone = v.object({ type: v.literal("gone"), room, seq: v.optional(v.number()) });
const InboxBye = v.object({ type: v.literal("bye"), code: v.number(), reason: v.string() });

const InboxEvent = v.variant("type", [InboxWelcome, ConversationChange, MentionChange, InboxRead, InboxGone, InboxBye]);
/** [D5] What is told on an inbox's socket. */
export type InboxEvent = v.InferOutput<typeof InboxEvent>;

export const InboxCommand = v.variant("type", [
  v.object({
    type: v.literal("read"),
    room: v.pipe(RoomName, v.description("The room whose mentions have been read.")),
    seq: v.pipe(Seq, v.description("Up to where.")),
  }),
  v.object({
    type: v.literal("hide"),
    room: v.pipe(RoomName, v.description("The conversation that is not to be shown any more.")),
  }),
]);
/** [D7] What one may do in one's inbox. */
export type InboxCommand = v.InferOutput<typeof InboxCommand>;

/**
 * One frame of an inbox, as a client reads it. What is not known is left out [E2].
 * @returns undefined where the frame is not an array: no server says that.
 */
export function decodeInbox(text: string): InboxEvent[] | undefined {
  return decodeItems(text, (item) => v.safeParse(InboxEvent, item, { abortEarly: true }));
}
