import { onTestFinished } from "vitest";
import { Room, type RoomOptions, type Socket } from "../../../src/client/index.ts";
import { ME, QUICK, until, welcome } from "./client.ts";
import { ScriptedFetch, sse } from "./scripted-fetch.ts";

export const EVENTS = "GET /api/rooms/lobby/events";
export const COMMANDS = "POST /api/rooms/lobby/commands";
export const SESSION = "POST /api/session";
export const YOU = { ...ME, role: "guest" };

/** A WebSocket behind a proxy that swallows upgrades: it never opens. */
export class SwallowedSocket implements Socket {
  readonly readyState = 0;
  send(): void {}
  close(): void {}
  addEventListener(): void {}
}

/** A WebSocket behind a proxy that refuses upgrades. */
export class RefusedSocket extends SwallowedSocket {
  override addEventListener(type?: string, listener?: (event: { type: string }) => void): void {
    if (type === "close") queueMicrotask(() => listener?.({ type }));
  }
}

export function come(options: Partial<RoomOptions>, timing = QUICK): Room {
  const room = new Room({ url: "http://chat.test", room: "lobby", token: "t1", ...options }, timing);
  onTestFinished(() => room.close());
  room.connect();
  return room;
}

/** A room that is online by a stream. */
export async function streamed(options: Partial<RoomOptions> = {}, fields: object = {}, timing = QUICK) {
  const http = new ScriptedFetch();
  const room = come({ ways: ["stream"], ...options }, timing);
  const request = await http.next(EVENTS);
  const say = request.stream();
  say(`retry: 2000\n\n${sse(welcome(fields), "e1.0")}`);
  await until(room.state, ({ status }) => status === "online");
  return { http, room, request, say };
}

/** A poll's answer [T4]. */
export function answer(fields: object = {}) {
  const { type: _, ...rest } = welcome(fields);
  return rest;
}

/** A room that is online by polls, and its first held one. */
export async function polled(fields: object = {}) {
  const http = new ScriptedFetch();
  const room = come({ ways: ["poll"] });
  (await http.next(SESSION)).json(200, { you: YOU });
  (await http.next(EVENTS)).json(200, answer(fields));
  await until(room.state, ({ status }) => status === "online");
  return { http, room, held: await http.next(EVENTS) };
}
