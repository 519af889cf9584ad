import type { Format } from "./format.ts";

/** English, and the shape of every other language. Names come isolated already. */
export const en = (f: Format) => ({
  product: "Parley",

  lobby: {
    title: "Parley: chat rooms with an address",
    headline: "A room is a link.",
    promise: "Open one, share it, talk. There is no account, and whoever has the link can read and write.",
    name: "Your name",
    nameHint: "Leave it empty to come as a guest.",
    room: "Room",
    roomHint: "A name, or a link somebody gave you.",
    roomExample: "garden-club",
    opens: (address: string) => `Opens ${address}`,
    join: "Join room",
    or: "or",
    fresh: "Open an unguessable room",
    freshHint: "Its name is long and random, so only people with the link find it. The room is yours.",
    own: "Choose its name and topic",
    recent: "Recent rooms",
    forget: (room: string) => `Remove ${room} from recent rooms`,
    api: "API for your own programs",
  },

  roomProblem: {
    empty: "Type the name of a room.",
    long: (max: number) => `A room’s name has at most ${max} characters.`,
    characters: "A room’s name has letters, digits, hyphens and underscores, and begins with a letter or digit.",
    elsewhere: (host: string) => `This link leads to another site, ${host}.`,
    link: "This link does not lead to a room.",
  },

  nameProblem: {
    empty: "Type a name.",
    long: (max: number) => `A name has at most ${max} characters.`,
    characters: "This name has characters that cannot be seen.",
  },

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
    older: "Load older messages",
    loading: "Loading older messages…",
    unread: "New",
    seenBy: (names: readonly string[], others: number) => `Seen by ${people(f, names, others)}`,
    missedMany: "You are back. Several messages came while you were away.",
    latest: "Jump to latest",
    latestCount: (count: number) =>
      f.plural(count, { one: "Jump to latest, # new message", other: "Jump to latest, # new messages" }),
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
    failed: (reason: string) => `Not sent. ${reason}`,
    byAnother: "You wrote this before you became a new guest, and it may have arrived then.",
    retry: "Retry",
    discard: "Discard",
  },

  note: {
    joined: (names: readonly string[], others: number) => `${people(f, names, others)} joined`,
    left: (names: readonly string[], others: number) => `${people(f, names, others)} left`,
    renamed: (was: string, name: string) => `${was} is now ${name}`,
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
    editing: "Editing",
    replyingTo: (name: string) => `Reply to ${name}`,
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

  problem: {
    banned: "Somebody who looks after it has kept you out.",
    room_full: "This room is full.",
    read_only: "Only some people may write here.",
    forbidden: "You may not do this here.",
    unauthorized: "You are not recognised any more.",
    rate_limited: "Too many messages in a short time.",
    slow_mode: "Please wait a little between messages.",
    too_big: "The message is too long.",
    id_conflict: "Another message was sent in its place.",
    bad_origin: "This room cannot be opened from this site.",
    bad_room: "The address does not spell a room’s name.",
    not_found: "It is not there any more.",
    internal: "Something went wrong on the server.",
  } as Readonly<Record<string, string>>,

  today: "Today",
  yesterday: "Yesterday",
});

function people(f: Format, names: readonly string[], others: number): string {
  return f.list(others > 0 ? [...names, f.plural(others, { one: "# other", other: "# others" })] : names);
}

/** One language's table. */
export type Strings = ReturnType<typeof en>;
