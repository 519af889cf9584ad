import type { EventOf, Silence } from "../protocol/events.ts";
import type { Sanction } from "../protocol/records.ts";

/** What somebody is told who may not write. */
export function mutedOf({ until, reason }: Sanction): Silence {
  return { ...(until === undefined ? { forever: true } : { until }), ...(reason && { reason }) };
}

/** The event that tells somebody that they may not write, or may again. @param mute what holds them by now */
export function mutedEvent(mute: Sanction | undefined): EventOf<"muted"> {
  return { type: "muted", ...(mute && mutedOf(mute)) };
}
