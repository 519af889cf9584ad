import type { Silence } from "../protocol/events.ts";
import type { Sanction } from "../protocol/records.ts";

/** What somebody is told who may not write. */
export function mutedOf({ until, reason }: Sanction): Silence {
  return { ...(until === undefined ? { forever: true } : { until }), ...(reason && { reason }) };
}
