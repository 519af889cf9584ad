import type { CommandOf } from "../../protocol/commands.ts";
import { isSameUser, type You } from "../../protocol/fields.ts";
import { fail } from "../../protocol/result.ts";
import type { Sanction } from "../../protocol/records.ts";
import { tell, visitorOf, type Link } from "../link.ts";
import { mutedEvent } from "../muted.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/** Shows a new token: the same user for longer, or another one from now on. A token that is refused changes nothing. */
export async function auth(room: Room, link: Link, { token }: CommandOf<"auth">): Promise<Outcome> {
  const identity = await room.ports.authenticate(token);
  if (!identity.ok) return identity;
  if (room.isOver) return room.over;
  const isOther = identity.value.you.id !== link.state.you.id && room.outbox.links.has(link);
  // Who stays by another connection leaves no place to whom this one becomes.
  const isOneMore = isOther && room.members.presence.hasOthers(link.state.you.id);
  const visitor = { ...visitorOf(link.state), identity: identity.value };
  const admitted = isOneMore ? room.entrance.receives(visitor) : room.entrance.admits(visitor);
  if (!admitted.ok) return admitted;
  const isTold = isOther || isRenamed(room, link.state.you, identity.value.you);
  const retryAfter = isTold ? room.rates.rename(link.state.you.id) : 0;
  if (retryAfter > 0) return fail("rate_limited", "Too many names in a short time.", retryAfter);
  // How far one has read is one's own: it neither goes along nor is lost.
  const wasMuted = room.sanctions.muteOf(link.state.you);
  if (isOther) {
    room.readers.leave(link);
    link.state.came = room.ports.now();
  }
  room.members.identify(link, identity.value);
  if (isOther) {
    room.readers.enter(link);
    room.cutSurplus(link.state.you);
  }
  tellMuted(room, link, isOther, wasMuted);
  return { ack: { you: room.roles.asHere(link.state.you), expires: link.state.expires } };
}

/** Whether everybody would be told that somebody is called, or looks, otherwise. */
function isRenamed({ sanctions }: Room, before: You, you: You): boolean {
  return before.id === you.id && !isSameUser(before, sanctions.asCalled(you));
}

/** [K3] Whether one may write is another matter for somebody else, and for who is more or less by the new token. */
function tellMuted(room: Room, link: Link, isOther: boolean, before: Sanction | undefined): void {
  const mute = room.sanctions.muteOf(link.state.you);
  const isNews = isOther ? (mute ?? before) : mute !== before;
  if (isNews) tell(link, [mutedEvent(mute)]);
}
