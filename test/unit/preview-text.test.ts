import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeHtml } from "../../src/preview/charset.ts";
import { oneLine } from "../../src/preview/text.ts";

describe("a text of a page", () => {
  it.each([
    ["  Hello,\n\t world\u{A0}\u{2028}! ", "Hello, world !"],
    ["a\u{0}b\u{7}c\u{7F}d\u{9F}e", "abcde"],
    ["safe\u{202E}gpj.exe", "safegpj.exe"],
    ["\u{2066}a\u{2069}\u{200E}b\u{200F}c\u{61C}d", "abcd"],
    ["in\u{200B}vi\u{AD}si\u{2060}ble\u{FEFF}", "invisible"],
    ["tag\u{E0061}ged", "tagged"],
    ["\u{E000}private", "private"],
    ["lone \u{D800} half", "lone \u{FFFD} half"],
    ["👩‍👧 می‌خواهم ❤️", "👩‍👧 می‌خواهم ❤️"],
    ["<b>not bold</b> & so on", "<b>not bold</b> & so on"],
  ])("[P1] %j is %j", (text, line) => {
    expect(oneLine(text, 100)).toBe(line);
  });

  it.each(["", "   ", "\u{200B}\u{3164}\n", "\u{202E}"])("[P1] %j is none", (text) => {
    expect(oneLine(text, 100)).toBeUndefined();
  });

  it.each([
    ["abcdef", 6, "abcdef"],
    ["abcdefg", 6, "abcde…"],
    ["abcd efg", 6, "abcd…"],
    ["😀😀😀", 3, "😀😀😀"],
    ["😀😀😀😀", 3, "😀😀…"],
    // A family is four people and three joiners: it is there as a whole, or not at all.
    ["ab👨‍👩‍👧‍👦c", 9, "ab…"],
    ["ab👨‍👩‍👧‍👦cd", 10, "ab👨‍👩‍👧‍👦…"],
    ["e\u{301}e\u{301}e\u{301}", 4, "e\u{301}…"],
    // One letter under so many marks that nothing fits is nothing to show.
    [`a${"\u{301}".repeat(500)}`, 200, undefined],
  ])("[P1] %j in %i code points is %j", (text, max, line) => {
    expect(oneLine(text, max)).toBe(line);
  });

  it("[P1] is one line within its limit, whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.integer({ min: 1, max: 30 }), (text, max) => {
        const line = oneLine(text, max);
        if (line === undefined) return;
        expect([...line].length).toBeLessThanOrEqual(max);
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u{202A}-\u{202E}\u{2066}-\u{2069}]/u);
        expect(line.trim()).toBe(line);
        expect(oneLine(line, max)).toBe(line);
      }),
      { numRuns: 1_000 },
    );
  }, 30_000);
});

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));

/** "日本" in three ways, "Привет" in one. */
const SHIFT_JIS = [0x93, 0xfa, 0x96, 0x7b];
const EUC_JP = [0xc6, 0xfc, 0xcb, 0xdc];
const UTF_8 = [0xe6, 0x97, 0xa5, 0xe6, 0x9c, 0xac];
const CYRILLIC = [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2];

describe("the character set of a page", () => {
  it.each([
    ["of its header", "text/html; charset=Shift_JIS", bytes(SHIFT_JIS), "日本"],
    ["in quotes", 'text/html;charset="euc-jp"', bytes(EUC_JP), "日本"],
    ["of its own word", "text/html", bytes('<meta charset="windows-1251">', CYRILLIC), "Привет"],
    [
      "of its own word, the long way",
      "text/html",
      bytes("<meta http-equiv=Content-Type content='text/html; charset=shift_jis'>", SHIFT_JIS),
      "日本",
    ],
    ["of the header before its own word", "text/html; charset=utf-8", bytes("<meta charset=euc-jp>", UTF_8), "日本"],
    ["of its mark before its header", "text/html; charset=euc-jp", bytes([0xef, 0xbb, 0xbf], UTF_8), "日本"],
    ["UTF-16, by its mark", "text/html", bytes([0xff, 0xfe, 0xe5, 0x65, 0x2c, 0x67]), "日本"],
    ["UTF-16, the other way round", "text/html", bytes([0xfe, 0xff, 0x65, 0xe5, 0x67, 0x2c]), "日本"],
    ["UTF-8 where nothing is said", "text/html", bytes(UTF_8), "日本"],
    ["UTF-8 where it is unknown", "text/html; charset=klingon", bytes(UTF_8), "日本"],
    ["UTF-8 where it says UTF-16 and cannot be", "text/html", bytes("<meta charset=utf-16>", UTF_8), "日本"],
    [
      "UTF-8 where the word comes too late",
      "text/html",
      bytes(" ".repeat(1_024), "<meta charset=euc-jp>", UTF_8),
      "日本",
    ],
    ["what cannot be read", "text/html", bytes("a", [0xff], "b"), "a\u{FFFD}b"],
  ])("[P1] %s", (_what, type, page, text) => {
    expect(decodeHtml(page, type)).toMatch(new RegExp(`${text}$`));
  });
});
