import type { Format } from "./format.ts";

/** English for the operator's page, and the shape of every other language. */
export const adminEn = (f: Format) => ({
  title: "Operator · Parley",
  heading: "All rooms",

  door: {
    heading: "Operator",
    hint: "This page is for whoever runs this server.",
    secret: "Secret",
    secretHint: "What ADMIN_TOKEN was set to. It is kept until you close this tab.",
    submit: "Continue",
    empty: "Type the secret.",
    leave: "Sign out",
  },

  totals: {
    label: "All rooms together",
    rooms: "Rooms",
    online: "People",
    reports: "Reports",
    bytes: "Stored",
    cost: "Cost so far",
  },

  list: {
    search: "Search rooms",
    searchHint: "A part of a name or title",
    sort: "Sort by",
    orders: {
      seen: "Last active",
      online: "People",
      reports: "Reports",
      entries: "Entries",
      bytes: "Stored",
      cost: "Cost",
      created: "Newest",
      room: "Name",
    },
    refresh: "Refresh",
    room: "Room",
    seen: "Last told",
    found: (count: number) => f.plural(count, { one: "# room", other: "# rooms" }),
    range: (from: number, to: number, count: number) => f.plural(count, { other: `${from} to ${to} of #` }),
    none: "No room has told of itself yet. Rooms do so when somebody comes or writes.",
    nothing: "No room has this in its name or title.",
    lookUp: (room: string) => `Look at the room ${room}`,
    previous: "Previous",
    next: "Next",
    direct: "Conversation of two",
    closed: "Closed",
    loading: "Loading…",
    failed: "The list could not be loaded.",
  },

  room: {
    open: "Open room",
    closedSince: (when: string) => `Closed since ${when}: nobody can come in.`,
    now: "People right now",
    title: "Title",
    none: "None",
    topic: "Topic",
    made: "Made",
    perDay: "Cost a day",
    entry: "Who comes in",
    visibility: { public: "Public", unlisted: "Whoever has the link", private: "Members only" },
    password: "with a password",
    locked: "locked",
    write: "Who writes",
    writes: { everyone: "Everyone", members: "Members", moderators: "Moderators" },
    reports: "Reported messages",
    noReports: "Nothing that nobody has looked after.",
    by: (name: string, when: string) => `Reported by ${name}, ${when}`,
    close: "Close room…",
    reopen: "Reopen room",
    reopened: "The room is open again.",
    remove: "Delete room…",
    loading: "Loading…",
  },

  close: {
    title: "Close this room?",
    hint: "Whoever is here is sent away, and nobody can come in until you open it again. Nothing is deleted.",
    reason: "Why",
    reasonHint: "Everybody who comes is told. It may stay empty.",
    reasonLong: (max: number) => f.plural(max, { other: "A reason has at most # characters." }),
    submit: "Close room",
    done: "The room is closed.",
  },

  remove: {
    title: "Delete this room?",
    hint: "Everything that was said in it goes, for everybody, and nobody can bring it back. Anybody may open a room of this name again.",
    label: (room: string) => `To be sure, type its name: ${room}`,
    mismatch: "This is not the room’s name.",
    submit: "Delete room",
    done: "The room is deleted.",
  },

  notice: {
    open: "Tell everybody…",
    title: "Tell everybody",
    hint: "Everybody who is in a room right now is shown this. It is kept nowhere.",
    label: "Notice",
    empty: "Type what is to be told.",
    long: (max: number) => f.plural(max, { other: "A notice has at most # characters." }),
    submit: "Send to all rooms",
    done: "The notice is on its way.",
    last: "The last one",
    reached: (rooms: number, people: number) =>
      `${f.plural(people, { one: "# person", other: "# people" })} in ${f.plural(rooms, { one: "# room", other: "# rooms" })}`,
    going: "still on its way",
  },

  back: "Back",

  problem: {
    unauthorized: "This is not the secret.",
    rate_limited: "Too many requests in a short time. Wait a minute.",
    not_found: "There is no such room any more.",
    exists: "The last notice is still on its way. Try again in a moment.",
    too_big: "This is too long.",
    internal: "Something went wrong on the server.",
    disconnected: "The server cannot be reached right now.",
  } as Readonly<Record<string, string>>,
});

/** One language's table of these. */
export type AdminStrings = ReturnType<typeof adminEn>;
