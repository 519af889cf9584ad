import { defineConfig } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;

/** How long `expect.poll` waits, in ms. Nothing waits this long unless it fails, on a slow and shared machine too. */
const PATIENCE_MS = 25_000;

/** Each kind of test by its folder: `npx vitest --config test/vitest.config.ts --project unit`. */
export default defineConfig({
  root,
  test: {
    projects: [
      { root, test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 20_000 } },
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
          // They wait more than they compute.
          maxWorkers: 2,
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
          // Two browsers at a time are as much as a small machine carries without its clock showing in the tests: after all
          // others, and one file after another.
          fileParallelism: false,
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
