import type { Format } from "./format.ts";

/** English for the door of a room, and for not being heard in it; the shape of every other language. */
export const doorEn = (f: Format) => ({
  refused: "You are not in this room",
  again: "Try again",
  asNewGuest: "Come in as a new guest",
  deleted: "This room was deleted",
  deletedHint: "Everything that was said in it is gone.",
  anew: "Open an empty one",
  home: "Choose another room",
  closed: "This room is closed",
  closedHint: "Whoever runs this server has closed it.",
  direct: "This conversation is not yours",
  directHint: "Only the two people who talk here can open it.",

  password: "This room has a password",
  passwordHint: "Whoever gave you its link knows it. You are asked once: from then on you belong to the room.",
  passwordLabel: "Password",
  show: "Show it",
  enter: "Come in",
  noPassword: "Type the password.",
  waitFor: (seconds: number) =>
    f.plural(seconds, {
      one: "Too many guesses. Try again in # second.",
      other: "Too many guesses. Try again in # seconds.",
    }),

  members: "This room is for its members",
  membersHint: "Ask somebody who belongs to it for an invitation.",
  notAnyMore: "You do not belong to this room any more",
  locked: "This room is locked",
  lockedHint: "Nobody new comes in until it is opened again.",
  full: "This room is full",
  fullHint: "Come back when somebody has left.",
  kicked: "You were sent out",
  kickedHint: "You may come back.",
  comeBack: "Come back in",
  banned: "You are banned from this room",
  bannedFor: "Those who look after it do not let you in.",
  bannedUntil: (time: string) => `You may come back after ${time}.`,
  reason: (reason: string) => `They wrote: ${reason}`,

  invited: "You are invited",
  invitedHint: "Come in, and you belong to this room.",
  badInvite: "This invitation is not good any more",
  badInviteHint: "It has run out, was used up, or was taken back. Ask for another one.",
  withoutInvite: "Go on without it",
  notInvited: "That did not work",

  readOnly: "Only some people may write here. You can read along.",
  readOnlyMembers: "Only members write in this room. You can read along.",
  muted: "You may not write here.",
  mutedUntil: (time: string) => `You may not write here until ${time}.`,
  slow: (time: string) => `Slow mode: ${time} left`,
  seconds: (count: number) => f.plural(count, { one: "# second", other: "# seconds" }),
  slowSaid: "Slow mode: please wait a little before your next message.",
});

/** One language's table of these. */
export type DoorStrings = ReturnType<typeof doorEn>;
