import { onTestFinished } from "vitest";
import { TIMING, type Timing } from "../../../src/client/config.ts";
import { Room, type Observable, type RoomOptions, type RoomState } from "../../../src/client/index.ts";
import { ScriptedServer, type ScriptedSocket } from "./scripted-server.ts";
import { DEFAULT_SETTINGS } from "../../../src/protocol/settings.ts";

/** Waits short enough for tests that wait for real sockets. */
export const QUICK: Timing = { ...TIMING, backoffBaseMs: 4, backoffCapMs: 16, heartbeatMinMs: 10 };

export const ME = { id: "u-me", name: "Mia" };
export const BEA = { id: "u-bea", name: "Bea" };

/** A message in the log of `ScriptedServer`s. */
export function message(seq: number, { id = `m${seq}`, user = BEA, text = `text ${seq}` } = {}) {
  return { type: "message" as const, seq, id, user, text, at: 1_000 + seq };
}

/** Messages with the `seq`s from `from` to `to`. */
export function messages(from: number, to: number) {
  return Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
}

/** A `welcome` into an empty room, but for what is told. */
export function welcome(fields: object = {}) {
  return {
    type: "welcome" as const,
    version: 1,
    room: "lobby",
    you: { ...ME, role: "guest" as const },
    epoch: "e1",
    first: 1,
    head: 0,
    recovered: false,
    events: [],
    more: false,
    settings: DEFAULT_SETTINGS,
    pins: [],
    members: { online: 1, list: [ME] },
    limits: { text: 4_000, name: 32, frame: 65_536, commands: 100, burst: 20, rate: 2 },
    heartbeat: 30_000,
    ...fields,
  };
}

/** A server for one test. */
export async function serve(): Promise<ScriptedServer> {
  const server = await ScriptedServer.start();
  onTestFinished(() => server.stop());
  return server;
}

/** A room for one test, not yet connected. It comes by WebSocket alone: what it falls back to has tests of its own. */
export function roomOf(server: ScriptedServer, options: Partial<RoomOptions> = {}, timing: Timing = QUICK): Room {
  const room = new Room({ url: server.url, room: "lobby", ways: ["websocket"], ...options }, timing);
  onTestFinished(() => room.close());
  return room;
}

/** A room that is online, with the server's end of its socket. */
export async function joined(
  options: Partial<RoomOptions> = {},
  fields: object = {},
  timing: Timing = QUICK,
): Promise<{ server: ScriptedServer; room: Room; socket: ScriptedSocket }> {
  const server = await serve();
  const room = roomOf(server, options, timing);
  room.connect();
  const socket = await server.accept();
  socket.send(welcome(fields));
  await until(room.state, ({ status }) => status === "online");
  return { server, room, socket };
}

/** The first value, from now on, of which the condition holds. */
export function until<T>(observable: Observable<T>, holds: (value: T) => boolean): Promise<T> {
  if (holds(observable.value)) return Promise.resolve(observable.value);
  return new Promise((resolve) => {
    const end = observable.subscribe((value) => {
      if (!holds(value)) return;
      end();
      resolve(value);
    });
  });
}

/** Every state from now on. */
export function record(room: Room): RoomState[] {
  const states = [room.state.value];
  room.state.subscribe((state) => states.push(state));
  return states;
}
