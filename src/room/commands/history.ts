import type { CommandOf } from "../../protocol/commands.ts";
import { PAGE_DEFAULT } from "../../protocol/limits.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/** A page of what was said. What reads the log flushes first, so that it says no less than the frames before it. */
export function history(room: Room, _link: Link, { before, after, limit }: CommandOf<"history">): Outcome {
  room.outbox.flush();
  const { epoch, first, head } = room.log;
  return { ack: { epoch, first, head, ...room.log.page({ before, after, limit: limit ?? PAGE_DEFAULT }) } };
}
