import type { CommandOf } from "../../protocol/commands.ts";
import { CLOSE } from "../../protocol/errors.ts";
import { isGuest, type You } from "../../protocol/fields.ts";
import { may } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import { visitorOf, type Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";
import { asUser, grantedBefore, linksOf, mayLift, maySanction, whomOf } from "../person.ts";

/** [K2] Keeps somebody out, and everybody who is kept out by the same: of a guest, other guests of the same address. */
export function ban(room: Room, link: Link, { user, seconds, reason }: CommandOf<"ban">): Outcome {
  const you = room.roles.asHere(link.state.you);
  if (!maySanction(room, you, user)) return fail("forbidden", "Moderators may ban who is less than they are.");
  const retryAfter = room.rates.change(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  const whom = whomOf(room, user);
  const at = room.ports.now();
  const imposed = room.sanctions.impose({
    kind: "ban",
    user: asUser(whom),
    by: asUser(you),
    at,
    ...(seconds !== undefined && { until: at + seconds * 1000 }),
    ...(reason && { reason }),
    marks: marksOf(room, whom),
    byRole: you.role,
    ofRole: grantedBefore(room, user),
  });
  if (!imposed.ok) return imposed;
  room.invites.dropOf(user, you);
  const detail = { ...(seconds !== undefined && { seconds }), ...(reason && { reason }) };
  room.audit.add(you, "ban", { user: asUser(whom), detail });
  for (const one of room.outbox.links) {
    const refusal = room.sanctions.refusal(visitorOf(one.state));
    if (refusal) room.cut(one, CLOSE.banned, refusal.message, refusal.retryAfter);
  }
  return { ack: {} };
}

/** Lifts it. */
export function unban(room: Room, link: Link, { user }: CommandOf<"unban">): Outcome {
  const you = room.roles.asHere(link.state.you);
  if (!may(you, "ban")) return fail("forbidden", "Only moderators may lift a ban.");
  if (!mayLift(room, you, "ban", user)) return fail("forbidden", "Only owners lift what an owner did to a moderator.");
  const lifted = room.sanctions.lift("ban", user);
  if (!lifted) return fail("not_found", "They are not banned.");
  room.audit.add(you, "unban", { user: lifted });
  return { ack: {} };
}

/** By what a guest is known again. Who has an account, or is more than a guest here, is known by that alone. */
function marksOf(room: Room, { id, role }: You): readonly string[] {
  if (role !== "guest" || !isGuest(id)) return [];
  const marks = [room.marks.of(id), ...linksOf(room, id).map(({ state }) => state.mark)];
  return [...new Set(marks.filter((mark) => mark !== undefined))];
}
