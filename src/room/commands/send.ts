import { DEDUPE_WINDOW, SCAN_ROWS_PER_TOKEN } from "../../config.ts";
import type { CommandOf } from "../../protocol/commands.ts";
import type { DurableEvent } from "../../protocol/events.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import type { Outcome, Room } from "../room.ts";

/** Says something to the room. A repeat is found before the limit, for it costs nothing [C3]. */
export function send(room: Room, link: Link, command: CommandOf<"send">): Outcome {
  const { you } = link.state;
  if (command.id !== undefined) {
    const repeat = findRepeat(room, link, command, command.id);
    if (repeat) return repeat;
  }
  if (command.replyTo !== undefined && (command.replyTo < room.log.first || command.replyTo >= room.nextSeq)) {
    return fail("not_found", "There is no message to reply to at replyTo.");
  }
  const retryAfter = room.takeMessageToken(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many messages at once.", retryAfter);
  const event: DurableEvent = {
    type: "message",
    seq: room.nextSeq,
    id: command.id ?? crypto.randomUUID(),
    user: { id: you.id, name: you.name },
    text: command.text,
    at: room.time,
  };
  if (command.replyTo !== undefined) event.replyTo = command.replyTo;
  room.dedupe.remember(you.id, event.id, event.seq);
  return { commit: event };
}

function findRepeat(room: Room, link: Link, command: CommandOf<"send">, id: string): Outcome | undefined {
  const scan = room.dedupe.rowsToScan(command.after);
  if (scan > DEDUPE_WINDOW) {
    const retryAfter = room.takeScanTokens(link.state.you.id, Math.ceil(scan / SCAN_ROWS_PER_TOKEN));
    if (retryAfter > 0) return fail("rate_limited", "Too many repeats of long ago at once.", retryAfter);
  }
  const seq = room.dedupe.find(link.state.you.id, id, command.after);
  if (seq === undefined) return undefined;
  // The first may still be on its way to the disk: an ack never comes before it is there [C2].
  if (seq > room.log.head) room.outbox.flush();
  if (seq > room.log.head) return undefined;
  const first = room.log.at(seq);
  if (first && (first.text !== command.text || first.replyTo !== command.replyTo)) {
    return fail("id_conflict", "This id was used before, for another message.");
  }
  return { ack: { seq, ...(first ? { at: first.at } : {}), duplicate: true } };
}
