import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CODE_CLASSES, type Run } from "../../src/web/markdown/highlight.ts";
import { loadHighlighter } from "../../src/web/markdown/grammars.ts";
import { type GrammarName, grammarOf } from "../../src/web/markdown/languages.ts";
import { HIGHLIGHTED_LINE_MAX, HIGHLIGHTED_MAX, isShort } from "../../src/web/markdown/use-highlight.ts";

const LABELS =
  "js ts jsx tsx json css html xml bash sh python py go rust java kotlin swift c cpp c++ csharp c# php ruby sql yaml toml ini diff markdown md dockerfile lua perl r graphql makefile";
const CODE: Readonly<Record<GrammarName, string>> = {
  bash: 'if true; then echo "$A"; fi',
  c: "int main(void) { return 0; }",
  cpp: "class A { public: int b = 1; };",
  csharp: "public class A { int b = 1; }",
  css: "a:hover { color: #fff; }",
  diff: "-a\n+b",
  dockerfile: 'FROM node\nRUN echo "a"',
  go: "func main() { return 1 }",
  graphql: "query { a(b: 1) }",
  ini: 'a = "b"\n[c]',
  java: "class A { int b = 1; }",
  javascript: "const a = `b ${c + 1}`; // d",
  json: '{ "a": 1 }',
  kotlin: "fun a(): Int = 1",
  lua: "local a = 1 -- b",
  makefile: "a: b\n\techo $(C)",
  markdown: "# a\n*b*",
  perl: "my $a = 1;",
  php: "<?php echo 'a';",
  python: "def a(): return 1",
  r: "a <- function() 1",
  ruby: "def a; 1; end",
  rust: "fn main() { let a = 1; }",
  sql: "SELECT a FROM b WHERE c = 1",
  swift: "let a = 1",
  typescript: "const a: string = 'b';",
  xml: '<a href="b">c</a><script>let d = 1;</script>',
  yaml: "a: 1 # b",
};

const textOf = (runs: readonly Run[]) => runs.map(({ text }) => text).join("");
const names = Object.keys(CODE) as GrammarName[];

describe("languages", () => {
  test.each(LABELS.split(" "))("%s is known", (label) => {
    expect(grammarOf(label)).toBeDefined();
    expect(grammarOf(`  ${label.toUpperCase()} title=a`)).toBe(grammarOf(label));
  });

  test.each(["", " ", "text", "klingon", "constructor", "__proto__"])("%j is not", (label) => {
    expect(grammarOf(label)).toBeUndefined();
  });

  test.each(names)("%s has colours, from the list, and nothing is lost", async (name) => {
    const highlight = await loadHighlighter(name);
    const runs = highlight(CODE[name]);
    expect(textOf(runs)).toBe(CODE[name]);
    const classes = runs.flatMap(({ className }) => className ?? []);
    expect(classes.length).toBeGreaterThan(0);
    expect(CODE_CLASSES).toEqual(expect.arrayContaining(classes));
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...CODE[name], "${", "<", "\n"))), (pieces) => {
        expect(textOf(highlight(pieces.join("")))).toBe(pieces.join(""));
      }),
      { numRuns: 50 },
    );
  });

  test("what is inside another language has its own colours", async () => {
    const html = (await loadHighlighter("xml"))(CODE.xml);
    expect(html).toContainEqual({ text: "1", className: "hljs-number" });
    const template = (await loadHighlighter("javascript"))(CODE.javascript);
    expect(template).toContainEqual({ text: "1", className: "hljs-number" });
    expect(template).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining("${c"), className: undefined }),
    );
  });

  test("however deep code is nested, its colours are not", async () => {
    const code = "`${".repeat(HIGHLIGHTED_MAX / 3);
    expect(textOf((await loadHighlighter("javascript"))(code))).toBe(code);
  });
});

test("what is too long stays without colours", () => {
  const line = `${"a".repeat(HIGHLIGHTED_LINE_MAX - 1)}\n`;
  const most = line.repeat(HIGHLIGHTED_MAX / line.length);
  expect(isShort(most)).toBe(true);
  expect(isShort(`${most}a`)).toBe(false);
  expect(isShort("a".repeat(HIGHLIGHTED_LINE_MAX))).toBe(true);
  expect(isShort("a".repeat(HIGHLIGHTED_LINE_MAX + 1))).toBe(false);
});
