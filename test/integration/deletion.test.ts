import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PollAnswer, RoomStats, Session } from "../../src/protocol/answers.ts";
import { DEFAULT_SETTINGS } from "../../src/protocol/settings.ts";
import { ask, page, post } from "../support/http.ts";
import { makeRoom, ownedRoom } from "../support/owned.ts";
import { newRoom, startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join, joinText } from "../support/socket.ts";
import { IoClient } from "../support/socketio.ts";
import { eventsPath, StreamReader } from "../support/stream.ts";

const GONE = 4508;
const FRIEND = "https://friend.example";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", ALLOWED_ORIGINS: FRIEND });
});
afterAll(() => server.close());

/** `DELETE /api/rooms/:room` @returns the status, and the code of what went wrong */
async function remove(room: string, token?: string, on = server): Promise<{ status: number; code?: string }> {
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const response = await fetch(on.http(`/api/rooms/${encodeURIComponent(room)}`), { method: "DELETE", headers });
  const text = await response.text();
  if (text === "") return { status: response.status };
  return { status: response.status, code: (JSON.parse(text) as { error: { code: string } }).error.code };
}

/** Nothing of a room is there any more: for whoever asks, and on disk. */
async function expectGone(room: string): Promise<void> {
  for (const path of ["", "/messages", "/stats", "/messages?q=one", "/events?format=json"]) {
    expect(await ask(server, `/api/rooms/${room}${path}`), path).toMatchObject({
      status: 404,
      body: { error: { code: "not_found" } },
    });
  }
  // But for what the local platform itself keeps.
  expect(await server.sql(room, "SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_%' ESCAPE '\\'")).toEqual([]);
}

describe("[R9] the owner deletes a room", () => {
  it("and all that was in it is gone, also after an eviction", async () => {
    const { room, owner, token } = await ownedRoom(server, { topic: "secrets" });
    await owner.post("one");
    await owner.ask({ type: "react", seq: 1, emoji: "👍", on: true });
    await owner.ask({ type: "pin", seq: 1, on: true });
    expect(await remove(room, token)).toEqual({ status: 204 });
    expect((await owner.closed).code).toBe(GONE);
    await expectGone(room);
    await server.evict(room);
    await expectGone(room);
    expect(await remove(room, token)).toEqual({ status: 404, code: "not_found" });
  });

  it("and it is gone where it is evicted in the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const { room, owner, token } = await ownedRoom(server);
      await owner.post("one");
      const [{ status }] = await Promise.all([remove(room, token), server.evict(room)]);
      if (status === 204) await expectGone(room);
      // Whoever is told that it did not work finds the room as it was.
      else expect(await page(server, room)).toMatchObject({ messages: [{ text: "one" }] });
      expect([204, 500]).toContain(status);
    }
  });

  it("whoever comes then finds another room: its own epoch, no owner, nothing set, nothing used", async () => {
    const { room, owner, token, welcome } = await ownedRoom(server, { topic: "secrets", keepDays: 3 });
    await owner.postMany(Array.from({ length: 200 }, (_, index) => `text ${index}`));
    await remove(room, token);
    const since = `${welcome.epoch}.200`;
    const { socket, welcome: later } = await join(server, room, { since, token });
    expect(later).toMatchObject({
      recovered: false,
      events: [],
      first: 1,
      head: 0,
      pins: [],
      settings: DEFAULT_SETTINGS,
      you: { role: "guest" },
      members: { online: 1 },
    });
    expect(later.epoch).not.toBe(welcome.epoch);
    expect(await socket.post("anew", { id: "a" })).toMatchObject({ seq: 1 });
    const { body } = await ask(server, `/api/rooms/${room}/stats`);
    expect((body as RoomStats).counts.rowsWritten).toBeLessThan(50);
    expect(await remove(room, token)).toEqual({ status: 403, code: "forbidden" });
    await server.evict(room);
    expect((await join(server, room, { since: `${later.epoch}.0` })).welcome).toMatchObject({
      recovered: true,
      events: [{ text: "anew" }],
    });
  });

  it("what was sent before under the same id is not known in the other room", async () => {
    const { room, owner, token } = await ownedRoom(server);
    await owner.post("one", { id: "a" });
    await remove(room, token);
    const { socket } = await join(server, room, { token });
    expect(await socket.ask({ type: "send", text: "two", id: "a" })).toMatchObject({ type: "ack", seq: 1 });
    expect(await socket.ask({ type: "edit", seq: 1, text: "two, changed" })).toMatchObject({ type: "ack", seq: 2 });
  });

  it("it can be made again, by somebody else", async () => {
    const { room, token } = await ownedRoom(server);
    await remove(room, token);
    expect(await makeRoom(server, { room, name: "Next" })).toMatchObject({ status: 201, body: { head: 0 } });
    expect(await remove(room, token)).toEqual({ status: 403, code: "forbidden" });
  });

  it("no alarm wakes what is not there any more", async () => {
    const clock: ClockServer = await startClockServer();
    try {
      const { room, token } = await ownedRoom(clock, { keepDays: 1 });
      expect(await clock.alarm(room)).not.toBeNull();
      expect(await remove(room, token, clock)).toEqual({ status: 204 });
      expect(await clock.alarm(room)).toBeNull();
      await clock.evict(room);
      expect(await clock.alarm(room)).toBeNull();
    } finally {
      await clock.close();
    }
  });
});

describe("[R9] nobody else deletes one", () => {
  it("neither without a token, nor with a bad one, nor with somebody else's", async () => {
    const { room, owner } = await ownedRoom(server);
    await owner.post("one");
    const { welcome } = await join(server, room);
    expect(await remove(room)).toEqual({ status: 401, code: "unauthorized" });
    expect(await remove(room, "no.token.at.all")).toEqual({ status: 401, code: "unauthorized" });
    expect(await remove(room, welcome.token)).toEqual({ status: 403, code: "forbidden" });
    expect(await page(server, room)).toMatchObject({ messages: [{ text: "one" }] });
    expect(await owner.post("two")).toMatchObject({ seq: 2 });
  });

  it("and a room without an owner nobody at all", async () => {
    const room = newRoom();
    const { welcome } = await join(server, room);
    expect(await remove(room, welcome.token)).toEqual({ status: 403, code: "forbidden" });
    expect(await remove(newRoom(), welcome.token)).toEqual({ status: 404, code: "not_found" });
    expect(await remove("..%2f", welcome.token)).toMatchObject({ status: 400, code: "bad_room" });
  });

  it("[A3] pages of allowed sites may ask for it, others may not", async () => {
    const path = server.http(`/api/rooms/${newRoom()}`);
    const asked = { "Access-Control-Request-Method": "DELETE" };
    const allowed = await fetch(path, { method: "OPTIONS", headers: { Origin: FRIEND, ...asked } });
    expect(allowed.headers.get("Access-Control-Allow-Methods")).toContain("DELETE");
    const stranger = await fetch(path, { method: "DELETE", headers: { Origin: "https://evil.example" } });
    expect(stranger.status).toBe(403);
  });
});

describe("[R9] everybody who is there is told, and cut off", () => {
  it("by WebSocket, in both modes, awake or asleep", async () => {
    for (const isAsleep of [false, true]) {
      const { room, owner, token } = await ownedRoom(server);
      const others = await Promise.all(Array.from({ length: 20 }, async () => (await join(server, room)).socket));
      const text = await joinText(server, room);
      // workerd ends the connection of one that has never said anything only seconds after its Close.
      for (const socket of [owner, ...others, text]) socket.send("ping");
      await Promise.all([owner, ...others, text].map((socket) => socket.frames.next((frame) => frame === "pong")));
      if (isAsleep) await server.evict(room);
      await remove(room, token);
      for (const socket of [owner, ...others]) {
        expect(await socket.next("bye")).toMatchObject({ code: GONE });
        expect((await socket.closed).code).toBe(GONE);
      }
      expect(await text.frames.next((line) => line.startsWith("* bye"))).toBe("* bye: The room was deleted.");
      expect((await text.closed).code).toBe(GONE);
      await expectGone(room);
    }
  });

  it("on streams, whose last event it is", async () => {
    const { room, token } = await ownedRoom(server);
    const sse = await StreamReader.open(server, room, { query: { format: "sse" } });
    const lines = await StreamReader.open(server, room, { query: { format: "ndjson" } });
    await Promise.all([sse.nextSse("welcome"), lines.next("welcome")]);
    await remove(room, token);
    expect(JSON.parse((await sse.nextSse("bye")).data)).toMatchObject({ code: GONE });
    expect(await lines.next("bye")).toMatchObject({ code: GONE });
    expect(await Promise.all([sse.ended, lines.ended])).toEqual(["ended", "ended"]);
    await expectGone(room);
  });

  it("by a poll that is held; the next one is in another room", async () => {
    const { room, owner, token } = await ownedRoom(server);
    const { token: guest = "" } = (await ask(server, "/api/session", { method: "POST" })).body as Session;
    const asked = { format: "json", token: guest };
    const first = (await ask(server, eventsPath(room, { ...asked, wait: "1" }))).body as PollAnswer;
    const since = `${first.epoch}.${first.head}`;
    const held = ask(server, eventsPath(room, { ...asked, wait: "25", since }));
    // Whoever waits is in the room: by then it is held.
    while (((await owner.ask({ type: "members" })) as { online?: number }).online !== 2);
    await remove(room, token);
    expect((await held).body).toMatchObject({
      events: expect.arrayContaining([expect.objectContaining({ type: "bye", code: GONE })]),
    });
    const next = (await ask(server, eventsPath(room, { ...asked, wait: "1", since }))).body as PollAnswer;
    expect(next).toMatchObject({ recovered: false, head: 0, events: [] });
    expect(next.epoch).not.toBe(first.epoch);
  });

  it.each([["websocket"], ["polling"]] as const)(
    "by Socket.IO over %s, which does not come back by itself",
    async (transport) => {
      const { room, token } = await ownedRoom(server);
      const client = new IoClient(server.origin, room, { transports: [transport], reconnection: true });
      await client.joined();
      await remove(room, token);
      expect(await client.next("bye")).toMatchObject({ code: GONE });
      expect(await client.news.next((news) => news !== "connect")).toBe("io server disconnect");
      expect(client.socket.active).toBe(false);
      await expectGone(room);
      client.close();
    },
  );
});

describe("[R9] what is said in that moment", () => {
  it("is answered or cut off with the room, never both, and never lost in the next one", async () => {
    const { room, token } = await ownedRoom(server);
    const writers = await Promise.all(Array.from({ length: 4 }, async () => (await join(server, room)).socket));
    const removal = remove(room, token);
    for (let index = 0; index < 50; index++) {
      for (const writer of writers) writer.say({ type: "send", id: `m${index}`, text: `text ${index}` });
    }
    expect((await removal).status).toBe(204);
    for (const writer of writers) {
      expect((await writer.closed).code).toBe(GONE);
      const types = writer.events.all.map(({ type }) => type);
      expect(types.at(-1)).toBe("bye");
      expect(types).not.toContain("error");
    }
    await expectGone(room);
  });

  it("what was accepted before is acknowledged first", async () => {
    const { room, owner, token } = await ownedRoom(server);
    const { socket } = await join(server, room);
    for (let round = 0; round < 10; round++) socket.say({ type: "send", id: `m${round}`, text: "x" });
    await owner.next("message");
    await remove(room, token);
    await socket.closed;
    const acked = socket.events.all.flatMap((event) => (event.type === "ack" ? [event.id] : []));
    const told = owner.events.all.flatMap((event) => (event.type === "message" ? [event.id] : []));
    expect(acked).toEqual(told);
  });

  it("over HTTP it is answered, and where it says that it is stored, it is: in the room that there is then", async () => {
    const { room, token, welcome } = await ownedRoom(server);
    const posts = Array.from({ length: 20 }, (_, index) => post(server, room, `text ${index}`));
    const removal = remove(room, token);
    const later = Array.from({ length: 20 }, (_, index) => post(server, room, `later ${index}`));
    expect((await removal).status).toBe(204);
    for (const answer of await Promise.all([...posts, ...later])) expect([201, 404]).toContain(answer.status);
    const marker = await post(server, room, "marker");
    expect(marker.status).toBe(201);
    const { epoch, head, messages } = await page(server, room, "?limit=100");
    expect(epoch).not.toBe(welcome.epoch);
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
    expect(messages.at(-1)!.text).toBe("marker");
  });

  it("a command that has to wait for something else is not carried out in the next room", async () => {
    const { room, token } = await ownedRoom(server);
    const { socket } = await join(server, room, { name: "Ann" });
    const removal = remove(room, token);
    // To be called otherwise takes a signature: what comes after it in the frame waits.
    socket.say({ type: "rename", id: "r", name: "Zoe" }, { type: "send", id: "s", text: "after it" });
    await removal;
    await socket.closed;
    await expectGone(room);
  });
});
