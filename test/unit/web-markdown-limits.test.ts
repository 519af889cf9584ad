import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PARSED_MAX, parseMarkdown } from "../../src/web/markdown/parse.ts";
import { plainText } from "../../src/web/markdown/plain.ts";
import { DEPTH_MAX, SEARCH_MAX } from "../../src/web/markdown/tokenizer.ts";
import type { Block, Inline } from "../../src/web/markdown/tree.ts";
import { hideSpoilers, mayHaveMarkdown } from "../../src/web/state/markup.ts";
import { markdownText } from "./support/markdown-text.ts";
import { inlineText, outline, wordsOf } from "./support/outline.ts";

describe("what is typed stays", () => {
  test("a text that may have no Markdown has none", () => {
    fc.assert(
      fc.property(fc.oneof(markdownText(), fc.string({ unit: "grapheme", minLength: 1 })), (text) => {
        fc.pre(text !== "" && !/[\\\r]/.test(text));
        if (!mayHaveMarkdown(text)) expect(parseMarkdown(text)).toEqual([paragraph(text)]);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    "*a*",
    "_a_",
    "~~a~~",
    "`a`",
    "~~~\na",
    "||a||",
    "> a",
    "\n  >a",
    "- a",
    "# a",
    "a\n1) b",
    "[a](HTTP://b)",
  ])("%s may have some", (text) => {
    expect(mayHaveMarkdown(text)).toBe(true);
  });

  test.each(["Hello!", "snake_case", "a -> b", "a | b", "5 * 3", ":-*", "-1", "#1", "a~b", "x > y", "[a]"])(
    "%s has none, and nothing is fetched for it",
    (text) => {
      expect(mayHaveMarkdown(text)).toBe(false);
    },
  );

  test("spaces and line breaks are kept, between marks too", () => {
    const text = "  a\n\n   *b*   c\t\n d ";
    expect(outline(text)).toBe("  a\n\n   emphasis(b)   c\t\n d ");
  });
});

describe("in one line", () => {
  test.each([
    ["**hi** ||secret||", "hi ▮▮▮"],
    ["> a\n\n- b\n- *c*", "a b, c"],
    ["```js\ncode\n```", "code"],
    ["[a](https://example.org) `b`", "a b"],
  ])("%s", (text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  test("nothing that is hidden is in it, nor in what is shown until marks can be read", () => {
    fc.assert(
      fc.property(markdownText(), (text) => {
        const hidden = new Set(parseMarkdown(text).flatMap(hiddenWords));
        const open = new Set(wordsIn(text.replaceAll(/\|\|[^]*\|\|/g, " ")));
        for (const word of hidden) {
          expect(wordsIn(plainText(text))).not.toContain(word);
          if (!open.has(word)) expect(wordsIn(hideSpoilers(text))).not.toContain(word);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("where it is not clear which marks hide, all between them is hidden", () => {
    expect(hideSpoilers("a || b\n\n||secret|| c")).toBe("a ▮▮▮ c");
    expect(hideSpoilers(String.raw`\||a|| secret||`)).toBe(String.raw`\▮▮▮`);
    expect(hideSpoilers("a || b")).toBe("a || b");
  });
});

describe("limits", () => {
  test.each([">", "> ", "- ", "* ", "1. ", "> - ", "- > "])(`%s is nested ${DEPTH_MAX} deep, and no deeper`, (mark) => {
    const blocks = parseMarkdown(`${mark.repeat(600)}end`);
    expect(deepest(blocks)).toBe(DEPTH_MAX);
    expect(wordsOf(blocks)).toContain("end");
  });

  test(`marks in a line are nested ${DEPTH_MAX} deep, and no deeper`, () => {
    const text = `${"*a ".repeat(300)}${"b* ".repeat(300)}`;
    expect(outline(text).match(/emphasis\(/g)).toHaveLength(DEPTH_MAX);
    expect(outline(text).replaceAll(/emphasis\(|\)|\*/g, "")).toBe(text.replaceAll("*", ""));
  });

  test.each([
    ">",
    "> ",
    "* ",
    "*",
    "**",
    "_",
    "[",
    "![",
    "- ",
    "1. ",
    "`",
    "~~",
    "||",
    "(",
    "<",
    "[a](",
    "\\",
    "#",
    "*a **b ",
  ])("ten thousand times %s is no trouble", (unit) => {
    const text = unit.repeat(10_000);
    expect(wordsOf(parseMarkdown(text))).toBe(text);
    const most = unit.repeat(PARSED_MAX / unit.length);
    expect(letters(wordsOf(parseMarkdown(most)))).toBe(letters(most));
  });

  test("a text that is longer than any that a room takes is shown as it was typed", () => {
    const most = `*a* ${"b".repeat(PARSED_MAX - 4)}`;
    expect(outline(most)).toMatch(/^emphasis\(a\)/);
    expect(parseMarkdown(`${most}b`)).toEqual([paragraph(`${most}b`)]);
  });

  test("marks whose ends are looked for in vain use up what may be looked through", () => {
    const stray = "a *b ".repeat(700);
    // Each looks through what comes after it, up to an end that belongs to another mark.
    expect((stray.length * 700) / 2).toBeGreaterThan(SEARCH_MAX);
    expect(outline(`${stray}_c* **d**`)).toContain("**d**");
    expect(outline("a *b _c* **d**")).toContain("strong(d)");
  });
});

/** How many quotes and lists are in one another. */
function deepest(blocks: readonly Block[]): number {
  return Math.max(0, ...blocks.map(depthOf));
}

function depthOf(block: Block): number {
  if (block.kind === "quote") return 1 + deepest(block.blocks);
  return block.kind === "list" ? 1 + Math.max(...block.items.map((item) => deepest(item.blocks))) : 0;
}

function letters(text: string): string {
  return text.replaceAll(/[^a-z]/g, "");
}

function paragraph(text: string): Block {
  return { kind: "paragraph", inlines: [{ kind: "text", text }] };
}

function hiddenWords(block: Block): string[] {
  if (block.kind === "quote") return block.blocks.flatMap(hiddenWords);
  if (block.kind === "list") return block.items.flatMap((item) => item.blocks.flatMap(hiddenWords));
  return block.kind === "code" ? [] : block.inlines.flatMap(hiddenIn);
}

function hiddenIn(inline: Inline): string[] {
  if ("text" in inline) return [];
  return inline.kind === "spoiler" ? wordsIn(inlineText(inline)) : inline.inlines.flatMap(hiddenIn);
}

function wordsIn(text: string): string[] {
  return text.match(/w\d+x/g) ?? [];
}
