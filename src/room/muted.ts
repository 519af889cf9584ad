import type { EventOf } from "../protocol/events.ts";
import type { Sanction } from "../protocol/records.ts";

/** What somebody is told who may not write. */
export function mutedOf({ until, reason }: Sanction): NonNullable<EventOf<"welcome">["muted"]> {
  return { ...(until === undefined ? { forever: true } : { until }), ...(reason && { reason }) };
}
