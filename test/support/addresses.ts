import { bearer, type Person } from "./direct.ts";
import { ask } from "./http.ts";
import type { TestServer } from "./server.ts";
import { refusal } from "./socket.ts";
import { IoClient } from "./socketio.ts";

/**
 * What somebody is answered at every address of a room, over every transport, where they are not let in: status and code.
 * @param more headers of all requests
 */
export async function answersOf(
  server: TestServer,
  room: string,
  who: Pick<Person, "token"> | undefined,
  more: Record<string, string> = {},
): Promise<Record<string, string>> {
  const headers: Record<string, string> = { ...more, ...(who && bearer(who)) };
  const query: Record<string, string> = who ? { token: who.token } : {};
  const http = async (path: string, init: RequestInit = {}): Promise<string> => {
    const { status, body } = await ask(server, `/api/rooms/${room}${path}`, {
      ...init,
      headers: { ...headers, ...(init.headers as Record<string, string>) },
    });
    const { error } = body as { error?: { code: string; message: string } };
    return `${status} ${error?.code} ${error?.message}`;
  };
  const socket = async (path: string, protocols: string[]): Promise<string> => {
    const { status, code, message } = await refusal(server.ws(`${path}?${new URLSearchParams(query)}`), {
      protocols,
      headers: more,
    });
    return `${status} ${code} ${message}`;
  };
  const io = async (path?: string): Promise<string> => {
    const client = new IoClient(server.origin, room, {
      ...(path !== undefined && { path, query: { room } }),
      auth: query,
      headers: more,
      reconnection: false,
      transports: ["polling"],
    });
    await client.news.next((news) => !news.startsWith("connect "), "a refusal");
    client.socket.disconnect();
    return `${client.error?.data?.code} ${client.error?.message}`;
  };
  return {
    "what it is": await http(""),
    statistics: await http("/stats"),
    history: await http("/messages"),
    search: await http("/messages?q=secret"),
    thread: await http("/messages?thread=1"),
    "a message": await http("/messages", { method: "POST", body: "hello" }),
    "a command": await http("/commands", { method: "POST", body: '{"type":"history"}' }),
    deletion: await http("", { method: "DELETE" }),
    "taking it along": await http("/export"),
    "putting another in its place": await http("/import", { method: "POST", body: "{}" }),
    poll: await http("/events?format=json"),
    "held poll": await http("/events?format=json&wait=1"),
    "server-sent events": await http("/events?format=sse"),
    lines: await http("/events?format=ndjson"),
    text: await http("/events?format=text"),
    WebSocket: await socket(`/api/rooms/${room}/ws`, ["parley.v1"]),
    "the link": await socket(`/r/${room}`, []),
    "Socket.IO": await io(),
    "Socket.IO by query": await io("/socket.io"),
  };
}
