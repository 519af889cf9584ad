import { readItem, writeItem } from "../state/storage.ts";
import type { Emoji } from "./catalogue.ts";

/** Skin tones, from none to the darkest: what follows an emoji that has them. */
export const TONES = ["", "🏻", "🏼", "🏽", "🏾", "🏿"] as const;
export type Tone = (typeof TONES)[number];

const MAY_HAVE_TONE = /^\p{Emoji_Modifier_Base}/u;
const JOINER = "\u{200D}";
const COLOURED = "\u{FE0F}";

/** An emoji as it is written in a skin tone, where it has any. Where two people are in it, both have it. */
export function toned({ unicode, isToned }: Pick<Emoji, "unicode" | "isToned">, tone: Tone): string {
  if (!isToned || tone === "") return unicode;
  const parts = unicode.split(JOINER);
  // What stands between people is theirs: joined hands, a heart.
  const inTone = parts.map((part, index) => {
    const isPerson = (index === 0 || index === parts.length - 1) && MAY_HAVE_TONE.test(part);
    return isPerson ? part.replace(COLOURED, "").replace(/^./u, `$&${tone}`) : part;
  });
  return inTone.join(JOINER);
}

/** The tone that was chosen on this device. */
export function savedTone(): Tone {
  return TONES[Number(readItem("tone"))] ?? "";
}

export function saveTone(tone: Tone): void {
  writeItem("tone", tone === "" ? undefined : String(TONES.indexOf(tone)));
}
