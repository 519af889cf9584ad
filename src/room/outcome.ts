import type { Ack, DurableEvent, EphemeralEvent, ServerEvent } from "../protocol/events.ts";
import type { Problem } from "../protocol/result.ts";

/** What came of one command. */
export type Outcome =
  /** Nothing is kept: the fields of the ack, and what everybody is told. */
  | { readonly ack: Omit<Ack, "type" | "id">; readonly announce?: EphemeralEvent }
  /** Kept, then acknowledged and told to everybody. */
  | { readonly commit: DurableEvent }
  | { readonly error: Problem };

/** How a problem is told. @param id of the command, where it has one */
export function errorEvent(id: string | undefined, problem: Problem): ServerEvent {
  return id === undefined ? { type: "error", ...problem } : { type: "error", id, ...problem };
}
