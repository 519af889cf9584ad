import type { EmojiStrings } from "./emoji-en.ts";
import type { Format } from "./format.ts";

/** German for what emoji are chosen from. */
export const emojiDe = (f: Format): EmojiStrings => ({
  search: "Emoji suchen",
  results: "Gefunden",
  found: (count) => f.plural(count, { one: "# Emoji gefunden", other: "# Emoji gefunden" }),
  nothing: "Dafür gibt es kein Emoji.",
  kinds: "Arten von Emoji",
  recent: "Zuletzt benutzt",
  tone: "Hautton",
  tones: ["Keiner", "Hell", "Mittelhell", "Mittel", "Mitteldunkel", "Dunkel"],

  groups: {
    smileys: "Smileys",
    people: "Menschen",
    animals: "Tiere und Natur",
    food: "Essen und Trinken",
    travel: "Reisen und Orte",
    activities: "Aktivitäten",
    objects: "Gegenstände",
    symbols: "Symbole",
    flags: "Flaggen",
  },
});
