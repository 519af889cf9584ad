import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FILTER_WORD_MAX_CODE_POINTS, FILTER_WORDS_MAX, TEXT_MAX_CODE_POINTS } from "../../src/protocol/limits.ts";
import { isMaskedFrom, maskWords, patternOf } from "../../src/room/word-filter.ts";

function mask(text: string, ...words: string[]): string {
  return maskWords(
    text,
    words.map((word) => patternOf(word)!),
  );
}

/** A word that is nearly as long as one may be. */
function longWord(index: number, of: string): string {
  return `*${of.slice(0, FILTER_WORD_MAX_CODE_POINTS - 8)}${index}*`;
}

describe("[K6] a word that is masked", () => {
  it.each([
    ["bad", "a bad word", "a *** word"],
    ["bad", "badly, abad", "badly, abad"],
    ["bad*", "badly, abad", "*****, abad"],
    ["*bad", "badly, abad", "badly, ****"],
    ["*bad*", "unbadly bad", "******* ***"],
    ["bad", "BAD Bad (bad) bad.", "*** *** (***) ***."],
    ["BAD", "bad", "***"],
    ["two words", "say two words, two  words", "say *********, two  words"],
    ["bad", "ｂａｄ 𝐛𝐚𝐝", "*** ***"],
    // What nobody sees is not in the way, and stays.
    ["bad", "b\u200Bad ba\u00ADd", "*\u200B** **\u00AD*"],
    // As words are compared in capitals: a sharp s is two, and a sigma is one wherever it stands.
    ["größe", "GRÖSSE Größe gro\u0308ße GRÖẞE", "****** ***** ****** *****"],
    ["MASSE", "Maße", "****"],
    ["κακός", "ΚΑΚΌΣ κακόσ", "***** *****"],
    // However a syllable is spelt: by letters of Hangul, or by half a kana and its mark.
    ["바보", "\u1107\u1161\u1107\u1169 바보", "**** **"],
    ["\u1112\u1161\u11AB", "한 ㅎㅏ\u11AB", "* ***"],
    ["ばか", "は\u3099か", "***"],
    ["バカ", "ﾊﾞｶ ハ\u3099カ", "*** ***"],
    ["ﾊﾞｶ", "バカ", "**"],
    ["ㅅㅂ", "ㅅㅂ", "**"],
    // What only stands before such a letter is no part of its word.
    ["bad", "bad \u1161 bad\u11A8 bad \u11A8", "*** \u1161 bad\u11A8 *** \u11A8"],
    [":(", "no :( no", "no ** no"],
    ["聊天", "聊天 在聊天室", "** 在聊天室"],
    ["*聊天*", "在聊天室", "****"],
    ["👍🏽", "well 👍🏽 done", "well ** done"],
    ["a.c", "abc a.c", "abc ***"],
    ["s*x", "sex s*x", "sex ***"],
  ])("%s in %s", (word, text, masked) => {
    expect(mask(text, word)).toBe(masked);
  });

  it.each([
    // With Cyrillic, Greek, Armenian and Cherokee letters among the Latin ones.
    ["spam", "sp\u0430m \u0455p\u0430m SP\u0410M sp\u0430ms", "**** **** **** sp\u0430ms"],
    ["spam*", "sp\u0430ms", "*****"],
    ["shit", "sh\u0456t shi\u0442 SH\u0399T \u054Fhit s\u04BBit \u13DAhit", "**** **** **** **** **** ****"],
    ["fuck", "fuc\u043A f\u03C5ck FU\u0421\u041A", "**** **** ****"],
    ["hot pot", "a h\u043Et pot", "a *******"],
    // Wholly in other letters, where all that is written looks Latin; not where another language is written.
    ["sex", "some \u0455\u0435\u0445 here", "some *** here"],
    ["cock", "\u0421\u041E\u0421\u041A", "****"],
    ["cop", "\u0441\u043E\u0440 \u0438 \u0436\u0430\u0440", "\u0441\u043E\u0440 \u0438 \u0436\u0430\u0440"],
    ["pot", "\u0440\u043E\u0442", "\u0440\u043E\u0442"],
    ["cop", "\u0441op \u0438 \u0436\u0430\u0440", "*** \u0438 \u0436\u0430\u0440"],
    // The other way round: Latin letters in a word of another script, but no word that is Latin.
    ["\u0445\u0440\u0435\u043D", "x\u0440e\u043D \u0445\u0440\u0435\u043D \u0425P\u0415H", "**** **** ****"],
    ["\u0432\u043E\u0440", "\u0432op \u0412\u041E\u0420 BOP", "*** *** BOP"],
    ["\u0441\u043E\u0440", "a cop", "a cop"],
    ["\u0451\u0436", "\u00EB\u0436 \u0451\u0436", "** **"],
    // What looks alike in Latin letters alone is another word.
    ["corn", "com rn", "com rn"],
    ["com", "corn", "corn"],
    ["corn", "\u0441om", "\u0441om"],
    ["com", "\u0441om \u0441orn", "*** \u0441orn"],
    ["fail", "fall fa1l", "fall fa1l"],
    ["wow", "vvovv", "vvovv"],
    ["sik", "s\u0131k SIK", "s\u0131k ***"],
    ["oo", "00 o0", "00 o0"],
    ["uber", "\u00FCber", "\u00FCber"],
  ])("of letters that look alike: %s in %s", (word, text, masked) => {
    expect(mask(text, word)).toBe(masked);
  });

  it("nothing is left of a word that is * alone, or what nobody sees", () => {
    for (const word of ["*", "**", "\u200B", "*\u200B*"]) expect(patternOf(word)).toBeUndefined();
  });

  it("keeps the number of code points, whatever text and words are, and is known again from what was said", () => {
    const letters = fc.string({
      unit: fc.constantFrom(
        "a",
        "b",
        "B",
        " ",
        "*",
        "\u0301",
        "\u200B",
        "ﬁ",
        "ß",
        "ς",
        "\u1107",
        "\u1161",
        "😀",
        "\uD800",
      ),
    });
    fc.assert(
      fc.property(letters, fc.array(letters, { maxLength: 5 }), (text, words) => {
        const patterns = words.flatMap((word) => patternOf(word) ?? []);
        const masked = maskWords(text, patterns);
        expect(Array.from(masked)).toHaveLength(Array.from(text).length);
        expect(isMaskedFrom(masked, text)).toBe(true);
        expect(maskWords(masked, patterns)).toBe(masked);
      }),
    );
  });

  it("the same of letters that look alike", () => {
    const letters = fc.string({
      unit: fc.constantFrom("a", "A", "\u0430", "\u0410", "\u0436", "\u03B1", "i", "*", " "),
    });
    fc.assert(
      fc.property(letters, fc.array(letters, { maxLength: 5 }), (text, words) => {
        const masked = maskWords(
          text,
          words.flatMap((word) => patternOf(word) ?? []),
        );
        expect(Array.from(masked)).toHaveLength(Array.from(text).length);
        expect(isMaskedFrom(masked, text)).toBe(true);
      }),
    );
  });

  it("another text is not taken for one that was masked", () => {
    expect(isMaskedFrom("a *** word", "a good word")).toBe(false);
    expect(isMaskedFrom("a *** word", "a sad word")).toBe(true);
    expect(isMaskedFrom("*", "two")).toBe(false);
  });

  it("of 4,000 code points and 200 words, made to take long, in a moment", () => {
    const run = "a".repeat(TEXT_MAX_CODE_POINTS);
    const hostile = Array.from({ length: FILTER_WORDS_MAX }, (_, index) => longWord(index, `b${run}`));
    const nearly = Array.from({ length: FILTER_WORDS_MAX }, (_, index) => longWord(index, run));
    const every = Array.from({ length: FILTER_WORDS_MAX }, (_, index) => `*${"a".repeat(1 + (index % 30))}*`);
    const marks = `a${"\u0301".repeat(TEXT_MAX_CODE_POINTS - 1)}`;
    // A single character that is eighteen as they are compared, found everywhere and nowhere as a word.
    const wide = "\uFDFA";
    const inside = Array.from({ length: FILTER_WORDS_MAX }, (_, index) => wide.repeat(1 + (index % 39)));
    const disguised = "a\u0430".repeat(TEXT_MAX_CODE_POINTS / 2);
    const other = "\u0430\u0436".repeat(TEXT_MAX_CODE_POINTS / 2);
    for (const words of [hostile, nearly, every, inside]) {
      const patterns = words.map((one) => patternOf(one)!);
      for (const text of [
        run,
        marks,
        disguised,
        other,
        "😀".repeat(TEXT_MAX_CODE_POINTS),
        wide.repeat(TEXT_MAX_CODE_POINTS),
      ]) {
        const began = process.cpuUsage();
        maskWords(text, patterns);
        const { user, system } = process.cpuUsage(began);
        // Generous for a busy machine: it is a few ms.
        expect((user + system) / 1000).toBeLessThan(500);
      }
    }
  });
});
