import type { Mentions } from "../../client/types.ts";
import type { User } from "../../protocol/fields.ts";
import { findMentions } from "../../protocol/mentions.ts";
import { indexNames } from "../../protocol/people.ts";

/**
 * Whom a text mentions of those who are known here: who has left the room can be mentioned too. Where it is nobody known, that is
 * left to the room to find.
 */
export function mentionsIn(text: string, known: () => Iterable<User>): Mentions {
  if (!text.includes("@")) return {};
  const found = findMentions(text, indexNames(known()));
  if (found.length === 0) return {};
  const ids = new Set(found.flatMap(({ user }) => user?.id ?? []));
  return { mentions: [...ids], here: found.some(({ user }) => user === undefined) };
}
