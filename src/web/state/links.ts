/** A piece of a message's text: `href` where it is a link. */
export interface TextPart {
  readonly text: string;
  readonly href?: string;
}

// Characters that turn the direction of text never belong to a link: they could make it look like another one.
const LINK = /\bhttps?:\/\/[^\s<>"\u{200E}\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}]+/giu;
const TRAILING = /[.,;:!?'’”»*_~、。，！？；：]$/u;
const PAIRS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{", "）": "（", "」": "「", "』": "『" };

/** Finds http and https addresses in a text. The parts, put together, are the text. */
export function findLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const link = trimLink(match[0]);
    const href = hrefOf(link);
    if (href === undefined) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: link, href });
    from = match.index + link.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** Leaves out the punctuation of the sentence around a link: a full stop, a bracket that was opened before it. */
function trimLink(link: string): string {
  for (;;) {
    const last = link.at(-1) ?? "";
    const opening = PAIRS[last];
    const isStray = opening === undefined ? TRAILING.test(last) : count(link, last) > count(link, opening);
    if (!isStray) return link;
    link = link.slice(0, -1);
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function hrefOf(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  // What stands before an @ is read as the host by people, but is not.
  return url.username === "" && url.password === "" ? url.href : undefined;
}
