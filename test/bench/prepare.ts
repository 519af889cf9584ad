import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BENCH, OUT, ROOT } from "./paths.ts";

const BUILD_MS = 120_000;

/** Makes ready what is measured. @returns what could not be made, and why: the rest can still be measured. */
export function prepare(): string[] {
  const problems: string[] = [];
  const attempt = (what: string, command: string, args: readonly string[], cwd: string): void => {
    try {
      execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"], timeout: BUILD_MS });
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: Buffer };
      problems.push(`${what}: ${(stderr?.toString().trim() || message).split("\n").slice(-3).join(" ")}`);
    }
  };
  mkdirSync(OUT, { recursive: true });
  if (!isInstalled()) {
    attempt("the peers could not be installed", "npm", ["ci", "--no-audit", "--no-fund"], BENCH);
  }
  attempt("the worker could not be built", "npx", ["wrangler", "deploy", "--dry-run", "--outdir", OUT], ROOT);
  for (const name of ["raw", "greet", "store", "party"]) {
    const options = ["--bundle", "--format=esm", "--target=es2022", "--external:cloudflare:*", "--external:node:*"];
    const files = [join(BENCH, "peers", `${name}.js`), `--outfile=${join(OUT, `${name}.js`)}`];
    attempt(`${name} could not be built`, "npx", ["esbuild", ...files, ...options], ROOT);
  }
  return problems;
}

/** Whether everything that the benchmark's own package asks for is there. */
function isInstalled(): boolean {
  const { dependencies } = JSON.parse(readFileSync(join(BENCH, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  return Object.keys(dependencies).every((name) => existsSync(join(BENCH, "node_modules", name, "package.json")));
}
