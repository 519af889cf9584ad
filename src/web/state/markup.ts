// Two of a mark, what may hide something, an address in brackets, or what begins a block at the start of a line.
const MARKS = /([*_`])[^]*\1|~~|\|\||]\(http|^ *(?:>|([-+*]|#+|\d+[.)])\s)/im;

/** Whether a text may be shown in another way than it was typed. Where it says no, it is none. */
export function mayHaveMarkdown(text: string): boolean {
  return MARKS.test(text);
}

/**
 * A text without what is between the first `||` in it and the last: whichever of these belong together, what they hide
 * is hidden.
 */
export function hideSpoilers(text: string): string {
  return text.replace(/\|\|[^]+\|\|/, "▮▮▮");
}
