import type { Cost, Counts, Prices } from "../protocol/answers.ts";

/**
 * What Cloudflare charges beyond the included amounts, in US dollars.
 * Source: https://developers.cloudflare.com/durable-objects/platform/pricing/ and
 * https://developers.cloudflare.com/workers/platform/pricing/
 */
export const PRICES = {
  /** When these were read there. */
  date: "2026-11-20",
  /** A million requests to an object. */
  requests: 0.15,
  /** WebSocket messages from clients that are charged as one request; those to clients are free. */
  framesPerRequest: 20,
  /** A million GB-seconds of an object's duration. */
  duration: 12.5,
  /** Memory that an object is charged for while it cannot hibernate, GB. */
  memory: 0.128,
  /** A million rows. */
  rowsRead: 0.001,
  rowsWritten: 1,
} as const satisfies Prices;

const MILLION = 1_000_000;

/** What counts cost by the published prices. The included amounts are not taken off. */
export function costOf(counts: Counts): Cost {
  const requests = ((counts.requests + counts.framesIn / PRICES.framesPerRequest) * PRICES.requests) / MILLION;
  const duration = ((counts.waitedMs / 1000) * PRICES.memory * PRICES.duration) / MILLION;
  const rowsRead = (counts.rowsRead * PRICES.rowsRead) / MILLION;
  const rowsWritten = (counts.rowsWritten * PRICES.rowsWritten) / MILLION;
  return { requests, duration, rowsRead, rowsWritten, total: requests + duration + rowsRead + rowsWritten };
}
