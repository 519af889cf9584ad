const EMOJI_MAX = 3;
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
// Digits and the like are emoji only with a variation selector, so a plain \p{Emoji} would take "12" for one.
const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Emoji}\u{FE0F}|\p{Regional_Indicator}{2})/u;

/** Whether a text is one to three emoji and nothing else. */
export function isEmojiOnly(text: string): boolean {
  if (text.length > 64) return false;
  let count = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (segment.trim() === "") continue;
    if (!EMOJI.test(segment) || ++count > EMOJI_MAX) return false;
  }
  return count > 0;
}
