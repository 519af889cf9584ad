import * as fc from "fast-check";
import { expect, it } from "vitest";
import { formatCursor, parseCursor } from "../../src/protocol/cursor.ts";

it("[B1] a cursor comes back as it was written", () => {
  const epoch = fc.string({ unit: fc.constantFrom(..."0123456789abcdefxyz"), minLength: 1, maxLength: 32 });
  fc.assert(
    fc.property(epoch, fc.integer({ min: 0, max: 999_999_999_999_999 }), (of, seq) => {
      expect(parseCursor(formatCursor({ epoch: of, seq }))).toEqual({ epoch: of, seq });
    }),
  );
});

it("[B1] what is none is undefined, and what is one is written the same way but for zeros in front", () => {
  const cursorLike = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("a", "0", "9", ".", "-", "E", " ") }),
  );
  fc.assert(
    fc.property(cursorLike, (text) => {
      const cursor = parseCursor(text);
      if (!cursor) return;
      expect(Number.isSafeInteger(cursor.seq)).toBe(true);
      expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
      expect(text.replace(/\.0*(?=\d)/, ".")).toBe(formatCursor(cursor));
    }),
    { numRuns: 2_000 },
  );
});

it.each(["", ".", "a.", ".1", "a.-1", "a.1.2", "a.1e3", "A.1", "a.٣", "a.1\n", " a.1", "a.9999999999999999"])(
  "[B1] %j is none",
  (text) => {
    expect(parseCursor(text)).toBeUndefined();
  },
);
