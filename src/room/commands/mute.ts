import type { CommandOf } from "../../protocol/commands.ts";
import type { EventOf } from "../../protocol/events.ts";
import type { Sanction } from "../../protocol/records.ts";
import { may } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import { tell, type Link } from "../link.ts";
import { mutedEvent } from "../muted.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";
import { asUser, grantedBefore, linksOf, mayLift, maySanction, whomOf } from "../person.ts";

/** [K3] Lets somebody write no more. Only they are told. */
export function mute(room: Room, link: Link, { user, seconds, reason }: CommandOf<"mute">): Outcome {
  const you = room.roles.asHere(link.state.you);
  if (!maySanction(room, you, user)) return fail("forbidden", "Moderators may mute who is less than they are.");
  const retryAfter = room.rates.change(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  const whom = whomOf(room, user);
  const at = room.ports.now();
  const sanction: Sanction = {
    kind: "mute",
    user: asUser(whom),
    by: asUser(you),
    at,
    ...(seconds !== undefined && { until: at + seconds * 1000 }),
    ...(reason && { reason }),
  };
  const imposed = room.sanctions.impose({
    ...sanction,
    marks: [],
    byRole: you.role,
    ofRole: grantedBefore(room, user),
  });
  if (!imposed.ok) return imposed;
  const detail = { ...(seconds !== undefined && { seconds }), ...(reason && { reason }) };
  room.audit.add(you, "mute", { user: asUser(whom), detail });
  tellAll(room, user, mutedEvent(sanction));
  return { ack: {} };
}

/** Lets them write again. */
export function unmute(room: Room, link: Link, { user }: CommandOf<"unmute">): Outcome {
  const you = room.roles.asHere(link.state.you);
  if (!may(you, "mute") || user === you.id) return fail("forbidden", "Moderators may let others write again.");
  if (!mayLift(room, you, "mute", user)) return fail("forbidden", "Only owners lift what an owner did to a moderator.");
  const lifted = room.sanctions.lift("mute", user);
  if (!lifted) return fail("not_found", "They are not muted.");
  room.audit.add(you, "unmute", { user: lifted });
  tellAll(room, user, mutedEvent(undefined));
  return { ack: {} };
}

/** Who is banned or muted, the newest first. */
export function sanctions(room: Room, link: Link, _command: CommandOf<"sanctions">): Outcome {
  if (!may(room.roles.asHere(link.state.you), "ban")) return fail("forbidden", "Only moderators see who is banned.");
  return { ack: { sanctions: room.sanctions.list() } };
}

function tellAll(room: Room, user: string, event: EventOf<"muted">): void {
  for (const link of linksOf(room, user)) tell(link, [event]);
}
