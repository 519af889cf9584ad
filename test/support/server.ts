import { createTestHarness } from "wrangler";

/** Where the production bundle is built for the tests. */
export const WORKER_DIR = "dist/test";

/** A server of one test file: the production bundle on workerd, with real sockets and storage of its own. */
export interface TestServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** An address on this server, over HTTP. */
  http(path: string): string;
  /** An address on this server, over WebSocket. */
  ws(path: string): string;
  /** Takes a room's object from memory. Its sockets hibernate, or are closed. */
  evict(room: string, webSockets?: "hibernate" | "close"): Promise<void>;
  /** Runs SQL in a room's storage. */
  sql(room: string, query: string, ...bindings: unknown[]): Promise<Record<string, unknown>[]>;
  /** What the worker has logged so far, a string a line. */
  logs(): string[];
  close(): Promise<void>;
}

/** Starts a server. @param vars what `wrangler.toml` sets otherwise */
export async function startServer(vars: Record<string, string> = {}): Promise<TestServer> {
  const harness = createTestHarness({
    workers: [{ configPath: "wrangler.toml", prebuiltWorkerDir: WORKER_DIR, vars }],
  });
  const { url } = await harness.listen();
  const worker = harness.getWorker();
  const { origin } = url;
  return {
    origin,
    http: (path) => origin + path,
    ws: (path) => origin.replace(/^http/, "ws") + path,
    evict: (room, webSockets = "hibernate") => worker.evictDurableObject("ChatRoom", { name: room, webSockets }),
    async sql(room, query, ...bindings) {
      const storage = await worker.getDurableObjectStorage("ChatRoom", { name: room });
      return storage.exec(query, ...(bindings as (string | number)[])) as unknown as Promise<Record<string, unknown>[]>;
    },
    logs: () => harness.getLogs().map(({ message }) => message),
    close: () => harness.close(),
  };
}

let rooms = 0;

/** A room that no other test is in. */
export function newRoom(prefix = "room"): string {
  return `${prefix}-${process.pid}-${++rooms}`;
}
