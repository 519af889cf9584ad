import { SCAN_ROWS_PER_TOKEN } from "../../config.ts";
import type { CommandOf } from "../../protocol/commands.ts";
import { PAGE_DEFAULT } from "../../protocol/limits.ts";
import { fail } from "../../protocol/result.ts";
import { searchTerms } from "../../protocol/search-query.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/** A page of what fits a search, newest last. The whole log may have to be looked through: each of its users pays for that. */
export function search(room: Room, link: Link, { query, before, limit }: CommandOf<"search">): Outcome {
  room.outbox.catchUp();
  const { epoch, first, head, length } = room.log;
  const retryAfter = room.rates.search(link.state.you.id, length / SCAN_ROWS_PER_TOKEN);
  if (retryAfter > 0) return fail("rate_limited", "Too much was searched through at once.", retryAfter);
  return {
    ack: {
      epoch,
      first,
      head,
      ...room.log.archive.search(searchTerms(query), { before, limit: limit ?? PAGE_DEFAULT }),
    },
  };
}
