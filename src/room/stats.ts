import type { Cost, Counts, RoomStats } from "../protocol/answers.ts";
import { costOf, PRICES } from "./prices.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** @param now ms since 1970; a room younger than an hour is taken for an hour old, for its first minutes say little of a day */
export function statsOf(room: string, since: number, counts: Counts, now: number): RoomStats {
  const days = Math.max(now - since, HOUR_MS) / DAY_MS;
  const cost = costOf(counts);
  const perDay: Cost = {
    requests: cost.requests / days,
    duration: cost.duration / days,
    rowsRead: cost.rowsRead / days,
    rowsWritten: cost.rowsWritten / days,
    total: cost.total / days,
  };
  return { room, since, counts: { ...counts }, cost, perDay, prices: PRICES };
}
