import type { Format } from "./format.ts";

/** English for what a room is, and for what its owner and moderators do, and the shape of every other language. */
export const charterEn = (f: Format) => ({
  create: {
    title: "A room of your own",
    hint: "You look after it: you can delete what others write, pin messages, and delete the room.",
    room: "Name",
    roomHint: "Leave it empty for one that nobody guesses.",
    topicHint: "What it is about. It may stay empty, and be changed later.",
    submit: "Open room",
    exists: "There is a room of that name already.",
    joinIt: "Join it",
  },

  about: {
    title: "About this room",
    link: "Its link",
    share: "Share link",
    owner: "This room is yours.",
    moderator: "You help to look after this room.",
    topic: "Topic",
    noTopic: "None so far.",
    kept: "Messages are kept",
    forGood: "for good",
    forDays: (days: number) => f.plural(days, { one: "for # day", other: "for # days" }),
    newest: (entries: number) => f.plural(entries, { one: "the newest one", other: "the newest #" }),
    mentionAll: "@here",
    byEveryone: "Everybody may use it.",
    byModerators: "Only those who look after the room may use it.",
    seenBy: "Who has read what",
    shown: "is shown to everybody.",
    notShown: "is not shown.",
    export: "Download",
    asPage: "As a page",
    asData: "As data",
    exportHint: "Everything that is kept: to read, or for programs (NDJSON).",
  },

  settings: {
    title: "Settings",
    topic: "Topic",
    topicHint: "One line, for everybody to see.",
    topicLong: (max: number) => f.plural(max, { other: "A topic has at most # characters." }),
    keep: "How long messages are kept",
    keepHint: "What is older is deleted for everybody, for good. Empty means no limit.",
    keepDays: "Days",
    keepMessages: "Entries",
    keepMessagesHint: "Edits and reactions count, too.",
    number: "Type a whole number, or nothing.",
    over: (max: number) => f.plural(max, { other: "At most #." }),
    mentionAll: "Everybody may mention all by @here",
    seenBy: "Everybody sees how far others have read",
    save: "Save",
    saved: "Saved.",
    unchanged: "There is nothing to save.",
  },

  delete: {
    open: "Delete this room…",
    title: "Delete this room?",
    hint: "Everything that was said in it goes, for everybody, and nobody can bring it back. Whoever is here is told.",
    label: (room: string) => `To be sure, type its name: ${room}`,
    mismatch: "This is not the room’s name.",
    submit: "Delete room",
  },

  pins: {
    title: "Pinned messages",
    none: "Nothing is pinned any more.",
    unpin: "Unpin",
    unpinIt: (excerpt: string) => `Unpin: ${excerpt}`,
  },
});

/** One language's table of these. */
export type CharterStrings = ReturnType<typeof charterEn>;
