import type { Role } from "../../protocol/fields.ts";
import { people } from "./en.ts";
import type { Format } from "./format.ts";

/** English for what is fetched when it is wanted, and the shape of every other language. */
export const laterEn = (f: Format) => ({
  message: {
    actions: "What to do with this message",
    react: "React",
    moreEmoji: "More emoji",
    reply: "Reply",
    edit: "Edit",
    delete: "Delete",
    deleteTitle: "Delete this message?",
    deleteHint: "Its text disappears for everybody, here and in the history. This cannot be undone.",
    thread: "Open thread",
    show: "Show in room",
    pin: "Pin",
    more: "More",
    pinsFull: (max: number) => f.plural(max, { other: "# messages are pinned already." }),
    spoiler: "Show spoiler",
  },

  rename: {
    title: "Your name here",
    label: "Name",
    hint: "People see it beside what you write from now on.",
    save: "Save",
    cancel: "Cancel",
    offline: "You are not connected right now. Try again in a moment.",
  },

  notify: {
    label: "Tell me when I am mentioned",
    hint: "As a notification, while this page is not in front.",
    denied: "Notifications are blocked for this site in your browser.",
  },

  code: {
    label: "Code",
    copy: "Copy code",
    copied: "Code copied",
    copyFailed: "The code is selected: copy it yourself.",
  },

  preview: {
    hide: "Hide preview",
  },

  search: {
    label: "Words",
    hint: "Also from:ann, after:2026-01-31, before:2026-12-24, has:link.",
    nothing: "Nothing was found.",
    more: "Show older",
    count: (count: number, more: boolean) =>
      `${f.plural(count, { one: "# message found", other: "# messages found" })}${more ? ", and more" : ""}`,
  },

  badRoom: {
    title: "There is no such room",
    text: "The address does not spell a room’s name.",
    home: "Choose a room",
  },

  room: {
    topic: (topic: string) => `Topic: ${topic}`,
    pinned: (count: number) => f.plural(count, { one: "# pinned message", other: "# pinned messages" }),
    isPinned: "Pinned",
    notice: "From whoever runs this server",
    dismissNotice: "Dismiss",
  },

  log: {
    latest: "Jump to latest",
    latestCount: (count: number) =>
      f.plural(count, { one: "Jump to latest, # new message", other: "Jump to latest, # new messages" }),
    seenBy: (names: readonly string[], others: number) => `Seen by ${people(f, names, others)}`,
    missed: (count: number) => f.plural(count, { one: "# new message", other: "# new messages" }),
    dismissMissed: "Dismiss",
  },

  people: {
    more: "Show more people",
    rest: (count: number) => f.plural(count, { one: "and # more", other: "and # more" }),
    failed: "The list could not be loaded.",
  },

  composer: {
    editing: "Editing",
    replyingTo: (name: string) => `Reply to ${name}`,
  },

  outgoing: {
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

  problem: {
    banned: "Somebody who looks after it has kept you out.",
    password_required: "This room has a password.",
    wrong_password: "This is not the password.",
    bad_invite: "This invitation is not good, or not any more.",
    members_only: "Only its members come into this room.",
    locked: "This room is locked: nobody new comes in now.",
    room_full: "This room is full.",
    muted: "You may not write here now.",
    read_only: "Only some people may write here.",
    forbidden: "You may not do this here.",
    challenge_required: "This server wants to see first that you are no program.",
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

  roles: {
    guest: "Guest",
    member: "Member",
    moderator: "Moderator",
    owner: "Owner",
  } satisfies Record<Role, string> as Readonly<Record<Role, string>>,

  deeds: {
    role: {
      guest: (who: string, whom: string) => `${who} took from ${whom} what they were here`,
      member: (who: string, whom: string) => `${who} made ${whom} a member`,
      moderator: (who: string, whom: string) => `${who} made ${whom} a moderator`,
      owner: (who: string, whom: string) => `${who} made ${whom} an owner`,
    } satisfies Record<Role, unknown> as Readonly<Record<Role, (who: string, whom: string) => string>>,
    /** What somebody does to themselves: they gave something up, or came by an invitation. */
    self: {
      guest: (who: string) => `${who} is a guest now`,
      member: (who: string) => `${who} is a member now`,
      moderator: (who: string) => `${who} is a moderator now`,
      owner: (who: string) => `${who} is an owner now`,
    } satisfies Record<Role, unknown> as Readonly<Record<Role, (who: string) => string>>,
    purge: (who: string, whom: string) => `${who} deleted messages of ${whom}`,
  },
});

/** One language's table of these. */
export type LaterStrings = ReturnType<typeof laterEn>;
