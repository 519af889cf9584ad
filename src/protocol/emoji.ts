import * as v from "valibot";

/** Emoji as Unicode recommends them; what is newer than the runtime is not known to it. */
const EMOJI = /^\p{RGI_Emoji}$/v;
/** Asks for the coloured form of a character that has a plain one too. */
const COLOURED = "\u{FE0F}";

/** The same emoji is always spelt the same: fully qualified. @returns undefined where the text is not exactly one emoji */
function qualified(text: string): string | undefined {
  if (EMOJI.test(text)) return text;
  return EMOJI.test(text + COLOURED) ? text + COLOURED : undefined;
}

/** One emoji. */
export const Emoji = v.pipe(
  v.string("emoji is a string."),
  v.maxLength(64, "emoji is one emoji."),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const emoji = qualified(dataset.value);
    if (emoji !== undefined) return emoji;
    addIssue({ message: "emoji is one emoji." });
    return NEVER;
  }),
);
