import { SCAN_ROWS_PER_TOKEN } from "../config.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { Page, PageQuery } from "./page.ts";
import type { Room } from "./room.ts";

/** A page of the messages that answer the one at `seq`. All that came after it may have to be looked through: the user pays for that. */
export function readThread({ log, rates }: Room, user: string, seq: number, page: PageQuery): Result<Page> {
  const retryAfter = rates.search(user, Math.max(0, Math.min(log.length, log.head - seq)) / SCAN_ROWS_PER_TOKEN);
  if (retryAfter > 0) return fail("rate_limited", "Too much was looked through at once.", retryAfter);
  return ok(log.archive.thread(seq, page));
}
