import { SCAN_ROWS_PER_TOKEN } from "../config.ts";
import type { DurableEvent } from "../protocol/events.ts";
import { fail } from "../protocol/result.ts";
import type { Link } from "./link.ts";
import type { Outcome } from "./outcome.ts";
import type { Room } from "./room.ts";

/**
 * [C3] What a command is answered whose id its user has used before.
 * @param isSame whether what was done then is what is asked now
 * @returns undefined where it is new
 */
export function answerRepeat(
  room: Room,
  link: Link,
  { id, after }: { readonly id?: string | undefined; readonly after?: number | undefined },
  isSame: (first: DurableEvent) => boolean,
): Outcome | undefined {
  if (id === undefined) return undefined;
  const scan = room.dedupe.rowsToScan(after);
  if (scan > 0) {
    const retryAfter = room.rates.scan(link.state.you.id, scan / SCAN_ROWS_PER_TOKEN);
    if (retryAfter > 0) return fail("rate_limited", "Too many repeats of long ago at once.", retryAfter);
  }
  const seq = room.dedupe.find(link.state.you.id, id, after);
  if (seq === undefined) return undefined;
  // The first may still be on its way to the disk: an ack never comes before it is there [C2].
  if (seq > room.log.head) room.outbox.flush();
  if (seq > room.log.head) return undefined;
  const first = room.log.at(seq);
  if (first && !isSame(first)) return fail("id_conflict", "This id was used before, for something else.");
  return { ack: { seq, ...(first ? { at: first.at } : {}), duplicate: true } };
}
