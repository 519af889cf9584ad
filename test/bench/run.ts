import { parseArgs } from "node:util";
import { endWithThisProcess } from "./children.ts";
import { columnsOf } from "./columns.ts";
import { generate } from "./generator.ts";
import type { Findings } from "./load/job.ts";
import type { WorkloadName } from "./load/main.ts";
import { loadPage } from "./page.ts";
import { plan, type Case } from "./plan.ts";
import { prepare } from "./prepare.ts";
import { writeReport } from "./report.ts";
import { Results } from "./results.ts";
import { SERVER_NAMES, SERVERS, type ServerName } from "./servers/index.ts";

/**
 * Measures Parley beside others, and writes a report.
 *
 *     node test/bench/run.ts [--quick] [--only=saturated,lone] [--servers=parley,raw,ws]
 *
 * `--only` takes beginnings of the cases' names (plan.ts).
 */
const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, only: { type: "string" }, servers: { type: "string" } },
});
const only = values.only?.split(",");
const unknown = (values.servers?.split(",") ?? []).filter((name) => !Object.hasOwn(SERVERS, name));
if (unknown.length > 0) {
  console.error(`There is no server ${unknown.join(", ")}; there are ${SERVER_NAMES.join(", ")}.`);
  process.exit(1);
}
const servers = SERVER_NAMES.filter((name) => values.servers === undefined || values.servers.split(",").includes(name));

/** Repeats more where the figures lie this far apart, as a share of the median, or something else used so many cores. */
const NOISY_SPREAD = 0.35;
const NOISY_OTHERS = 0.15;
const MORE_REPEATS = 2;

endWithThisProcess();
const start = performance.now();
const problems = prepare();
for (const problem of problems) console.error(problem);
const broken = new Set<ServerName>();
const results = new Results();
const cases = plan(values.quick, servers).filter(
  ({ name }) => only === undefined || only.some((beginning) => name.startsWith(beginning)),
);

for (const one of cases) {
  for (let repeat = 1; repeat <= one.repeats + MORE_REPEATS; repeat++) {
    for (const name of one.servers) {
      if (!broken.has(name) && (repeat <= one.repeats || isNoisy(one, name))) await measure(one, name, repeat);
    }
  }
}
const isFull = !values.quick && only === undefined && values.servers === undefined;
const seconds = Math.round((performance.now() - start) / 1000);
writeReport({ cases, results, problems, seconds, isQuick: values.quick, isFull });
process.exit();

/** One run of one case. What fails is told, and the rest goes on. */
async function measure(one: Case, name: ServerName, repeat: number): Promise<void> {
  const tell = (what: string): void => console.log(`${one.name} ${name} ${repeat}/${one.repeats}: ${what}`);
  try {
    const findings = one.workload === "page" ? await loadPage() : await serve(one, one.workload, name);
    results.add(one.name, name, findings);
    const figures = Object.entries(findings.figures).map(
      ([figure, value]) => `${figure} ${Number(value.toPrecision(4))}`,
    );
    tell(`${findings.wrong === undefined ? "" : `WRONG: ${findings.wrong}; `}${figures.join(", ")}`);
  } catch (error) {
    problems.push(`${one.title}: ${SERVERS[name].title}: ${messageOf(error)}`);
    tell(problems.at(-1)!);
  }
}

/** Puts a workload on a fresh server. @throws where either fails; a server that does not start is not tried again */
async function serve({ options }: Case, workload: WorkloadName, name: ServerName): Promise<Findings> {
  const kind = SERVERS[name];
  const server = await kind.start().catch((error: unknown) => {
    broken.add(name);
    throw new Error(`could not be started: ${messageOf(error)}`, { cause: error });
  });
  try {
    return await generate({ workload, options, dialect: kind.dialect, port: server.port, pid: server.pid });
  } finally {
    await server.stop();
  }
}

/** Whether the repeats of what matters most in this case differ too much, or something else was using the machine. */
function isNoisy({ name, workload }: Case, server: ServerName): boolean {
  const [column] = columnsOf(workload);
  const figures = results.of(name, server)?.figures;
  const figure = figures?.[column?.figure ?? ""];
  if (figure !== undefined && figure.max - figure.min > figure.median * NOISY_SPREAD) return true;
  return (figures?.["othersShare"]?.max ?? 0) > NOISY_OTHERS;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
