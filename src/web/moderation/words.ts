import { isWithinCodePoints } from "../../protocol/fields.ts";
import { FILTER_WORD_MAX_CODE_POINTS, FILTER_WORDS_MAX } from "../../protocol/limits.ts";
import { isolate } from "../i18n/format.ts";
import { m } from "../i18n/moderation.ts";

/** The words of a text that has one on each line, each once. */
export function wordsIn(text: string): readonly string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()))].filter((word) => word !== "");
}

/** What is wrong with them, in the viewer's language. */
export function problemOf(words: readonly string[]): string | undefined {
  if (words.length > FILTER_WORDS_MAX) return m.filter.tooMany(FILTER_WORDS_MAX);
  const long = words.find((word) => !isWithinCodePoints(word, FILTER_WORD_MAX_CODE_POINTS));
  return long === undefined ? undefined : m.filter.tooLong(isolate(long), FILTER_WORD_MAX_CODE_POINTS);
}
