import type { CommandOf } from "../../protocol/commands.ts";
import type { Link } from "../link.ts";
import type { Outcome, Room } from "../room.ts";

/** Says that somebody is writing. In a room too full for names it would tell nobody anything. */
export function typing(room: Room, link: Link, { on }: CommandOf<"typing">): Outcome {
  if (room.members.presence.isCrowded) return { ack: {} };
  const { id, name } = link.state.you;
  return { ack: {}, announce: { type: "typing", user: { id, name }, on } };
}
