import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fullBucket, takeToken, type Bucket } from "../../src/protocol/token-bucket.ts";

const quotas = fc.record({
  burst: fc.integer({ min: 1, max: 50 }),
  rate: fc.double({ min: 0.1, max: 100, noNaN: true }),
});
/** Pauses between attempts, ms. */
const pauses = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 200 });

describe("takeToken", () => {
  it("never gives more than burst + rate * t in any window of time", () => {
    fc.assert(
      fc.property(quotas, pauses, (quota, waits) => {
        let now = 1_000_000;
        let bucket = fullBucket(quota, now);
        const taken: number[] = [];
        for (const wait of waits) {
          now += wait;
          const take = takeToken(bucket, quota, now);
          ({ bucket } = take);
          if (take.retryAfter === 0) taken.push(now);
        }
        for (let from = 0; from < taken.length; from++) {
          for (let to = from; to < taken.length; to++) {
            const allowed = quota.burst + (quota.rate * (taken[to]! - taken[from]!)) / 1000;
            expect(to - from + 1).toBeLessThanOrEqual(allowed + 1e-6);
          }
        }
      }),
    );
  });

  it("gives a token after retryAfter, and not a millisecond before", () => {
    fc.assert(
      fc.property(quotas, fc.integer({ min: 0, max: 60 }), (quota, attempts) => {
        let bucket = fullBucket(quota, 0);
        let retryAfter = 0;
        for (let count = 0; count < attempts; count++) ({ bucket, retryAfter } = takeToken(bucket, quota, 0));
        fc.pre(retryAfter > 0);
        expect(takeToken(bucket, quota, retryAfter).retryAfter).toBe(0);
        expect(takeToken(bucket, quota, retryAfter - 1).retryAfter).toBeGreaterThan(0);
      }),
    );
  });

  it("a refused attempt costs nothing", () => {
    fc.assert(
      fc.property(quotas, fc.integer({ min: 1, max: 1_000 }), (quota, wait) => {
        const empty: Bucket = { tokens: 0, at: 0 };
        const once = takeToken(empty, quota, 0).bucket;
        let often = empty;
        for (let count = 0; count < 20; count++) often = takeToken(often, quota, 0).bucket;
        expect(takeToken(often, quota, wait)).toEqual(takeToken(once, quota, wait));
      }),
    );
  });

  it("a clock that goes back adds nothing, and does not stop what comes after it", () => {
    const quota = { burst: 5, rate: 1 };
    const { bucket } = takeToken({ tokens: 1, at: 10_000_000 }, quota, 10_000_000);
    const back = takeToken(bucket, quota, 5_000);
    expect(back.retryAfter).toBe(1_000);
    expect(takeToken(back.bucket, quota, 5_999).retryAfter).toBeGreaterThan(0);
    expect(takeToken(back.bucket, quota, 6_000).retryAfter).toBe(0);
  });

  it("a cost over what is left is a debt, paid before the next", () => {
    const quota = { burst: 10, rate: 10 };
    const { bucket, retryAfter } = takeToken(fullBucket(quota, 0), quota, 0, 30);
    expect([bucket.tokens, retryAfter]).toEqual([-20, 0]);
    expect(takeToken(bucket, quota, 0).retryAfter).toBe(2_100);
    expect(takeToken(bucket, quota, 2_100).retryAfter).toBe(0);
  });

  it("a rate of 0 lifts the limit", () => {
    const quota = { burst: 1, rate: 0 };
    let bucket = fullBucket(quota, 0);
    for (let count = 0; count < 1_000; count++) {
      const take = takeToken(bucket, quota, 0);
      expect(take.retryAfter).toBe(0);
      ({ bucket } = take);
    }
  });
});
