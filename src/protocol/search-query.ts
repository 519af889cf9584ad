import * as v from "valibot";
import { isWithinCodePoints, OVER_LIMIT } from "./fields.ts";
import { SEARCH_MAX_CODE_POINTS, SEARCH_MAX_WORDS } from "./limits.ts";

/** What is looked for: all of it has to fit. */
export interface SearchTerms {
  /** Words that are in the text, in any order, also inside other words. */
  readonly words: readonly string[];
  /** The author's id, or what they were called, in any case. */
  readonly from?: string;
  /** Said before or after this moment, ms since 1970. */
  readonly until?: number;
  readonly since?: number;
  /** There is a link in the text. */
  readonly hasLink?: true;
}

/** Words and `key:value`, where either may have a part in quotes. */
const TERM = /(?:"[^"]*"|[^\s"])+/gu;
const FILTER = /^(?<key>from|before|after|has):(?<value>.+)$/iu;
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/;

/** What somebody typed, as what to look for. @returns what is wrong with it */
function parseTerms(text: string): SearchTerms | string {
  const words: string[] = [];
  const filters: { -readonly [K in keyof SearchTerms]?: SearchTerms[K] } = {};
  for (const [term] of text.matchAll(TERM)) {
    const bare = term.replaceAll('"', "");
    const { key, value = "" } = FILTER.exec(bare)?.groups ?? {};
    switch (key?.toLowerCase()) {
      case undefined:
        if (bare !== "") words.push(bare);
        break;
      case "from":
        filters.from = value;
        break;
      case "has":
        if (value.toLowerCase() !== "link") return "has: knows link only.";
        filters.hasLink = true;
        break;
      default: {
        const at = DATE.test(value) ? Date.parse(value) : Number.NaN;
        if (Number.isNaN(at)) return `${key}: is a date, as in 2026-01-31.`;
        if (key?.toLowerCase() === "before") filters.until = at;
        else filters.since = at;
      }
    }
  }
  if (words.length === 0 && Object.keys(filters).length === 0) return "The search is empty.";
  return words.length > SEARCH_MAX_WORDS
    ? `${OVER_LIMIT}A search has more than ${SEARCH_MAX_WORDS} words.`
    : { words, ...filters };
}

/** [T5] What to look for in a room's log. */
export const SearchQuery = v.pipe(
  v.string("A search is a string."),
  v.description(
    `Up to ${SEARCH_MAX_WORDS} words in ${SEARCH_MAX_CODE_POINTS} code points: messages that hold all of them, in any order, also inside other words. Besides \`from:\` a name or an id, \`before:\` and \`after:\` a date, \`has:link\`; quotes hold together what has spaces.`,
  ),
  v.examples(["lunch from:ann after:2026-01-31"]),
  v.check(
    (text) => isWithinCodePoints(text, SEARCH_MAX_CODE_POINTS),
    `${OVER_LIMIT}A search has more than ${SEARCH_MAX_CODE_POINTS} code points.`,
  ),
  v.check(
    (text) => typeof parseTerms(text) !== "string",
    ({ input }) => String(parseTerms(input)),
  ),
);

/** A search that has been checked, as what to look for. */
export function searchTerms(query: string): SearchTerms {
  const terms = parseTerms(query);
  return typeof terms === "string" ? { words: [query] } : terms;
}
