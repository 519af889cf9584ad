import type { Context } from "hono";
import { turnstile } from "../variables.ts";
import { connect, isUpgrade } from "./connect.ts";
import { roomOfPath, type AppEnv } from "./env.ts";
import { NO_ROUTE, problemResponse } from "./problem.ts";

/** Scripts that are asked for before the page's first one has been read: what a room, or the lobby, has beside that. */
const ROOM_PARTS = "</build/kept.js>; rel=modulepreload";
const LOBBY_PARTS = `</build/lobby.js>; rel=modulepreload, ${ROOM_PARTS}`;

/** The web app: one page for all addresses. Copied, for what the assets binding answers cannot be given headers. */
async function app(c: Context<AppEnv>, parts: string, status = 200): Promise<Response> {
  const page = await c.env.ASSETS.fetch(new URL("/", c.req.url));
  const answer = new Response(page.body, { status, headers: new Headers(page.headers) });
  answer.headers.set("Link", parts);
  const asked = turnstile(c.env)?.asks.join(" ");
  if (!asked) return answer;
  // The page is another than the file that it is made from.
  answer.headers.delete("ETag");
  const say = {
    element: (head: Element) => void head.append(`<meta name="challenge" content="${asked}">`, { html: true }),
  };
  return new HTMLRewriter().on("head", say).transform(answer);
}

/** `GET /challenge` [A5]: what the page frames to show Turnstile's widget; nothing where that is not used. */
export async function challengePage(c: Context<AppEnv>): Promise<Response> {
  if (!turnstile(c.env)) return problemResponse(NO_ROUTE);
  const page = await c.env.ASSETS.fetch(new URL("/challenge", c.req.url));
  return new Response(page.body, { headers: new Headers(page.headers) });
}

/** `GET /`: the web app where one chooses a room. */
export function lobbyPage(c: Context<AppEnv>): Promise<Response> {
  return app(c, LOBBY_PARTS);
}

/** `GET /r/:room`: the web app in the room. A name that is none is explained by the page to people, as an error to programs. */
export function roomPage(c: Context<AppEnv>): Promise<Response> | Response {
  const room = roomOfPath(c, 2);
  if (room.ok) return app(c, ROOM_PARTS);
  return c.req.header("Accept")?.includes("text/html") ? app(c, ROOM_PARTS, 400) : problemResponse(room.error);
}

/** The link you share is the link you connect to: with `Upgrade: websocket`, the room's socket. */
export function roomSocket(c: Context<AppEnv>, next: () => Promise<void>): Promise<Response | void> {
  return isUpgrade(c) ? connect(c, roomOfPath(c, 2)) : next();
}
