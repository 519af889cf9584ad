import type { CommandOf } from "../../protocol/commands.ts";
import { MAY, may } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/** Takes an invitation back: nobody comes in by it any more. Who has come in stays. */
export function uninvite(room: Room, link: Link, command: CommandOf<"uninvite">): Outcome {
  const you = room.roles.asHere(link.state.you);
  if (!may(you, "invite")) return fail("forbidden", "Only moderators take invitations back.");
  const invitation = room.invites.list(room.ports.now()).find(({ invite }) => invite === command.invite);
  if (!invitation) return fail("not_found", "There is no such invitation, or not any more.");
  if (!MAY.invite(you, invitation.role)) return fail("forbidden", "Only owners take back what makes somebody lead.");
  const retryAfter = room.rates.change(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  room.invites.drop(invitation.invite);
  room.audit.add(you, "uninvite", { detail: { invite: invitation.invite, role: invitation.role } });
  return { ack: {} };
}
