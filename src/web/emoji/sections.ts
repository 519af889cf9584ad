import type { EmojiStrings } from "../i18n/emoji-en.ts";
import type { Catalogue, Emoji } from "./catalogue.ts";

type GroupName = keyof EmojiStrings["groups"];

/** Unicode's groups by their numbers; 2 is none of its own. */
const GROUPS: Readonly<Record<GroupName, number>> = {
  smileys: 0,
  people: 1,
  animals: 3,
  food: 4,
  travel: 5,
  activities: 6,
  objects: 7,
  symbols: 8,
  flags: 9,
};

/** Emoji under one heading. */
export interface Section {
  readonly title: string;
  /** Never none. */
  readonly emoji: readonly Emoji[];
}

/** What is looked at together. */
export interface Tab {
  /** What stands for it. */
  readonly sign: string;
  readonly groups: readonly GroupName[];
}

export const TABS: readonly Tab[] = [
  { sign: "😀", groups: ["smileys", "people"] },
  { sign: "🐻", groups: ["animals"] },
  { sign: "🍎", groups: ["food"] },
  { sign: "🚗", groups: ["travel"] },
  { sign: "⚽", groups: ["activities"] },
  { sign: "💡", groups: ["objects"] },
  { sign: "💜", groups: ["symbols"] },
  { sign: "🏁", groups: ["flags"] },
];

/** What is seen in a tab; what was used lately is seen in the first. */
export function sectionsOf(
  tab: Tab,
  { all }: Catalogue,
  recent: readonly Emoji[],
  { groups, recent: recently }: Pick<EmojiStrings, "groups" | "recent">,
): readonly Section[] {
  const used: Section[] = tab === TABS[0] ? [{ title: recently, emoji: recent }] : [];
  const own = tab.groups.map((name) => ({
    title: groups[name],
    emoji: all.filter(({ group }) => group === GROUPS[name]),
  }));
  return [...used, ...own].filter(({ emoji }) => emoji.length > 0);
}
