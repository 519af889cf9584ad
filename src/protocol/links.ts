/** A piece of a message's text: `href` where it is a link. */
export interface TextPart {
  readonly text: string;
  readonly href?: string;
}

// Characters that turn the direction of text never belong to a link: they could make it look like another one.
// Nor does `||`, the end of a spoiler.
const LINK = /\bhttps?:\/\/(?:(?!\|\|)[^\s<>"\u{200E}\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}])+/giu;
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
  // By closing bracket, how many there are more than opening ones.
  const stray: Record<string, number> = {};
  for (let end = link.length; ; end--) {
    const last = link[end - 1] ?? "";
    const opening = PAIRS[last];
    if (opening !== undefined) stray[last] ??= count(link, last) - count(link, opening);
    const isStray = opening === undefined ? TRAILING.test(last) : stray[last]!-- > 0;
    if (!isStray) return link.slice(0, end);
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** The address of a link. @returns undefined where it cannot be one, or one that deceives */
export function hrefOf(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  // What stands before an @ is read as the host by people, but is not.
  return url.username === "" && url.password === "" ? url.href : undefined;
}
