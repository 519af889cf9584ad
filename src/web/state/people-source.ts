import { foldName, nameFit } from "../../client/name-match.ts";
import type { Message } from "../../protocol/events.ts";
import type { User } from "../../protocol/fields.ts";
import { tagOf } from "../../protocol/people.ts";
import type { Option } from "./completion.ts";
import { tagIn } from "./people.ts";

/** People that are offered at a time, everybody among them. */
const PEOPLE_MAX = 8;
/** What everybody who is here is called. */
const HERE = "here";

/** Who there is. */
export interface Crowd {
  readonly members: readonly User[];
  readonly messages: readonly Message[];
  readonly ownId: string | undefined;
  /** Names that more than one user goes by, as keys. */
  readonly shared: ReadonlySet<string>;
}

/**
 * The people whose name begins, or has a word that begins, with what was written: who is in the room, then who wrote there;
 * of either who spoke last comes first, and who never did after, by name. Oneself is not among them.
 * @param everybody what `@here` is, in the viewer's language
 */
export function findPeople(query: string, crowd: Crowd, everybody: string): readonly Option[] {
  const here = HERE.startsWith(foldName(query));
  const found = others(crowd)
    .flatMap(({ user, isHere }) => {
      const fit = nameFit(user.name, query);
      return fit === undefined ? [] : [{ user, rank: fit + (isHere ? 0 : 2) }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, here ? PEOPLE_MAX - 1 : PEOPLE_MAX)
    .map(({ user }) => optionOf(user, crowd.shared));
  return here ? [...found, { key: HERE, insert: `@${HERE} `, label: HERE, sign: "@", hint: everybody }] : found;
}

/** Everybody known but oneself: who spoke last is first; who never did comes after, by name. */
function others({ members, messages, ownId }: Crowd): readonly { readonly user: User; readonly isHere: boolean }[] {
  const known = new Map<string, User>();
  for (const { user } of messages.toReversed()) if (!known.has(user.id)) known.set(user.id, user);
  // By the name they have now. It does not change their place.
  for (const user of members.toSorted((a, b) => a.name.localeCompare(b.name))) known.set(user.id, user);
  const here = new Set(members.map(({ id }) => id));
  return [...known.values()].filter(({ id }) => id !== ownId).map((user) => ({ user, isHere: here.has(user.id) }));
}

function optionOf(user: User, shared: ReadonlySet<string>): Option {
  // Who is called as everybody is needs telling apart, too.
  const tag = foldName(user.name) === HERE ? tagOf(user.id) : tagIn(user, shared);
  const option = { key: user.id, insert: `@${user.name}${tag} `, label: user.name, user };
  return tag === "" ? option : { ...option, hint: tag };
}
