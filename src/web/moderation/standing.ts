import type { Role, User } from "../../protocol/fields.ts";
import type { Session } from "../state/session.ts";

/** Somebody as far as they are known here. */
export interface Person extends User {
  /** What they are in the room. Of who is less than a moderator it is known only where that was told. */
  readonly role: Role | undefined;
  /** Whether they are in the room; of a room that is too full to be listed it is taken for so. */
  readonly isHere: boolean;
}

/** Somebody, as the room's state has them now. */
export function personIn(session: Session, user: User): Person {
  const { members, you } = session.state.value;
  const role = you?.id === user.id ? you.role : session.staff.value.get(user.id);
  return { ...user, role, isHere: members.length === 0 || members.some(({ id }) => id === user.id) };
}
