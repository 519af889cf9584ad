import type { Message } from "./events.ts";
import type { Role, You } from "./fields.ts";
import type { Settings, SettingsChange } from "./settings.ts";

const RANK: Readonly<Record<Role, number>> = { guest: 0, member: 1, moderator: 2, owner: 3 };

function isModerator({ role }: Pick<You, "role">): boolean {
  return RANK[role] >= RANK.moderator;
}

function isOwner({ role }: Pick<You, "role">): boolean {
  return role === "owner";
}

/** What a moderator may set; the rest is the owner's, for it decides what is kept and told. */
const MODERATORS_SETTINGS: ReadonlySet<string> = new Set(["topic", "mentionAll"] satisfies (keyof Settings)[]);

/**
 * Who may do what. `you` is somebody with the role that they have in the room. The server holds it; a client shows by it what
 * somebody may do.
 */
export const MAY = {
  /** Words are their author's. */
  edit: (you: You, message: Pick<Message, "user">): boolean => you.id === message.user.id,
  delete: (you: You, message: Pick<Message, "user">): boolean => you.id === message.user.id || isModerator(you),
  pin: isModerator,
  mentionAll: (you: You, { mentionAll }: Pick<Settings, "mentionAll">): boolean =>
    mentionAll === "everyone" || isModerator(you),
  configure: (you: You, change: SettingsChange): boolean =>
    isOwner(you) || (isModerator(you) && Object.keys(change).every((key) => MODERATORS_SETTINGS.has(key))),
  /** To fill a room from elsewhere, or to delete it with all that is in it. */
  own: isOwner,
};
