import { foldName } from "../../client/name-match.ts";
import type { Option, Source } from "../state/completion.ts";
import type { Catalogue, Emoji } from "./catalogue.ts";
import { fetchEmoji, knownEmoji } from "./fetch-emoji.ts";
import { recentEmoji, rememberEmoji } from "./recent.ts";
import { findEmoji } from "./search.ts";
import { BEFORE_CODE } from "./shortcode.ts";
import { savedTone, toned } from "./tone.ts";

/** Emoji that are offered at a time. */
const OFFERED_MAX = 8;

/** How a shortcode begins; a face has a nose: `:-D`. */
const BEGINNING = /^(?:[\p{L}\p{N}+]|-\d)/u;

/** Emoji, for a word that begins with a colon. */
export const emojiSource: Source = {
  trigger: ":",
  isFirst: false,
  // With one it is a face.
  least: 2,
  before: BEFORE_CODE,
  find(query) {
    const known = knownEmoji();
    return known ? offered(known, query) : fetchEmoji().then((catalogue) => offered(catalogue, query));
  },
};

/** The emoji that are offered for a word, without its colon. */
export function offered(catalogue: Catalogue, query: string): readonly Option[] {
  if (!BEGINNING.test(query)) return [];
  return findEmoji(catalogue.all, query, { recent: recentEmoji(catalogue) })
    .slice(0, OFFERED_MAX)
    .map((emoji) => optionOf(emoji, query));
}

function optionOf(emoji: Emoji, query: string): Option {
  const { unicode, codes, name } = emoji;
  const sign = toned(emoji, savedTone());
  // By the name that it was asked for.
  const code = codes.find((one) => one.startsWith(foldName(query))) ?? codes[0]!;
  const label = `:${code}:`;
  return {
    key: unicode,
    insert: `${sign} `,
    spelt: label,
    label,
    hint: name,
    sign,
    onTake: () => rememberEmoji(emoji),
  };
}
