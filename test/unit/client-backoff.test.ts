import * as fc from "fast-check";
import { expect, test } from "vitest";
import { backoffDelay } from "../../src/client/backoff.ts";
import { TIMING } from "../../src/client/config.ts";

const attempts = fc.nat(10_000);
const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("a wait is anything from nothing to the doubled base, up to the cap", () => {
  fc.assert(
    fc.property(attempts, randoms, (attempt, random) => {
      const delay = backoffDelay(attempt, 0, TIMING, () => random);
      const ceiling = Math.min(TIMING.backoffCapMs, TIMING.backoffBaseMs * 2 ** attempt);
      expect(delay).toBe(random * ceiling);
    }),
  );
});

test("a wait is never shorter than the server's retryAfter, and never beyond a timer's reach", () => {
  fc.assert(
    fc.property(attempts, randoms, fc.double({ noNaN: true }), (attempt, random, retryAfter) => {
      const delay = backoffDelay(attempt, retryAfter, TIMING, () => random);
      expect(delay).toBeGreaterThanOrEqual(Math.min(retryAfter, TIMING.retryAfterMaxMs));
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThan(2 ** 31);
    }),
  );
});

test("those sent away together do not come back together", () => {
  const delays = new Set(Array.from({ length: 50 }, () => backoffDelay(0, 5_000)));
  expect(delays.size).toBeGreaterThan(40);
});
