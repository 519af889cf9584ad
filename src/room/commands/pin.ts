import type { CommandOf } from "../../protocol/commands.ts";
import { PINS_MAX } from "../../protocol/limits.ts";
import { MAY } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import { answerRepeat } from "../repeat.ts";
import type { Room } from "../room.ts";
import { writingRefused } from "../writing.ts";

/** Pins a message to the room, or takes it off. What is so already is left so, and told nobody. */
export function pin(room: Room, link: Link, command: CommandOf<"pin">): Outcome {
  const { seq, on } = command;
  const you = room.roles.asHere(link.state.you);
  const repeat = answerRepeat(
    room,
    link,
    command,
    (first) => first.type === "pin" && first.target === seq && first.on === on,
  );
  if (repeat) return repeat;
  if (!MAY.pin(you)) return fail("forbidden", "Only moderators may pin messages.");
  const refused = writingRefused(room, you);
  if (refused) return { error: refused };
  if (!room.changes.message(seq)) return fail("not_found", "There is no message at seq.");
  const { pins } = room.changes;
  if (pins.includes(seq) === on) return { ack: {} };
  if (on && pins.length >= PINS_MAX) return fail("too_big", `At most ${PINS_MAX} messages are pinned.`);
  const retryAfter = room.rates.change(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  room.changes.setFacts({ pins: on ? [...pins, seq] : pins.filter((pinned) => pinned !== seq) });
  return { commit: { type: "pin", ...room.newEvent(you, command.id), target: seq, on } };
}
