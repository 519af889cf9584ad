import type { CommandOf } from "../../protocol/commands.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/** Shows a new token: the same user for longer, or another one from now on. A token that is refused changes nothing. */
export async function auth(room: Room, link: Link, { token }: CommandOf<"auth">): Promise<Outcome> {
  const identity = await room.ports.authenticate(token);
  if (!identity.ok) return identity;
  room.members.identify(link, identity.value);
  return { ack: { you: room.roles.asHere(link.state.you) } };
}
