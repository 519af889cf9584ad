import { CLOSE } from "../protocol/errors.ts";
import type { DurableEvent } from "../protocol/events.ts";
import { visitorOf, type Link } from "./link.ts";
import type { Room } from "./room.ts";

/** Ends the connections of those who may not be here any more, now that everybody knows why. */
export function partWith(room: Room, events: readonly DurableEvent[]): void {
  const demoted = new Set(events.flatMap((event) => (event.type === "role" ? [event.whom.id] : [])));
  const areSitesChanged = events.some((event) => event.type === "room" && event.settings.allowedOrigins !== undefined);
  if (demoted.size === 0 && !areSitesChanged) return;
  for (const link of room.outbox.links) {
    if (areSitesChanged || demoted.has(link.state.you.id)) reconsider(room, link);
  }
}

function reconsider(room: Room, link: Link): void {
  const admitted = room.entrance.admits(visitorOf(link.state));
  if (admitted.ok) return;
  const { code } = admitted.error;
  if (code === "bad_origin") room.cut(link, CLOSE.origin, admitted.error.message);
  else room.cut(link, CLOSE.membersOnly, "You do not belong to this room any more.");
}
