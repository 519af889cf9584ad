import type { Format } from "./format.ts";

/** English for what emoji are chosen from, and the shape of every other language. */
export const emojiEn = (f: Format) => ({
  search: "Search emoji",
  results: "Results",
  found: (count: number) => f.plural(count, { one: "# emoji found", other: "# emoji found" }),
  nothing: "There is no emoji for that.",
  kinds: "Kinds of emoji",
  recent: "Used lately",
  tone: "Skin tone",
  tones: ["None", "Light", "Medium-light", "Medium", "Medium-dark", "Dark"] as readonly string[],

  groups: {
    smileys: "Smileys",
    people: "People",
    animals: "Animals and nature",
    food: "Food and drink",
    travel: "Travel and places",
    activities: "Activities",
    objects: "Objects",
    symbols: "Symbols",
    flags: "Flags",
  },
});

/** One language's table of these. */
export type EmojiStrings = ReturnType<typeof emojiEn>;
