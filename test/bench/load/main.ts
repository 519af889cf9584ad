import { DIALECTS, type DialectName } from "./dialects.ts";
import { history } from "./history.ts";
import { idleMemory, idleWakes } from "./idle.ts";
import type { Findings, Options, Workload } from "./job.ts";
import { lone } from "./lone.ts";
import { joinStorm, resumeStorm } from "./opening.ts";
import { paced } from "./paced.ts";
import { saturated } from "./saturated.ts";
import { stalled } from "./stalled.ts";
import { writers } from "./writers.ts";

/** Every kind of load, by name. */
const WORKLOADS = { saturated, paced, lone, joinStorm, resumeStorm, idleMemory, idleWakes, history, stalled, writers };

export type WorkloadName = keyof typeof WORKLOADS;
/** The numbers that a kind of load is given. */
export type OptionsOf<W extends WorkloadName> = Parameters<(typeof WORKLOADS)[W]>[1];

/** What the generator's process is asked. */
export interface Order {
  readonly workload: WorkloadName;
  readonly options: Options;
  readonly dialect: DialectName;
  readonly port: number;
  readonly pid: number;
}

/** What it answers. */
export type Answer = { readonly findings: Findings } | { readonly error: string };

// A process of its own: neither the servers nor whoever reports take its time.
process.once("message", (order: Order) => {
  const { workload, options, dialect, port, pid } = order;
  // The plan gives each workload its own options; the compiler does not follow that through a message.
  const run = WORKLOADS[workload] as Workload;
  run({ port, pid, dialect: DIALECTS[dialect], isParley: dialect === "parley" }, options).then(
    (findings) => answer({ findings }),
    (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
  );
});

function answer(answer: Answer): void {
  process.send?.(answer, () => process.exit());
}
