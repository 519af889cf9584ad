import type { CommandOf } from "../../protocol/commands.ts";
import type { DurableEvent, Message } from "../../protocol/events.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import { answerRepeat } from "../repeat.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";

/** Says something to the room. A repeat is found before the limit, for it costs nothing [C3]. */
export function send(room: Room, link: Link, command: CommandOf<"send">): Outcome {
  const { you } = link.state;
  const { text, replyTo } = command;
  const repeat = answerRepeat(room, link, command, (first) => isSame(first, command));
  if (repeat) return repeat;
  if (replyTo !== undefined && !room.changes.message(replyTo)) {
    return fail("not_found", "There is no message to reply to at replyTo.");
  }
  const retryAfter = room.rates.message(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many messages at once.", retryAfter);
  const event: Message = { type: "message", ...room.newEvent(you, command.id), text };
  if (replyTo !== undefined) event.replyTo = replyTo;
  return { commit: event };
}

/** Whether a message is the one that was sent. What has been changed since cannot be told from it any more. */
function isSame(first: DurableEvent, { text, replyTo }: CommandOf<"send">): boolean {
  if (first.type !== "message") return false;
  return (first.text === text || (first.edited ?? first.deleted) !== undefined) && first.replyTo === replyTo;
}
