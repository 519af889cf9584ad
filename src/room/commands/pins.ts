import type { CommandOf } from "../../protocol/commands.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/** The messages that are pinned, in the order in which they were. */
export function pins(room: Room, _link: Link, _command: CommandOf<"pins">): Outcome {
  room.outbox.catchUp();
  const { epoch, first, head, archive } = room.log;
  return { ack: { epoch, first, head, messages: archive.messages(room.log.pins), more: false } };
}
