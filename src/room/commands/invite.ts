import type { CommandOf } from "../../protocol/commands.ts";
import { INVITES_MAX } from "../../protocol/limits.ts";
import { MAY } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import { newInviteCode } from "../invites.ts";
import { visitorOf, type Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/** Makes an invitation. Its code is told this once: of it only a digest is kept. */
export async function invite(room: Room, link: Link, command: CommandOf<"invite">): Promise<Outcome> {
  const { role = "member", seconds, uses } = command;
  const code = await newInviteCode();
  // From here on in one turn.
  if (room.isOver) return room.over;
  room.outbox.catchUp();
  // [K2] Whose invitations nobody comes by, they make none meanwhile.
  const refused = room.sanctions.refusal(visitorOf(link.state));
  if (refused) return { error: refused };
  const you = room.roles.asHere(link.state.you);
  if (!MAY.invite(you, role)) return fail("forbidden", "Moderators invite members, owners moderators and owners.");
  if (!room.log.exists) return fail("not_found", "There is no room yet to invite to.");
  const retryAfter = room.rates.change(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  const at = room.ports.now();
  if (room.invites.isFull(at)) return fail("too_big", `At most ${INVITES_MAX} invitations are good at the same time.`);
  const invitation = room.invites.make(code, {
    role,
    by: { id: you.id, name: you.name },
    at,
    expires: seconds === undefined ? undefined : at + seconds * 1000,
    uses,
  });
  const detail = { role, ...(seconds !== undefined && { seconds }), ...(uses !== undefined && { uses }) };
  room.audit.add(you, "invite", { detail: { invite: invitation.invite, ...detail } });
  return { ack: { invitation } };
}
