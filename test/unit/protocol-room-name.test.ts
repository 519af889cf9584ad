import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRoomName, parseRoomSegment } from "../../src/protocol/room-name.ts";

/** Strings in which names are likely enough. */
const nameLike = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.string({
    unit: fc.constantFrom("a", "Z", "9", "-", "_", "é", "İ", "ﬁ", "Σ", "聊", "\u0301", "\u{10400}", "Ａ"),
    maxLength: 70,
  }),
);

describe("parseRoomName", () => {
  it("[R1] never throws, and answers bad_room or a name of its own form", () => {
    fc.assert(
      fc.property(nameLike, (raw) => {
        const name = parseRoomName(raw);
        if (!name.ok) expect(name.error.code).toBe("bad_room");
        else {
          expect(name.value).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]*$/u);
          expect([...name.value].length).toBeLessThanOrEqual(64);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("[R1] a normalised name is its own normalisation, and is NFKC", () => {
    fc.assert(
      fc.property(nameLike, (raw) => {
        const name = parseRoomName(raw);
        fc.pre(name.ok);
        expect(parseRoomName(name.value)).toEqual(name);
        expect(name.value.normalize("NFKC")).toBe(name.value);
      }),
      { numRuns: 2_000 },
    );
  });

  it("[R1] each letter and digit there is, alone and after another, has one normalisation", () => {
    for (let code = 0; code <= 0x10ffff; code++) {
      const letter = String.fromCodePoint(code);
      if (!/[\p{L}\p{N}\p{M}]/u.test(letter)) continue;
      for (const raw of [letter, `x${letter}`]) {
        const name = parseRoomName(raw);
        if (name.ok && parseRoomName(name.value).ok) {
          const again = parseRoomName(name.value);
          if (!again.ok || again.value !== name.value) expect(again, `U+${code.toString(16)}`).toEqual(name);
        } else if (name.ok) expect.fail(`U+${code.toString(16)} gives a name that is none`);
      }
    }
    expect(parseRoomName("x")).toEqual({ ok: true, value: "x" });
  });

  it("[R1] case and compatibility forms do not matter", () => {
    for (const raw of ["room", "ROOM", "Room", "ｒｏｏｍ", "ＲＯＯＭ", "ℛ𝓸𝑜𝕞"]) {
      expect(parseRoomName(raw)).toEqual({ ok: true, value: "room" });
    }
  });
});

describe("parseRoomSegment", () => {
  it("[R1] never throws, whatever the percent signs", () => {
    const segment = fc.string({ unit: fc.constantFrom("%", "2", "f", "F", "0", "C", "3", "a", "é", "z") });
    fc.assert(
      fc.property(segment, (raw) => {
        const name = parseRoomSegment(raw);
        if (!name.ok) expect(name.error.code).toBe("bad_room");
      }),
      { numRuns: 2_000 },
    );
  });

  it("[R1] reads what encodeURIComponent wrote", () => {
    fc.assert(
      fc.property(nameLike, (raw) => {
        fc.pre(raw.isWellFormed());
        expect(parseRoomSegment(encodeURIComponent(raw))).toEqual(parseRoomName(raw));
      }),
    );
  });
});
