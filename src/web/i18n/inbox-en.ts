import type { Format } from "./format.ts";

/** English for conversations and mentions, and the shape of every other language. Names come isolated already. */
export const inboxEn = (f: Format) => ({
  conversations: "Conversations",
  mentions: "Mentions",
  unread: (count: number) => f.plural(count, { one: "# unread", other: "# unread" }),
  /** Messages of others in conversations, and mentions. */
  elsewhere: (count: number) => f.plural(count, { one: "# unread elsewhere", other: "# unread elsewhere" }),
  own: (text: string) => `You: ${text}`,
  said: (name: string, room: string) => `${name} in ${room}`,
  answered: (name: string, room: string) => `${name} answered you in ${room}`,
  withdrawn: "This message is not shown here.",
  hide: (name: string) => `Hide the conversation with ${name}`,
  hidden: "It comes back when you write to them again.",
  all: (count: number) => `Show all ${count}`,
  message: (name: string) => `Write to ${name} alone`,
  failed: (reason: string) => `That did not work. ${reason}`,
});

/** One language's table of these. */
export type InboxStrings = ReturnType<typeof inboxEn>;
