import german from "emojibase-data/de/data.json" with { type: "json" };
import english from "emojibase-data/en/data.json" with { type: "json" };
import common from "emojibase-data/en/shortcodes/emojibase.json" with { type: "json" };
import github from "emojibase-data/en/shortcodes/github.json" with { type: "json" };
import * as v from "valibot";
import { Emoji } from "../protocol/emoji.ts";

/** Modifiers and hair, which are no emoji by themselves. */
const COMPONENTS = 2;
/** What has been in every font for years: from here on it is told by version. In Unicode's versions of emoji. */
const OLD_VERSION = 11;

const LANGUAGES = { en: english, de: german };

/** All emoji that the server accepts, in Unicode's order. `unicode` is its spelling. */
const ALL = english
  .flatMap((entry) => {
    const unicode = spelling(entry.emoji);
    const isEmoji = entry.group !== undefined && entry.group !== COMPONENTS;
    return isEmoji && unicode !== undefined ? [{ ...entry, unicode }] : [];
  })
  .toSorted((a, b) => a.order! - b.order!);

/**
 * What the page fetches of emoji, by the name of the file: apart for what is looked at, what is read out in a language, and what
 * is searched. The rows of each are in the same order.
 */
export function emojiTables(): Readonly<Record<string, object>> {
  const languages = Object.entries(LANGUAGES).flatMap(([language, entries]) => {
    const byCode = new Map(entries.map((entry) => [entry.hexcode, entry]));
    const rows = ALL.map(({ hexcode }) => byCode.get(hexcode)!);
    return [
      [`emoji-${language}.json`, { names: rows.map(({ label }) => label) }],
      [`emoji-words-${language}.json`, { words: rows.map(({ label, tags = [] }) => otherWords(label, tags)) }],
    ];
  });
  return Object.fromEntries([["emoji.json", pictures()], ...languages]) as Record<string, object>;
}

function pictures(): object {
  const versions = [...new Set(ALL.map(({ version }) => age(version)))].toSorted((a, b) => a - b);
  return {
    emoji: ALL.map(({ unicode }) => unicode).join(" "),
    codes: shortcodes().join(" "),
    groups: ALL.map(({ group }) => group).join(""),
    toned: ALL.map(({ skins }) => (skins ? 1 : 0)).join(""),
    ages: ALL.map(({ version }) => versions.indexOf(age(version))).join(""),
  };
}

const age = (version: number) => Math.max(version, OLD_VERSION);

/** What each is called between colons, the best known first. Of one that stands for two, the first list decides. */
function shortcodes(): string[] {
  const taken = new Set<string>();
  const free = (list: Readonly<Record<string, string | string[]>>, key: string) =>
    [list[key] ?? []].flat().filter((code) => !taken.has(code) && taken.add(code));
  const first = ALL.map(({ hexcode }) => free(github, hexcode));
  return ALL.map(({ hexcode }, index) => [...first[index]!, ...free(common, hexcode)].join(","));
}

/** Words for one that are not in its name. */
function otherWords(label: string, tags: readonly string[]): string {
  const name = label.toLowerCase();
  const words = new Set(tags.flatMap((tag) => tag.split(" ")));
  return [...words].filter((word) => !name.includes(word.toLowerCase())).join(" ");
}

/** As the server spells it, where it knows it. The package asks for colour also where that is how it is shown anyway. */
function spelling(emoji: string): string | undefined {
  return [emoji, emoji.replace(/\u{FE0F}$/u, "")].find((text) => {
    const parsed = v.safeParse(Emoji, text);
    return parsed.success && parsed.output === text;
  });
}
