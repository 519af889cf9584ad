import type { User } from "../../protocol/fields.ts";
import { hash, nameKey, tagOf } from "../../protocol/people.ts";

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
 * The names that more than one user goes by, as keys.
 * @param previous the last answer, returned as it is where nothing changed.
 */
export function sharedNames(users: Iterable<User>, previous: ReadonlySet<string>): ReadonlySet<string> {
  const owners = new Map<string, string>();
  const keys = new Map<string, string>();
  const shared = new Set<string>();
  for (const { id, name } of users) {
    let key = keys.get(name);
    if (key === undefined) keys.set(name, (key = nameKey(name)));
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, id);
    else if (owner !== id) shared.add(key);
  }
  return shared.size === previous.size && [...shared].every((key) => previous.has(key)) ? previous : shared;
}

/** How a user is told from others in this room: empty where the name does that. */
export function tagIn(user: User, shared: ReadonlySet<string>): string {
  return shared.size > 0 && shared.has(nameKey(user.name)) ? tagOf(user.id) : "";
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
