import { Tokenizer, type Tokens } from "marked";
import { findLinks } from "../../protocol/links.ts";
import { readLink } from "./mask.ts";

/** So many quotes and lists may be in one another, and so many marks in a line. What is deeper is shown as it was typed. */
export const DEPTH_MAX = 16;
/** Code units that are looked through in vain for the ends of marks; after that a text has no more of these. */
export const SEARCH_MAX = 50_000;

const QUOTE = /^(?: {0,3}>[^\n]*(?:\n|$))+/;
const QUOTE_MARK = /^ {0,3}> ?/gm;
const LIST = /^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+[^ \t\n]/;
const LIST_LINE = /^(?:\s*$| {2}| ?\t| ?(?:[-*+]|\d{1,9}[.)])\s)/;
const ADDRESS = /^https?:\/\/(?:(?!\|\|)[^\s<>"])+/i;
const OPENING = /^(?:\*{1,16}(?!\*)|_{1,16}(?!_)|~~(?!~))\S/;
const TEXT = /^(?:`+|~+|\[+(?=\[\[)|[^])(?:(?!https?:\/\/|!\[)[^\\`*_~|[])*/i;
const SHRUG = String.raw`\_(ツ)_/¯`;

/**
 * What of Markdown a chat has. There are no tables, rules, references or HTML, no code by indentation; a quote and a list
 * end with their lines, for in a chat the next line is one's own.
 */
export class ChatTokenizer extends Tokenizer {
  #blockDepth = 0;
  #inlineDepth = 0;
  #searched = 0;

  override blockquote(src: string): Tokens.Blockquote | undefined {
    const raw = QUOTE.exec(src)?.[0];
    if (raw === undefined || this.#blockDepth >= DEPTH_MAX) return undefined;
    const text = raw.replace(QUOTE_MARK, "");
    const { state } = this.lexer;
    const { top } = state;
    state.top = true;
    this.#blockDepth += 1;
    const tokens = this.lexer.blockTokens(text);
    this.#blockDepth -= 1;
    state.top = top;
    return { type: "blockquote", raw, text, tokens };
  }

  override list(src: string): Tokens.List | undefined {
    if (!LIST.test(src) || this.#blockDepth >= DEPTH_MAX) return undefined;
    this.#blockDepth += 1;
    const token = super.list(src.slice(0, listLength(src)));
    this.#blockDepth -= 1;
    return token;
  }

  override link(src: string): Tokens.Link | undefined {
    const { state } = this.lexer;
    const link = state.inLink ? undefined : readLink(src);
    if (!link) return undefined;
    state.inLink = true;
    const tokens = this.#inside(link.label);
    state.inLink = false;
    return { type: "link", raw: link.raw, href: link.href, text: link.label, tokens };
  }

  /** An address is one piece, whatever is in it. */
  override url(src: string): Tokens.Link | undefined {
    const [first] = findLinks(ADDRESS.exec(src)?.[0] ?? "");
    return first && { type: "link", raw: first.text, href: "", text: first.text, tokens: [], autolink: true };
  }

  override escape(src: string): Tokens.Escape | undefined {
    // A shrug keeps its arm.
    return src.startsWith(SHRUG) ? { type: "escape", raw: SHRUG, text: SHRUG } : super.escape(src);
  }

  override emStrong(src: string, maskedSrc: string, prevChar?: string): Tokens.Em | Tokens.Strong | undefined {
    return this.#search(src, maskedSrc, () => super.emStrong(src, maskedSrc, prevChar));
  }

  /** What was struck out, by `~~`; and spoilers, for which the lexer has no other place that knows the masked text. */
  override del(src: string, maskedSrc: string, prevChar?: string): Tokens.Del | undefined {
    if (src.startsWith("||")) return this.#spoiler(src, maskedSrc);
    return this.#search(src, maskedSrc, () => (src.startsWith("~~") ? super.del(src, maskedSrc, prevChar) : undefined));
  }

  override codespan(src: string): Tokens.Codespan | undefined {
    if (!src.startsWith("`") || this.#searched > SEARCH_MAX) return undefined;
    const token = super.codespan(src);
    if (!token) this.#searched += src.length;
    return token;
  }

  override inlineText(src: string): Tokens.Text {
    const [raw = src] = TEXT.exec(src) ?? [];
    return { type: "text", raw, text: raw };
  }

  override code(): undefined {}
  override hr(): undefined {}
  override html(): undefined {}
  override def(): undefined {}
  override table(): undefined {}
  override lheading(): undefined {}
  override tag(): undefined {}
  override reflink(): undefined {}
  override autolink(): undefined {}
  override br(): undefined {}

  #spoiler(src: string, maskedSrc: string): Tokens.Del | undefined {
    const from = maskedSrc.length - src.length;
    if (maskedSrc[from] !== "[") return undefined;
    const raw = src.slice(0, maskedSrc.indexOf("]", from) + 1 - from);
    const text = raw.slice(2, -2);
    return { type: "del", raw, text, tokens: this.#inside(text) };
  }

  #search<T>(src: string, maskedSrc: string, read: () => T | undefined): T | undefined {
    const isMasked = maskedSrc.at(-src.length) !== src[0];
    if (isMasked || !OPENING.test(src) || this.#searched > SEARCH_MAX || this.#inlineDepth >= DEPTH_MAX) {
      return undefined;
    }
    this.#inlineDepth += 1;
    const token = read();
    this.#inlineDepth -= 1;
    if (token === undefined) this.#searched += src.length;
    return token;
  }

  #inside(text: string): Tokens.Generic[] {
    if (this.#inlineDepth >= DEPTH_MAX) return [{ type: "text", raw: text, text }];
    this.#inlineDepth += 1;
    const tokens = this.lexer.inlineTokens(text);
    this.#inlineDepth -= 1;
    return tokens;
  }
}

/** How far the lines of the list reach that a text begins with. */
function listLength(src: string): number {
  let length = 0;
  while (length < src.length) {
    const end = src.indexOf("\n", length) + 1 || src.length;
    if (!LIST_LINE.test(src.slice(length, end))) break;
    length = end;
  }
  return length;
}
