import type { CommandOf } from "../../protocol/commands.ts";
import { MAY } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import { mentionedBy } from "../mentioned.ts";
import { answerRepeat } from "../repeat.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";
import { writingRefused } from "../writing.ts";

/** Changes the text of a message. It goes to everybody, so it counts as one more. */
export function edit(room: Room, link: Link, command: CommandOf<"edit">): Outcome {
  const you = room.roles.asHere(link.state.you);
  const { seq } = command;
  const repeat = answerRepeat(room, link, command, (first) => first.type === "edit" && first.target === seq);
  if (repeat) return repeat;
  const refused = writingRefused(room, you);
  if (refused) return { error: refused };
  const kept = room.changes.message(seq);
  if (!kept) return fail("not_found", "There is no message at seq.");
  if (!MAY.edit(you, kept.message)) return fail("forbidden", "Only its author may change a message.");
  const text = room.filter.mask(command.text, you);
  const mentioned = mentionedBy(room, you, { ...command, text }, kept.message.replyTo);
  if (!mentioned.ok) return mentioned;
  const retryAfter = room.rates.message(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many messages at once.", retryAfter);
  const event = room.newEvent(you, command.id);
  const { mentions: _, here: __, ...message } = kept.message;
  room.changes.set({ ...kept, message: { ...message, ...mentioned.value, text, edited: event.at } });
  return { commit: { type: "edit", ...event, target: seq, text, ...mentioned.value } };
}
