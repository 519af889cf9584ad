import { fork } from "node:child_process";
import { join } from "node:path";
import { care, end, within } from "../children.ts";
import { BENCH } from "../paths.ts";
import { gist, START_MS, type Running } from "./running.ts";

/** Starts a peer that runs in Node, in a process of its own. It says its port itself. */
export async function startNode(file: string): Promise<Running> {
  const child = care(fork(join(BENCH, "peers", file), { stdio: ["ignore", "ignore", "pipe", "ipc"], execArgv: [] }));
  let trouble = "";
  child.stderr?.on("data", (chunk: Buffer) => (trouble = (trouble + chunk.toString()).slice(-2_000)));
  const port = new Promise<number>((resolve, reject) => {
    child.once("message", (message: { port: number }) => resolve(message.port));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`it ended with ${code}: ${gist(trouble)}`)));
  });
  try {
    return { port: await within(START_MS, "starting", port), pid: child.pid!, stop: () => end(child) };
  } catch (error) {
    await end(child);
    throw error;
  }
}
