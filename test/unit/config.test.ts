import { expect, it } from "vitest";
import { keepLimits } from "../../src/config.ts";

it.each([
  [undefined, 0],
  ["", 0],
  ["0", 0],
  ["-3", 0],
  ["many", 0],
  ["30", 30],
  // A part is a whole one: 0 would be no limit.
  ["0.5", 1],
])("[R6] KEEP_DAYS and KEEP_MESSAGES %j: %i", (text, limit) => {
  const variables = text === undefined ? {} : { KEEP_DAYS: text, KEEP_MESSAGES: text };
  expect(keepLimits(variables)).toEqual({ days: limit, messages: limit });
});
