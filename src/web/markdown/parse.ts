import { Hooks, Lexer, type MarkedToken, type Token, type Tokens } from "marked";
import { RULES } from "./rules.ts";
import { mask } from "./mask.ts";
import { ChatTokenizer } from "./tokenizer.ts";
import type { Block, Inline, ListItem } from "./tree.ts";

/** Code units: two for each code point that a room takes. A longer text is shown as it was typed. */
export const PARSED_MAX = 8_000;

/** Reads a text as Markdown. What is none stays as it was typed, with its spaces and line breaks. */
export function parseMarkdown(text: string): readonly Block[] {
  if (text.length > PARSED_MAX) return [{ kind: "paragraph", inlines: [textOf(text)] }];
  const tokenizer = new ChatTokenizer();
  const hooks = Object.assign(new Hooks(), { emStrongMask: mask });
  const lexer = new Lexer({ gfm: true, tokenizer, hooks });
  tokenizer.rules = { ...tokenizer.rules, ...RULES };
  return blocksOf(lexer.lex(text), true);
}

/**
 * Paragraphs that follow one another become one, with the lines that are between them.
 * @param isWhole whether there is nothing around these
 */
function blocksOf(tokens: readonly Token[], isWhole = false): readonly Block[] {
  const drafts: (Block | Inline[])[] = [];
  for (const token of tokens as readonly MarkedToken[]) {
    const block = blockOf(token);
    const last = drafts.at(-1);
    if (block) drafts.push(block);
    else if (Array.isArray(last)) last.push(...linesOf(token));
    else drafts.push(linesOf(token));
  }
  const isAlone = isWhole && drafts.length === 1;
  return drafts.flatMap((draft) => (Array.isArray(draft) ? paragraphOf(draft, isAlone) : draft));
}

/** @returns undefined where it is lines of a paragraph, or a mark that nothing comes after */
function blockOf(token: MarkedToken): Block | undefined {
  switch (token.type) {
    case "blockquote": {
      const blocks = blocksOf(token.tokens);
      return blocks.length > 0 ? { kind: "quote", blocks } : undefined;
    }
    case "list":
      return { kind: "list", isOrdered: token.ordered, items: token.items.map(itemOf) };
    case "code":
      return token.text.trim() === "" ? undefined : { kind: "code", language: token.lang ?? "", text: token.text };
    case "heading":
      return token.text === "" ? undefined : { kind: "heading", inlines: inlinesOf(token.tokens) };
    default:
      return undefined;
  }
}

function itemOf({ raw, tokens }: Tokens.ListItem): ListItem {
  const number = /^\s*(\d+)/.exec(raw)?.[1];
  return { number: number === undefined ? undefined : Number(number), blocks: blocksOf(tokens) };
}

function linesOf(token: MarkedToken): Inline[] {
  if (token.type !== "paragraph" && token.type !== "text") return [textOf(token.raw)];
  return [...inlinesOf(token.tokens ?? []), textOf(token.raw.slice(token.text.length))];
}

/** The empty lines around a paragraph are not part of it, unless it is all there is. */
function paragraphOf(lines: readonly Inline[], isAlone: boolean): readonly Block[] {
  const inlines = joinTexts(lines);
  if (!isAlone) {
    replaceText(inlines, 0, (text) => text.replace(/^(?:[ \t]*\n)+/, ""));
    replaceText(inlines, inlines.length - 1, (text) => text.trimEnd());
  }
  const shown = joinTexts(inlines);
  return shown.length > 0 ? [{ kind: "paragraph", inlines: shown }] : [];
}

function replaceText(inlines: Inline[], index: number, replace: (text: string) => string): void {
  const inline = inlines[index];
  if (inline?.kind === "text") inlines[index] = textOf(replace(inline.text));
}

function inlinesOf(tokens: readonly Token[]): Inline[] {
  return joinTexts((tokens as readonly MarkedToken[]).map(inlineOf));
}

function inlineOf(token: MarkedToken): Inline {
  switch (token.type) {
    case "em":
      return { kind: "emphasis", inlines: inlinesOf(token.tokens) };
    case "strong":
      return { kind: "strong", inlines: inlinesOf(token.tokens) };
    case "del":
      return { kind: token.raw.startsWith("|") ? "spoiler" : "deleted", inlines: inlinesOf(token.tokens) };
    case "link":
      return token.autolink === true
        ? textOf(token.text)
        : { kind: "link", href: token.href, inlines: inlinesOf(token.tokens) };
    case "codespan":
      return codeOf(token.raw);
    case "escape":
      return textOf(token.text);
    default:
      return textOf(token.raw);
  }
}

/** Code keeps its line breaks. One space on both sides is there to keep a backtick from the marks. */
function codeOf(raw: string): Inline {
  const marks = raw.search(/[^`]/);
  const inner = raw.slice(marks, -marks);
  if (inner.trim() === "") return textOf(raw);
  return { kind: "code", text: /^ [^]* $/.test(inner) ? inner.slice(1, -1) : inner };
}

function joinTexts(inlines: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const inline of inlines) {
    const last = joined.at(-1);
    if (inline.kind === "text" && last?.kind === "text") joined[joined.length - 1] = textOf(last.text + inline.text);
    else if (inline.kind !== "text" || inline.text !== "") joined.push(inline);
  }
  return joined;
}

function textOf(text: string): Inline {
  return { kind: "text", text };
}
