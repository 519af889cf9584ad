import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { BROWSER_ARGS } from "../support/browser.ts";
import { DevServer } from "../support/dev-server.ts";
import { requireBrowser } from "../support/find-browser.ts";
import { makeFolder, removeFolder } from "./children.ts";
import type { Findings } from "./load/job.ts";
import { BENCH, ROOT } from "./paths.ts";

const LIGHTHOUSE_MS = 120_000;
const CHROME_FLAGS = ["--headless=new", ...BROWSER_ARGS].join(" ");

/** What is used of a report of Lighthouse. */
interface LighthouseReport {
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
  readonly audits: {
    readonly "network-requests": {
      readonly details: { readonly items: readonly { readonly url: string; readonly resourceType: string }[] };
    };
  };
}

/** Loads the lobby, as it is served by `wrangler dev`, the way Lighthouse does: on its slow phone and on its desktop. */
export async function loadPage(): Promise<Findings> {
  const folder = makeFolder();
  const server = await DevServer.start(folder);
  const end = (): void => void server.kill();
  process.once("exit", end);
  try {
    const phone = await lighthouse(server.origin, []);
    const desktop = await lighthouse(server.origin, ["--preset=desktop"]);
    const score = (category: string): number =>
      Math.min(...[phone, desktop].map(({ categories }) => (categories[category]?.score ?? 0) * 100));
    return {
      figures: {
        scriptKib: scriptKib(phone),
        performance: score("performance"),
        accessibility: score("accessibility"),
        bestPractices: score("best-practices"),
        seo: score("seo"),
        leastScore: Math.min(...["performance", "accessibility", "best-practices", "seo"].map(score)),
      },
    };
  } finally {
    process.off("exit", end);
    await server.kill();
    removeFolder(folder);
  }
}

/** Lighthouse, and again where it says that it could not record: its own trouble with a browser that starts slowly. */
async function lighthouse(origin: string, options: readonly string[], attempts = 3): Promise<LighthouseReport> {
  try {
    return await runLighthouse(origin, options);
  } catch (error) {
    if (attempts <= 1) throw error;
    return lighthouse(origin, options, attempts - 1);
  }
}

async function runLighthouse(origin: string, options: readonly string[]): Promise<LighthouseReport> {
  const cli = join(BENCH, "node_modules/lighthouse/cli/index.js");
  const quiet = ["--quiet", "--output=json", "--no-enable-error-reporting", `--chrome-flags=${CHROME_FLAGS}`];
  const { stdout } = await promisify(execFile)(process.execPath, [cli, `${origin}/`, ...quiet, ...options], {
    timeout: LIGHTHOUSE_MS,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, CHROME_PATH: requireBrowser() },
  });
  return JSON.parse(stdout) as LighthouseReport;
}

/** All scripts of the first load, compressed each by itself, as they are sent where a network is in between. */
function scriptKib({ audits }: LighthouseReport): number {
  const scripts = audits["network-requests"].details.items.filter(({ resourceType }) => resourceType === "Script");
  const bytes = scripts.map(
    ({ url }) => gzipSync(readFileSync(join(ROOT, "static", new URL(url).pathname))).byteLength,
  );
  return bytes.reduce((sum, size) => sum + size, 0) / 1024;
}
