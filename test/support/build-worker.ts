import { execFileSync } from "node:child_process";
import { WORKER_DIR } from "./server.ts";

/** Builds the production bundle and the page once; every test file then starts it in half a second. */
export default function buildWorker(): void {
  execFileSync("npx", ["wrangler", "deploy", "--dry-run", "--outdir", WORKER_DIR], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}
