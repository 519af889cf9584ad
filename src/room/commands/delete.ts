import type { CommandOf } from "../../protocol/commands.ts";
import { MAY } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import { answerRepeat } from "../repeat.ts";
import type { Outcome } from "../outcome.ts";
import { asUser } from "../person.ts";
import type { Room } from "../room.ts";
import { takenBack } from "../rows.ts";

/** Takes a message back: its text is gone from everywhere, its place stays, for the order and for replies to it. */
export function remove(room: Room, link: Link, command: CommandOf<"delete">): Outcome {
  const { you } = link.state;
  const { seq } = command;
  const repeat = answerRepeat(room, link, command, (first) => first.type === "delete" && first.target === seq);
  if (repeat) return repeat;
  const kept = room.changes.message(seq);
  if (!kept) return fail("not_found", "There is no message at seq.");
  if (!MAY.delete(room.roles.asHere(you), kept.message))
    return fail("forbidden", "Only its author or a moderator may take a message back.");
  const retryAfter = room.rates.change(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  const event = room.newEvent(you, command.id);
  if (room.changes.pins.includes(seq))
    room.changes.setFacts({ pins: room.changes.pins.filter((pinned) => pinned !== seq) });
  room.changes.set(takenBack(kept, event.at));
  const { user } = kept.message;
  if (user.id !== you.id) {
    room.changes.write(room.audit.entry(you, "delete", { user: asUser(user), detail: { seq } }));
  }
  return { commit: { type: "delete", ...event, target: seq } };
}
