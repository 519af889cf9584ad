import type { Format } from "./format.ts";

/** English, and the shape of every other language. Names come isolated already. */
export const en = (f: Format) => ({
  product: "Parley",

  room: {
    title: (room: string, unread: number) => `${unread > 0 ? `(${unread}) ` : ""}${room} · Parley`,
    skip: "Skip to the message field",
    home: "Parley, all rooms",
    here: (count: number) => f.plural(count, { one: "# here", other: "# here" }),
    people: "People",
    showPeople: (count: number) => f.plural(count, { one: "People, # here", other: "People, # here" }),
    joining: "Joining…",
    share: "Share",
    shareLink: "Share the link to this room",
    copied: "Link copied",
    copyFailed: (link: string) => `Copy this link: ${link}`,
    you: (name: string) => `You are ${name}. Change your name`,
    about: "About this room",
  },

  people: {
    title: "In this room",
    you: "you",
    close: "Close",
  },

  log: {
    label: "Messages",
    beginning: (room: string) => `This is the beginning of ${room}.`,
    directBeginning: (name: string) => `This is the beginning of your conversation with ${name}.`,
    empty: "Nobody has said anything yet.",
    invite: "Copy link to invite people",
    inviteAlone: "Invite people…",
    older: "Load older messages",
    loading: "Loading older messages…",
    unread: "New",
    missedMany: "You are back. Several messages came while you were away.",
    youWrote: "You",
    says: (name: string) => `${name}:`,
  },

  message: {
    deleted: "Message deleted",
    edited: "(edited)",
    reactions: "Reactions",
    reactedBy: (names: readonly string[], others: number) => people(f, names, others),
    inReplyTo: "In reply to",
    replies: (count: number) => f.plural(count, { one: "# reply", other: "# replies" }),
    elsewhere: "an earlier message",
    failed: (reason: string) => `That did not work. ${reason}`,
    offline: "You are not connected right now.",
    gone: "That message is not in the log any more.",
  },

  search: {
    title: "Search this room",
    short: "Search",
  },

  outgoing: {
    label: "Not sent yet",
    sending: "Sending…",
  },

  typing: (names: readonly string[]) =>
    names.length > 2
      ? "Several people are typing…"
      : names.length === 2
        ? `${f.list(names)} are typing…`
        : `${names.join("")} is typing…`,

  composer: {
    label: (room: string) => `Message to ${room}`,
    placeholder: "Write a message",
    emoji: "Emoji",
    send: "Send",
    save: "Save",
    cancel: "Cancel",
    left: (count: number) => f.plural(count, { one: "# character left", other: "# characters left" }),
    full: "Too many messages are waiting to be sent. Try again when some of them are on their way.",
    over: (count: number) => f.plural(count, { one: "# character too many", other: "# characters too many" }),
  },

  connection: {
    away: "Not connected",
    connecting: "Connecting…",
    reconnecting: "Reconnecting…",
    reconnectingIn: (seconds: number) => `Reconnecting… in ${seconds} s`,
    offline: "Offline. What you write is sent as soon as you are back.",
    now: "Try now",
  },

  today: "Today",
  yesterday: "Yesterday",
});

/** Some by their names, and how many others. */
export function people(f: Format, names: readonly string[], others: number): string {
  return f.list(others > 0 ? [...names, f.plural(others, { one: "# other", other: "# others" })] : names);
}

/** One language's table. */
export type Strings = ReturnType<typeof en>;
