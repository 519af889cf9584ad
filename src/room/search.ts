import type { SearchTerms } from "../protocol/search-query.ts";

/** What a message has to fit, as SQL, and the values in it. */
export interface Condition {
  readonly condition: string;
  readonly bindings: readonly (string | number)[];
}

/** A search as a condition on rows of messages. */
export function conditionOf({ words, from, since, until, hasLink }: SearchTerms): Condition {
  const conditions: string[] = [];
  const bindings: (string | number)[] = [];
  const where = (condition: string, ...values: (string | number)[]): void => {
    conditions.push(condition);
    bindings.push(...values);
  };
  for (const word of words) {
    where("(instr(lower(text), ?) > 0 OR instr(text, ?) > 0 OR instr(text, ?) > 0)", ...spellings(word));
  }
  if (from !== undefined) {
    where("(user_id = ? OR lower(user_name) = ? OR user_name = ?)", from, from.toLowerCase(), from);
  }
  if (since !== undefined) where("at >= ?", since);
  if (until !== undefined) where("at < ?", until);
  if (hasLink) where("(instr(text, 'https://') > 0 OR instr(text, 'http://') > 0)");
  return { condition: conditions.join(" AND "), bindings };
}

/** How a word may be spelt. SQLite knows the two cases of the letters of ASCII only. */
function spellings(word: string): [lower: string, upper: string, title: string] {
  const lower = word.toLowerCase();
  return [lower, word.toUpperCase(), lower.replace(/(?<!\p{L}\p{M}*)\p{L}/gu, (letter) => letter.toUpperCase())];
}
