import type { CommandOf } from "../../protocol/commands.ts";
import { MAY, may } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/** The invitations that are good: those that whoever asks could have made. */
export function invites(room: Room, link: Link, _command: CommandOf<"invites">): Outcome {
  const you = room.roles.asHere(link.state.you);
  if (!may(you, "invite")) return fail("forbidden", "Only moderators see who is invited.");
  const { created } = room.log;
  const invitations = room.invites
    .list(room.ports.now())
    .filter(({ role }) => MAY.invite(you, role))
    // Nobody is in a room to make another one at the moment in which it is made itself.
    .map((one) => (one.role === "owner" && one.at === created ? Object.assign(one, { withRoom: true }) : one));
  return { ack: { invitations } };
}
