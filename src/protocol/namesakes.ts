import type { User } from "./fields.ts";
import { ASCII_CONFUSABLES, lookOf, type Confusables } from "./looks.ts";
import { nameKey, tagOf } from "./people.ts";

/** Names that speak for the room, or seem to. */
const OFFICIAL = new Set(
  ["admin", "administrator", "moderator", "owner", "parley", "server", "system"].map((name) => lookOf(name)),
);
/** What looks like a tag itself, at the end of a name. */
const TAGGED = /#[0-9a-f]{4}$/i;
const NO_LETTER = /[^\p{L}\p{N}]+/gu;

/** What is known of a name: by which keys it is found, and whether it needs a tag whoever else there is. */
interface Known {
  readonly keys: readonly string[];
  readonly isTagged: boolean;
}

/**
 * [N1] Whose names could be taken for somebody else's: several go by one name, whatever the case, or by names that look the same.
 * All of these are shown with a tag, and so are names that seem to speak for the room, or to have a tag.
 */
export class Namesakes {
  readonly #confusables: Confusables;
  /** The id of whoever has a key; `SEVERAL` where more than one has. */
  readonly #owners = new Map<string, string>();
  readonly #names = new Map<string, Known>();

  constructor(confusables = ASCII_CONFUSABLES) {
    this.#confusables = confusables;
  }

  /** Names that were met. */
  get size(): number {
    return this.#names.size;
  }

  /** From now on this user is there to be taken for another. */
  meet({ id, name }: User): void {
    for (const key of this.#know(name).keys) {
      const owner = this.#owners.get(key);
      if (owner === undefined) this.#owners.set(key, id);
      else if (owner !== id) this.#owners.set(key, SEVERAL);
    }
  }

  /** Whether a name is shown with a tag. */
  isShared(name: string): boolean {
    const { keys, isTagged } = this.#know(name);
    return isTagged || keys.some((key) => this.#owners.get(key) === SEVERAL);
  }

  /** A user's name, with the tag where it needs one: `Ann#1a2b`. */
  label({ id, name }: User): string {
    return this.isShared(name) ? name + tagOf(id) : name;
  }

  #know(name: string): Known {
    const known = this.#names.get(name);
    if (known) return known;
    const look = lookOf(name, this.#confusables);
    const isTagged = TAGGED.test(name) || OFFICIAL.has(look.replaceAll(NO_LETTER, ""));
    // The same name in capitals need not look the same, and what looks the same need not be the same name.
    const made = { keys: [`=${nameKey(name)}`, `~${look}`], isTagged };
    this.#names.set(name, made);
    return made;
  }
}

/** No user has this id. */
const SEVERAL = "";
