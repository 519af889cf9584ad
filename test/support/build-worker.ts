import { execFileSync } from "node:child_process";
import { WORKER_DIR } from "./server.ts";

/** Set once it is built: each kind of test that needs it asks for it. */
const BUILT = "PARLEY_TEST_WORKER_BUILT";

/** Builds the production bundle and the page once; every test file then starts it in half a second. */
export default function buildWorker(): void {
  if (process.env[BUILT]) return;
  execFileSync("npx", ["wrangler", "deploy", "--dry-run", "--outdir", WORKER_DIR], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  process.env[BUILT] = "yes";
}
