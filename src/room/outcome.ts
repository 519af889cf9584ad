import type { Ack, DurableEvent, EphemeralEvent } from "../protocol/events.ts";
import type { Problem } from "../protocol/result.ts";

/** What came of one command. */
export type Outcome =
  /** Nothing is kept: the fields of the ack, and what everybody is told. */
  | { readonly ack: Omit<Ack, "type" | "id">; readonly announce?: EphemeralEvent }
  /** Kept, then acknowledged and told to everybody. */
  | { readonly commit: DurableEvent }
  | { readonly error: Problem };
