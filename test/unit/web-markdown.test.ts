import { describe, expect, test } from "vitest";
import { parseMarkdown } from "../../src/web/markdown/parse.ts";
import { plainText } from "../../src/web/markdown/plain.ts";
import { DEPTH_MAX } from "../../src/web/markdown/tokenizer.ts";
import { outline } from "./support/outline.ts";

const WRITTEN = String.raw;

describe("inside a line", () => {
  test.each([
    ["*a* _b_ **c** __d__ ~~e~~", "emphasis(a) emphasis(b) strong(c) strong(d) deleted(e)"],
    ["***a*** **b *c* d** *_e_*", "emphasis(strong(a)) strong(b emphasis(c) d) emphasis(emphasis(e))"],
    ["**~~a~~** ~~**b**~~ ***c** d*", "strong(deleted(a)) deleted(strong(b)) emphasis(strong(c) d)"],
    ["*two\nlines*", "emphasis(two\nlines)"],
    ["`a *b*` ``c ` d`` `` ` ``", "code(a *b*) code(c ` d) code(`)"],
    ["`two\nlines`", "code(two\nlines)"],
    [WRITTEN`\*a\* \`b\``, "*a* `b`"],
    // No marks.
    ["snake_case_name __init__.py x", "snake_case_name strong(init).py x"],
    ["foo_bar_ _foo_bar", "foo_bar_ _foo_bar"],
    ["2*3*4 = 24, 2**10", "2*3*4 = 24, 2**10"],
    ["2 * 3 * 4", "2 * 3 * 4"],
    [":-* and *:", ":-* and *:"],
    [WRITTEN`¯\_(ツ)_/¯`, WRITTEN`¯\_(ツ)_/¯`],
    ["~a~ ~5 km, ~6 min ~/a:~/b", "~a~ ~5 km, ~6 min ~/a:~/b"],
    ["* a* ** b** ~~ c~~", "ul(- a* ** b** ~~ c~~)"],
    ["*** **** ` ``", "*** **** ` ``"],
    ["a\n---\nb\n***\n===", "a\n---\nb\n***\n==="],
    ["<b>a</b> <!-- c --> &amp; &#65;", "<b>a</b> <!-- c --> &amp; &#65;"],
    ["| a | b |\n| - | - |\n| c | d |", "| a | b |\n| - | - |\n| c | d |"],
    ["    four spaces", "    four spaces"],
    ["[a]: https://example.org/\n\n[a]", "[a]: https://example.org/\n\n[a]"],
  ])("%s", (text, expected) => {
    expect(outline(text)).toBe(expected);
  });

  test.each([
    ["**重要**です", "strong(重要)です"],
    ["これは**「重要」**です", "これはstrong(「重要」)です"],
    ["**重要。**次に", "strong(重要。)次に"],
    ["这是**“重要”**的", "这是strong(“重要”)的"],
    ["~~「古い」~~です *강조*입니다", "deleted(「古い」)です emphasis(강조)입니다"],
  ])("without spaces, as Chinese, Japanese and Korean are written: %s", (text, expected) => {
    expect(outline(text)).toBe(expected);
  });
});

describe("links", () => {
  test.each([
    ["[a](https://example.org/b)", "a(a https://example.org/b)"],
    ["![a](http://example.org/b.png)", "a(a http://example.org/b.png)"],
    ["[*a* `b` ||c||](https://example.org)", "a(emphasis(a) code(b) spoiler(c) https://example.org/)"],
    ["[[1]](https://example.org/a_(b))", "a([1] https://example.org/a_(b))"],
    [WRITTEN`[a](https://example.org/b\_c)`, "a(a https://example.org/b_c)"],
    ["*[a*b](https://example.org) c*", "emphasis(a(a*b https://example.org/) c)"],
    ["https://example.org/_a_*b*_c", "https://example.org/_a_*b*_c"],
    ["*https://example.org/a_b_c*", "emphasis(https://example.org/a_b_c)"],
    ["||https://example.org/a||", "spoiler(https://example.org/a)"],
  ])("%s", (text, expected) => {
    expect(outline(text)).toBe(expected);
  });

  test.each([
    "[a](javascript:alert(1))",
    "[a](JAVASCRIPT://example.org/%0aalert(1))",
    "[a](data:text/html,b)",
    "[a](vbscript:b)",
    "[a](//example.org)",
    "[a](/b)",
    "[a](ftp://example.org)",
    "[a](https://bank.example@evil.example/)",
    "[a](https://u:p@example.org/)",
    "[a](https://)",
    "[a](http://[)",
    "[a]( https://example.org )",
    '[a](https://example.org "title")',
    "[a](<https://example.org>)",
    "[](https://example.org)",
    "[ ](https://example.org)",
    "[https://bank.example](https://evil.example)",
    "[at https://bank.example](https://evil.example)",
    "[a](https://example.org",
    "[a](java\u0000script:b)",
  ])("%s is shown as it was typed", (text) => {
    expect(parseMarkdown(text)).toEqual([{ kind: "paragraph", inlines: [{ kind: "text", text }] }]);
  });

  test("an address that escapes hide is not a label either", () => {
    expect(outline(WRITTEN`[https:\/\/bank.example](https://evil.example)`)).toBe(
      "[https://bank.example](https://evil.example)",
    );
  });

  test("a link in a link is not taken for one", () => {
    expect(outline("[a [b](https://b.example) c](https://c.example)")).toBe(
      "[a a(b https://b.example/) c](https://c.example)",
    );
  });
});

describe("spoilers", () => {
  test.each([
    ["a ||b|| c ||d||", "a spoiler(b) c spoiler(d)"],
    ["||*a* `b||` c||", "spoiler(emphasis(a) code(b||) c)"],
    ["*a ||b*|| c", "*a spoiler(b*) c"],
    ["||a\n\nb||", "spoiler(a\n\nb)"],
    ["- ||a||\n> ||b||", "ul(- spoiler(a)) / quote(spoiler(b))"],
    ["|||| |||a||| || ||", "|||| spoiler(|a)| || ||"],
    ["a || b", "a || b"],
    [WRITTEN`\||a|| b||`, "||aspoiler( b)"],
    ["`||a||`", "code(||a||)"],
  ])("%s", (text, expected) => {
    expect(outline(text)).toBe(expected);
  });

  test("are hidden however deep they are, and however many marks were looked for in vain", () => {
    const deep = `${"*a ".repeat(DEPTH_MAX)}||secret||${" b*".repeat(DEPTH_MAX)}`;
    const vain = `${"a *b ".repeat(600)}c* _ ||secret||`;
    for (const text of [deep, vain]) {
      expect(outline(text)).toContain("spoiler(secret)");
      expect(plainText(text)).not.toContain("secret");
    }
  });
});

describe("blocks", () => {
  test.each([
    ["> a\n> b\nc", "quote(a\nb) / c"],
    ["> a\n> > b", "quote(a / quote(b))"],
    [">a\n\n>b", "quote(a) / quote(b)"],
    ["> - a\n> ```js\n> b\n> ```", "quote(ul(- a) / pre(js: b))"],
    ["- a\n- b\n  - c\n    - d\n- e", "ul(- a; - b / ul(- c / ul(- d)); - e)"],
    ["- a\n  b\n\n  c\n- d", "ul(- a\nb\n\nc; - d)"],
    ["- a\nb", "ul(- a) / b"],
    ["* a *b*\n* c", "ul(- a emphasis(b); - c)"],
    ["1. a\n2. b", "ol(1 a; 2 b)"],
    ["1. a\n1. b\n5. c", "ol(1 a; 1 b; 5 c)"],
    ["1986. A year", "ol(1986 A year)"],
    ["It was\n1986. A year", "It was\n1986. A year"],
    ["It was\n\n2. second", "It was / ol(2 second)"],
    ["- [ ] a\n- [x] b", "ul(- [ ] a; - [x] b)"],
    ["# a *b*\nc", "h(a emphasis(b)) / c"],
    ["#1 #tag", "#1 #tag"],
    ["```\na\n  b\n```", "pre(: a\n  b)"],
    ["```ts\n*a*\n\n```\nb", "pre(ts: *a*\n\n) / b"],
    ["a\n~~~\nb", "a / pre(: b)"],
    ["a\n\n\nb\n \n  c", "a\n\n\nb\n \n  c"],
    ["a\n\n- b\n\n\nc", "a / ul(- b) / c"],
    // Marks with nothing after them.
    [">", ">"],
    ["> \n>", "> \n>"],
    ["-\n+\n*\n1.", "-\n+\n*\n1."],
    ["#\n##", "#\n##"],
    ["```\n```", "```\n```"],
    ["- - -", "- - -"],
  ])("%s", (text, expected) => {
    expect(outline(text)).toBe(expected);
  });
});
