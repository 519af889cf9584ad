import type { CommandOf } from "../../protocol/commands.ts";
import { ROSTER_MAX } from "../../protocol/limits.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/** A page of who is here, by user id. */
export function members(room: Room, _link: Link, { after }: CommandOf<"members">): Outcome {
  return { ack: { online: room.members.presence.online, ...room.members.presence.page(after ?? "", ROSTER_MAX) } };
}
