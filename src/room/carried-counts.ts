import type { Link } from "./link.ts";
import type { Room } from "./room.ts";

/** The object was started: the meter goes on from what was kept, and one connection carries it to the next start. */
export function wakeMeter({ outbox, meter, log }: Room): void {
  const links = [...outbox.links];
  meter.wake([...log.keptCounts(), ...links.map((link) => link.state.counts)]);
  if (links[0]) carryBy(links[0], meter);
}

/** Lets the first who is here carry the meter's counts to the next start, where nobody does. */
export function carryCounts({ outbox, meter }: Room): void {
  const [first] = outbox.links;
  if (first && !first.state.counts) carryBy(first, meter);
}

function carryBy(link: Link, meter: Room["meter"]): void {
  link.state.counts = { ...meter.counts };
  link.keep();
}
