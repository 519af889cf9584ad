import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { searchTerms } from "../../src/protocol/search-query.ts";
import { excerptOf, wordsOf } from "../../src/web/state/search.ts";

test.each([
  ["lunch twelve", { words: ["lunch", "twelve"] }],
  ['"at twelve" lunch', { words: ["at twelve", "lunch"] }],
  ['FROM:"Ann B" has:LINK', { words: [], from: "Ann B", hasLink: true }],
  ["after:2026-01-31 before:2026-02-01T12:30Z x", { words: ["x"], since: 1769817600000, until: 1769949000000 }],
  ["https://example.org from: a:b", { words: ["https://example.org", "from:", "a:b"] }],
])("%s is looked for as it is meant", (query, terms) => {
  expect(searchTerms(query)).toEqual(terms);
});

describe("an excerpt", () => {
  test("marks every word, in any case, and begins near the first", () => {
    const text = `${"word ".repeat(30)}Lunch at (twelve) or LUNCH`;
    const pieces = excerptOf(text, wordsOf("lunch (twelve)"));
    expect(pieces.filter(({ isHit }) => isHit).map((piece) => piece.text)).toEqual(["Lunch", "(twelve)", "LUNCH"]);
    expect(pieces[0]!.text).toMatch(/^… word/);
    expect(pieces[0]!.text.length).toBeLessThan(60);
  });

  test("of a short text is the text, whatever is looked for", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.array(fc.string({ minLength: 1 })), (text, words) => {
        expect(
          excerptOf(text, words)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});
