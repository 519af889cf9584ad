import type { Message } from "./events.ts";
import type { Role, You } from "./fields.ts";
import type { Settings, SettingsPart } from "./settings.ts";

/** The roles, the least first. */
export const ROLES = ["guest", "member", "moderator", "owner"] as const satisfies readonly Role[];

/**
 * Who may do what: the least that one has to be. What is not here everybody may do. Rules that look at more than a role, at whose
 * message or at whom it is done to, are in `MAY`, and go by this table too.
 */
export const LEAST_ROLE = {
  /** To take back the message of somebody else. */
  delete: "moderator",
  pin: "moderator",
  /** To write where the room's `write` says so. */
  writeMembers: "member",
  writeModerators: "moderator",
  /** To mention everybody where only moderators may. */
  mentionAll: "moderator",
  /** To be held back by no slow mode, filter, lock or number of members. */
  exempt: "moderator",
  /** To come in where only those do who belong to the room. */
  enter: "member",
  configureTalk: "moderator",
  configure: "owner",
  kick: "moderator",
  ban: "moderator",
  mute: "moderator",
  purge: "moderator",
  filter: "moderator",
  reports: "moderator",
  audit: "moderator",
  /** To invite members, and to make members or take that from them. */
  invite: "moderator",
  /** To make moderators and owners, and to invite them. */
  promote: "owner",
  /** To fill a room from elsewhere, or to delete it with all that is in it. */
  own: "owner",
} as const satisfies Readonly<Record<string, Role>>;

/** What not everybody may do. */
export type Act = keyof typeof LEAST_ROLE;

/** Whether somebody of one role is at least another. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** Whether the table lets somebody do this. @param role what they are in the room */
export function may({ role }: Pick<You, "role">, act: Act): boolean {
  return isAtLeast(role, LEAST_ROLE[act]);
}

/** What a moderator may set; the rest is the owner's, for it decides who comes in and what is kept and told. */
const TALK_SETTINGS: ReadonlySet<string> = new Set([
  "topic",
  "mentionAll",
  "slowMode",
  "locked",
] satisfies (keyof Settings)[]);

/** What somebody is: a role is always that in the room. */
type Person = Pick<You, "id" | "role">;

/**
 * Who may do what, to what and to whom. The server holds it; a client shows by it what somebody may do.
 */
export const MAY = {
  /** Words are their author's. */
  edit: (you: Person, message: Pick<Message, "user">): boolean => you.id === message.user.id,
  delete: (you: Person, message: Pick<Message, "user">): boolean => you.id === message.user.id || may(you, "delete"),
  pin: (you: Person): boolean => may(you, "pin"),
  mentionAll: (you: Person, { mentionAll }: Pick<Settings, "mentionAll">): boolean =>
    mentionAll === "everyone" || may(you, "mentionAll"),
  write: (you: Person, { write }: Pick<Settings, "write">): boolean =>
    write === "everyone" || may(you, write === "members" ? "writeMembers" : "writeModerators"),
  configure: (you: Person, change: SettingsPart): boolean =>
    may(you, "configure") || (may(you, "configureTalk") && Object.keys(change).every((key) => TALK_SETTINGS.has(key))),
  /** Nobody sends away or silences themselves, or somebody who is as much as they are. */
  sanction: (you: Person, whom: Person): boolean =>
    may(you, "ban") && you.id !== whom.id && !isAtLeast(whom.role, you.role),
  /**
   * Moderators make members, owners everything. What one is oneself, one may give up; of others only owners take away what is more
   * than a member.
   * @param to what they are to be
   */
  setRole: (you: Person, whom: Person, to: Role): boolean => {
    if (you.id === whom.id && !isAtLeast(to, you.role)) return true;
    const isMore = isAtLeast(whom.role, "moderator") || isAtLeast(to, "moderator");
    return may(you, isMore ? "promote" : "invite");
  },
  invite: (you: Person, role: Role): boolean => may(you, isAtLeast(role, "moderator") ? "promote" : "invite"),
  own: (you: Person): boolean => may(you, "own"),
};
