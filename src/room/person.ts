import { NAMES_LOOKED_BACK } from "../config.ts";
import { isGuest, type Role, type User, type You } from "../protocol/fields.ts";
import { isAtLeast, MAY } from "../protocol/permissions.ts";
import type { Link } from "./link.ts";
import type { Room } from "./room.ts";
import type { SanctionKind } from "./sanctions.ts";

/** Characters of an id by which somebody is called whom nobody has seen here. */
const NAME_OF_ID = 32;

/** What somebody is who has no more than their token, as far as their id says. */
export function unmade(id: string): Role {
  return isGuest(id) ? "guest" : "member";
}

/** What a host application's token for this room makes somebody, as long as they are here by it. */
export function grantedTo(room: Room, id: string): Role {
  let granted: Role = "guest";
  for (const { state } of room.outbox.links) {
    if (state.you.id === id && state.isGranted && isAtLeast(state.you.role, granted)) granted = state.you.role;
  }
  return granted;
}

/** The same; of who is away, as it was when they were kept out, or silenced. */
export function grantedBefore(room: Room, id: string): Role {
  const isHere = room.members.presence.nameOf(id) !== undefined;
  return isHere ? grantedTo(room, id) : room.sanctions.roleOf(id);
}

/** What somebody is here, whether they are in the room or not. */
export function roleOf(room: Room, id: string): Role {
  return room.roles.of({ id, role: greater(grantedBefore(room, id), unmade(id)) });
}

function greater(one: Role, other: Role): Role {
  return isAtLeast(one, other) ? one : other;
}

/** What somebody is called, who may not be here: what they were called when they were, or last said something. */
export function nameOf({ members, sanctions, reads, log }: Room, id: string): string {
  const here = members.presence.nameOf(id) ?? sanctions.nameOf(id) ?? reads.nameOf(id);
  return here ?? log.archive.nameOf(id, NAMES_LOOKED_BACK) ?? id.slice(0, NAME_OF_ID);
}

/** Somebody to whom something is to be done, who may not be here. */
export function whomOf(room: Room, id: string): You {
  return { id, name: nameOf(room, id), role: roleOf(room, id) };
}

/** Whether somebody may be done something to. It is asked first: to know what they are called takes a look at the log. */
export function maySanction(room: Room, you: You, id: string): boolean {
  return MAY.sanction(you, { id, role: roleOf(room, id) });
}

/** [K4] Whether somebody may lift a sanction: whoever could have imposed it, or is as much as whoever did. */
export function mayLift(room: Room, you: You, kind: SanctionKind, id: string): boolean {
  const sanction = room.sanctions.find(kind, id);
  return !sanction || isAtLeast(you.role, sanction.byRole) || maySanction(room, you, id);
}

/** Somebody, as others see them. */
export function asUser({ id, name }: User): User {
  return { id, name };
}

/** The connections of a user. */
export function linksOf(room: Room, id: string): Link[] {
  return [...room.outbox.links].filter(({ state }) => state.you.id === id);
}
