import type { User } from "../../protocol/fields.ts";
import { hash, tagOf } from "../../protocol/people.ts";

const HUES = 20;
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** A user's colour, as a hue in degrees. */
export function hueOf(id: string): number {
  return (hash(id) % HUES) * (360 / HUES);
}

/** What stands in a user's avatar: the first letter or emoji of the name. */
export function initialOf(name: string): string {
  for (const { segment } of graphemes.segment(name)) return segment.toLocaleUpperCase();
  return "";
}

/**
 * How a user is told from others [N1]: empty where the name does that.
 * @param shared names that could be taken for somebody else's, as they are spelt
 */
export function tagIn({ id, name }: User, shared: ReadonlySet<string>): string {
  return shared.has(name) ? tagOf(id) : "";
}

/** A user's name inside a sentence, with the tag where one is needed. */
export function labelIn(user: User, shared: ReadonlySet<string>): string {
  const tag = tagIn(user, shared);
  return tag === "" ? user.name : `${user.name} ${tag}`;
}

/** The roster with one's own entry first. */
export function ownFirst(members: readonly User[], ownId: string | undefined): readonly User[] {
  const own = members.find((member) => member.id === ownId);
  return own ? [own, ...members.filter((member) => member !== own)] : members;
}
