import type { Context } from "hono";
import { visitInit, type Visit } from "../visit.ts";
import type { AppEnv } from "./env.ts";

/** Brings a visitor to a room. Only the object itself can accept a socket that hibernates. @returns its answer: the upgrade */
export function enter(c: Context<AppEnv>, room: string, visit: Visit, extensions?: string): Promise<Response> {
  return c.env.ROOMS.getByName(room).fetch("https://room/", visitInit(visit, extensions));
}

/** Enters a room on behalf of somebody who has no socket: the worker has it for them, so that the object can sleep. */
export async function enterFor(c: Context<AppEnv>, room: string, visit: Visit): Promise<WebSocket> {
  const { webSocket } = await enter(c, room, visit);
  if (!webSocket) throw new Error("The room's object did not answer an upgrade.");
  webSocket.accept();
  return webSocket;
}
