import { CONFUSABLES } from "../protocol/confusables.ts";

/** How a piece of a text looks to who reads Latin letters. */
export interface Look {
  /** As it is compared: letters of other scripts are the Latin ones that they look like, small; `i` and `l` are one. */
  readonly text: string;
  readonly hasLatin: boolean;
  readonly hasOther: boolean;
  /** Whether a letter of another script looks like none of the Latin one, as it is written there. */
  readonly hasOwn: boolean;
}

const OTHER_LETTER = /(?![\0-\x7f\p{Script=Latin}])[\p{L}\p{N}]/u;
const LATIN = /\p{Script=Latin}/u;
const ASCII = /^[\0-\x7f]+$/;
const HIDDEN = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Whether there is anything in a text that could be taken for something else: a quick look, for of most there is not. What is written in
 * other letters alone is that, unless all of them look Latin.
 */
export function hasLookalikes(text: string): boolean {
  if (!OTHER_LETTER.test(text)) return false;
  return LATIN.test(text) || !hasOwnLetters(text);
}

function hasOwnLetters(text: string): boolean {
  for (const letter of text.normalize("NFKD")) {
    if (OTHER_LETTER.test(letter) && latinOf(letter) === undefined) return true;
  }
  return false;
}

/**
 * By the table of UTS #39, for letters of other scripts alone: its skeleton takes `m` for `rn`, and `corn` is another word than `com`;
 * Turkish has a letter `ı`, and `sık` is another word than `sik`.
 */
export function lookOf(raw: string): Look {
  if (ASCII.test(raw)) return { text: small(raw), hasLatin: LATIN.test(raw), hasOther: false, hasOwn: false };
  let text = "";
  let hasLatin = false;
  let hasOther = false;
  let hasOwn = false;
  for (const letter of raw.normalize("NFKD").replace(HIDDEN, "")) {
    if (OTHER_LETTER.test(letter)) {
      hasOther = true;
      hasOwn ||= latinOf(letter) === undefined;
      text += latinOf(letter) ?? latinOf(otherCase(letter)) ?? letter;
    } else {
      hasLatin ||= LATIN.test(letter);
      text += letter;
    }
  }
  return { text: small(text), hasLatin, hasOther, hasOwn };
}

function small(text: string): string {
  return text.toLowerCase().replaceAll("ß", "ss").replaceAll("i", "l");
}

/** The Latin letters that a letter looks like; undefined where it looks like none. */
function latinOf(letter: string): string | undefined {
  const look = CONFUSABLES.get(letter);
  return look !== undefined && ASCII.test(look) ? look.replaceAll("rn", "m") : undefined;
}

/** Small `к` looks like a small capital, and is read as what its capital looks like. */
function otherCase(letter: string): string {
  const lower = letter.toLowerCase();
  return lower === letter ? letter.toUpperCase() : lower;
}
