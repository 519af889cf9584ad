import type { EventOf, ServerEvent } from "../protocol/events.ts";
import { isSameUser, type User } from "../protocol/fields.ts";

/** Who is in the room. */
export interface Roster {
  /** Users, by the server's count. */
  readonly online: number;
  /** By name, in the order they came; empty where the room is too full to list them. */
  readonly members: readonly User[];
  /** Whether `members` is kept: the room told its list. */
  readonly listed: boolean;
}

export const EMPTY_ROSTER: Roster = { online: 0, members: [], listed: false };

/** The roster after one event. */
export function updateRoster(roster: Roster, event: ServerEvent): Roster {
  switch (event.type) {
    case "welcome":
      return fromWelcome(event);
    case "presence":
      return { online: event.online, members: roster.members.length > 0 ? [] : roster.members, listed: false };
    case "join":
      return {
        ...roster,
        online: event.online,
        members: roster.listed ? joined(roster.members, event.user) : roster.members,
      };
    case "leave":
      return { ...roster, online: event.online, members: without(roster.members, event.user.id) };
    case "rename":
      return { ...roster, members: renamed(roster.members, event.user) };
    default:
      return roster;
  }
}

/** What must have happened to a roster since, where the room's is now another. */
export function rosterChanges(roster: Roster, { online, list }: EventOf<"welcome">["members"]): readonly ServerEvent[] {
  if (!list || !roster.listed) {
    return roster.listed || roster.online !== online ? [{ type: "presence", online }] : [];
  }
  const known = new Map(roster.members.map((user) => [user.id, user]));
  const left = roster.members.filter(({ id }) => !list.some((user) => user.id === id));
  return [
    ...left.map((user) => ({ type: "leave" as const, user, online })),
    ...list.flatMap((user): ServerEvent[] => {
      const was = known.get(user.id);
      if (!was) return [{ type: "join", user, online }];
      return isSameUser(was, user) ? [] : [{ type: "rename", user, was: was.name }];
    }),
  ];
}

function fromWelcome({ members }: EventOf<"welcome">): Roster {
  return { online: members.online, members: members.list ?? [], listed: members.list !== undefined };
}

function joined(members: readonly User[], user: User): readonly User[] {
  return members.some(({ id }) => id === user.id) ? renamed(members, user) : [...members, user];
}

function without(members: readonly User[], id: string): readonly User[] {
  return members.some((member) => member.id === id) ? members.filter((member) => member.id !== id) : members;
}

/** The list with a user as they are now; the same list where nothing changes. */
export function renamed(members: readonly User[], user: User): readonly User[] {
  const member = members.find(({ id }) => id === user.id);
  if (!member || isSameUser(member, user)) return members;
  return members.map((other) => (other === member ? user : other));
}
