import { IN_WORD } from "../protocol/mentions.ts";
import { foldName } from "./name-match.ts";

/** What a word begins with that can be completed. */
export interface Trigger {
  /** One character. */
  readonly trigger: string;
  /** It counts as the first character of the text alone, and not of every word. */
  readonly isFirst: boolean;
  /** Code points that must follow it. */
  readonly least: number;
  /** What may stand before it, where that is less than before a mention: it is given all that does. */
  readonly before?: RegExp;
}

/** A word that is being written. */
export interface TypedWord<T extends Trigger> {
  readonly source: T;
  /** Where its trigger stands, in code units. */
  readonly from: number;
  /** What is written of it, up to the caret and without the trigger. */
  readonly query: string;
  /** All of it, with its trigger and with what stands behind the caret. */
  readonly whole: string;
}

/** What takes the place of a part of a text; the caret then stands behind it. In code units. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

const WORD = /^[\p{L}\p{M}\p{N}_]*/u;

/** The word before the caret, where it is one that a source completes. @param caret in code units */
export function typedWord<T extends Trigger>(
  text: string,
  caret: number,
  sources: readonly T[],
): TypedWord<T> | undefined {
  const before = text.slice(0, caret);
  for (const source of sources) {
    const from = before.lastIndexOf(source.trigger);
    if (from < 0) continue;
    const query = before.slice(from + source.trigger.length);
    if (/\s/.test(query) || isShorter(query, source.least) || !mayBegin(text, from, source)) continue;
    const [rest = ""] = WORD.exec(text.slice(caret)) ?? [];
    return { source, from, query, whole: before.slice(from) + rest };
  }
  return undefined;
}

/**
 * What becomes of a text when an option is taken.
 * @param insert what is written for the word, with the space after it
 * @param spelt what the word goes on to, where that is not what is written for it
 */
export function replacementOf(
  text: string,
  caret: number,
  { from, whole }: Pick<TypedWord<Trigger>, "from" | "whole">,
  insert: string,
  spelt = insert,
): Replacement {
  // What stands behind the caret is taken for the same word only where the option goes on with it.
  const to = foldName(spelt).startsWith(foldName(whole)) ? from + whole.length : caret;
  const next = text.slice(to, to + 1);
  // One space is enough, and none is wanted before a comma or the end of a line.
  if (insert.endsWith(" ") && next === " ") return { from, to: to + 1, insert };
  const isTight = next !== "" && !/[\p{L}\p{N}\p{Cs}]/u.test(next);
  return { from, to, insert: isTight ? insert.trimEnd() : insert };
}

function mayBegin(text: string, from: number, { trigger, isFirst, before: pattern }: Trigger): boolean {
  // Two of them are an escape.
  if (isFirst) return from === 0 && !text.startsWith(trigger, trigger.length);
  // Where a mention may begin [M1], any word that is completed may.
  const before = text.slice(0, from);
  return pattern ? pattern.test(before) : !IN_WORD.test(before) && !before.endsWith(trigger);
}

function isShorter(text: string, least: number): boolean {
  return Array.from(text).length < least;
}
