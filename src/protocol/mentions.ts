import type { User } from "./fields.ts";
import { nameKey, tagOf, type NameIndex } from "./people.ts";

/** Where a text mentions somebody: `@` and what they are called. */
export interface Mention {
  /** Of the `@`, in UTF-16 code units. */
  readonly from: number;
  /** After its last character. */
  readonly to: number;
  /** Who is meant; undefined for `@here`, which is everybody who is in the room. */
  readonly user?: User;
}

const HERE = "here";
/** What tells users of one name apart, after the name. */
const TAG = /^ ?(#[0-9a-f]{4})(?![\p{L}\p{N}])/u;
const TAG_MAX_LENGTH = 7;
/** An `@` inside a word is an address, not a mention: this ends what stands before one. */
export const IN_WORD = /[\p{L}\p{N}_.+-]$/u;
/** A name ends where its word does; scripts without spaces between words have no such end. */
const WORD = /^[\p{L}\p{N}\p{M}_]/u;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** What is spelt by itself, in whatever normal form: a character with its marks, or the letters of a syllable of Hangul. */
const PIECE =
  /(?:[\u{1100}-\u{115F}\u{A960}-\u{A97C}]+[\u{1160}-\u{11A7}\u{D7B0}-\u{D7C6}]*[\u{11A8}-\u{11FF}\u{D7CB}-\u{D7FB}]*|[^])[\p{M}\u{FF9E}\u{FF9F}]*/uy;

/**
 * [M1] Who a text mentions: `@` at the start of a word, followed by a name, the longest that fits, or by `here`. Where several go by
 * that name, only one whose tag follows, such as `#1a2b`.
 */
export function findMentions(text: string, names: NameIndex): Mention[] {
  const found: Mention[] = [];
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    if (at > 0 && IN_WORD.test(text.slice(Math.max(0, at - 2), at))) continue;
    const mention = mentionAt(text, at, names);
    if (mention) found.push(mention);
  }
  return found;
}

/** Reads on for as long as some name begins like that: a text full of `@` costs no more than others. */
function mentionAt(text: string, from: number, { byKey, keys }: NameIndex): Mention | undefined {
  const start = from + 1;
  let named: { readonly to: number; readonly users: readonly User[] } | undefined;
  let key = "";
  for (let to = start; to < text.length;) {
    PIECE.lastIndex = to;
    const [piece = ""] = PIECE.exec(text) ?? [];
    key += nameKey(piece);
    if (!isBeginning(key, keys)) break;
    to += piece.length;
    const users = byKey.get(key);
    if (!users || !endsWord(text, to)) continue;
    // Before all longer names: nobody takes somebody's mentions who is called as they are with their tag.
    const tagged = taggedAt(text, from, to, users);
    if (tagged) return tagged;
    named = { to, users };
  }
  if (named) return named.users.length === 1 ? { from, to: named.to, user: named.users[0]! } : undefined;
  const to = start + HERE.length;
  return text.slice(start, to).toLowerCase() === HERE && endsWord(text, to) ? { from, to } : undefined;
}

/** Who is meant by the tag that follows, of those who go by the name that ends at `to`. */
function taggedAt(text: string, from: number, to: number, users: readonly User[]): Mention | undefined {
  const tag = TAG.exec(text.slice(to, to + TAG_MAX_LENGTH));
  const tagged = tag ? users.filter(({ id }) => tagOf(id) === tag[1]) : [];
  return tag && tagged.length === 1 ? { from, to: to + tag[0].length, user: tagged[0]! } : undefined;
}

/** @param keys in the order of their code units */
function isBeginning(beginning: string, keys: readonly string[]): boolean {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < beginning) low = middle + 1;
    else high = middle;
  }
  return keys[low]?.startsWith(beginning) === true;
}

function endsWord(text: string, to: number): boolean {
  const next = text.slice(to, to + 2);
  return !WORD.test(next) || UNSPACED.test(next) || UNSPACED.test(text.slice(Math.max(0, to - 2), to));
}
