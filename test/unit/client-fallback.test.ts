import { expect, test, vi } from "vitest";
import { TIMING } from "../../src/client/config.ts";
import { cupboard } from "../support/room-state.ts";
import { answer, COMMANDS, come, EVENTS, RefusedSocket, SESSION, SwallowedSocket, YOU } from "./support/http-room.ts";
import { QUICK, record, serve, until, welcome } from "./support/client.ts";
import { ScriptedFetch, type ScriptedRequest, sse } from "./support/scripted-fetch.ts";
import type { ScriptedServer, ScriptedSocket } from "./support/scripted-server.ts";

test("an upgrade that is swallowed is given up in time for the next way to be there within 5 s", async () => {
  vi.useFakeTimers();
  try {
    const http = new ScriptedFetch();
    const room = come({ WebSocket: SwallowedSocket }, TIMING);
    const states = record(room);
    await vi.advanceTimersByTimeAsync(5_000);
    const say = (await http.next(EVENTS)).stream();
    say(sse(welcome(), "e1.0"));
    await vi.advanceTimersByTimeAsync(0);
    expect(states.map(({ status, way }) => [status, way])).toEqual([
      ["connecting", undefined],
      ["online", "stream"],
    ]);
    room.close();
  } finally {
    vi.useRealTimers();
  }
});

test("a stream that is kept back on its way gives way to polls, as the same guest", async () => {
  const http = new ScriptedFetch();
  const onToken = vi.fn();
  const options = { token: () => undefined, onToken, name: "Mia", ways: ["stream", "poll"] as const };
  const room = come(options, { ...QUICK, wayMs: 300 });
  const session = await http.next(SESSION);
  expect(session).toMatchObject({ authorization: undefined, body: { name: "Mia" } });
  session.json(200, { you: YOU, token: "guest" });
  const stream = await http.next(EVENTS);
  expect(stream).toMatchObject({ authorization: "Bearer guest", query: { format: "sse", name: "Mia" } });
  stream.stream();
  const again = await http.next(SESSION);
  expect(again).toMatchObject({ authorization: "Bearer guest", body: { name: "Mia" } });
  expect(stream.isGone).toBe(true);
  again.json(200, { you: YOU });
  const first = await http.next(EVENTS);
  expect(first).toMatchObject({ authorization: "Bearer guest", query: { format: "json", wait: "1" } });
  first.json(200, answer());
  expect(await until(room.state, ({ status }) => status === "online")).toMatchObject({ way: "poll", you: YOU });
  expect(onToken.mock.calls).toEqual([["guest"]]);
});

test("a network that is away is not asked in three ways for ever: one waits in between", async () => {
  const http = vi.fn(() => Promise.reject(new TypeError("fetch failed")));
  vi.stubGlobal("fetch", http);
  const room = come({ WebSocket: RefusedSocket });
  const states = record(room);
  await until(room.state, ({ status }) => status === "waiting");
  await until(room.state, ({ status }) => status === "connecting");
  await until(room.state, ({ status }) => status === "waiting");
  expect(states.map(({ status }) => status)).toEqual(["connecting", "waiting", "connecting", "waiting"]);
  room.close();
  vi.unstubAllGlobals();
});

/** The page's events, for one test. */
function pageEvents(): EventTarget {
  const events = new EventTarget();
  vi.stubGlobal("addEventListener", events.addEventListener.bind(events));
  vi.stubGlobal("removeEventListener", events.removeEventListener.bind(events));
  return events;
}

test("a device that has another network comes at once over it, by a WebSocket first; by what it had before nothing is heard", async () => {
  const events = pageEvents();
  const http = new ScriptedFetch();
  const dialled = vi.fn();
  class CountedSocket extends RefusedSocket {
    constructor() {
      super();
      dialled();
    }
  }
  const room = come({ WebSocket: CountedSocket }, { ...QUICK, backoffBaseMs: 1e9, backoffCapMs: 1e9 });
  const request = await http.next(EVENTS);
  request.stream()(sse(welcome(), "e1.0"));
  await until(room.state, ({ status }) => status === "online");
  events.dispatchEvent(new Event("pageshow"));
  expect(room.state.value.status).toBe("online");
  expect(dialled).toHaveBeenCalledTimes(1);
  events.dispatchEvent(new Event("online"));
  expect(request.isGone).toBe(true);
  (await http.next(EVENTS)).stream()(sse(welcome({ recovered: true }), "e1.0"));
  expect(dialled).toHaveBeenCalledTimes(2);
  room.close();
});

test("a stream that was quiet for longer than it can be is dead when the page wakes", async () => {
  vi.useFakeTimers();
  try {
    const events = pageEvents();
    const http = new ScriptedFetch();
    const room = come({ ways: ["stream"] }, TIMING);
    await vi.advanceTimersByTimeAsync(0);
    const request = await http.next(EVENTS);
    request.stream()(sse(welcome({ heartbeat: 30_000 }), "e1.0"));
    await vi.advanceTimersByTimeAsync(24_000);
    events.dispatchEvent(new Event("pageshow"));
    expect(request.isGone).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    events.dispatchEvent(new Event("pageshow"));
    expect(request.isGone).toBe(true);
    room.close();
  } finally {
    vi.useRealTimers();
  }
});

test("a token that is refused by all ways costs a healthy WebSocket nothing: the next guest comes by it, and nothing else is kept", async () => {
  const http = new ScriptedFetch();
  const server = await serve();
  server.refuse = 401;
  const wayStore = cupboard();
  const tokens = ["old", "new"];
  const room = come({ url: server.url, WebSocket, token: () => tokens.shift(), wayStore }, { ...QUICK, stableMs: 20 });
  const refused = await http.next(EVENTS);
  expect(refused.authorization).toBe("Bearer old");
  server.refuse = undefined;
  refused.refuse(401, "unauthorized");
  const socket = await server.accept();
  expect(socket.url.searchParams.get("token")).toBe("new");
  socket.send(welcome());
  expect(await until(room.state, ({ status }) => status === "online")).toMatchObject({ way: "websocket" });
  expect(wayStore.get()).toBeUndefined();
  await vi.waitFor(() => expect(wayStore.get()).toMatch(/^websocket \d+$/));
  expect(http.requests.size).toBe(0);
});

/** A WebSocket that one is welcomed on, and that then does with what is said what a test tells it to. */
function cutting(server: ScriptedServer, then: (socket: ScriptedSocket) => void): void {
  void (async () => {
    for (;;) {
      const socket = await server.accept();
      socket.send(welcome());
      then(socket);
    }
  })();
}

test("a WebSocket that is cut twice as soon as one is in has not worked", async () => {
  const http = new ScriptedFetch();
  const server = await serve();
  cutting(server, (socket) => void setTimeout(() => socket.cut(), 10));
  const room = come({ url: server.url, WebSocket });
  const say = (await http.next(EVENTS)).stream();
  expect(server.upgrades).toBe(2);
  say(sse(welcome(), "e1.0"));
  expect(await until(room.state, ({ way }) => way === "stream")).toMatchObject({ status: "online" });
});

test("a WebSocket that answered before it was cut has worked", async () => {
  const http = new ScriptedFetch();
  const server = await serve();
  cutting(server, (socket) => {
    socket.sendText("pong");
    setTimeout(() => socket.cut(), 10);
  });
  come({ url: server.url, WebSocket });
  await vi.waitFor(() => expect(server.upgrades).toBeGreaterThan(4));
  expect(http.requests.size).toBe(0);
});

test("a WebSocket that swallows what one says has not worked, however much it tells", async () => {
  const http = new ScriptedFetch();
  const server = await serve();
  cutting(server, (socket) => {
    socket.swallowPings = true;
    const timer = setInterval(() => socket.send({ type: "presence", online: 1 }), 5);
    void socket.closed.then(() => clearInterval(timer));
  });
  const timing = { ...QUICK, stableMs: 30, pongMs: 30 };
  const wayStore = cupboard();
  const room = come({ url: server.url, WebSocket, wayStore }, timing);
  const request = await http.next(EVENTS);
  expect(server.upgrades).toBe(1);
  expect(wayStore.get()).toBeUndefined();
  request.stream()(sse(welcome({ heartbeat: 1_000 }), "e1.0"));
  await until(room.state, ({ way }) => way === "stream");
  await vi.waitFor(() => expect(wayStore.get()).toMatch(/^stream \d+$/));
});

test("a WebSocket that answers pings and swallows messages gives way too", async () => {
  const http = new ScriptedFetch();
  const server = await serve();
  cutting(server, (socket) => socket.sendText("pong"));
  const room = come({ url: server.url, WebSocket }, { ...QUICK, answerMs: 50 });
  void room.send("one", { id: "a" });
  (await http.next(EVENTS)).stream()(sse(welcome(), "e1.0"));
  expect((await http.next(COMMANDS)).body).toMatchObject({ id: "a" });
});

test("a page that wakes to a dead WebSocket comes back by a WebSocket", async () => {
  const events = pageEvents();
  const http = new ScriptedFetch();
  const server = await serve();
  const room = come({ url: server.url, WebSocket }, { ...QUICK, wakePongMs: 20 });
  const socket = await server.accept();
  socket.send(welcome());
  await until(room.state, ({ status }) => status === "online");
  socket.swallowPings = true;
  events.dispatchEvent(new Event("pageshow"));
  (await server.accept()).send(welcome());
  await until(room.state, ({ status }) => status === "online");
  expect(http.requests.size).toBe(0);
  room.close();
});

test("a runtime without WebSocket goes by stream", async () => {
  vi.stubGlobal("WebSocket", undefined);
  const http = new ScriptedFetch();
  come({});
  await http.next(EVENTS);
});

test.each([400, 403, 404, 409, 413, 426])("a refusal with %i ends the trying", async (status) => {
  const http = new ScriptedFetch();
  const room = come({ WebSocket: RefusedSocket });
  (await http.next(EVENTS)).refuse(status, "banned");
  const { problem } = await until(room.state, ({ status }) => status === "refused");
  expect(problem).toEqual({ code: "banned", message: "It is banned." });
  expect(http.requests.size).toBe(0);
});

test.each<[string, (request: ScriptedRequest) => void]>([
  ["429", (request) => request.refuse(429, "rate_limited", { retryAfter: 60_000 })],
  ["500", (request) => request.refuse(500, "internal", { retryAfter: 60_000 })],
  ["429 by something in between", (request) => request.html(429, { "retry-after": "60" })],
])("%s is not the way's fault: no other is tried, and one waits for as long as one is asked to", async (_, reply) => {
  const http = new ScriptedFetch();
  const room = come({ WebSocket: RefusedSocket });
  reply(await http.next(EVENTS));
  const { retryAt } = await until(room.state, ({ status }) => status === "waiting");
  expect(retryAt! - Date.now()).toBeGreaterThan(59_000);
  expect(http.requests.size).toBe(0);
});

test("a refusal that is not the server's is none: the next way is tried", async () => {
  const http = new ScriptedFetch();
  come({ ways: ["stream", "poll"] });
  (await http.next(EVENTS)).html(403);
  await http.next(SESSION);
});
