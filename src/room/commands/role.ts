import type { CommandOf } from "../../protocol/commands.ts";
import { isOfAddress } from "../../protocol/fields.ts";
import { isAtLeast, MAY } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import { grantedTo, nameOf, roleOf, unmade } from "../person.ts";
import { answerRepeat } from "../repeat.ts";
import type { Room } from "../room.ts";

/** Changes what somebody is in the room. What is so already is left so, and told nobody. */
export function setRole(room: Room, link: Link, command: CommandOf<"role">): Outcome {
  const { user: id, role: asked } = command;
  // A host application's users are members anyway: of these a guest is told that.
  const role = isAtLeast(asked, unmade(id)) ? asked : unmade(id);
  const repeat = answerRepeat(
    room,
    link,
    command,
    (first) => first.type === "role" && first.whom.id === id && first.role === role,
  );
  if (repeat) return repeat;
  const you = room.roles.asHere(link.state.you);
  if (!MAY.setRole(you, { id, role: roleOf(room, id) }, asked)) {
    return fail("forbidden", "Moderators make members, owners moderators and owners.");
  }
  if (isOfAddress(id)) return fail("forbidden", "Whoever comes without a token may be many: they are made nothing.");
  if (!isAtLeast(asked, grantedTo(room, id))) {
    return fail("forbidden", "What a host application's token makes somebody, the room cannot take away.");
  }
  const given = room.roles.given(id) ?? "guest";
  const { admitted } = room.changes.facts;
  // [R11] Who was here when the door was closed, and is a guest, is made one all the same: they come back no more.
  const isAdmitted = admitted.includes(id);
  if (given === asked && !(asked === "guest" && isAdmitted)) return { ack: {} };
  if (given === "owner" && room.roles.owners === 1) {
    return fail("forbidden", "A room that has an owner keeps one: make somebody else an owner first.");
  }
  const retryAfter = room.rates.change(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  room.changes.write([...room.roles.set(id, asked), ...room.invites.withdraw(id, given, asked)]);
  if (asked === "guest" && isAdmitted) {
    room.changes.setFacts({ admitted: admitted.filter((other) => other !== id) });
  }
  const whom = { id, name: nameOf(room, id) };
  room.changes.write(room.audit.entry(you, "role", { user: whom, detail: { role: asked } }));
  return { commit: { type: "role", ...room.newEvent(you, command.id), whom, role } };
}
