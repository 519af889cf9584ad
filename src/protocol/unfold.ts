import { isDurable, type EventOf, type ServerEvent } from "./events.ts";

/** An event as a stream tells it, and up to where the log is known with it. */
export interface Told {
  readonly event: ServerEvent;
  /** Undefined for what is not kept in the log. */
  readonly seq: number | undefined;
}

/** Events as a stream tells them: those of a welcome follow it as events of their own [T2]. */
export function unfold(events: readonly ServerEvent[]): Told[] {
  return events.flatMap((event) =>
    event.type === "welcome" ? unfoldWelcome(event) : [{ event, seq: isDurable(event) ? event.seq : undefined }],
  );
}

/**
 * Whoever is cut off before the first event that follows comes back to just before it. What is done to messages makes a page
 * of them end before the log does: its last one stands for that.
 */
function unfoldWelcome(welcome: EventOf<"welcome">): Told[] {
  const { events, head } = welcome;
  const before = (events[0]?.seq ?? head + 1) - 1;
  return [{ event: { ...welcome, events: [] }, seq: before }, ...unfoldPage(events, head)];
}

/** The events of a welcome. @param head where the log stands after them */
export function unfoldPage(events: EventOf<"welcome">["events"], head: number): Told[] {
  return events.map((event, index) => ({ event, seq: index === events.length - 1 ? head : event.seq }));
}
