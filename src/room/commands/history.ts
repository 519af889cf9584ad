import type { CommandOf } from "../../protocol/commands.ts";
import { PAGE_DEFAULT } from "../../protocol/limits.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";
import { readThread } from "../thread.ts";

/** A page of what was said, or of what answers one message. What reads the log flushes first, so that it says no less than the frames before it. */
export function history(room: Room, link: Link, { thread, before, after, limit }: CommandOf<"history">): Outcome {
  room.outbox.catchUp();
  const { epoch, first, head, archive } = room.log;
  const query = { before, after, limit: limit ?? PAGE_DEFAULT };
  if (thread === undefined) return { ack: { epoch, first, head, ...archive.page(query) } };
  const page = readThread(room, link.state.you.id, thread, query);
  return page.ok ? { ack: { epoch, first, head, ...page.value } } : page;
}
