import type { User } from "./fields.ts";

/** FNV-1a, 32 bits: the same everywhere, so that everybody sees the same colours and tags. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  // The low bits of FNV are weak on short text.
  value ^= value >>> 15;
  return Math.imul(value, 0x2c1b3c6d) >>> 0;
}

/** Four characters, and a `#`, that tell users apart whose names are the same, or look it. @param id a user's */
export function tagOf(id: string): string {
  return `#${(hash(id) >>> 16).toString(16).padStart(4, "0")}`;
}

/** One name has one key, however it is spelt; what looks the same may be another name [N1]. A sigma is one letter, wherever it stands: so a key is that of each piece in turn. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().replaceAll("ς", "σ");
}

/** Users by the key of their name. */
export interface NameIndex {
  readonly byKey: ReadonlyMap<string, readonly User[]>;
  /** All keys, in the order of their code units: whether some name begins like this is found without trying each. */
  readonly keys: readonly string[];
}

/** Users by what they are called. A user who occurs more than once counts once a name. */
export function indexNames(users: Iterable<User>): NameIndex {
  const byKey = new Map<string, User[]>();
  for (const user of users) {
    const key = nameKey(user.name);
    const known = byKey.get(key);
    if (!known) byKey.set(key, [user]);
    else if (!known.some(({ id }) => id === user.id)) known.push(user);
  }
  return { byKey, keys: [...byKey.keys()].sort() };
}
