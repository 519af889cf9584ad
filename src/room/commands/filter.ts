import type { CommandOf } from "../../protocol/commands.ts";
import { may } from "../../protocol/permissions.ts";
import { fail } from "../../protocol/result.ts";
import type { Link } from "../link.ts";
import type { Outcome } from "../outcome.ts";
import type { Room } from "../room.ts";
import { patternOf } from "../word-filter.ts";

/** [K6] Says which words are masked from now on, or asks which are. */
export function filter(room: Room, link: Link, { words }: CommandOf<"filter">): Outcome {
  const you = room.roles.asHere(link.state.you);
  if (!may(you, "filter")) return fail("forbidden", "Only moderators see and choose which words are masked.");
  if (words === undefined) return { ack: { words: [...room.filter.words] } };
  const empty = words.find((word) => !patternOf(word));
  if (empty !== undefined) return fail("bad_command", "A word is more than * and what nobody sees.");
  const retryAfter = room.rates.change(you.id);
  if (retryAfter > 0) return fail("rate_limited", "Too many changes at once.", retryAfter);
  const chosen = [...new Set(words)];
  room.filter.set(chosen);
  room.audit.add(you, "filter", { detail: { words: chosen.length } });
  return { ack: { words: chosen } };
}
