/** What characters look like, by each that looks like something else. */
export type Confusables = ReadonlyMap<string, string>;

/** Of what every keyboard has: the same as Unicode says of it. */
export const ASCII_CONFUSABLES: Confusables = new Map([
  ["0", "O"],
  ["1", "l"],
  ["I", "l"],
  ["|", "l"],
  ["m", "rn"],
]);

const ASCII = /^[\0-\x7f]*$/;

/** Whether it takes no table to tell what a name looks like. */
export function isAscii(name: string): boolean {
  return ASCII.test(name);
}

/**
 * [N1] What a name looks like, as a key: names that a reader could take for each other have the same. It is the skeleton of UTS #39,
 * in small letters: `АDМIN` in Cyrillic letters has that of `admin`.
 * @param confusables of all characters; those of ASCII alone where they are not at hand
 */
export function lookOf(name: string, confusables = ASCII_CONFUSABLES): string {
  const text = isAscii(name) ? name : name.normalize("NFKC").normalize("NFD");
  // What only its capital looks like has to be found before it is made small; what only the small letter looks like, after.
  const found = replaced(replaced(text, confusables).toLowerCase(), confusables);
  // A capital i looks like a small l, and is the same letter as a small i; and to readers, not to Unicode, a w is two v.
  return found.toLowerCase().normalize("NFD").replaceAll("i", "l").replaceAll("w", "vv");
}

function replaced(text: string, confusables: Confusables): string {
  let look = "";
  for (const character of text) look += confusables.get(character) ?? character;
  return look;
}
