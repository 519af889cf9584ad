import type { CommandOf } from "../../protocol/commands.ts";
import { CLOSE } from "../../protocol/errors.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";
import { withReason } from "../sanctions.ts";
import { asUser, linksOf, maySanction, whomOf } from "../person.ts";

/** [K1] Sends somebody away, who may come back at once. */
export function kick(room: Room, link: Link, { user, reason }: CommandOf<"kick">): Outcome {
  const you = room.roles.asHere(link.state.you);
  if (!maySanction(room, you, user)) return fail("forbidden", "Moderators may send away who is less than they are.");
  const links = linksOf(room, user);
  if (links.length === 0) return fail("not_found", "They are not here.");
  const retryAfter = room.rates.change(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  const whom = whomOf(room, user);
  room.audit.add(you, "kick", { user: asUser(whom), ...(reason && { detail: { reason } }) });
  const said = withReason("You were sent away from this room.", reason);
  for (const one of links) room.cut(one, CLOSE.banned, said, 0);
  return { ack: {} };
}
