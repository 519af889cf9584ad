import { fork } from "node:child_process";
import { join } from "node:path";
import { care, end, within } from "./children.ts";
import type { Findings } from "./load/job.ts";
import type { Answer, Order } from "./load/main.ts";
import { BENCH } from "./paths.ts";

/** No workload takes longer, ms. */
const WORKLOAD_MS = 240_000;

/** Has the load generator, in a process of its own, put one workload on a server. */
export async function generate(order: Order): Promise<Findings> {
  const child = care(fork(join(BENCH, "load", "main.ts"), { serialization: "advanced", execArgv: [] }));
  const answer = new Promise<Findings>((resolve, reject) => {
    child.once("message", (answer: Answer) => {
      if ("error" in answer) reject(new Error(answer.error));
      else resolve(answer.findings);
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the load generator ended with ${code}`)));
    child.send(order);
  });
  try {
    return await within(WORKLOAD_MS, order.workload, answer);
  } finally {
    await end(child);
  }
}
