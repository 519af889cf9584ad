import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { replacementOf, typedWord } from "../../src/client/typed-word.ts";
import { emojiSource, offered } from "../../src/web/emoji/emoji-source.ts";
import { COLUMNS, nextCell } from "../../src/web/emoji/grid-keys.ts";
import { recentEmoji, rememberEmoji } from "../../src/web/emoji/recent.ts";
import { findEmoji, type Hints } from "../../src/web/emoji/search.ts";
import { sectionsOf, TABS } from "../../src/web/emoji/sections.ts";
import { closedCode } from "../../src/web/emoji/shortcode.ts";
import { saveTone } from "../../src/web/emoji/tone.ts";
import { emojiDe } from "../../src/web/i18n/emoji-de.ts";
import { emojiEn } from "../../src/web/i18n/emoji-en.ts";
import { createFormat } from "../../src/web/i18n/format.ts";
import { emojiIn, wordsIn } from "./support/emoji.ts";

const english = emojiIn("en");
const german = emojiIn("de");
const one = (unicode: string) => english.byUnicode.get(unicode)!;

/** What a device keeps. */
const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
  removeItem: (key: string) => kept.delete(key),
});
beforeEach(() => kept.clear());
afterAll(() => void vi.unstubAllGlobals());

function found(query: string, hints?: Hints, { all } = english): string[] {
  return findEmoji(all, query, hints).map(({ unicode }) => unicode);
}

describe("looking for an emoji", () => {
  it.each([
    ["tada", "🎉"],
    ["+1", "👍"],
    ["heart", "❤️"],
    ["party pop", "🎉"],
    ["THUMBS_UP", "👍"],
    ["germ", "🇩🇪"],
  ])("%j finds %s first", (query, best) => {
    expect(found(query)[0]).toBe(best);
  });

  it.each([
    ["konfetti", "🎉"],
    ["rotes he", "❤️"],
    ["herz", "♥️"],
    ["feuer", "🔥"],
    ["tschuss", "👋"],
  ])("in German %j finds %s", (query, best) => {
    expect(found(query, { words: wordsIn("de") }, german).slice(0, 8)).toContain(best);
  });

  it("what begins so comes before what has it inside, and that only for three letters", () => {
    const hearts = found("eart");
    expect(hearts).toContain("🌍");
    const ear = found("ear");
    expect(ear[0]).toBe("👂");
    expect(ear.indexOf("🌎")).toBeLessThan(ear.indexOf("❤️"));
    expect(found("rt")).not.toContain("❤️");
  });

  it("of what fits as well, what was used lately comes first, and then the shorter name", () => {
    expect(found("ta").slice(0, 3)).toEqual(["🌮", "🚕", "🎉"]);
    expect(found("ta", { recent: [one("🎉"), one("🚕")] }).slice(0, 3)).toEqual(["🎉", "🚕", "🌮"]);
    // But not before what fits better.
    expect(found("taco", { recent: [one("🎉")] })[0]).toBe("🌮");
  });

  it("other words find it where they were fetched, after its own", () => {
    expect(found("bye")).not.toContain("👋");
    expect(found("bye", { words: wordsIn("en") })).toContain("👋");
  });

  it.each(["", "  ", "))", "__", "-", "/", "xyzzy"])("%j finds nothing", (query) => {
    expect(found(query)).toEqual([]);
  });
});

/** The word at the caret, which is written as a bar. */
function word(marked: string): string | undefined {
  const caret = marked.indexOf("|");
  return typedWord(marked.replace("|", ""), caret, [emojiSource])?.query;
}

describe("a word that begins with a colon", () => {
  it.each([
    [":ta|", "ta"],
    ["hello :ta|", "ta"],
    ["line\n:ta|", "ta"],
    ["(:ta|", "ta"],
    ["**:ta|", "ta"],
    ["🎉:ta|", "ta"],
    ["❤️:ta|", "ta"],
    ["👍🏽:ta|", "ta"],
    ["🇩🇪:ta|", "ta"],
    ["at 12:30 :ta|", "ta"],
    [":+1|", "+1"],
  ])("%j is completed", (marked, query) => {
    expect(word(marked)).toBe(query);
  });

  it.each([
    ":t|",
    "ab:ta|",
    "12:30|",
    "https://exa|",
    "https://example.org/:ta|",
    "http://[::1]:80|",
    "::ta|",
    "std::vec|",
    ":tada: |",
    ":tada:|",
    "note:this|",
    ":)|",
  ])("%j is not", (marked) => {
    expect(word(marked)).toBeUndefined();
  });

  it("faces are not completed to anything", () => {
    for (const face of ["))", "-)", "-D", "'(", "/ ", "-/"]) expect(offered(english, face)).toEqual([]);
  });

  it("is offered as what it was asked for, with the kept skin tone", () => {
    expect(offered(english, "ta")).toHaveLength(8);
    expect(offered(english, "party")[0]).toMatchObject({
      insert: "🎉 ",
      label: ":party:",
      sign: "🎉",
      hint: "party popper",
    });
    saveTone("🏿");
    expect(offered(english, "+1")[0]).toMatchObject({ insert: "👍🏿 ", label: ":+1:" });
  });

  it("is remembered when it is taken", () => {
    offered(english, "tad")[0]!.onTake!();
    expect(offered(english, "ta")[0]!.label).toBe(":tada:");
  });

  it.each([
    [":ta|", "🎉 |"],
    [":ta|da", "🎉 |"],
    [":ta|x", "🎉 |x"],
    [":ta|, yes", "🎉|, yes"],
    [":ta| yes", "🎉 |yes"],
  ])("%j becomes %j", (marked, expected) => {
    const caret = marked.indexOf("|");
    const text = marked.replace("|", "");
    const { insert, spelt } = offered(english, "tada")[0]!;
    const replacement = replacementOf(text, caret, typedWord(text, caret, [emojiSource])!, insert, spelt);
    const { from, to, insert: written } = replacement;
    expect(`${text.slice(0, from)}${written}|${text.slice(to)}`).toBe(expected);
  });
});

describe("a name between colons", () => {
  it.each([
    [":tada:", "tada", 0],
    ["hi :+1:", "+1", 3],
    ["🎉:Tada:", "tada", 2],
    ["12:30 :x:", "x", 6],
  ])("ends %j", (text, code, from) => {
    expect(closedCode(text, text.length)).toEqual({ code, from });
  });

  it.each(["12:30:", "a:tada:", "https://x.org/:tada:", "std::tada:", "::", ": tada:", ":ta da:", "http:"])(
    "does not end %j",
    (text) => {
      expect(closedCode(text, text.length)).toBeUndefined();
    },
  );

  it("ends at the caret, whatever comes after", () => {
    expect(closedCode("a :tada: b", 8)).toEqual({ code: "tada", from: 2 });
    expect(closedCode("a :tada: b", 9)).toBeUndefined();
  });
});

describe("what was used lately", () => {
  it("is kept, each once, the latest first, and not without end", () => {
    for (const unicode of ["🎉", "👍", "🎉"]) rememberEmoji(one(unicode));
    expect(recentEmoji(english).map(({ unicode }) => unicode)).toEqual(["🎉", "👍"]);
    for (const emoji of english.all.slice(0, 40)) rememberEmoji(emoji);
    expect(recentEmoji(english)).toHaveLength(16);
  });

  it("is what can be chosen, whatever is stored", () => {
    kept.set("parley.emoji", "🎉 <b> nonsense 👍🏽 👍");
    expect(recentEmoji(english).map(({ unicode }) => unicode)).toEqual(["🎉", "👍"]);
  });
});

describe("what is seen", () => {
  const strings = emojiEn(createFormat("en"));

  it("has all under headings, and first what was used lately", () => {
    const first = sectionsOf(TABS[0]!, english, [one("🎉")], strings);
    expect(first.map(({ title }) => title)).toEqual(["Used lately", "Smileys", "People"]);
    expect(sectionsOf(TABS[0]!, english, [], strings).map(({ title }) => title)).toEqual(["Smileys", "People"]);
    const count = TABS.flatMap((tab) => sectionsOf(tab, english, [], strings)).reduce(
      (sum, { emoji }) => sum + emoji.length,
      0,
    );
    expect(count).toBe(english.all.length);
  });

  it("is named in both languages", () => {
    const other = emojiDe(createFormat("de"));
    expect(Object.keys(other.groups)).toEqual(Object.keys(strings.groups));
    expect(other.tones).toHaveLength(strings.tones.length);
    expect([strings.found(1), other.found(1_200)]).toEqual(["1 emoji found", "1.200 Emoji gefunden"]);
  });

  it.each([
    // Ten in the first grid: two rows, the second of two. Nine in the next.
    ["ArrowRight", 0, 1],
    ["ArrowRight", 18, 18],
    ["ArrowLeft", 10, 9],
    ["ArrowLeft", 0, 0],
    ["ArrowUp", 3, -1],
    ["ArrowDown", 1, 9],
    ["ArrowDown", 7, 9],
    ["ArrowDown", 9, 11],
    ["ArrowUp", 15, 9],
    ["ArrowUp", 18, 10],
    ["ArrowDown", 18, 18],
    ["Home", 5, 0],
    ["End", 8, 9],
    ["Home", 9, 8],
    ["x", 0, undefined],
  ])("%s goes from %j to %j", (key, at, next) => {
    expect(COLUMNS).toBe(8);
    expect(nextCell([10, 9], at, key)).toBe(next);
  });
});
