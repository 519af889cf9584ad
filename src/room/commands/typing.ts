import type { CommandOf } from "../../protocol/commands.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";
import { writingRefused } from "../writing.ts";

/** Says that somebody who is here is writing. In a room too full for names it would tell nobody anything. */
export function typing(room: Room, link: Link, { on }: CommandOf<"typing">): Outcome {
  const { id } = link.state.you;
  const { presence } = room.members;
  const name = presence.nameOf(id);
  const refused = writingRefused(room, room.roles.asHere(link.state.you));
  if (refused) return { error: refused };
  if (presence.isCrowded || name === undefined) return { ack: {} };
  return { ack: {}, announce: { type: "typing", user: { id, name }, on } };
}
