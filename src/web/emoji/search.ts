import { foldName } from "../../client/name-match.ts";
import type { Emoji } from "./catalogue.ts";

/** Characters from which on something is looked for inside words, too. */
const INSIDE_LEAST = 3;

/** What may be looked at besides. */
export interface Hints {
  /** The latest first. */
  readonly recent?: readonly Emoji[];
  /** More words for each, by its place among all, as they are compared. */
  readonly words?: readonly string[];
}

/**
 * The emoji that fit what was written, the best first: the one that is called so, those whose shortcode begins so, those with a
 * word in their name that does, those with another word for them that does, and those that have it inside. Of what fits as well, what was
 * used lately comes first, and what has the shorter shortcode.
 */
export function findEmoji(all: readonly Emoji[], query: string, { recent = [], words }: Hints = {}): readonly Emoji[] {
  const wanted = foldName(query).trim();
  const terms = wanted.split(/[\s_-]+/).filter((term) => term !== "");
  if (terms.length === 0) return [];
  const order = new Map(recent.map((emoji, index) => [emoji, index]));
  return all
    .flatMap((emoji) => {
      const fit = fitOf(emoji, wanted, terms, words?.[emoji.place]);
      return fit === undefined ? [] : [{ emoji, fit, used: order.get(emoji) ?? recent.length }];
    })
    .toSorted((a, b) => a.fit - b.fit || a.used - b.used || lengthOf(a.emoji) - lengthOf(b.emoji))
    .map(({ emoji }) => emoji);
}

/** How well one fits, 0 the best; undefined where it does not. */
function fitOf({ codes, folded }: Emoji, wanted: string, terms: readonly string[], more = ""): number | undefined {
  if (codes.includes(wanted) || folded === wanted) return 0;
  if (codes.some((one) => one.startsWith(wanted))) return 1;
  const own = [...codes.flatMap((code) => code.split(/[_-]/)), ...wordsOf(folded)];
  if (terms.every((term) => own.some((word) => word.startsWith(term)))) return 2;
  const others = more === "" ? [] : wordsOf(more);
  if (terms.every((term) => [...own, ...others].some((word) => word.startsWith(term)))) return 3;
  const isLong = wanted.length >= INSIDE_LEAST;
  return isLong && [...codes, folded].some((one) => one.includes(wanted)) ? 4 : undefined;
}

const wordsOf = (text: string) => text.split(/[^\p{L}\p{N}]+/u);
const lengthOf = ({ codes }: Emoji) => codes[0]!.length;
