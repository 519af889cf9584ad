import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Builds what would be deployed and holds it, and the page, to a size. Compressed, in KiB. */
const PAGE = "static/build";
const ENTRY = "main.js";

// What an earlier build has left would count.
rmSync(PAGE, { recursive: true, force: true });
execFileSync("wrangler", ["deploy", "--dry-run", "--outdir", "dist/deploy"], {
  stdio: ["ignore", "ignore", "inherit"],
});

const scripts = filesOf(PAGE, ".js");
const first = withImports(ENTRY);
const lobby = [...withImports("lobby.js")].filter((name) => !first.has(name));
const later = scripts.filter((name) => !first.has(name));

hold(
  "the worker",
  filesOf("dist/deploy", ".js").map((name) => join("dist/deploy", name)),
  300,
);
hold(
  "the page's first script",
  [...first].map((name) => join(PAGE, name)),
  45,
);
// Who follows a link to a room need not wait for it.
hold(
  "what the lobby has beside it",
  lobby.map((name) => join(PAGE, name)),
  6,
);
// What is fetched as data, too.
for (const name of [...later, ...filesOf(PAGE, ".json")])
  hold(`what is fetched when it is wanted, ${name}`, [join(PAGE, name)], 20);
hold(
  "the operator's page",
  filesOf(`${PAGE}/admin`, ".js").map((name) => join(PAGE, "admin", name)),
  30,
);
const page = readFileSync("static/index.html", "utf8");
const styles = [...page.matchAll(/href="\/(styles\/[^"]+)"/g)].map(([, path = ""]) => join("static", path));
hold("the page's styles", styles, 15);

function filesOf(folder: string, ending: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(ending));
}

/** A script and all that it cannot run without. */
function withImports(name: string, known = new Set<string>()): Set<string> {
  if (known.has(name)) return known;
  known.add(name);
  const source = readFileSync(join(PAGE, name), "utf8");
  for (const [, imported = ""] of source.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) withImports(imported, known);
  return known;
}

function hold(what: string, files: readonly string[], max: number): void {
  const kib = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).byteLength, 0) / 1024;
  console.log(`${what}: ${kib.toFixed(1)} KiB compressed in ${files.length} files, ${max} allowed`);
  if (files.length > 0 && kib <= max) return;
  console.error(`${what} is ${files.length === 0 ? "missing" : "too large"}.`);
  process.exitCode = 1;
}
