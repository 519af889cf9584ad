import { createTestHarness, type TestHarness } from "wrangler";
import { DIRECTORY } from "../../src/lobby/name.ts";

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
  /** Takes a room's object from memory, where it is there. Its sockets hibernate, or are closed. */
  evict(room: string, webSockets?: "hibernate" | "close"): Promise<void>;
  /** Runs SQL in a room's storage. */
  sql(room: string, query: string, ...bindings: unknown[]): Promise<Record<string, unknown>[]>;
  /** The same of a user's inbox. */
  evictInbox(user: string, webSockets?: "hibernate" | "close"): Promise<void>;
  inboxSql(user: string, query: string): Promise<Record<string, unknown>[]>;
  /** The same of the directory. */
  evictDirectory(): Promise<void>;
  directorySql(query: string): Promise<Record<string, unknown>[]>;
  /** Ids of the objects, rooms unless told, that have ever been woken: locally each writes its name down when it first wakes. */
  objects(type?: string): Promise<string[]>;
  /** What the worker has logged so far, a string a line. */
  logs(): string[];
  close(): Promise<void>;
}

/** That a room has told the directory something. */
interface Heralded {
  readonly room: string;
  /** ms since 1970, in real time. */
  readonly at: number;
  /** Whether it was not public any more. */
  readonly isDropped: boolean;
}

/** A server whose clock stands under the test's command, and which counts wakes. */
export interface ClockServer extends TestServer {
  /** Puts the clock forward, for the worker and all its rooms. */
  advance(ms: number): Promise<void>;
  /** Stops the clock: from now on only `advance` moves it. */
  stop(): Promise<void>;
  /** How often a room's object was constructed. Asking does not wake it. */
  wakes(room: string): Promise<number>;
  /** When a room's alarm is set for, ms since 1970 by the server's clock; null where none is. Asking wakes the room. */
  alarm(room: string): Promise<number | null>;
  /** Lets one step of hashing wait from now on, and none any more. */
  stall(step: "digest" | "deriveBits" | ""): Promise<void>;
  /** How many are waiting for it. */
  stalled(): Promise<number>;
  /** Lets whatever is told to inboxes fail, or arrive again. */
  deafen(on: boolean): Promise<void>;
  /** Lets the operator's registry do nothing of what it is asked, or work again. */
  desert(on: boolean): Promise<void>;
  /** When the registry's alarm is set for; null where none is. */
  alarmOfRegistry(): Promise<number | null>;
  /** Tells a room a notice, as the registry does. @returns how many are in it */
  notify(room: string, text: string, at: number): Promise<number>;
  /** Lets whatever is told to the directory fail, or arrive again. */
  hush(on: boolean): Promise<void>;
  /** Lets the directory take itself for one that has no place left. */
  crowd(on: boolean): Promise<void>;
  /** Tells the directory of so many rooms that have somebody in them, `full-0` and so on; and that one of them is empty. */
  fill(count: number): Promise<void>;
  empty(room: string): Promise<void>;
  /** What rooms have told the directory since this was asked last. */
  heralded(): Promise<readonly Heralded[]>;
  /** Takes a room's object away in the middle of what it does; its sockets break. */
  crash(room: string): Promise<void>;
  /** Has the platform run a room's alarm, in so many ms of real time. */
  ring(room: string, ms?: number): Promise<void>;
  /** Has it run the directory's, at once. */
  ringDirectory(): Promise<void>;
}

type Variables = Record<string, string>;

/** Nothing leaves this machine, unless a test says what is there instead (`FakeInternet`). */
const ALONE: Variables = { LINK_PREVIEWS: "off" };

/** Starts a server. @param vars what `wrangler.toml` sets otherwise */
export function startServer(vars: Variables = {}): Promise<TestServer> {
  const worker = { configPath: "wrangler.toml", prebuiltWorkerDir: WORKER_DIR, vars: { ...ALONE, ...vars } };
  return serve(createTestHarness({ workers: [worker] }));
}

/** Starts a server whose clock the test sets: the same source, with `clock-worker.js` around it. */
export async function startClockServer(vars: Variables = {}): Promise<ClockServer> {
  const server = await serve(
    createTestHarness({ workers: [{ configPath: "test/support/clock.wrangler.toml", vars: { ...ALONE, ...vars } }] }),
  );
  const control = async (name: string, query: Variables): Promise<unknown> => {
    const response = await fetch(server.http(`/api/test/${name}?${new URLSearchParams(query)}`));
    if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
    return response.json();
  };
  return {
    ...server,
    advance: async (ms) => void (await control("advance", { ms: String(ms) })),
    stop: async () => void (await control("stop", {})),
    wakes: async (room) => (await control("wakes", { room })) as number,
    alarm: async (room) => (await control("alarm", { room })) as number | null,
    stall: async (step) => void (await control("stall", { step })),
    stalled: async () => (await control("stalled", {})) as number,
    deafen: async (on) => void (await control("deafen", { on: String(on) })),
    desert: async (on) => void (await control("desert", { on: String(on) })),
    alarmOfRegistry: async () => (await control("alarmOfRegistry", {})) as number | null,
    notify: async (room, text, at) => (await control("notify", { room, text, at: String(at) })) as number,
    hush: async (on) => void (await control("hush", { on: String(on) })),
    crowd: async (on) => void (await control("crowd", { on: String(on) })),
    fill: async (count) => void (await control("fill", { count: String(count) })),
    empty: async (room) => void (await control("empty", { room })),
    heralded: async () => (await control("heralded", {})) as Heralded[],
    crash: async (room) => void (await control("crash", { room })),
    ringDirectory: async () => void (await control("ringDirectory", {})),
    ring: async (room, ms = 0) => void (await control("ring", { room, ms: String(ms) })),
  };
}

async function serve(harness: TestHarness): Promise<TestServer> {
  const { url } = await harness.listen();
  const worker = harness.getWorker();
  const { origin } = url;
  const evict = async (type: string, name: string, webSockets: "hibernate" | "close"): Promise<void> => {
    try {
      await worker.evictDurableObject(type, { name, webSockets });
    } catch (error) {
      if (!String(error).includes("not currently running")) throw error;
    }
  };
  const sql = async (type: string, name: string, query: string, bindings: unknown[]) => {
    const storage = await worker.getDurableObjectStorage(type, { name });
    return storage.exec(query, ...(bindings as (string | number)[])) as unknown as Promise<Record<string, unknown>[]>;
  };
  return {
    origin,
    http: (path) => origin + path,
    ws: (path) => origin.replace(/^http/, "ws") + path,
    evict: (room, webSockets = "hibernate") => evict("ChatRoom", room, webSockets),
    sql: (room, query, ...bindings) => sql("ChatRoom", room, query, bindings),
    evictInbox: (user, webSockets = "hibernate") => evict("Inbox", user, webSockets),
    inboxSql: (user, query) => sql("Inbox", user, query, []),
    evictDirectory: () => evict("Directory", DIRECTORY, "hibernate"),
    directorySql: (query) => sql("Directory", DIRECTORY, query, []),
    objects: (type = "ChatRoom") => worker.listDurableObjectIds(type),
    logs: () => harness.getLogs().map(({ message }) => message),
    close: () => harness.close(),
  };
}

let rooms = 0;

/** A room that no other test is in. */
export function newRoom(prefix = "room"): string {
  return `${prefix}-${process.pid}-${++rooms}`;
}
