import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { columnsOf, type Column } from "./columns.ts";
import { OUT, RESULTS, ROOT } from "./paths.ts";
import { TEXT_BYTES, type Case } from "./plan.ts";
import { judge } from "./reach.ts";
import type { Figure, Result, Results } from "./results.ts";
import { SERVERS, type ServerName } from "./servers/index.ts";

/** All that a run has found. */
export interface Run {
  readonly cases: readonly Case[];
  readonly results: Results;
  /** What could not be measured, and why. */
  readonly problems: readonly string[];
  readonly seconds: number;
  readonly isQuick: boolean;
  /** Nothing was left out: worth keeping. */
  readonly isFull: boolean;
}

/** Writes the report as Markdown and JSON to `dist/bench`; a full one is also kept beside the benchmark. */
export function writeReport(run: Run): void {
  const markdown = markdownOf(run);
  const file = join(OUT, "RESULTS.md");
  writeFileSync(file, markdown);
  const { cases, results, problems } = run;
  const json = { machine: machine(), date: today(), problems, reach: judge(results), results: results.toJSON(cases) };
  writeFileSync(join(OUT, "results.json"), `${JSON.stringify(json, undefined, 2)}\n`);
  console.log(`\n${markdown}`);
  if (!run.isFull) return;
  copyFileSync(file, RESULTS);
  execFileSync("npx", ["oxfmt", RESULTS], { cwd: ROOT, stdio: "ignore" });
}

function markdownOf({ cases, results, problems, seconds, isQuick }: Run): string {
  const used = new Set(cases.flatMap(({ servers }) => servers));
  const parts = [
    "# Benchmark",
    `${isQuick ? "A quick run" : "A run"} of \`npm run bench${isQuick ? ":quick" : ""}\`: ${today()}, ${machine()}. ` +
      `It took ${seconds} s. All on the loopback, one server at a time, the load generator in a process of its own; CPU and ` +
      `memory are the operating system's accounts of the server's one process. Texts have ${TEXT_BYTES} bytes. Figures are ` +
      'medians; what stands in brackets is the least and the most of the repeats. "×" is a figure divided by Parley\'s.',
    list([...used].map((name) => `${SERVERS[name].title}: ${SERVERS[name].version()}`)),
    ...(problems.length > 0 ? ["## Not measured", list(problems)] : []),
    "## What to reach",
    reachTable(results),
    ...obstacles(results),
    ...cases.flatMap((one) => caseParts(one, results)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function reachTable(results: Results): string {
  const rows = judge(results).map(({ what, reach, figure, isReached }) => [
    what,
    reach,
    figure ?? "not measured",
    figure === undefined ? "" : isReached ? "yes" : "no",
  ]);
  return table(["what", "reach", "measured", "reached"], rows);
}

function obstacles(results: Results): string[] {
  const missed = judge(results).filter(({ isReached, obstacle }) => !isReached && obstacle !== undefined);
  return missed.length > 0
    ? ["## What stands in the way", list(missed.map(({ what, obstacle }) => `${what}: ${obstacle}`))]
    : [];
}

function caseParts(one: Case, results: Results): string[] {
  const columns = columnsOf(one.workload);
  const rows: string[][] = [];
  const notes: string[] = [];
  for (const name of one.servers) {
    const result = results.of(one.name, name);
    if (!result) continue;
    rows.push(rowOf(name, result, columns, results, one));
    if (result.wrong !== undefined)
      notes.push(`${SERVERS[name].title}: wrong, and not to be compared: ${result.wrong}.`);
    if (isGeneratorTheLimit(result)) notes.push(`${SERVERS[name].title}: the load generator was the limit.`);
  }
  if (rows.length === 0) return [];
  const headings = ["server", ...columns.flatMap(({ title, isCompared }) => (isCompared ? [title, "×"] : [title]))];
  return [`## ${one.title}`, table(headings, rows), ...(notes.length > 0 ? [list(notes)] : [])];
}

function rowOf(name: ServerName, result: Result, columns: readonly Column[], results: Results, one: Case): string[] {
  const cells = columns.flatMap((column) => {
    const figure = result.figures[column.figure];
    const text = figure ? textOf(figure, result.runs) : (column.missing ?? "–");
    if (!column.isCompared) return [text];
    const own = results.of(one.name, "parley")?.figures[column.figure]?.median;
    return [text, figure && own ? short(figure.median / own) : ""];
  });
  return [SERVERS[name].title + (result.wrong === undefined ? "" : " (wrong)"), ...cells];
}

/** Its core is full, and the server's is not. */
function isGeneratorTheLimit({ figures }: Result): boolean {
  return (figures["generatorShare"]?.median ?? 0) > 0.9 && (figures["serverShare"]?.median ?? 1) < 0.9;
}

function textOf({ median, min, max }: Figure, runs: number): string {
  return runs > 1 ? `${short(median)} (${short(min)}–${short(max)})` : short(median);
}

function short(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(Number(value.toPrecision(3))).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function machine(): string {
  const [cpu] = cpus();
  const gib = Math.round(totalmem() / 1024 ** 3);
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  return `Parley ${version}, ${cpus().length} cores of ${cpu?.model.trim() ?? "?"}, ${gib} GiB, Linux ${release()}, Node ${process.version}`;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
