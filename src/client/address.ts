import { formatCursor, type Cursor } from "../protocol/cursor.ts";

/** The WebSocket subprotocol of JSON mode [W1]. */
export const SUBPROTOCOL = "parley.v1";

/** What a connection tells the server in its address [A1]. */
export interface Introduction {
  readonly name?: string | undefined;
  readonly token?: string | undefined;
  readonly since?: Cursor | undefined;
  readonly history?: number | undefined;
}

/** Where a connection is to be made to, and what it tells the server. */
export interface Destination {
  readonly base: URL;
  readonly room: string;
  readonly introduction: Introduction;
  /** The server hands out this token before it says `welcome`. */
  receive(token: string): void;
}

/** An address of the server's HTTP API. The base may have a path of its own. */
export function apiAddress(base: URL, path: string): URL {
  const url = new URL(base);
  url.protocol = base.protocol.replace(/^ws/u, "http");
  url.pathname = `${base.pathname.replace(/\/+$/u, "")}/api/${path}`;
  url.search = "";
  url.hash = "";
  return url;
}

/** An address of the server's sockets. */
export function liveAddress(base: URL, path: string): URL {
  const url = apiAddress(base, path);
  url.protocol = url.protocol.replace(/^http/u, "ws");
  return url;
}

/** The address of a room's HTTP API. */
export function roomAddress(base: URL, room: string): URL {
  return apiAddress(base, `rooms/${encodeURIComponent(room)}`);
}

/** The address that says who one is in a room. */
export function sessionAddress(base: URL, room: string): URL {
  const url = apiAddress(base, "session");
  url.searchParams.set("room", room);
  return url;
}

/** The address of a room's socket. */
export function socketAddress(base: URL, room: string, introduction: Introduction): string {
  const url = liveAddress(base, `rooms/${encodeURIComponent(room)}/ws`);
  const { name, token, since, history } = introduction;
  url.searchParams.set("v", "1");
  if (name !== undefined) url.searchParams.set("name", name);
  if (token !== undefined) url.searchParams.set("token", token);
  if (since !== undefined) url.searchParams.set("since", formatCursor(since));
  if (history !== undefined) url.searchParams.set("history", String(history));
  return url.href;
}
