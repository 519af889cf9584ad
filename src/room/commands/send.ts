import type { CommandOf } from "../../protocol/commands.ts";
import type { DurableEvent, Message } from "../../protocol/events.ts";
import { userOf } from "../../protocol/fields.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import { mentionedBy } from "../mentioned.ts";
import { answerRepeat } from "../repeat.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";
import { isMaskedFrom } from "../word-filter.ts";
import { speakingRefused } from "../writing.ts";

/** Says something to the room. A repeat is found before the limit, for it costs nothing [C3]. */
export function send(room: Room, link: Link, command: CommandOf<"send">): Outcome {
  const you = room.roles.asHere(link.state.you);
  const { replyTo } = command;
  const repeat = answerRepeat(room, link, command, (first) => isSame(first, command));
  if (repeat) return repeat;
  const refused = speakingRefused(room, you);
  if (refused) return { error: refused };
  if (replyTo !== undefined && !room.changes.message(replyTo)) {
    return fail("not_found", "There is no message to reply to at replyTo.");
  }
  const text = room.filter.mask(command.text, you);
  const mentioned = mentionedBy(room, you, { ...command, text }, replyTo);
  if (!mentioned.ok) return mentioned;
  const retryAfter = room.rates.message(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many messages at once.", retryAfter);
  room.marks.keep(you, link.state.mark);
  const event: Message = {
    type: "message",
    ...room.newEvent(you, command.id),
    user: userOf(you),
    text,
    ...mentioned.value,
  };
  room.slowMode.says(you.id, event.at);
  if (replyTo !== undefined) {
    event.replyTo = replyTo;
    countReply(room, replyTo);
  }
  return { commit: event };
}

/** A message has one answer more: it says how many, so that nobody has to look for them. */
function countReply(room: Room, seq: number): void {
  const kept = room.changes.message(seq);
  if (!kept) return;
  const { message } = kept;
  room.changes.set({ ...kept, message: { ...message, replies: (message.replies ?? 0) + 1 } });
}

/** Whether a message is the one that was sent. What has been changed since cannot be told from it any more. */
function isSame(first: DurableEvent, { text, replyTo }: CommandOf<"send">): boolean {
  if (first.type !== "message") return false;
  return (isMaskedFrom(first.text, text) || (first.edited ?? first.deleted) !== undefined) && first.replyTo === replyTo;
}
