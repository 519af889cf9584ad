import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ask } from "../support/http.ts";
import { ownedRoom } from "../support/owned.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, refusal } from "../support/socket.ts";
import { IoClient } from "../support/socketio.ts";
import { StreamReader } from "../support/stream.ts";
import { memberToken, SECRET } from "../support/token.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
const commandOf = (command: object, token: string): RequestInit => ({
  method: "POST",
  body: JSON.stringify(command),
  ...bearer(token),
});

describe("a token that is good in some rooms only", () => {
  /** Each address below a room's that asks who one is. */
  const DOORS: Readonly<Record<string, (room: string, token: string) => [path: string, init: RequestInit]>> = {
    "a message": (room, token) => [`/api/rooms/${room}/messages`, { method: "POST", body: "hello", ...bearer(token) }],
    "a command": (room, token) => [`/api/rooms/${room}/commands`, commandOf({ type: "members" }, token)],
    "a command that takes a token": (room, token) => [
      `/api/rooms/${room}/commands`,
      commandOf({ type: "rename", name: "Ann" }, token),
    ],
    "a stream": (room, token) => [`/api/rooms/${room}/events`, bearer(token)],
    "a poll": (room, token) => [`/api/rooms/${room}/events?format=json&wait=1`, bearer(token)],
    "a look": (room, token) => [`/api/rooms/${room}/events?format=json`, bearer(token)],
    "a search": (room, token) => [`/api/rooms/${room}/messages?q=hello`, bearer(token)],
    "an export": (room, token) => [`/api/rooms/${room}/export`, bearer(token)],
    "an import": (room, token) => [`/api/rooms/${room}/import`, { method: "POST", body: "{}", ...bearer(token) }],
    "a deletion": (room, token) => [`/api/rooms/${room}`, { method: "DELETE", ...bearer(token) }],
    "Socket.IO": (room, token) => [`/r/${room}/socket.io/?EIO=4&transport=polling`, bearer(token)],
    "a new room": (room, token) => ["/api/rooms", { method: "POST", body: JSON.stringify({ room }), ...bearer(token) }],
    "a session": (room, token) => [`/api/session?room=${room}`, { method: "POST", ...bearer(token) }],
  };
  const UNAUTHORIZED = { status: 401, body: { error: { code: "unauthorized" } } };

  it.each(Object.entries(DOORS))("[I2] is unauthorized in another, and no object wakes: %s", async (_what, address) => {
    const token = await memberToken({ sub: "u1", name: "Ann", room: newRoom() });
    const before = await server.objects();
    expect(await ask(server, ...address(newRoom(), token))).toMatchObject(UNAUTHORIZED);
    expect(await server.objects()).toEqual(before);
  });

  it("[I2] is unauthorized on a socket of another room", async () => {
    const token = await memberToken({ sub: "u1", room: newRoom() });
    const query = new URLSearchParams({ token });
    expect(await refusal(server.ws(`/r/${newRoom()}?${query}`))).toMatchObject({ status: 401, code: "unauthorized" });
    expect(await refusal(server.ws("/api/inbox/ws"), { headers: bearer(token).headers })).toMatchObject({
      status: 401,
      code: "unauthorized",
    });
  });

  it.each([
    ["the inbox", "/api/inbox", {}],
    ["what is done in it", "/api/inbox", { method: "POST", body: '{"type":"read","room":"tea","seq":1}' }],
    ["a conversation", "/api/direct", { method: "POST", body: '{"user":"u2"}' }],
    ["a session of no room", "/api/session", { method: "POST" }],
    ["a room without a name", "/api/rooms", { method: "POST", body: "{}" }],
  ])("[I2] is unauthorized for what is of no room, or of one that it does not name: %s", async (_what, path, init) => {
    const token = await memberToken({ sub: "u1", room: newRoom() });
    expect(await ask(server, path, { ...init, ...bearer(token) })).toMatchObject(UNAUTHORIZED);
  });

  it("[I2] is good in those that it names, one or several, however they are spelt", async () => {
    const room = newRoom("tee-stube");
    for (const named of [room, room.toUpperCase(), ["else", room], [`${room}`, "?"]]) {
      const token = await memberToken({ sub: "u1", name: "Ann", room: named });
      const { socket, welcome } = await join(server, room, { token });
      expect(welcome.you).toEqual({ id: "u1", name: "Ann", role: "member" });
      expect(await socket.ask({ type: "auth", token })).toMatchObject({ type: "ack" });
      expect(await ask(server, `/api/session?room=${room}`, { method: "POST", ...bearer(token) })).toMatchObject({
        status: 200,
        body: { you: { id: "u1" } },
      });
    }
  });

  it.each([
    ["no room at all", []],
    ["what is no room", "?"],
    ["a star", "*"],
    ["a number", 7],
    ["null", null],
  ])("[I2] is good nowhere where it names %s", async (_what, named) => {
    const token = await memberToken({ sub: "u1", room: named });
    expect(await refusal(server.ws(`/r/${newRoom()}?${new URLSearchParams({ token })}`))).toMatchObject({
      code: "unauthorized",
    });
  });

  it("[I2] does not let a connection become somebody in another room, and nothing changes", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room, { name: "Ann" });
    const token = await memberToken({ sub: "u1", room: newRoom() });
    expect(await socket.ask({ type: "auth", token })).toMatchObject({ type: "error", code: "unauthorized" });
    const io = new IoClient(server.origin, room, { auth: { token } });
    await io.news.next((news) => news === "connect_error");
    expect(io.error?.data).toMatchObject({ code: "unauthorized" });
    io.socket.close();
    await guard.expectServes();
    await socket.post("still me");
    expect(await guard.socket.next("message")).toMatchObject({ user: { name: "Ann" } });
  });

  it("[I2] of a guest is refused everywhere: a guest's is renewed, and would then be good everywhere", async () => {
    const room = newRoom();
    const token = await memberToken({ sub: "g_1", name: "Ann", room });
    expect(await refusal(server.ws(`/r/${room}?${new URLSearchParams({ token })}`))).toMatchObject({
      code: "unauthorized",
    });
  });
});

/** What one is in a room by a token. */
const roleIn = async (room: string, claims: Record<string, unknown>): Promise<string> => {
  const token = await memberToken({ sub: "u1", name: "Ann", ...claims });
  return (await join(server, room, { token })).welcome.you.role;
};

describe("a token that says what one is in a room", () => {
  it("[I3] makes one that, there or everywhere; what is said of the room itself comes first", async () => {
    const room = newRoom("tea");
    expect(await roleIn(room, { roles: { [room]: "owner" } })).toBe("owner");
    expect(await roleIn(room, { roles: { [room.toUpperCase()]: "moderator" } })).toBe("moderator");
    expect(await roleIn(room, { roles: { "*": "moderator" } })).toBe("moderator");
    expect(await roleIn(room, { roles: { "*": "owner", [room]: "member" } })).toBe("member");
    expect(await roleIn(room, { roles: { [newRoom()]: "owner" } })).toBe("member");
  });

  it.each([
    ["a role that there is not", { "*": "admin" }],
    ["a guest", { "*": "guest" }],
    ["a list, as sign-in services have it", ["admin"]],
    ["a text", "owner"],
    ["null", null],
  ])("[I3] gives nothing by %s, and one comes in", async (_what, roles) => {
    expect(await roleIn(newRoom(), { roles })).toBe("member");
    expect(await roleIn("constructor", { roles })).toBe("member");
  });

  it("[I3] is no guest's", async () => {
    const token = await memberToken({ sub: "g_1", name: "Ann", roles: { "*": "owner" } });
    expect((await join(server, newRoom(), { token })).welcome.you.role).toBe("guest");
  });

  it("[I3] counts on every way in, through an eviction too", async () => {
    const room = newRoom();
    const { socket: author } = await join(server, room);
    const { seq } = await author.post("to be pinned");
    const token = await memberToken({ sub: "u1", name: "Ann", roles: { [room]: "moderator" } });
    const you = { id: "u1", name: "Ann", role: "moderator" };

    const { socket } = await join(server, room, { token });
    await server.evict(room);
    expect(await socket.ask({ type: "pin", seq, on: true })).toMatchObject({ type: "ack" });
    const unpin = { type: "pin", seq, on: false };
    expect(await ask(server, `/api/rooms/${room}/commands`, commandOf(unpin, token))).toMatchObject({ status: 200 });

    const stream = await StreamReader.open(server, room, { query: { format: "ndjson" }, ...bearer(token) });
    expect(await stream.next("welcome")).toMatchObject({ you });
    stream.leave();
    expect(await ask(server, `/api/rooms/${room}/events?format=json&wait=1`, bearer(token))).toMatchObject({
      body: { you },
    });
    for (const transports of [["websocket"], ["polling"]] as const) {
      const io = new IoClient(server.origin, room, { transports: [...transports], auth: { token } });
      expect(await io.joined()).toMatchObject({ you });
      io.close();
    }
    expect(await ask(server, `/api/session?room=${room}`, { method: "POST", ...bearer(token) })).toMatchObject({
      body: { you },
    });
  });

  it("[I3] counts from `auth` on, and no longer than the token that says so is shown", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    const { seq } = await socket.post("to be pinned");
    const pin = (on: boolean) => socket.ask({ type: "pin", seq, on });
    expect(await pin(true)).toMatchObject({ code: "forbidden" });
    const more = await memberToken({ sub: "u1", name: "Ann", roles: { [room]: "owner" } });
    expect(await socket.ask({ type: "auth", token: more })).toMatchObject({ you: { id: "u1", role: "owner" } });
    expect(await pin(true)).toMatchObject({ type: "ack" });
    const less = await memberToken({ sub: "u1", name: "Ann" });
    expect(await socket.ask({ type: "auth", token: less })).toMatchObject({ you: { id: "u1", role: "member" } });
    expect(await pin(false)).toMatchObject({ code: "forbidden" });
  });

  it("[I3] takes nothing away that the room has given", async () => {
    const room = newRoom();
    const token = await memberToken({ sub: "u1", name: "Ann", roles: { "*": "member" } });
    const made = await ask(server, "/api/rooms", { method: "POST", body: JSON.stringify({ room }), ...bearer(token) });
    expect(made).toMatchObject({ status: 201, body: { you: { role: "owner" } } });
    expect((await join(server, room, { token })).welcome.you.role).toBe("owner");
  });
});

it("[I3] a role in a private room lets its user in; that a token is good there does not", async () => {
  const { room } = await ownedRoom(server, { visibility: "private" });
  const you = { sub: "u1", name: "Ann" };
  for (const roles of [{ [room]: "member" }, { "*": "member" }]) {
    const token = await memberToken({ ...you, roles });
    expect((await join(server, room, { token })).welcome.you).toMatchObject({ id: "u1", role: "member" });
    expect(await ask(server, `/api/rooms/${room}/messages`, bearer(token))).toMatchObject({ status: 200 });
  }
  for (const claims of [{}, { room }, { roles: { [newRoom()]: "owner" } }]) {
    const token = await memberToken({ ...you, ...claims });
    const closed = { status: 403, code: "members_only" };
    expect(await refusal(server.ws(`/r/${room}?${new URLSearchParams({ token })}`))).toMatchObject(closed);
    expect(await ask(server, `/api/rooms/${room}/messages`, bearer(token))).toMatchObject({ status: 403 });
  }
});

it("[I1] a host application signs its users as the README says", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const [example = ""] = /(?<=```js\n)import \{ createHmac \}.*?(?=```)/s.exec(readme) ?? [];
  const { chatToken } = (await import(`data:text/javascript,${encodeURIComponent(example)}`)) as {
    chatToken: (user: object, roles?: object) => string;
  };
  vi.stubEnv("AUTH_SECRET", SECRET);
  const ann = { id: "u1", name: "Ann Ö", picture: "https://host.example/ann.png" };
  const room = newRoom();
  const { welcome } = await join(server, room, { token: chatToken(ann, { [room]: "moderator" }) });
  expect(welcome.you).toEqual({ ...ann, role: "moderator" });
  const { welcome: bare } = await join(server, room, { token: chatToken({ id: "u2" }) });
  expect(bare.you).toEqual({ id: "u2", name: "u2", role: "member" });
  vi.unstubAllEnvs();
});
