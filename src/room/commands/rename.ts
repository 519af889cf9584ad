import type { CommandOf } from "../../protocol/commands.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/**
 * Takes another name, on all connections of the user in this room. A guest is given a token that says it. [K3] Who is muted takes none:
 * everybody would read it.
 */
export async function rename(room: Room, link: Link, { name }: CommandOf<"rename">): Promise<Outcome> {
  const { you } = link.state;
  // Nobody is told of one who is not here, or is called that already.
  const isNews = ![name, undefined].includes(room.members.presence.nameOf(you.id));
  const retryAfter = isNews && !room.sanctions.muteOf(you) ? room.rates.rename(you.id) : 0;
  if (retryAfter > 0) return fail("rate_limited", "Too many names in a short time.", retryAfter);
  const token = await room.ports.renew({ ...you, name });
  // From here on in one turn.
  if (room.isOver) return room.over;
  const refused = room.sanctions.silence(link.state.you);
  if (refused) return { error: refused };
  room.members.rename(link, name);
  return { ack: { you: room.roles.asHere(link.state.you), ...(token === undefined ? {} : { token }) } };
}
