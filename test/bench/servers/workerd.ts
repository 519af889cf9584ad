import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { care, end, makeFolder, removeFolder, within } from "../children.ts";
import { ROOT } from "../paths.ts";
import { gist, START_MS, type Running } from "./running.ts";

/** A worker as it would be deployed. */
export interface WorkerSetup {
  /** Its bundle. */
  readonly bundle: string;
  /** Bindings of object namespaces, and the class of each. */
  readonly objects: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Whether its objects keep anything: on this machine's disk, as in production, or nowhere. */
  readonly storage: "localDisk" | "inMemory";
}

const require = createRequire(import.meta.url);
// The runtime that the project's tools bring. The package's default export is the path of the binary for this machine.
const workerd = createRequire(require.resolve("wrangler"))("workerd") as { default: string; version: string };

/** The runtime's version: the last day of which it knows the behaviour. */
export const WORKERD_VERSION = workerd.version;

/** Starts a worker on the bare runtime: one process, nothing in front of it. */
export async function startWorkerd(setup: WorkerSetup): Promise<Running> {
  const folder = makeFolder();
  writeFileSync(join(folder, "worker.js"), readFileSync(setup.bundle));
  writeFileSync(join(folder, "config.capnp"), configOf(setup, folder));
  const command = ["serve", "--control-fd=3", join(folder, "config.capnp")];
  const child = care(spawn(workerd.default, command, { stdio: ["ignore", "ignore", "pipe", "pipe"] }));
  let trouble = "";
  child.stderr?.on("data", (chunk: Buffer) => (trouble = (trouble + chunk.toString()).slice(-2_000)));
  const stop = async (): Promise<void> => {
    await end(child);
    removeFolder(folder);
  };
  const port = new Promise<number>((resolve, reject) => {
    let told = "";
    (child.stdio[3] as Readable).on("data", (chunk: Buffer) => {
      told += chunk.toString();
      const match = /"event":"listen".*"port":(\d+)/.exec(told);
      if (match) resolve(Number(match[1]));
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`it ended with ${code}: ${gist(trouble)}`)));
  });
  try {
    return { port: await within(START_MS, "starting", port), pid: child.pid!, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As in the project's own configuration. */
const settings = readFileSync(join(ROOT, "wrangler.toml"), "utf8");
const compatibilityDate = /^compatibility_date = "(.+)"$/m.exec(settings)![1]!;
const compatibilityFlags = /^compatibility_flags = (\[.*\])$/m.exec(settings)?.[1] ?? "[]";

function configOf({ objects, vars = {}, storage }: WorkerSetup, folder: string): string {
  const text = JSON.stringify;
  const bindings = [
    ...Object.entries(objects).map(([name, type]) => `(name = ${text(name)}, durableObjectNamespace = ${text(type)})`),
    ...Object.entries(vars).map(([name, value]) => `(name = ${text(name)}, text = ${text(value)})`),
  ];
  const namespaces = Object.values(objects).map(
    (type) => `(className = ${text(type)}, uniqueKey = ${text(`bench-${type}`)}, enableSql = true)`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "disk", disk = (path = ${text(folder)}, writable = true)),
    (name = "main", worker = (
      modules = [(name = "worker.js", esModule = embed "worker.js")],
      compatibilityDate = ${text(compatibilityDate)},
      compatibilityFlags = ${compatibilityFlags},
      bindings = [${bindings.join(", ")}],
      durableObjectNamespaces = [${namespaces.join(", ")}],
      durableObjectStorage = (${storage === "localDisk" ? 'localDisk = "disk"' : "inMemory = void"}),
    )),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;
}
