import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { CommandId, isWithinBytes, Name, Text, utf8Length } from "../../src/protocol/fields.ts";

/** Code units in any order, so that surrogates stand alone. */
const codeUnits = fc.string({
  unit: fc.integer({ min: 0xd7f0, max: 0xe010 }).map((code) => String.fromCharCode(code)),
});
const anyString = fc.oneof(codeUnits, fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.string());

describe("Text", () => {
  it("[C5] never throws; what it accepts is trimmed, well formed and at most 4,000 code points", () => {
    fc.assert(
      fc.property(anyString, (raw) => {
        const text = v.safeParse(Text, raw);
        expect(text.success).toBe(raw.toWellFormed().trim() !== "");
        if (!text.success) return;
        expect(text.output).toBe(raw.toWellFormed().trim());
        expect(text.output.isWellFormed()).toBe(true);
      }),
    );
  });

  it("[E4] what it accepted it accepts again, unchanged", () => {
    fc.assert(
      fc.property(anyString, (raw) => {
        const text = v.safeParse(Text, raw);
        fc.pre(text.success);
        expect(v.parse(Text, text.output)).toBe(text.output);
      }),
    );
  });

  it("[C5] counts code points, not bytes or code units", () => {
    fc.assert(
      fc.property(fc.constantFrom("x", "é", "聊", "😀"), fc.integer({ min: 3_990, max: 4_010 }), (unit, count) => {
        expect(v.safeParse(Text, unit.repeat(count)).success).toBe(count <= 4_000);
      }),
    );
  });

  it.each([undefined, null, 7, {}, [], true])("[C5] %j is no text", (value) => {
    expect(v.safeParse(Text, value).success).toBe(false);
  });
});

describe("Name", () => {
  const nameLike = fc.oneof(
    anyString,
    fc.string({
      unit: fc.constantFrom("a", " ", "\u200D", "👩", "\u200B", "\u0301", "न", "\u0000", "🏴"),
      maxLength: 40,
    }),
  );

  it("[C5] never throws; what it accepts has 1 to 32 graphemes, single spaces and no control character", () => {
    const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
    fc.assert(
      fc.property(nameLike, (raw) => {
        const name = v.safeParse(Name, raw);
        if (!name.success) return;
        const count = [...graphemes.segment(name.output)].length;
        expect(count).toBeGreaterThanOrEqual(1);
        expect(count).toBeLessThanOrEqual(32);
        expect(name.output).not.toMatch(/\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}|^\s|\s$|\s\s/u);
        expect(name.output).toBe(name.output.normalize("NFC"));
      }),
      { numRuns: 2_000 },
    );
  });

  it("[C5] what it accepted it accepts again, unchanged", () => {
    fc.assert(
      fc.property(nameLike, (raw) => {
        const name = v.safeParse(Name, raw);
        fc.pre(name.success);
        expect(v.parse(Name, name.output)).toBe(name.output);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    0x00ad, 0x061c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x202e, 0x2060, 0x2066, 0x3164, 0xfeff, 0xe0041, 0xe000,
  ])("[C5] U+%x does not hide in a name", (code) => {
    const hidden = String.fromCodePoint(code);
    for (const raw of [`a${hidden}b`, `a${hidden}`, hidden]) {
      const name = v.safeParse(Name, raw);
      // What trimming takes off is not hidden.
      if (name.success) expect(name.output).toBe("a");
    }
  });
});

describe("CommandId", () => {
  it("[C1] is 1 to 64 bytes", () => {
    fc.assert(
      fc.property(fc.oneof(anyString, fc.string({ unit: "binary", minLength: 10, maxLength: 70 })), (raw) => {
        fc.pre(raw.isWellFormed());
        const bytes = Buffer.byteLength(raw);
        expect(v.safeParse(CommandId, raw).success).toBe(bytes >= 1 && bytes <= 64);
      }),
      { numRuns: 1_000 },
    );
  });

  it("[C1] [C3] what it accepts is text that storage keeps as it is", () => {
    fc.assert(
      fc.property(codeUnits, (raw) => {
        const id = v.safeParse(CommandId, raw);
        if (id.success) expect(id.output.isWellFormed()).toBe(true);
      }),
    );
  });
});

it("utf8Length counts UTF-8, of short texts and of longer ones than it has room for", () => {
  for (const piece of ["a", "é", "あ", "🌊", "\ud83c"]) {
    for (const length of [0, 1, 21_845, 21_846, 70_000]) {
      expect(utf8Length(piece.repeat(length))).toBe(Buffer.byteLength(piece.repeat(length)));
    }
  }
});

it("isWithinBytes counts UTF-8", () => {
  fc.assert(
    fc.property(anyString, fc.integer({ min: 0, max: 40 }), (text, max) => {
      expect(isWithinBytes(text, max)).toBe(Buffer.byteLength(text) <= max);
    }),
    { numRuns: 1_000 },
  );
});

it.each([
  "bob\uFE0F",
  "b\uFE00ob",
  "bob\u{E0100}",
  "bob\u180B",
  "bob\u2065",
  "bob\uFFF0",
  "bob\u{E0080}",
  "bob\u0378",
  "bob\u{1D159}",
  "bob\u2800",
  "\uFE0F",
  "👍\u{E0041}\u{E0042}",
  "🏴\u{E0067}\u{E0062}",
  "😀\u200D",
])("[C5] a name with something that cannot be seen is refused: %j", (name) => {
  expect(v.safeParse(Name, name).success).toBe(false);
});

it.each(["❤️", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👩‍❤️‍💋‍👨", "🇩🇪", "👍🏽", "می‌خواهم", "क्‍ष", "ශ්‍රී", "Zoë", "聊天室", "☎️ Ann"])(
  "[C5] %s is a name",
  (name) => {
    expect(v.safeParse(Name, name).success).toBe(true);
  },
);
