import type { Format } from "./format.ts";

/** English for what a room is, and for what its owner and moderators do, and the shape of every other language. */
export const charterEn = (f: Format) => ({
  create: {
    title: "A room of your own",
    hint: "You look after it: you can delete what others write, pin messages, and delete the room.",
    room: "Name",
    roomHint: "Leave it empty for one that nobody guesses.",
    topicHint: "What it is about. It may stay empty, and be changed later.",
    titleHint: "Shown instead of the name. It may stay empty.",
    submit: "Open room",
    exists: "There is a room of that name already.",
    joinIt: "Join it",
  },

  about: {
    title: "About this room",
    link: "Its link",
    share: "Share link",
    forMembers: "Only members get in by this link.",
    forPassword: "Only members get in by this link, and who knows the password.",
    forNobodyNew: "The room is locked: only members get in by this link.",
    invite: "For everybody else, make an invitation.",
    askForInvitation: "Those who look after the room can invite others.",
    owner: "This room is yours.",
    moderator: "You help to look after this room.",
    topic: "Topic",
    noTopic: "None so far.",
    visibility: {
      public: "Public",
      unlisted: "By its link",
      private: "Private",
    },
    door: {
      public: "Everybody: it is in the list of public rooms.",
      unlisted: "Whoever has its link.",
      private: "Its members.",
    },
    hasPassword: "Others need the password.",
    isLocked: "It is locked: nobody new comes in.",
    write: {
      everyone: "Everybody",
      members: "Members",
      moderators: "Those who look after the room",
    },
    pause: (seconds: number) =>
      seconds === 0
        ? "None"
        : seconds % 3_600 === 0
          ? f.plural(seconds / 3_600, { one: "# hour", other: "# hours" })
          : seconds % 60 === 0
            ? f.plural(seconds / 60, { one: "# minute", other: "# minutes" })
            : f.plural(seconds, { one: "# second", other: "# seconds" }),
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
    name: "Title",
    nameHint: "What it is called. Its link stays the same.",
    nameLong: (max: number) => f.plural(max, { other: "A title has at most # characters." }),
    door: "Who comes in",
    visibility: "Kind of room",
    visibilityHint: {
      public: "Everybody, and it is in the list of public rooms.",
      unlisted: "Whoever has the link.",
      private: "Only whom you invite, and who knows its password, if it has one.",
    },
    password: "Password",
    passwordHint: "Asked of whoever is not a member. Empty for none.",
    newPassword: "New password",
    newPasswordHint: "Leave it empty to keep the one there is.",
    noPassword: "No password any more",
    passwordLong: (max: number) => f.plural(max, { other: "A password has at most # characters." }),
    locked: "Locked: nobody new comes in",
    maxMembers: "How many people at once",
    noLimit: "Empty means no limit.",
    origins: "Sites whose pages may come in",
    originsHint: "Addresses, with spaces between them. Empty for all that the server allows.",
    badOrigin: "An address is like https://example.org.",
    talk: "What is said",
    write: "Who writes",
    slowMode: "Slow mode",
    slowModeHint: "How long one waits between two messages.",
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

  invites: {
    title: "Invitations",
    hint: "Whoever opens such a link belongs to the room: no password, no lock.",
    make: "Make a link",
    role: "Becomes",
    roles: { member: "Member", moderator: "Moderator", owner: "Owner" },
    ownerHint:
      "Whoever opens it owns the room as you do. Kept somewhere safe, it brings the room back to you when this browser has forgotten you.",
    expires: "Good for",
    forSeconds: { "3600": "1 hour", "86400": "1 day", "604800": "7 days", "0": "No end" },
    uses: "For how many",
    forUses: { "1": "1 person", "10": "10 people", "0": "Any number" },
    made: "Here is the link. It is shown only now.",
    copy: "Copy link",
    share: "Share link",
    copied: "Copied.",
    copyFailed: "Select the link and copy it.",
    list: "Links that are good",
    withRoom: "Owner’s link, made with the room",
    by: (name: string) => `made by ${name}`,
    until: (time: string) => `until ${time}`,
    left: (uses: number) => f.plural(uses, { one: "for # more person", other: "for # more people" }),
    revoke: "Take back",
    revokeIt: (invite: string) => `Take back: ${invite}`,
    revoked: "Taken back.",
    failed: "The list could not be loaded.",
  },

  ownerLink: {
    title: "This room is yours",
    label: "Owner’s link",
    hint: "Keep its owner’s link, and show it to nobody else. It makes you the owner on another device, too, or here when this browser has forgotten you. It is shown only now.",
    putAway: "Done",
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
