import * as fc from "fast-check";
import { type ComponentChild, h } from "preact";
import { describe, expect, test } from "vitest";
import { CODE_CLASSES, type Run } from "../../src/web/markdown/highlight.ts";
import { loadHighlighter } from "../../src/web/markdown/grammars.ts";
import { grammarOf } from "../../src/web/markdown/languages.ts";
import { blockNodes } from "../../src/web/markdown/nodes.tsx";
import { parseMarkdown } from "../../src/web/markdown/parse.ts";
import { later } from "../../src/web/i18n/later.ts";
import { markdownText } from "./support/markdown-text.ts";
import { draw, type Element, type Rendered } from "./support/vnodes.ts";

const anything = () => true;
const oneOf =
  (...allowed: readonly unknown[]) =>
  (value: unknown) =>
    allowed.includes(value);
const isWebAddress = (value: unknown) => {
  if (typeof value !== "string" || !/^https?:\/\/[^\s<>"]+$/.test(value)) return false;
  const { protocol, username, password } = new URL(value);
  return ["http:", "https:"].includes(protocol) && username === "" && password === "";
};
const isFunction = (value: unknown) => typeof value === "function";
const dir = oneOf("auto");

/** Every element that a text can become, with what it may have. */
const ALLOWED: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  p: { dir },
  blockquote: { dir },
  ul: { dir },
  ol: { dir, class: oneOf("is-wide") },
  li: { value: (value) => Number.isSafeInteger(value) && Number(value) >= 0 },
  em: {},
  strong: {},
  del: {},
  a: { href: isWebAddress, target: oneOf("_blank"), rel: oneOf("noopener noreferrer nofollow") },
  span: {
    class: oneOf("spoiler", "spoiler is-shown", "spoiler-text", "code-language", ...CODE_CLASSES),
    role: oneOf("button"),
    tabIndex: oneOf(0, -1),
    "aria-label": oneOf(later.message.spoiler),
    "aria-hidden": oneOf("true"),
    onClick: isFunction,
    onKeyDown: isFunction,
  },
  div: { class: oneOf("code", "code-head"), dir: oneOf("ltr") },
  pre: { role: oneOf("group"), tabIndex: oneOf(0), "aria-label": anything },
  code: { "aria-live": oneOf("off") },
  button: {
    type: oneOf("button"),
    class: oneOf("icon-button"),
    "aria-label": oneOf(later.code.copy),
    onClick: isFunction,
  },
};
/** The icon: of no concern to what is typed. */
const ICON = new Set(["svg", "path"]);

const colours = new Map<string, (code: string) => readonly Run[]>();
for (const name of ["javascript", "xml"] as const) colours.set(name, await loadHighlighter(name));

const colour = (language: string, code: string): readonly Run[] =>
  colours.get(grammarOf(language) ?? "")?.(code) ?? [{ text: code, className: undefined }];

type Render = (text: string) => ComponentChild[];
const render: Render = (text) => blockNodes(parseMarkdown(text));

/** What is wrong with how a text is drawn. */
function complaints(text: string, { elements, text: shown }: Rendered): string[] {
  const words = [shown, ...elements.map(({ props }) => String(props["href"]))].join(" ");
  return [
    ...elements.filter(({ name }) => !ICON.has(name)).flatMap(complaintsOf),
    ...(text.match(/w\d+x/g) ?? []).filter((word) => !words.includes(word)).map((word) => `${word} is lost`),
  ];
}

function complaintsOf({ name, props, inside }: Element): string[] {
  const allowed = ALLOWED[name];
  if (!allowed) return [`<${name}>`];
  const nested = name === "a" && inside.includes("a") ? ["a link in a link"] : [];
  const wrong = Object.entries(props).filter(([key, value]) => !(allowed[key]?.(value) ?? false));
  return [...nested, ...wrong.map(([key, value]) => `<${name} ${key}=${String(value)}>`)];
}

/** Hostile texts, and how they are drawn. */
function isHarmless(drawn: Render) {
  return fc.property(markdownText(), fc.boolean(), (text, isShown) => {
    expect(complaints(text, draw(drawn(text), { isShown, colour }))).toEqual([]);
  });
}

describe("a thousand hostile texts", () => {
  test("become no element, class or attribute but these, no address but one of the web; and no word is lost", () => {
    fc.assert(isHarmless(render), { numRuns: 1000 });
  });

  test.each<[string, Render]>([
    [
      "lets HTML through",
      (text) => [...render(text), ...[...text.matchAll(/<([a-z]+)/g)].map(([, name]) => h(name!, {}))],
    ],
    ["lets an address through", (text) => [render(text), ...links(text).map((href) => h("a", { href }))]],
    ["has a class of the text's", (text) => [render(text), h("span", { class: text })]],
    ["has an attribute of the text's", (text) => [render(text), h("p", { onclick: text })]],
    ["puts links into links", (text) => [h("a", { href: "https://example.org/" }, render(text))]],
    ["loses what is hidden", (text) => render(text.replaceAll("||", "").replace(/w1x/, ""))],
  ])("would show it, if what draws them %s", (_name, mutant) => {
    expect(fc.check(isHarmless(mutant), { numRuns: 1000 }).failed).toBe(true);
  });
});

function links(text: string): string[] {
  return [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, href = ""]) => href);
}

describe("what stands where", () => {
  test("each block goes its own way, and what is inside goes with it", () => {
    const { elements } = draw(render("a\n> b\n> - c\n\n1. d"), { isShown: true, colour });
    expect(elements.map(({ name, props }) => [name, props["dir"]])).toEqual([
      ["p", "auto"],
      ["blockquote", "auto"],
      ["p", undefined],
      ["ul", undefined],
      ["li", undefined],
      ["p", undefined],
      ["ol", "auto"],
      ["li", undefined],
      ["p", undefined],
    ]);
  });

  test("a number is the one that was typed, and stands in the line where it is long", () => {
    const lists = draw(render("1. a\n1. b\n99. c\n\n---\n\n100. d"), { isShown: true, colour }).elements;
    expect(lists.filter(({ name }) => name === "li").map(({ props }) => props["value"])).toEqual([1, 1, 99, 100]);
    expect(lists.filter(({ name }) => name === "ol").map(({ props }) => props["class"])).toEqual([
      undefined,
      "is-wide",
    ]);
  });

  test.each([
    ["a *b*", ["em", "span"]],
    ["# a\n*b*", ["p", "strong", "p", "em", "span"]],
    ["a\n> b", ["p", "blockquote", "p", "p", "span"]],
  ])("what is added to %j stands at the end of its last line, or below it", (text, expected) => {
    const { elements } = draw(blockNodes(parseMarkdown(text), h("span", {}, "edited")), { isShown: true, colour });
    expect(elements.map(({ name }) => name)).toEqual(expected);
  });

  test("a spoiler is a button with a name and without its words, then the words", () => {
    const look = (isShown: boolean) => draw(render("a ||*b*||"), { isShown, colour }).elements[0];
    expect(look(false)?.props).toMatchObject({ role: "button", tabIndex: 0, "aria-label": later.message.spoiler });
    expect(draw(render("||*b*||"), { isShown: false, colour }).elements[1]?.props).toEqual({
      class: "spoiler-text",
      "aria-hidden": "true",
    });
    expect(look(true)?.props).toEqual({ class: "spoiler is-shown", tabIndex: -1 });
  });

  test("code has colours, and nothing in it is read as Markdown", () => {
    const { elements, text } = draw(render("```js\nconst a = '*b*'; // ||c||\n```"), { isShown: false, colour });
    expect(text).toBe("jsconst a = '*b*'; // ||c||");
    expect(elements.map(({ props }) => props["class"])).toEqual(
      expect.arrayContaining(["hljs-keyword", "hljs-string", "hljs-comment"]),
    );
    expect(draw(render("`*a*`"), { isShown: true, colour }).elements.map(({ name }) => name)).toEqual(["code"]);
  });
});
