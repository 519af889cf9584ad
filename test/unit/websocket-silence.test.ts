import * as fc from "fast-check";
import { expect, it } from "vitest";
import { judgeSilence } from "../../src/transports/websocket/silence.ts";

const HEARTBEAT = 30_000;

it.each([
  [0, "fine"],
  [30_000, "fine"],
  [60_000, "fine"],
  [60_001, "late"],
  [119_999, "late"],
  [120_000, "silent"],
  [86_400_000, "silent"],
])("[W7] %d ms after the last ping it is %s", (quiet, verdict) => {
  expect(judgeSilence(1_000_000, 1_000_000 + quiet, HEARTBEAT)).toBe(verdict);
});

it("[W7] one that has never said ping is not judged", () => {
  fc.assert(fc.property(fc.nat(), (now) => judgeSilence(undefined, now, HEARTBEAT) === "fine"));
});

it("[W7] is measured in heartbeats: one that says ping in time is always fine", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 100_000 }), fc.nat(), (heartbeat, quiet) => {
      const verdict = judgeSilence(0, quiet, heartbeat);
      if (quiet <= heartbeat) expect(verdict).toBe("fine");
      expect(verdict === "silent").toBe(quiet >= heartbeat * 4);
    }),
  );
});
