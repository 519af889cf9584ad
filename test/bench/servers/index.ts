import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { DialectName } from "../load/dialects.ts";
import { BENCH, OUT } from "../paths.ts";
import { startNode } from "./node.ts";
import type { Running } from "./running.ts";
import { startWorkerd, WORKERD_VERSION } from "./workerd.ts";

/** One kind of server. */
export interface ServerKind {
  /** As a reader of the report is to know it. */
  readonly title: string;
  /** Where it is from: one of those that are to be beaten, or made here to compare with. */
  readonly role: "project" | "yardstick" | "peer";
  readonly dialect: DialectName;
  version(): string;
  start(): Promise<Running>;
}

const onWorkerd = (): string => `workerd ${WORKERD_VERSION}`;

/** Makes an object of a file in `peers`, bundled. */
function yardstick(
  title: string,
  file: string,
  objects: Record<string, string>,
  storage: "localDisk" | "inMemory",
  dialect: DialectName = "bare",
) {
  return {
    title,
    role: "yardstick" as const,
    dialect,
    version: onWorkerd,
    start: () => startWorkerd({ bundle: join(OUT, file), objects, storage }),
  };
}

export const SERVERS = {
  parley: {
    title: "Parley",
    role: "project",
    dialect: "parley",
    version: onWorkerd,
    start: () =>
      startWorkerd({
        bundle: join(OUT, "worker.js"),
        objects: {
          ROOMS: "ChatRoom",
          KEYRING: "Keyring",
          INBOXES: "Inbox",
          DIRECTORY: "Directory",
          REGISTRY: "Registry",
        },
        vars: { AUTH_SECRET: "a secret of the benchmark", ALLOWED_ORIGINS: "", MESSAGE_BURST: "20", MESSAGE_RATE: "0" },
        storage: "localDisk",
      }),
  },
  raw: yardstick("raw: an object that only relays", "raw.js", { ROOMS: "Raw" }, "inMemory"),
  greet: yardstick("raw that greets with as much", "greet.js", { ROOMS: "Greet" }, "inMemory", "greeted"),
  store: yardstick("an object that stores, then relays", "store.js", { ROOMS: "Store" }, "localDisk"),
  ws: {
    title: "ws, a broadcast loop",
    role: "peer",
    dialect: "bare",
    version: () => `ws ${installed("ws")}`,
    start: () => startNode("ws.js"),
  },
  "express-ws": {
    title: "express-ws",
    role: "peer",
    dialect: "bare",
    version: () => `express-ws ${installed("express-ws")}, express ${installed("express")}`,
    start: () => startNode("express-ws.js"),
  },
  "socket.io": {
    title: "Socket.IO",
    role: "peer",
    dialect: "socketIo",
    version: () => `socket.io ${installed("socket.io")}`,
    start: () => startNode("socket-io.js"),
  },
  partyserver: {
    title: "partyserver, hibernating",
    role: "peer",
    dialect: "party",
    version: () => `partyserver ${installed("partyserver")}, ${onWorkerd()}`,
    start: () => startWorkerd({ bundle: join(OUT, "party.js"), objects: { Party: "Party" }, storage: "localDisk" }),
  },
} satisfies Record<string, ServerKind>;

export type ServerName = keyof typeof SERVERS;
export const SERVER_NAMES = Object.keys(SERVERS) as ServerName[];
export const PEERS = SERVER_NAMES.filter((name) => SERVERS[name].role === "peer");

const require = createRequire(join(BENCH, "package.json"));

function installed(name: string): string {
  const path = require.resolve.paths(name)?.map((folder) => join(folder, name, "package.json"));
  for (const file of path ?? []) {
    try {
      return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
    } catch {
      // Looked for in the next folder up.
    }
  }
  return "not installed";
}
