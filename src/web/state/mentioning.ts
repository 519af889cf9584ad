import type { Mentions } from "../../client/types.ts";
import type { User } from "../../protocol/fields.ts";
import { findMentions } from "../../protocol/mentions.ts";
import { indexNames, type NameIndex } from "../../protocol/people.ts";

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

/** What those are called whom a message mentions, as far as that is known here: each by all the names that they have spoken under. */
export function namesMentioned(ids: readonly string[], known: Iterable<User>): NameIndex {
  const meant = new Set(ids);
  return indexNames([...known].filter(({ id }) => meant.has(id)));
}
