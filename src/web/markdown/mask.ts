import { findLinks, hrefOf } from "../../protocol/links.ts";

/** `[text](address)` of a page on the web, with brackets inside one another once, and with an image's `!`. */
const LINK = /!?\[((?:[^[\]\\]|\\[^]|\[[^[\]\\]*\])+)\]\((https?:\/\/(?:[^\s<>()]|\([^\s<>()]*\))+)\)/i;
const LINK_HERE = new RegExp(`^${LINK.source}`, "i");
const LINKS = new RegExp(LINK.source, "gi");
const SPOILERS = /\|\|((?:(?!\|\|)[^])+)\|\||\|{3,}/g;
const BETWEEN_DIGITS = /(\d)(\*+)(?=\d)/g;
const ESCAPED = /\\([!-/:-@[-`{-~])/g;

/** A link that was written out. */
export interface WrittenLink {
  readonly raw: string;
  readonly label: string;
  readonly href: string;
}

/** The link that a text begins with. Its label shows no address, so that it cannot show another one than its own. */
export function readLink(text: string): WrittenLink | undefined {
  const [raw, label = "", address = ""] = LINK_HERE.exec(text) ?? [];
  return raw === undefined ? undefined : linkOf(raw, label, address);
}

function linkOf(raw: string, label: string, address: string): WrittenLink | undefined {
  const href = hrefOf(unescape(address));
  const isFair = label.trim() !== "" && findLinks(unescape(label)).every((part) => part.href === undefined);
  return href !== undefined && isFair ? { raw, label, href } : undefined;
}

function unescape(text: string): string {
  return text.replace(ESCAPED, "$1");
}

/**
 * Hides from the search for emphasis what binds tighter: links, addresses, spoilers, products of numbers.
 * @param text in which escapes and code are hidden already
 * @returns a text of the same length; a link or spoiler is `[aaa]` in it
 */
export function mask(text: string): string {
  const linked = text.replace(LINKS, (raw: string, label: string, address: string) =>
    linkOf(raw, label, address) ? box(raw) : raw,
  );
  return maskAddresses(linked)
    .replace(BETWEEN_DIGITS, (_, digit: string, stars: string) => digit + "a".repeat(stars.length))
    .replace(SPOILERS, (raw: string, inner = "") => (inner.trim() === "" ? raw : box(raw)));
}

function maskAddresses(text: string): string {
  return findLinks(text)
    .map((part) => (part.href === undefined ? part.text : "a".repeat(part.text.length)))
    .join("");
}

function box(raw: string): string {
  return `[${"a".repeat(raw.length - 2)}]`;
}
