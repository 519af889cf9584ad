import { expect, test, vi } from "vitest";
import { Room } from "../../src/client/index.ts";
import { joined, ME, message, messages, QUICK, roomOf, serve, until, welcome } from "./support/client.ts";
import { DEFAULT_SETTINGS } from "../../src/protocol/settings.ts";

test("[W1] [A1] the socket is asked for as parley.v1, with what is known", async () => {
  const server = await serve();
  const room = roomOf(server, { room: "Lobby", name: "Mia", token: "t1", history: 10 });
  room.connect();
  expect(room.state.value.status).toBe("connecting");
  const { url, headers } = await server.accept();
  expect(url.pathname).toBe("/api/rooms/lobby/ws");
  expect(Object.fromEntries(url.searchParams)).toEqual({ v: "1", name: "Mia", token: "t1", history: "10" });
  expect(headers["sec-websocket-protocol"]).toBe("parley.v1");
});

test("[W4] a welcome makes the room, in one state", async () => {
  const { room } = await joined({}, { head: 2, events: messages(1, 2) });
  expect(room.state.value).toEqual({
    status: "online",
    way: "websocket",
    room: "lobby",
    you: { ...ME, role: "guest" },
    online: 1,
    members: [ME],
    typing: [],
    messages: messages(1, 2),
    more: false,
    outgoing: [],
    settings: DEFAULT_SETTINGS,
    pins: [],
    staff: new Map(),
    read: 2,
    unread: 0,
    mentioned: 0,
    readers: [],
  });
});

test("[B3] a cut socket comes back with the cursor, in an empty room too", async () => {
  const { server, room, socket } = await joined();
  socket.cut();
  expect((await until(room.state, ({ status }) => status !== "online")).retryAt).toBeTypeOf("number");
  const second = await server.accept();
  expect(second.url.searchParams.get("since")).toBe("e1.0");
  second.send(welcome({ recovered: true, head: 2, events: messages(1, 2) }));
  await until(room.state, ({ messages }) => messages.length === 2);
  second.cut();
  expect((await server.accept()).url.searchParams.get("since")).toBe("e1.2");
});

test("[B4] a seq left out drops the socket and asks for the rest", async () => {
  const { server, room, socket } = await joined();
  socket.send(message(1), message(3));
  await socket.closed;
  expect(room.state.value.messages).toEqual(messages(1, 1));
  const second = await server.accept();
  expect(second.url.searchParams.get("since")).toBe("e1.1");
  second.send(welcome({ recovered: true, head: 3, events: messages(2, 3) }));
  expect((await until(room.state, ({ messages }) => messages.length > 1)).messages).toEqual(messages(1, 3));
});

test("a dead connection that says it is open is given up, and another made", async () => {
  const timing = { ...QUICK, pongMs: 30 };
  const { server, room, socket } = await joined({}, { heartbeat: 20 }, timing);
  await socket.pings.next();
  socket.swallowPings = true;
  await until(room.state, ({ status }) => status === "waiting");
  const second = await server.accept();
  second.send(welcome({ recovered: true, heartbeat: 20 }));
  await until(room.state, ({ status }) => status === "online");
  socket.sendText("[]"); // What the dead one says at last is not heard.
  await second.pings.next();
  expect(room.state.value.status).toBe("online");
});

test("a page that wakes asks at once whether its connection lives", async () => {
  const events = new EventTarget();
  vi.stubGlobal("addEventListener", events.addEventListener.bind(events));
  vi.stubGlobal("removeEventListener", events.removeEventListener.bind(events));
  try {
    const { server, socket, room } = await joined({}, {}, { ...QUICK, wakePongMs: 30 });
    socket.swallowPings = true;
    events.dispatchEvent(new Event("online"));
    await socket.pings.next();
    await until(room.state, ({ status }) => status === "waiting");
    await server.accept();
    room.close();
  } finally {
    vi.unstubAllGlobals();
  }
});

test("a page that wakes while waiting tries at once, but not before the server allows", async () => {
  const events = new EventTarget();
  vi.stubGlobal("addEventListener", events.addEventListener.bind(events));
  vi.stubGlobal("removeEventListener", events.removeEventListener.bind(events));
  try {
    const never = { ...QUICK, backoffBaseMs: 1e9, backoffCapMs: 1e9 };
    const { server, socket, room } = await joined({}, {}, never);
    socket.cut();
    await until(room.state, ({ status }) => status === "waiting");
    events.dispatchEvent(new Event("pageshow"));
    const second = await server.accept();
    second.send(welcome({ recovered: true }), { type: "bye", code: 4001, reason: "Restart.", retryAfter: 60_000 });
    second.close(4001);
    await until(room.state, ({ status }) => status === "waiting");
    events.dispatchEvent(new Event("pageshow"));
    expect(room.state.value.status).toBe("waiting");
    room.close();
  } finally {
    vi.unstubAllGlobals();
  }
});

test("an attempt that was under way when the device came to another network is given up for one over that", async () => {
  const events = new EventTarget();
  vi.stubGlobal("addEventListener", events.addEventListener.bind(events));
  vi.stubGlobal("removeEventListener", events.removeEventListener.bind(events));
  try {
    const server = await serve();
    const room = roomOf(server);
    room.connect();
    const first = await server.accept();
    events.dispatchEvent(new Event("online"));
    await first.closed;
    (await server.accept()).send(welcome());
    await until(room.state, ({ status }) => status === "online");
    room.close();
  } finally {
    vi.unstubAllGlobals();
  }
});

test("a server that takes the socket and says nothing is left", async () => {
  const server = await serve();
  const room = roomOf(server, {}, { ...QUICK, connectMs: 30 });
  room.connect();
  await (
    await server.accept()
  ).closed;
  await server.accept();
});

test("a bye's retryAfter is honoured, and reconnect() skips it", async () => {
  const { server, room, socket } = await joined();
  const before = Date.now();
  socket.send({ type: "bye", code: 4001, reason: "A new version is coming.", retryAfter: 60_000 });
  socket.close(4001);
  const { retryAt, problem } = await until(room.state, ({ status }) => status === "waiting");
  expect(retryAt).toBeGreaterThanOrEqual(before + 60_000);
  expect(problem).toEqual({ code: "internal", message: "A new version is coming.", retryAfter: 60_000 });
  room.reconnect();
  (await server.accept()).send(welcome({ recovered: true }));
  expect((await until(room.state, ({ status }) => status === "online")).problem).toBeUndefined();
});

test.each([
  [4501, "unauthorized"],
  [4502, "banned"],
  [4505, "room_full"],
  [4508, "not_found"],
  [4599, "forbidden"],
])("a close with %i is final: %s", async (code, problem) => {
  const { server, room, socket } = await joined();
  socket.close(code);
  const state = await until(room.state, ({ status }) => status === "refused");
  expect(state.problem?.code).toBe(problem);
  expect(server.upgrades).toBe(1);
  room.reconnect();
  await server.accept();
});

test("what the server said last explains why it refused", async () => {
  const { room, socket } = await joined();
  socket.send({ type: "error", code: "banned", message: "You are banned until Monday." });
  socket.close(4502);
  const { problem } = await until(room.state, ({ status }) => status === "refused");
  expect(problem).toEqual({ code: "banned", message: "You are banned until Monday." });
});

test("a bye that asks not to come back counts, however the socket then ends", async () => {
  const { room, socket } = await joined();
  socket.send({ type: "bye", code: 4506, reason: "You are here from somewhere else." });
  await until(room.state, ({ status }) => status === "online");
  socket.close(1000);
  expect((await until(room.state, ({ status }) => status === "refused")).problem?.message).toBe(
    "You are here from somewhere else.",
  );
});

test("[R1] a name that no room can have is refused without asking", async () => {
  const server = await serve();
  const room = roomOf(server, { room: "../etc" });
  room.connect();
  expect(room.state.value).toMatchObject({ status: "refused", problem: { code: "bad_room" } });
  expect(server.upgrades).toBe(0);
});

test("a refused upgrade is explained over HTTP", async () => {
  const server = await serve();
  server.refuse = 403;
  server.answer = () => ({ status: 403, body: { error: { code: "banned", message: "Not you." } } });
  const room = roomOf(server);
  room.connect();
  const { problem } = await until(room.state, ({ status }) => status === "refused");
  expect(problem).toEqual({ code: "banned", message: "Not you." });
  const asked = [await server.requests.next(), await server.requests.next()];
  expect(asked).toContainEqual({ method: "GET", path: "/api/rooms/lobby", authorization: undefined });
});

test("[A5] that the server asks who comes for the first time to pass a challenge is a reason, too", async () => {
  const server = await serve();
  server.refuse = 403;
  server.answer = (_method, path) => {
    return path === "/api/challenge" ? { status: 200, body: { asks: ["visits"] } } : { status: 404, body: {} };
  };
  const room = roomOf(server);
  room.connect();
  const { problem } = await until(room.state, ({ status }) => status === "refused");
  expect(problem).toMatchObject({ code: "challenge_required" });
});

test("a refused token of a guest is dropped: a new guest comes", async () => {
  const server = await serve();
  server.refuse = 401;
  server.answer = (method) => ({ status: method === "POST" ? 401 : 200, body: {} });
  const room = roomOf(server, { token: "old", name: "Mia" });
  room.connect();
  const asked = [await server.requests.next(), await server.requests.next()];
  expect(asked).toContainEqual({ method: "POST", path: "/api/session?room=lobby", authorization: "Bearer old" });
  server.refuse = undefined;
  for (;;) {
    const socket = await server.accept();
    const { searchParams } = socket.url;
    if (!searchParams.has("token")) return expect(searchParams.get("name")).toBe("Mia");
    socket.cut();
  }
});

test("a network that is away is waited for, and the room is not given up", async () => {
  const server = await serve();
  const room = roomOf(server);
  const { port } = server;
  await server.stop();
  room.connect();
  for (let n = 0; n < 4; n++) {
    await until(room.state, ({ status }) => status === "waiting");
    await until(room.state, ({ status }) => status === "connecting");
  }
  const { ScriptedServer } = await import("./support/scripted-server.ts");
  const back = await ScriptedServer.start(port);
  (await back.accept()).send(welcome());
  await until(room.state, ({ status }) => status === "online");
  room.close();
  await back.stop();
});

test("[4005] a token that ran out is asked for again", async () => {
  const server = await serve();
  const tokens = ["t1", "t2"];
  const token = vi.fn(() => Promise.resolve(tokens.shift()));
  const room = roomOf(server, { token });
  room.connect();
  const first = await server.accept();
  expect(first.url.searchParams.get("token")).toBe("t1");
  first.send(welcome());
  first.cut(); // Any other end keeps the token.
  const second = await server.accept();
  expect(second.url.searchParams.get("token")).toBe("t1");
  second.send(welcome({ recovered: true }));
  second.close(4005);
  expect((await server.accept()).url.searchParams.get("token")).toBe("t2");
  expect(token).toHaveBeenCalledTimes(2);
});

test("a function without a token is asked again later", async () => {
  const server = await serve();
  const token = vi.fn(() => Promise.resolve("t1")).mockRejectedValueOnce(new Error("Signed out."));
  const room = roomOf(server, { token });
  room.connect();
  const { problem } = await until(room.state, ({ status }) => status === "waiting");
  expect(problem?.message).toBe("Signed out.");
  expect((await server.accept()).url.searchParams.get("token")).toBe("t1");
});

test("a guest's token is told, and kept for the next attempt", async () => {
  const onToken = vi.fn();
  const { server, socket } = await joined({ onToken }, { token: "guest-1" });
  expect(onToken.mock.calls).toEqual([["guest-1"]]);
  socket.cut();
  expect((await server.accept()).url.searchParams.get("token")).toBe("guest-1");
});

test("close() ends it, and connect() comes back with the cursor", async () => {
  const { server, room, socket } = await joined({}, { head: 2, events: messages(1, 2) });
  room.close();
  expect(await socket.closed).toBe(1000);
  expect(room.state.value).toMatchObject({ status: "idle", messages: messages(1, 2) });
  room.reconnect();
  expect(room.state.value.status).toBe("idle");
  room.connect();
  expect((await server.accept()).url.searchParams.get("since")).toBe("e1.2");
});

test("[E2] what is not known, not JSON or not an array is ignored", async () => {
  const { room, socket } = await joined();
  socket.sendText("{");
  socket.sendText('{"type":"message"}');
  socket.sendText('["x",null,{"type":"dance"}]');
  socket.send({ type: "dance" }, { ...message(1), colour: "red" });
  const { messages } = await until(room.state, (state) => state.messages.length > 0);
  expect(messages).toEqual([message(1)]);
});

test("a runtime without anything to connect by is told so", () => {
  vi.stubGlobal("WebSocket", undefined);
  vi.stubGlobal("fetch", undefined);
  expect(() => new Room({ url: "http://127.0.0.1", room: "lobby" })).toThrow(TypeError);
  vi.unstubAllGlobals();
});

test("the WebSocket class of the package ws will do", async () => {
  const { WebSocket } = await import("ws");
  const { room, socket } = await joined({ WebSocket });
  socket.send(message(1));
  await until(room.state, ({ messages }) => messages.length === 1);
});
