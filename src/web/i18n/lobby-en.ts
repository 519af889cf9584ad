/** English for where one chooses a room, and for names that are none; the shape of every other language. */
export const lobbyEn = () => ({
  title: "Parley: chat rooms with an address",
  headline: "A room is a link.",
  promise: "Open one, share it, talk. There is no account: whoever has the link can come in, unless you say otherwise.",
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
});

/** One language's table of these. */
export type LobbyStrings = ReturnType<typeof lobbyEn>;
