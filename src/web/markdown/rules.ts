import { Lexer, type Rules } from "marked";

// Chinese and Japanese are written without spaces, so marks stand between letters and the punctuation of these scripts:
// `これは**「重要」**です`. CommonMark takes that for no emphasis. Here their punctuation counts as a letter, and beside a
// mark their letters are as good as a space: what is known as CJK-friendly emphasis.
const CJK_PUNCTUATION = String.raw`[\u3001-\u303F\u30FB\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65]`;
const CJK = String.raw`(?:[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}]|${CJK_PUNCTUATION})`;
// A `~` may stand inside emphasis.
const PUNCTUATION = String.raw`(?:(?!~|${CJK_PUNCTUATION})[\p{P}\p{S}])`;
const LETTER = String.raw`(?:[^\s\p{P}\p{S}]|~|${CJK_PUNCTUATION})`;
const NEVER = /^(?!)/;

/** The lexer's rules for what a chat has of Markdown. */
export const RULES: Pick<Rules, "block" | "inline"> = {
  block: { ...Lexer.rules.block.gfm, paragraph: paragraph() },
  inline: {
    ...Lexer.rules.inline.gfm,
    punctuation: new RegExp(String.raw`^(?![*_])(?:[\s\p{P}\p{S}]|${CJK})`, "u"),
    emStrongLDelim: new RegExp(
      String.raw`^(?:\*+(?:((?!\*)${PUNCTUATION})|([^\s*]))?)|^_+(?:((?!_)${PUNCTUATION})|([^\s_]))?`,
      "u",
    ),
    emStrongRDelimAst: closers(String.raw`\*`, String.raw`\*+`),
    delLDelim: new RegExp(String.raw`^~~?(?:((?!~)${PUNCTUATION})|[^\s~])`, "u"),
    delRDelim: closers("~", "~~?"),
    // There is no HTML, and there are no references, for marks to be hidden in.
    tag: NEVER,
    autolink: NEVER,
    reflinkSearch: new RegExp(NEVER, "g"),
  },
};

/** Goes on over empty lines, up to a block: in a chat they are lines of the same text, and of a spoiler. */
function paragraph(): RegExp {
  // A number begins a list only after an empty line, unless it is the first.
  const next = String.raw`\n(?!${blockStart("1")})`;
  const nextParagraph = String.raw`\n(?:[ \t]*\n)+(?!${blockStart(String.raw`\d{1,9}`)})`;
  return new RegExp(String.raw`^([^\n]+(?:(?:${next}|${nextParagraph})[^\n]+)*)`);
}

function blockStart(number: string): string {
  return ` {0,3}(?:#{1,6}[ \\t]|>|\`{3,}[^\`\\n]*(?:\\n|$)|~~~|(?:[-*+]|${number}[.)])[ \\t]+[^ \\t\\n])`;
}

/** What may end emphasis, in the numbered groups that the lexer looks for. */
function closers(mark: string, run: string): RegExp {
  const before = `(?!${mark})${PUNCTUATION}`;
  const ways = [
    `[^${mark}]+(?=[^${mark}])`,
    // 1 and 2 can only end.
    String.raw`${before}(${run})(?=\s|$)`,
    String.raw`${LETTER}(${run})(?!${mark})(?=\s|${PUNCTUATION}|$)`,
    // 3 and 4 can only begin.
    String.raw`(?!${before}${run}${CJK})(?!${mark})(?:\s|${PUNCTUATION})(${run})(?=${LETTER})`,
    String.raw`\s(${run})(?!${mark})(?=${PUNCTUATION})`,
    // 5 and 6 can do either.
    String.raw`${before}(${run})(?!${mark})(?=${PUNCTUATION}|${CJK})`,
    String.raw`${LETTER}(${run})(?=${LETTER})`,
  ];
  return new RegExp(ways.join("|"), "gu");
}
