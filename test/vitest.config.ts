import { defineConfig } from "vitest/config";
import { LongestFirst } from "./support/longest-first.ts";

const root = new URL("..", import.meta.url).pathname;

/** How long `expect.poll` waits, in ms. Nothing waits this long unless it fails, on a slow and shared machine too. */
const PATIENCE_MS = 25_000;

/** How many files of those that wait more than they compute run at a time. */
const AT_ONCE = 3;

/** Each kind of test by its folder: `npx vitest --config test/vitest.config.ts --project unit`. */
export default defineConfig({
  root,
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        root,
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          testTimeout: 60_000,
          // Reading what they share takes twice as long as what they do.
          isolate: false,
          maxWorkers: AT_ONCE,
        },
      },
      {
        root,
        test: {
          name: "integration",
          include: ["test/{integration,contract,conformance,faults}/**/*.test.ts"],
          globalSetup: ["test/support/keep-in-memory.ts", "test/support/build-worker.ts"],
          testTimeout: 60_000,
          expect: { poll: { timeout: PATIENCE_MS } },
          // Every file starts a server of its own; what they share is only the reading of the tools.
          isolate: false,
          maxWorkers: AT_ONCE,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: [
            "test/support/prepare-browser.ts",
            "test/support/keep-in-memory.ts",
            "test/support/build-worker.ts",
          ],
          // More than the patience of one wait, and than all that axe looks at, many times.
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // What is opened in one does not stay: each file starts a browser and a server of its own here too.
          isolate: false,
          // Two at a time are as much as a small machine carries without its clock showing in the tests: after all others.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
