import type { CommandOf } from "../../protocol/commands.ts";
import { REACTION_KINDS_MAX, REACTORS_MAX, REACTORS_MAX_BYTES } from "../../protocol/limits.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import { answerRepeat } from "../repeat.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";
import type { Reactors } from "../rows.ts";
import { writingRefused } from "../writing.ts";

/** Puts an emoji on a message, or takes one's own away. What is so already is left so, and told nobody. */
export function react(room: Room, link: Link, command: CommandOf<"react">): Outcome {
  const you = room.roles.asHere(link.state.you);
  const { seq, emoji, on } = command;
  const repeat = answerRepeat(
    room,
    link,
    command,
    (first) => first.type === "reaction" && first.target === seq && first.emoji === emoji && first.on === on,
  );
  if (repeat) return repeat;
  const refused = writingRefused(room, you);
  if (refused) return { error: refused };
  const kept = room.changes.message(seq);
  if (!kept) return fail("not_found", "There is no message at seq.");
  const users = kept.reactors.get(emoji) ?? [];
  if (users.includes(you.id) === on) return { ack: {} };
  if (on && users.length === 0 && kept.reactors.size >= REACTION_KINDS_MAX) {
    return fail("too_big", `A message has at most ${REACTION_KINDS_MAX} different emoji.`);
  }
  if (on && users.length >= REACTORS_MAX) return fail("too_big", `An emoji is given at most ${REACTORS_MAX} times.`);
  if (on && bytesOf(kept.reactors) + bytesOfId(you.id) > REACTORS_MAX_BYTES) {
    return fail("too_big", "This message has been given as many emoji as it can hold.");
  }
  const retryAfter = room.rates.change(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  const reactors = new Map(kept.reactors);
  const left = on ? [...users, you.id] : users.filter((user) => user !== you.id);
  if (left.length === 0) reactors.delete(emoji);
  else reactors.set(emoji, left);
  room.changes.set({ ...kept, reactors });
  return { commit: { type: "reaction", ...room.newEvent(you, command.id), target: seq, emoji, on } };
}

function bytesOf(reactors: Reactors): number {
  let bytes = 0;
  for (const ids of reactors.values()) for (const id of ids) bytes += bytesOfId(id);
  return bytes;
}

/** Ids are ASCII; each stands in quotes, with a comma. */
function bytesOfId(id: string): number {
  return id.length + 3;
}
