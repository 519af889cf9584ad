import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, rawRequest } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, JsonSocket, refusal, TestSocket } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** Every address of a room's socket. */
const ADDRESSES = {
  "/api/rooms/:room/ws": (room: string) => `/api/rooms/${room}/ws`,
  "/r/:room": (room: string) => `/r/${room}`,
};

describe.each(Object.entries(ADDRESSES))("%s", (_address, path) => {
  it.each([
    [["parley.v1"], "parley.v1"],
    [["parley.text"], "parley.text"],
    [["parley.text", "parley.v1"], "parley.text"],
    [["parley.v1", "parley.text"], "parley.v1"],
    [["chat.v9", "parley.v1"], "parley.v1"],
  ])("[W1] of %j it selects %s and speaks it", async (protocols, selected) => {
    const room = newRoom();
    const socket = new TestSocket(server.ws(`${path(room)}?name=Ann`), { protocols });
    await socket.opened();
    expect(socket.raw.protocol).toBe(selected);
    const first = await socket.frames.next();
    if (selected === "parley.text") expect(first).toBe(`* welcome to ${room}, Ann`);
    else expect(JSON.parse(first)).toMatchObject([{ type: "welcome", room }]);
  });

  it("[W1] none offered means text mode", async () => {
    const room = newRoom();
    const socket = new TestSocket(server.ws(`${path(room)}?name=Ann`));
    expect(await socket.frames.next()).toBe(`* welcome to ${room}, Ann`);
    expect(socket.raw.protocol).toBe("");
  });

  it.each(["Zoë", "世界", "👩‍🚀 Ann", 'A"b\\c', "%2e{}"])("a name like %s arrives as it is", async (name) => {
    const socket = new JsonSocket(server.ws(`${path(newRoom())}?v=1&name=${encodeURIComponent(name)}`));
    expect(await socket.next("welcome")).toMatchObject({ you: { name } });
  });

  it("[W1] none offered means JSON with ?v=1", async () => {
    const room = newRoom();
    const socket = new JsonSocket(server.ws(`${path(room)}?v=1`));
    expect(await socket.next("welcome")).toMatchObject({ room });
    expect(socket.raw.protocol).toBe("");
  });

  it.each([[["chat.v9"]], [["chat.v9", "mqtt"]], [["token.abc"]], [["constructor"]]])(
    "[W1] only unknown ones, %j: bad_protocol",
    async (protocols) => {
      const room = newRoom();
      expect(await refusal(server.ws(path(room)), { protocols })).toMatchObject({ status: 400, code: "bad_protocol" });
      expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 404 });
    },
  );
});

const UPGRADE = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Version": "13",
};

describe("what is no upgrade", () => {
  it.each(["GET", "POST", "PUT", "DELETE"])("[W1] a plain %s of /ws: 426", async (method) => {
    const answer = await ask(server, `/api/rooms/${newRoom()}/ws`, { method });
    expect(answer).toMatchObject({ status: 426, body: { error: { code: "upgrade_required" } } });
  });

  it.each([
    ["version 8", { ...UPGRADE, "Sec-WebSocket-Version": "8" }],
    ["version 14", { ...UPGRADE, "Sec-WebSocket-Version": "14" }],
    ["no version", { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Key": UPGRADE["Sec-WebSocket-Key"] }],
  ])("[W1] an upgrade of %s: 426", async (_what, headers) => {
    // The local server answers these itself: the worker behind it is shown version 13 whatever the client said.
    for (const path of Object.values(ADDRESSES)) {
      expect(await rawRequest(server, path(newRoom()), headers)).toMatchObject({ status: 426 });
    }
  });

  it("[W1] another protocol than WebSocket: 426", async () => {
    const { status, body } = await rawRequest(server, `/api/rooms/${newRoom()}/ws`, {
      Upgrade: "h2c",
      Connection: "Upgrade",
    });
    expect([status, JSON.parse(body)]).toMatchObject([426, { error: { code: "upgrade_required" } }]);
  });

  it("[W1] a plain request wakes no room", async () => {
    const before = await server.objects();
    await ask(server, `/api/rooms/${newRoom()}/ws`);
    await ask(server, `/api/rooms/${newRoom()}/ws`, { method: "POST", body: "hello" });
    expect(await server.objects()).toEqual(before);
  });
});

describe("the token", () => {
  it("[A1] may come as Authorization, as a subprotocol or in the query", async () => {
    const room = newRoom();
    const { welcome } = await join(server, room, { name: "Ann" });
    const token = welcome.token!;
    const url = server.ws(`/api/rooms/${room}/ws`);
    const ways = [
      new JsonSocket(url, { protocols: ["parley.v1"], headers: { Authorization: `Bearer ${token}` } }),
      new JsonSocket(url, { protocols: ["parley.v1", `token.${token}`] }),
      new JsonSocket(`${url}?token=${token}`, { protocols: ["parley.v1"] }),
    ];
    for (const socket of ways) {
      expect((await socket.next("welcome")).you).toEqual(welcome.you);
      expect(socket.raw.protocol).toBe("parley.v1");
    }
  });

  it("[A1] a guest without one is given one, and is another than the last", async () => {
    const room = newRoom();
    const one = await join(server, room, { name: "Ann" });
    const two = await join(server, room, { name: "Ann" });
    expect(one.welcome.you).toMatchObject({ name: "Ann", role: "guest" });
    expect(two.welcome.you.id).not.toBe(one.welcome.you.id);
    expect(two.welcome.token).not.toBe(one.welcome.token);
  });

  it("[A1] a guest who is called something else from now on is given a new one", async () => {
    const room = newRoom();
    const { welcome } = await join(server, room, { name: "Ann" });
    const again = await join(server, room, { name: "Anna", token: welcome.token! });
    expect(again.welcome.you).toEqual({ ...welcome.you, name: "Anna" });
    const later = await join(server, newRoom(), {}, { headers: { Authorization: `Bearer ${again.welcome.token!}` } });
    expect(later.welcome.you.id).toBe(welcome.you.id);
  });

  it.each([
    ["Authorization", (token: string) => ({ headers: { Authorization: `Bearer ${token}` } }), ""],
    ["a subprotocol", (token: string) => ({ protocols: ["parley.v1", `token.${token}`] }), ""],
    ["the query", () => ({}), "?token=a.b.c"],
  ])("[A1] one that is not valid is unauthorized: as %s", async (_what, options, query) => {
    const room = newRoom();
    const answer = await refusal(server.ws(`/api/rooms/${room}/ws${query}`), options("a.b.c"));
    expect(answer).toMatchObject({ status: 401, code: "unauthorized" });
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 404 });
  });

  it("what the worker tells the room cannot be said by a client", async () => {
    const forged = { identity: { you: { id: "root", name: "Root", role: "member" }, expires: 9e15 }, mode: "json" };
    const headers = { "x-parley-visit": encodeURIComponent(JSON.stringify(forged)) };
    const { welcome } = await join(server, newRoom(), { name: "Ann" }, { protocols: ["parley.v1"], headers });
    expect(welcome.you).toMatchObject({ name: "Ann", role: "guest" });
  });
});

describe("the query", () => {
  it.each([
    ["name", "", 400, "bad_command"],
    ["name", "   ", 400, "bad_command"],
    ["name", "a\u0000b", 400, "bad_command"],
    ["name", "a\u200Bb", 400, "bad_command"],
    ["name", "a\u202Eb", 400, "bad_command"],
    ["name", "x".repeat(33), 413, "too_big"],
    ["history", "-1", 400, "bad_command"],
    ["history", "ten", 400, "bad_command"],
    ["history", "1.5", 400, "bad_command"],
    ["history", "", 400, "bad_command"],
    ["history", "101", 413, "too_big"],
    ["v", "2", 400, "bad_command"],
    ["echo", "yes", 400, "bad_command"],
    ["raw", "2", 400, "bad_command"],
  ])("[A1] %s=%j is refused with %d %s", async (name, value, status, code) => {
    const room = newRoom();
    for (const path of Object.values(ADDRESSES)) {
      const answer = await refusal(server.ws(`${path(room)}?${new URLSearchParams({ [name]: value })}`));
      expect(answer).toMatchObject({ status, code });
      expect(answer.message).toContain(name);
    }
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 404 });
  });

  it("[C5] a name over the limit is told the limit", async () => {
    const { message } = await refusal(server.ws(`/r/${newRoom()}?name=${"x".repeat(33)}`));
    expect(message).toContain("32");
  });

  it.each(["Ann", "x".repeat(32), "👩‍👩‍👧‍👦".repeat(32), "नमस्ते", "José", "李小龍", "עדי"])(
    "[C5] %s is a name",
    async (name) => {
      const { welcome } = await join(server, newRoom(), { name });
      expect(welcome.you.name).toBe(name);
    },
  );

  it("[A1] one that is not known changes nothing", async () => {
    const { welcome } = await join(server, newRoom(), { name: "Ann", colour: "red" });
    expect(welcome.you.name).toBe("Ann");
  });
});
