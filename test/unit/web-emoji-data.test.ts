import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { Emoji } from "../../src/protocol/emoji.ts";
import { createCatalogue, Names, Pictures, Words } from "../../src/web/emoji/catalogue.ts";
import { TABS } from "../../src/web/emoji/sections.ts";
import { toned, TONES } from "../../src/web/emoji/tone.ts";
import { emojiTables } from "../../src/build/emoji-tables.ts";
import { emojiIn } from "./support/emoji.ts";

const tables = emojiTables();
const pictures = v.parse(Pictures, tables["emoji.json"]);
const { all, byCode, byUnicode } = emojiIn("en");

describe("every emoji that can be chosen", () => {
  it("[C9] is one that the server takes, spelt as the server spells it, in every skin tone", () => {
    for (const emoji of all) {
      for (const tone of TONES) expect(v.parse(Emoji, toned(emoji, tone)), emoji.name).toBe(toned(emoji, tone));
    }
  });

  it("is there once, and so is each of its names between colons", () => {
    expect(byUnicode.size).toBe(all.length);
    expect(byCode.size).toBe(all.reduce((sum, { codes }) => sum + codes.length, 0));
    for (const { codes } of all) for (const code of codes) expect(code).toMatch(/^[a-z0-9_+-]+$/);
  });

  it("is in a group that is shown, and none of the newest is missing", () => {
    expect(all.length).toBeGreaterThan(1_900);
    expect(byUnicode.get("🫪")?.name).toBe("distorted face");
    const groups = new Set(all.map(({ group }) => group));
    expect(groups.size).toBe(TABS.flatMap((tab) => tab.groups).length);
  });

  it("has its own name in both languages, and words for it beside", () => {
    for (const language of ["en", "de"]) {
      const { names } = v.parse(Names, tables[`emoji-${language}.json`]);
      const { words } = v.parse(Words, tables[`emoji-words-${language}.json`]);
      expect([names.length, words.length]).toEqual([all.length, all.length]);
      expect(new Set(names).size).toBe(names.length);
      expect(names.every((name) => name.trim() !== "")).toBe(true);
      expect(words.filter((word) => word !== "").length).toBeGreaterThan(all.length / 2);
    }
    expect(emojiIn("de").byUnicode.get("🎉")?.name).toBe("Konfettibombe");
  });
});

describe("skin tones", () => {
  it.each([
    ["👍", "👍🏽"],
    ["✌️", "✌🏽"],
    ["🧑‍🤝‍🧑", "🧑🏽‍🤝‍🧑🏽"],
    ["👩‍❤️‍💋‍👨", "👩🏽‍❤️‍💋‍👨🏽"],
    ["🕵️‍♀️", "🕵🏽‍♀️"],
    ["🎉", "🎉"],
    ["👨‍👩‍👧", "👨‍👩‍👧"],
  ])("%s becomes %s", (unicode, expected) => {
    expect(toned(byUnicode.get(unicode)!, "🏽")).toBe(expected);
    expect(toned(byUnicode.get(unicode)!, "")).toBe(unicode);
  });
});

describe("what the device cannot draw", () => {
  const names = v.parse(Names, tables["emoji-en.json"]).names;

  it("is left out by versions: of each, one is tried", () => {
    const tried: string[] = [];
    const canDraw = (emoji: string) => tried.push(emoji) > 0 && emoji !== "🫪";
    const fewer = createCatalogue(pictures, names, canDraw);
    expect(tried.length).toBeLessThan(12);
    expect(fewer.byUnicode.has("🫪")).toBe(false);
    expect(fewer.byUnicode.has("🫍")).toBe(false);
    expect(fewer.all.length).toBeGreaterThan(all.length - 20);
    const oldest = createCatalogue(pictures, names, () => false);
    expect(oldest.byUnicode.has("😀")).toBe(true);
    expect(oldest.all.length).toBeGreaterThan(1_500);
  });

  it("tables of two deployments are not mixed", () => {
    expect(() => createCatalogue(pictures, names.slice(1), () => true)).toThrow("do not belong together");
  });
});
