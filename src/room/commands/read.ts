import type { CommandOf } from "../../protocol/commands.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/** Says how far one has read. What one has read before is no news. */
export function read(room: Room, link: Link, { seq }: CommandOf<"read">): Outcome {
  // What is still on its way has been told nobody: only who says so has it looked at before its time.
  if (seq > room.log.head) room.outbox.catchUp();
  if (seq > room.log.head) return fail("not_found", "Nothing has been said at seq yet.");
  return room.readers.read(link, seq);
}
