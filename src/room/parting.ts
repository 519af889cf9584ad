import { CLOSE } from "../protocol/errors.ts";
import type { DurableEvent } from "../protocol/events.ts";
import { tell, visitorOf, type Link } from "./link.ts";
import { mutedEvent } from "./muted.ts";
import type { Room } from "./room.ts";

/**
 * Ends the connections of those who may not be here any more, now that everybody knows why. [K3] Whom a mute binds no more because of
 * what they are now, or binds again, is told.
 */
export function partWith(room: Room, events: readonly DurableEvent[]): void {
  const demoted = new Set(events.flatMap((event) => (event.type === "role" ? [event.whom.id] : [])));
  const areSitesChanged = events.some((event) => event.type === "room" && event.settings.allowedOrigins !== undefined);
  if (demoted.size === 0 && !areSitesChanged) return;
  for (const link of room.outbox.links) {
    const { you } = link.state;
    if (areSitesChanged || demoted.has(you.id)) reconsider(room, link);
    if (link.isOpen && demoted.has(you.id) && room.sanctions.find("mute", you.id)) {
      tell(link, [mutedEvent(room.sanctions.muteOf(link.state.you))]);
    }
  }
}

function reconsider(room: Room, link: Link): void {
  const admitted = room.entrance.admits(visitorOf(link.state));
  if (admitted.ok) return;
  const { code } = admitted.error;
  if (code === "bad_origin") room.cut(link, CLOSE.origin, admitted.error.message);
  else room.cut(link, CLOSE.membersOnly, "You do not belong to this room any more.");
}
