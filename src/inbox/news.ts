import type { Conversation, MentionEntry } from "../protocol/inbox.ts";

/** A conversation as its room knows it: all of it each time, so that whatever was lost before is set right. */
export interface ConversationNews extends Omit<Conversation, "room"> {
  /** Of the room's log, and how far the inbox's owner has read: of two of these the one with the later head is the newer one, of the same head the one that has read further. */
  readonly head: number;
  readonly read: number;
  /** When the text is not kept any more, ms since 1970. */
  readonly until?: number;
}

/** A message that mentions or answers the inbox's owner. */
export interface MentionNews extends Omit<MentionEntry, "room" | "read"> {
  readonly until?: number;
}

/** One thing that happened in a room and is of interest to one user's inbox. */
export type NewsItem =
  | { readonly type: "mention"; readonly mention: MentionNews }
  /** The text of a message that was told of before has changed. */
  | { readonly type: "edit"; readonly seq: number; readonly text: string }
  /** It was taken back, or does not mention them any more. */
  | { readonly type: "gone"; readonly seq: number }
  /** Its owner has read that far. */
  | { readonly type: "read"; readonly seq: number }
  /** The room was deleted. */
  | { readonly type: "erased" };

/** What a room has to tell one user's inbox. */
export interface News {
  readonly room: string;
  /** In the order in which it happened. */
  readonly items: readonly NewsItem[];
  readonly conversation?: ConversationNews | undefined;
}
