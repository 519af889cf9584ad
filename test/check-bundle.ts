import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Builds what would be deployed and holds it, and the page, to a size. Compressed, in KiB. */
const LIMITS = [
  { what: "the worker", folder: "dist/deploy", ending: ".js", max: 300 },
  { what: "the page's script", folder: "static/build", ending: ".js", max: 45 },
  { what: "the page's styles", folder: "static/styles", ending: ".css", max: 15 },
];

execFileSync("wrangler", ["deploy", "--dry-run", "--outdir", "dist/deploy"], {
  stdio: ["ignore", "ignore", "inherit"],
});

for (const { what, folder, ending, max } of LIMITS) {
  const files = readdirSync(folder).filter((name) => name.endsWith(ending));
  const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).byteLength, 0);
  const size = bytes / 1024;
  console.log(`${what}: ${size.toFixed(1)} KiB compressed in ${files.length} files, ${max} allowed`);
  if (files.length === 0 || size > max) {
    console.error(`${what} is ${files.length === 0 ? "missing" : "too large"}: ${folder}`);
    process.exitCode = 1;
  }
}
