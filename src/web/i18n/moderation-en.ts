import type { Role } from "../../protocol/fields.ts";
import type { Format } from "./format.ts";

/** What is asked before something is done to somebody. */
interface Question {
  readonly title: (name: string) => string;
  readonly hint: string;
  readonly submit: string;
  readonly done: (name: string) => string;
}

/** English for what can be done to somebody and what moderators look at, and the shape of every other language. Names come isolated already. */
export const moderationEn = (f: Format) => ({
  actions: {
    report: "Report this message…",
    role: "Role in this room…",
    giveUp: "Give up your role…",
    mute: "Mute…",
    unmute: "Unmute",
    kick: "Remove from the room…",
    ban: "Ban…",
    unban: "Lift the ban",
    purge: "Delete what they wrote…",
  },

  ask: {
    mute: {
      title: (name) => `Mute ${name}`,
      hint: "They can read on, but not write, react or pin. They are told.",
      submit: "Mute",
      done: (name) => `${name} is muted.`,
    },
    kick: {
      title: (name) => `Remove ${name}`,
      hint: "They leave the room now, and may come back.",
      submit: "Remove",
      done: (name) => `${name} was removed from the room.`,
    },
    ban: {
      title: (name) => `Ban ${name}`,
      hint: "They leave the room now and cannot come back. A guest is known again by their network, too.",
      submit: "Ban",
      done: (name) => `${name} is banned.`,
    },
    purge: {
      title: (name) => `Delete what ${name} wrote`,
      hint: "The messages disappear for everybody, here and in the history. This cannot be undone.",
      submit: "Delete",
      done: (name) => `What ${name} wrote is deleted.`,
    },
  } satisfies Record<string, Question> as Readonly<Record<"mute" | "kick" | "ban" | "purge", Question>>,
  unmuted: (name: string) => `${name} may write again.`,
  unbanned: (name: string) => `${name} may come back.`,
  howLong: "For how long",
  howFarBack: "From the last",
  forGood: "For good",
  everything: "From all the time",
  reason: "Reason",
  reasonHint: "They can read it. You may leave it empty.",
  reasonLong: (max: number) => f.plural(max, { other: "A reason has at most # characters." }),
  alsoPurge: "Delete what they wrote, too",

  role: {
    title: (name: string) => `${name} in this room`,
    hints: {
      guest: "Nothing more than anybody who comes in.",
      member: "Comes in when the room is private or locked, too.",
      moderator: "Looks after the talk: mutes, bans, deletes, and sees what is reported.",
      owner: "Decides everything, and can take that from you.",
    } satisfies Record<Role, string> as Readonly<Record<Role, string>>,
    /** Instead of the hint for guests, where the door is closed to them. */
    guestLeaves: "Has to leave: nobody comes in now who does not belong to the room.",
    save: "Save",
    done: (name: string) => `The role of ${name} is changed.`,
    lastOwner: "You are the only owner. Make somebody else an owner first.",
    refused: "Not possible: a room keeps one owner at least, and what somebody’s own site gave them stays.",
  },

  report: {
    title: "Report this message?",
    hint: "Whoever looks after this room sees the message, and that you reported it.",
    reason: "What is wrong with it?",
    reasonHint: "You may leave it empty.",
    submit: "Report",
    done: "Reported. Thank you.",
  },

  sanction: {
    muted: (until: string | undefined) => (until === undefined ? "Muted for good" : `Muted until ${until}`),
    banned: (until: string | undefined) => (until === undefined ? "Banned for good" : `Banned until ${until}`),
    by: (name: string, reason: string | undefined) => (reason === undefined ? `By ${name}` : `By ${name}: ${reason}`),
  },

  /** Why something was not done, where that is another reason than elsewhere. */
  problem: {
    forbidden: "You may not do this to them, or not any more.",
    not_found: "That is not so any more.",
    rate_limited: "That was a little much at once. Try again in a moment.",
    too_big: "There are as many already as there may be.",
  } as Readonly<Record<string, string>>,

  title: "Moderation",
  waiting: (count: number) => f.plural(count, { one: "# report is open", other: "# reports are open" }),
  tabs: { reports: "Reports", sanctions: "Muted, banned", audit: "Log", filter: "Words" },
  loading: "Loading…",
  again: "Try again",
  more: "Show older",

  reports: {
    none: "Nothing is reported.",
    by: (name: string, reason: string | undefined) =>
      reason === undefined ? `Reported by ${name}` : `Reported by ${name}: ${reason}`,
    show: "Show",
    remove: "Delete",
    author: "Author",
    resolve: "Done",
    /** The same, told apart by whose message it is. */
    showOf: (name: string) => `Show the message of ${name}`,
    removeOf: (name: string) => `Delete the message of ${name}`,
    authorOf: (name: string) => `Author: what can be done about ${name}`,
    resolveOf: (name: string) => `Done with the message of ${name}`,
    removed: "The message is deleted.",
    resolved: "Done.",
  },

  sanctions: {
    none: "Nobody is muted or banned.",
    unmuteWho: (name: string) => `Unmute ${name}`,
    unbanWho: (name: string) => `Lift the ban of ${name}`,
  },

  filter: {
    label: "Words that nobody is to read",
    hint: "One on each line. With * at its end or beginning it also counts inside longer words: spam* also hides spammer. What fits is shown as ***. Moderators may write anything.",
    save: "Save",
    saved: "Saved.",
    tooMany: (max: number) => f.plural(max, { other: "There may be at most # words." }),
    tooLong: (word: string, max: number) => `“${word}” is longer than ${max} characters.`,
  },

  audit: {
    none: "Nobody has done anything yet.",
    /** What was done, by the command's type. */
    did: {
      kick: (by, whom) => `${by} removed ${whom} from the room`,
      ban: (by, whom) => `${by} banned ${whom}`,
      unban: (by, whom) => `${by} lifted the ban of ${whom}`,
      mute: (by, whom) => `${by} muted ${whom}`,
      unmute: (by, whom) => `${by} unmuted ${whom}`,
      purge: (by, whom) => `${by} deleted what ${whom} wrote`,
      delete: (by, whom) => `${by} deleted a message of ${whom}`,
      filter: (by) => `${by} changed the filtered words`,
      room: (by) => `${by} changed the room’s settings`,
      role: (by, whom) => `${by} changed the role of ${whom}`,
      invite: (by) => `${by} made an invitation`,
      uninvite: (by) => `${by} took an invitation back`,
      resolve: (by, whom) => `${by} dealt with a report about ${whom}`,
      close: (by) => `${by} closed the room`,
      reopen: (by) => `${by} opened the room again`,
    } satisfies Record<string, Did> as Readonly<Record<string, Did>>,
    /** By a later version of the server. */
    other: (by: string, action: string) => `${by}: ${action}`,
    somebody: "somebody",
    on: "on",
    off: "off",
    details: {
      seconds: "for",
      reason: "reason",
      role: "role",
      messages: "messages",
      words: "words",
      uses: "for how many",
      by: "reported by",
      title: "title",
      topic: "topic",
      visibility: "who comes in",
      password: "password",
      locked: "locked",
      write: "who writes",
      slowMode: "slow mode",
      maxMembers: "people at once",
      allowedOrigins: "sites",
      keepDays: "days kept",
      keepMessages: "entries kept",
      seenBy: "who has read what is shown",
      mentionAll: "who mentions all",
    } as Readonly<Record<string, string>>,
    /** What a setting may be. */
    values: {
      everyone: "everybody",
      members: "members",
      moderators: "moderators",
      public: "everybody, it is in the list",
      unlisted: "who has the link",
      private: "members",
    } as Readonly<Record<string, string>>,
  },
});

type Did = (by: string, whom: string) => string;

/** One language's table of these. */
export type ModerationStrings = ReturnType<typeof moderationEn>;
