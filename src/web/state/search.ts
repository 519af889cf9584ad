import { searchTerms } from "../../protocol/search-query.ts";

/** A piece of a text: a word that was looked for, or what stands between. */
export interface Piece {
  readonly text: string;
  readonly isHit: boolean;
}

/** Code units shown before the first word that was found. */
const LEAD = 40;

/** The words in a search, as they are looked for. */
export function wordsOf(query: string): readonly string[] {
  return searchTerms(query).words;
}

/** A text around the first of some words, with all of them marked. */
export function excerptOf(text: string, words: readonly string[]): readonly Piece[] {
  const shown = around(text, words);
  if (words.length === 0) return [{ text: shown, isHit: false }];
  const pattern = new RegExp(`(${words.map(escapePattern).join("|")})`, "giu");
  // What is captured stands at the odd places.
  return shown.split(pattern).map((piece, index) => ({ text: piece, isHit: index % 2 === 1 }));
}

function around(text: string, words: readonly string[]): string {
  const lower = text.toLowerCase();
  const first = Math.min(...words.map((word) => lower.indexOf(word.toLowerCase())).filter((at) => at >= 0));
  if (!Number.isFinite(first) || first <= LEAD) return text;
  const space = text.indexOf(" ", first - LEAD);
  const from = space >= 0 && space < first ? space + 1 : first;
  return `… ${text.slice(from)}`;
}

function escapePattern(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
