import { hasLookalikes, lookOf } from "./word-looks.ts";

/** A word that is not to be read, as texts are compared. */
interface Pattern {
  readonly text: string;
  /** The same, as texts are compared by what they look like. */
  readonly look: string;
  /** Whether a word may go on before it, or after it. */
  readonly isOpenBefore: boolean;
  readonly isOpenAfter: boolean;
}

/** What stands for each code point that is masked. */
const MASK = "*";
/**
 * What is read as one: a character with the marks on it, among them those of narrow kana; or a syllable of Hangul, however its letters
 * are spelt.
 */
const PIECE =
  /(?:(?:[\u{1100}-\u{115E}\u{A960}-\u{A97C}\u{3131}-\u{314E}\u{FFA1}-\u{FFBE}][\u{1161}-\u{11A7}\u{D7B0}-\u{D7C6}\u{314F}-\u{3163}\u{FFC2}-\u{FFDC}]|[\u{AC00}-\u{D7A3}])[\u{11A8}-\u{11FF}\u{D7CB}-\u{D7FB}]?|\P{M})[\p{M}\u{FF9E}\u{FF9F}]*|\p{M}+/gsu;
const WORD = /[\p{L}\p{N}]/u;
/** What nobody sees is not there. */
const HIDDEN = /\p{Default_Ignorable_Code_Point}/gu;

/** A word as a moderator wrote it: `*` at either end stands for whatever the word goes on with there. Undefined where nothing is left of it. */
export function patternOf(word: string): Pattern | undefined {
  const [text = "", look = ""] = [foldText(word), foldLooks(word)].map(({ text }) => text.replace(/^\*+|\*+$/g, ""));
  if (text === "") return undefined;
  return { text, look, isOpenBefore: word.startsWith(MASK), isOpenAfter: word.endsWith(MASK) };
}

/**
 * [K6] A text with every word masked that fits a pattern, wherever letters differ only in case, in how they are encoded or in what nobody
 * sees, or look alike. It has as many code points as before. The time it takes grows with the text and with the patterns, whatever they are.
 */
export function maskWords(text: string, patterns: readonly Pattern[]): string {
  if (patterns.length === 0) return text;
  const hidden = [hiddenPieces(foldText(text), patterns)];
  if (hasLookalikes(text)) hidden.push(hiddenPieces(foldLooks(text), asLooks(patterns)));
  if (!hidden.some((pieces) => pieces)) return text;
  return Array.from(text.matchAll(PIECE), ([raw], index) =>
    hidden.some((pieces) => pieces?.[index]) ? masked(raw) : raw,
  ).join("");
}

function asLooks(patterns: readonly Pattern[]): Pattern[] {
  return patterns.flatMap((pattern) => (pattern.look === "" ? [] : { ...pattern, text: pattern.look }));
}

/** Whether a text is another one as it was kept, where some of it may have been masked then. */
export function isMaskedFrom(kept: string, said: string): boolean {
  if (kept === said) return true;
  const [left, right] = [Array.from(kept), Array.from(said)];
  return left.length === right.length && left.every((one, index) => one === MASK || one === right[index]);
}

function masked(text: string): string {
  return MASK.repeat(Array.from(text).length);
}

/** A text as it is compared, and of which pieces it was made. Places are code units of it. */
interface Folded {
  readonly text: string;
  readonly pieces: readonly { readonly from: number; readonly to: number }[];
  /** Of each place, whether it is part of a word. */
  readonly isWord: readonly boolean[];
  /** How many places before each are such as are looked at for words; undefined where all are. */
  readonly looked?: Uint32Array;
}

function foldText(text: string): Folded {
  return fold(Array.from(text.matchAll(PIECE), ([raw]) => foldPiece(raw)));
}

function fold(folded: readonly string[]): Folded {
  const isWord: boolean[] = [];
  let from = 0;
  const pieces = folded.map((piece) => {
    const isOfWord = WORD.test(piece);
    for (let unit = 0; unit < piece.length; unit++) isWord.push(isOfWord);
    return { from, to: (from += piece.length) };
  });
  return { text: folded.join(""), pieces, isWord };
}

/**
 * The same by what it looks like. Looked at are the words that mix Latin letters with those of other scripts; and those that have none,
 * where nothing in the text says that it is written in such: `рот` is a word, too.
 */
function foldLooks(text: string): Folded {
  const looks = Array.from(text.matchAll(PIECE), ([raw]) => lookOf(raw));
  const folded = fold(looks.map((look) => look.text));
  const { begins } = boundsOf(folded.isWord);
  const isOfOthers = looks.some(({ hasOwn }) => hasOwn);
  const [latin, other] = [new Set<number>(), new Set<number>()];
  for (const [index, { from }] of folded.pieces.entries()) {
    const word = begins[from]!;
    if (looks[index]!.hasLatin) latin.add(word);
    if (looks[index]!.hasOther) other.add(word);
  }
  const looked = new Uint32Array(begins.length + 1);
  for (const [place, word] of begins.entries()) {
    const isLooked = other.has(word) && (latin.has(word) || !isOfOthers);
    looked[place + 1] = looked[place]! + Number(isLooked);
  }
  return { ...folded, looked };
}

/** What has the same capitals is the same, though its small letters are not: sharp s, and sigma at the end of a word. */
function foldPiece(raw: string): string {
  const small = raw.normalize("NFKC").toLowerCase().replace(HIDDEN, "");
  return small.replaceAll("ß", "ss").replaceAll("ς", "σ");
}

/** Which pieces of a text are masked; undefined where none is. */
function hiddenPieces(folded: Folded, patterns: readonly Pattern[]): boolean[] | undefined {
  const hidden = hiddenIn(folded, patterns);
  return hidden && folded.pieces.map(({ from, to }) => hidden.slice(from, to).some(Boolean));
}

/** Which places of a text are masked; undefined where none is. */
function hiddenIn({ text, isWord, looked }: Folded, patterns: readonly Pattern[]): boolean[] | undefined {
  const { begins, ends } = boundsOf(isWord);
  // How many matches begin at a place, less those that end there: so each costs the same, however long it is.
  const changes = new Int32Array(text.length + 1);
  let isAny = false;
  for (const pattern of patterns) {
    const { length } = pattern.text;
    let from = 0;
    for (let at = text.indexOf(pattern.text); at >= 0; at = text.indexOf(pattern.text, from)) {
      const end = at + length;
      const isWholeBefore = pattern.isOpenBefore || !isWord[at] || begins[at] === at;
      const isWholeAfter = pattern.isOpenAfter || !isWord[end - 1] || ends[end - 1] === end;
      // Further on in a word none begins that is to begin with it.
      from = isWholeBefore ? at + 1 : ends[at]!;
      if (!isWholeBefore || !isWholeAfter) continue;
      if (looked && looked[end] === looked[at]) continue;
      from = ends[end - 1]!;
      changes[begins[at]!]!++;
      changes[from]!--;
      isAny = true;
    }
  }
  if (!isAny) return undefined;
  let depth = 0;
  return Array.from(isWord, (_, place) => (depth += changes[place]!) > 0);
}

/** Where the word begins and ends that each place is in; a place outside of words is by itself. */
function boundsOf(isWord: readonly boolean[]): {
  readonly begins: readonly number[];
  readonly ends: readonly number[];
} {
  const begins: number[] = [];
  const ends: number[] = [];
  for (let place = 0; place < isWord.length; place++) {
    begins.push(isWord[place] && isWord[place - 1] ? begins[place - 1]! : place);
  }
  for (let place = isWord.length - 1; place >= 0; place--) {
    ends[place] = isWord[place] && isWord[place + 1] ? ends[place + 1]! : place + 1;
  }
  return { begins, ends };
}
