import type { Context } from "hono";
import { ok, type Result } from "../protocol/result.ts";
import { visitInit, type Visit } from "../visit.ts";
import type { AppEnv } from "./env.ts";

/** Brings a visitor to a room. Only the object itself can accept a socket that hibernates. @returns its answer: the upgrade */
export function enter(c: Context<AppEnv>, room: string, visit: Visit, extensions?: string): Promise<Response> {
  return c.env.ROOMS.getByName(room).fetch("https://room/", visitInit(visit, extensions));
}

/**
 * Enters a room on behalf of somebody who has no socket: the worker has it for them, so that the object can sleep.
 * @returns the answer to give them, where the room does not let them in
 */
export async function enterFor(c: Context<AppEnv>, room: string, visit: Visit): Promise<Result<WebSocket, Response>> {
  const answer = await enter(c, room, visit);
  const { webSocket } = answer;
  // Headers of what an object answers cannot be changed: of a copy they can.
  if (!webSocket) return { ok: false, error: new Response(answer.body, answer) };
  webSocket.accept();
  return ok(webSocket);
}
