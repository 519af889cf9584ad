import type { Context } from "hono";
import { connect, isUpgrade } from "./connect.ts";
import { roomOfPath, type AppEnv } from "./env.ts";
import { problemResponse } from "./problem.ts";

/** The web app: one page for all addresses. Copied, for what the assets binding answers cannot be given headers. */
async function app(c: Context<AppEnv>, status = 200): Promise<Response> {
  const page = await c.env.ASSETS.fetch(new URL("/", c.req.url));
  return new Response(page.body, { status, headers: new Headers(page.headers) });
}

/** `GET /`: the web app where one chooses a room. That part is fetched apart, and asked for before the rest has been read. */
export async function lobbyPage(c: Context<AppEnv>): Promise<Response> {
  const page = await app(c);
  page.headers.set("Link", "</build/lobby.js>; rel=modulepreload");
  return page;
}

/** `GET /r/:room`: the web app in the room. A name that is none is explained by the page to people, as an error to programs. */
export function roomPage(c: Context<AppEnv>): Promise<Response> | Response {
  const room = roomOfPath(c, 2);
  if (room.ok) return app(c);
  return c.req.header("Accept")?.includes("text/html") ? app(c, 400) : problemResponse(room.error);
}

/** The link you share is the link you connect to: with `Upgrade: websocket`, the room's socket. */
export function roomSocket(c: Context<AppEnv>, next: () => Promise<void>): Promise<Response | void> {
  return isUpgrade(c) ? connect(c, roomOfPath(c, 2)) : next();
}
