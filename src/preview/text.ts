/**
 * What has no place in a line of text: controls, what turns its direction, and what cannot be seen. Joiners stay, for emoji
 * and some scripts are spelt with them.
 */
const HIDDEN = /(?![\t-\r]|\p{Join_Control}|\p{Variation_Selector})[\p{Cc}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * A text of a page as one line.
 * @param max code points it may have; what is longer ends in "…" after the last grapheme that fits
 * @returns undefined where nothing is left
 */
export function oneLine(text: string, max: number): string | undefined {
  const line = text.toWellFormed().replace(HIDDEN, "").replace(/\s+/g, " ").trim();
  // A letter is at most two units, so no more than this can matter.
  const cut = cutTo(line.slice(0, 2 * max + 2), max);
  return cut === "" ? undefined : cut;
}

function cutTo(text: string, max: number): string {
  if ([...text].length <= max) return text;
  let kept = "";
  let length = 1;
  for (const { segment } of graphemes.segment(text)) {
    length += [...segment].length;
    if (length > max) break;
    kept += segment;
  }
  return kept === "" ? "" : `${kept.trimEnd()}…`;
}
