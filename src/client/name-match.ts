/** Letters that are one with a stroke, or two, and that Unicode does not take apart. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ħ: "h",
  ı: "i",
  þ: "th",
};
const STROKED = new RegExp(`[${Object.keys(PLAIN_LETTERS).join("")}]`, "g");

/** A text as it is compared when names are looked for: neither case nor diacritics count. */
export function foldName(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(STROKED, (letter) => PLAIN_LETTERS[letter] ?? letter);
}

/**
 * How well a name fits what was written of it: 0 where it begins like that, 1 where one of its words does.
 * Undefined where neither does.
 */
export function nameFit(name: string, query: string): 0 | 1 | undefined {
  const wanted = foldName(query);
  const folded = foldName(name);
  if (folded.startsWith(wanted)) return 0;
  return folded.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)) ? 1 : undefined;
}
