import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GUEST_TOKEN_MS, TOKEN_GRACE_MS } from "../../src/config.ts";
import { Peer, Poller } from "../conformance/peer.ts";
import { ask, page, post } from "../support/http.ts";
import { newRoom, startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { IoClient, type IoOptions, type Transports } from "../support/socketio.ts";
import { StreamReader } from "../support/stream.ts";
import { memberToken, SECRET } from "../support/token.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
let clock: ClockServer;
const ORIGIN = "https://site.example";
const HEARTBEAT_MS = 3_000;
const PING_MS = 3_600_000;
beforeAll(async () => {
  [server, clock] = await Promise.all([
    startServer({ MESSAGE_RATE: "0", ALLOWED_ORIGINS: ORIGIN }),
    startClockServer({
      MESSAGE_RATE: "0",
      HEARTBEAT_MS: String(HEARTBEAT_MS),
      SOCKETIO_PING_MS: String(PING_MS),
      AUTH_SECRET: SECRET,
    }),
  ]);
});
afterAll(() => Promise.all([server.close(), clock.close()]));

async function joined(room: string, options: IoOptions = {}, at: TestServer = server) {
  const client = new IoClient(at.origin, room, options);
  return { client, welcome: await client.joined() };
}

const WAYS: [string, Transports][] = [
  ["WebSocket", ["websocket"]],
  ["polling", ["polling"]],
  ["an upgrade", ["polling", "websocket"]],
];

/** Where a room's log stands. */
async function cursorOf(room: string): Promise<string> {
  const { epoch, head } = await page(clock, room);
  return `${epoch}.${head}`;
}

describe("coming in", () => {
  it.each([
    ["the path names", (room: string): [string, IoOptions] => [room, {}]],
    ["the query names", (room: string): [string, IoOptions] => [room, { path: "/socket.io", query: { room } }]],
  ])("[S1] joins the room that %s, by any script", async (_how, address) => {
    const room = `${newRoom()}-聊天室`;
    const { client, welcome } = await joined(...address(room));
    expect(welcome).toMatchObject({ room, recovered: false, events: [], members: { online: 1 } });
    client.close();
  });

  it("[S1] refuses what is no room, over HTTP and without waking one", async () => {
    const before = await server.objects();
    for (const path of ["/r/-/socket.io/", "/r/%2f/socket.io/", "/socket.io/", "/socket.io/?room=.."]) {
      const query = `${path.includes("?") ? "&" : "?"}EIO=4&transport=polling`;
      expect(await ask(server, path + query)).toMatchObject({ status: 400, body: { error: { code: "bad_room" } } });
    }
    expect(await server.objects()).toEqual(before);
  });

  it("[S2] takes name, token, history and cursor from what is sent along, else from the query", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await socket.postMany(["one", "two", "three"]);
    const { client: ann, welcome } = await joined(room, {
      query: { name: "Query", history: "1" },
      auth: { name: "Ann" },
    });
    expect(welcome).toMatchObject({ you: { name: "Ann", role: "guest" }, more: true, token: expect.any(String) });
    expect((await ann.next("message")).text).toBe("three");
    ann.close();
    const { token, epoch } = welcome;
    const { client, welcome: again } = await joined(room, { auth: { token, since: `${epoch}.1`, history: 0 } });
    expect(again).toMatchObject({ you: welcome.you, recovered: true });
    expect([(await client.next("message")).text, (await client.next("message")).text]).toEqual(["two", "three"]);
    client.close();
  });

  it.each([
    [{ name: "*" }, "bad_command"],
    [{ name: 5 }, "bad_command"],
    [{ name: "x".repeat(33) }, "too_big"],
    [{ token: "a.b.c" }, "unauthorized"],
    [{ history: 101 }, "too_big"],
    [{ history: "many" }, "bad_command"],
  ])("[S2] refuses %j with a connect_error that says %s", async (auth, code) => {
    const room = newRoom();
    const guard = await witness(server, room);
    const client = new IoClient(server.origin, room, { auth });
    await client.news.next((news) => news === "connect_error");
    expect(client.error).toMatchObject({ message: expect.any(String), data: { code } });
    await guard.expectServes();
    client.close();
  });

  it.each([
    ["a pid that is none", { pid: "x", offset: "a.1" }],
    ["the pid of a token that is not valid any more", { pid: `${"x".repeat(20)}.a.b.c`, offset: "a.1" }],
  ])("[S6] who comes back with %s is somebody new: the library would go on saying so for ever", async (_what, auth) => {
    const { client, welcome } = await joined(newRoom(), { auth });
    expect(welcome).toMatchObject({ recovered: false, you: { role: "guest" }, token: expect.any(String) });
    expect(client.socket.recovered).toBe(false);
    client.close();
  });

  it("[S6] who brings a token is whom it names, whatever the library remembers", async () => {
    const room = newRoom();
    const { client: before, welcome } = await joined(room);
    const pid = (before.socket as unknown as { _pid: string })._pid;
    before.close();
    const { body } = await ask(server, "/api/session", { method: "POST", body: '{"name":"Bea"}' });
    const { token } = body as { token: string };
    const offset = `${welcome.epoch}.0`;
    for (const options of [{ query: { token }, auth: { pid, offset } }, { auth: { pid, offset, token } }]) {
      const { client, welcome: again } = await joined(room, options);
      expect(again.you.name).toBe("Bea");
      client.close();
    }
    const { client, welcome: same } = await joined(room, { auth: { pid, offset } });
    expect(same).toMatchObject({ recovered: true, you: welcome.you });
    client.close();
  });

  it("a request for a session that there is not leaves no trace in a room that there is not", async () => {
    const room = newRoom();
    const answer = await ask(clock, `/r/${room}/socket.io/?EIO=4&transport=polling&sid=abc`);
    expect(answer).toMatchObject({ status: 400, body: { code: 1 } });
    expect(await clock.alarm(room)).toBeNull();
  });

  it("[A3] a page of an allowed site may come by polling, with its credentials; another may not", async () => {
    const path = `/r/${newRoom()}/socket.io/?EIO=4&transport=polling`;
    const allowed = await fetch(server.http(path), { headers: { Origin: ORIGIN } });
    expect([allowed.status, allowed.headers.get("Access-Control-Allow-Origin")]).toEqual([200, ORIGIN]);
    expect(allowed.headers.get("Access-Control-Allow-Credentials")).toBe("true");
    await allowed.text();
    expect(await ask(server, path, { headers: { Origin: "https://evil.example" } })).toMatchObject({ status: 403 });
  });
});

describe.each(WAYS)("by %s", (_name, transports) => {
  it("[S3] is told every event by its name, what is kept with its cursor", async () => {
    const room = newRoom();
    const { client, welcome } = await joined(room, { transports });
    const { socket } = await join(server, room, { name: "Bo" });
    await client.next("join");
    socket.say({ type: "typing", on: true });
    expect(await client.next("typing")).toMatchObject({ user: { name: "Bo" }, on: true });
    await socket.ask({ type: "rename", name: "Bob" });
    expect(await client.next("rename")).toMatchObject({ was: "Bo" });
    await socket.post("hello");
    const { event, cursor } = await client.events.next(({ event }) => event.type === "message");
    expect(event).toMatchObject({ seq: 1, text: "hello", user: { name: "Bob" } });
    expect(cursor).toBe(`${welcome.epoch}.1`);
    await socket.close();
    expect(await client.next("leave")).toMatchObject({ online: 1 });
    client.close();
  });

  it("[S4] says anything by its name and is answered, or says a bare text", async () => {
    const room = newRoom();
    const { client } = await joined(room, { transports });
    client.socket.send("bare");
    expect(await client.next("message")).toMatchObject({ text: "bare", seq: 1 });
    expect(await client.ask("message", "asked")).toMatchObject({ type: "ack", seq: 2 });
    expect(await client.ask("message", { text: "object", id: "mine", replyTo: 1 })).toMatchObject({
      id: "mine",
      seq: 3,
    });
    expect(await client.ask("send", { text: "object", id: "mine", replyTo: 1 })).toMatchObject({
      duplicate: true,
      seq: 3,
    });
    expect(await client.ask("history", { limit: 1 })).toMatchObject({ messages: [{ text: "object", id: "mine" }] });
    expect(await client.ask("rename", { name: "Zoe" })).toMatchObject({
      you: { name: "Zoe" },
      token: expect.any(String),
    });
    expect(await client.ask("members")).toMatchObject({ list: [{ name: "Zoe" }] });
    client.close();
  });

  it("[S4] what is no command is answered so, and the connection goes on", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { client } = await joined(room, { transports });
    const nonsense: [string, ...unknown[]][] = [
      ["message", ""],
      ["message", 5],
      ["message", "two", "arguments"],
      ["message", ["array"]],
      ["message", { text: "x", id: 5 }],
      ["message", { text: Buffer.from("bytes") }],
      ["message", Buffer.from("bytes")],
      ["message", null],
      ["history", { limit: -1 }],
      ["nothing", {}],
      ["toString", {}],
      ["", {}],
    ];
    for (const [name, ...args] of nonsense) {
      expect(await client.ask(name, ...args)).toMatchObject({ type: "error", code: "bad_command" });
    }
    expect(await client.ask("message", "x".repeat(4_001))).toMatchObject({ code: "too_big" });
    expect(await client.ask("message", { text: "x", id: "i".repeat(65) })).toMatchObject({ code: "too_big" });
    // Where nobody waits for an answer it is an event.
    client.socket.emit("nothing", {});
    expect(await client.next("error")).toMatchObject({ code: "bad_command" });
    await guard.expectServes();
    client.close();
  });

  it("newlines, separators, NUL and lone surrogates in a text break nothing", async () => {
    const room = newRoom();
    const { client } = await joined(room, { transports });
    const texts = [
      "a\nb\r\nc",
      "a\u001eb",
      '42["message"]\u001e1',
      "nul \0 there",
      "a\u2028line",
      "data: x\n\nid: 1",
      "e\u0301 🏳️‍🌈",
    ];
    for (const text of texts) {
      await post(server, room, text);
      expect((await client.next("message")).text).toBe(text);
      expect(await client.ask("message", text)).toMatchObject({ type: "ack" });
      expect((await client.next("message")).text).toBe(text);
    }
    await client.ask("message", "lone \ud800 surrogate");
    expect((await client.next("message")).text).toBe("lone \ufffd surrogate");
    expect((await page(server, room)).messages.at(-1)!.text).toBe("lone \ufffd surrogate");
    client.close();
  });

  it("[S6] recovers: the same id, and exactly what was missed", async () => {
    const room = newRoom();
    const { client, welcome } = await joined(room, { transports, reconnection: true });
    const { socket } = await join(server, room);
    await socket.post("known");
    await client.next("message");
    const { id } = client.socket;
    client.socket.io.engine.close();
    await client.news.next((news) => news !== "connect", "the end");
    const missed = Array.from({ length: 50 }, (_, index) => `missed ${index}`);
    await socket.postMany(missed);
    const again = await client.next("welcome");
    expect(again).toMatchObject({ recovered: true, you: welcome.you });
    expect([client.socket.recovered, client.socket.id]).toEqual([true, id]);
    await socket.post("new");
    const told: string[] = [];
    while (told.at(-1) !== "new") told.push((await client.next("message")).text);
    expect(told).toEqual([...missed, "new"]);
    client.close();
  });

  it("[S6] tells that it could not recover where too much was missed", async () => {
    const room = newRoom();
    const { client } = await joined(room, { transports, reconnection: true });
    const { socket } = await join(server, room);
    const { id } = client.socket;
    client.socket.io.reconnection(false);
    client.socket.io.engine.close();
    await client.news.next((news) => news !== "connect", "the end");
    await socket.postMany(Array.from({ length: 501 }, (_, index) => `missed ${index}`));
    client.socket.connect();
    expect(await client.next("welcome")).toMatchObject({ recovered: false, more: true });
    expect(client.socket.recovered).toBe(false);
    expect(client.socket.id).not.toBe(id);
    client.close();
  });

  it("goes on after the room's object was taken from memory in the middle of everything", async () => {
    const room = newRoom();
    const { client } = await joined(room, { transports, reconnection: true });
    const { socket } = await join(server, room);
    const told: string[] = [];
    client.socket.on("message", ({ text }: { text: string }) => told.push(text));
    for (let count = 0; count < 10; count++) {
      await server.evict(room);
      await socket.post(`other ${count}`);
      // What was on its way when the object went is said again by the vendor's client only where it is asked to: so here.
      await client.ask("message", { text: `own ${count}`, id: `id ${count}` }).catch(() => {
        return client.ask("message", { text: `own ${count}`, id: `id ${count}` });
      });
    }
    await socket.post("the last");
    while (told.at(-1) !== "the last") await client.next("message");
    expect(told).toEqual((await page(server, room)).messages.map(({ text }) => text));
    client.close();
  });

  it("a frame or a body that is too large ends or refuses it alone", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { client } = await joined(room, { transports });
    client.socket.emit("message", { text: "x".repeat(70_000) });
    expect(await client.news.next((news) => news !== "connect")).toMatch(/^transport (close|error)$/);
    await guard.expectServes();
    client.close();
  });
});

describe("being there", () => {
  it("[S7] a client of which nothing is heard is asked, and one that does not answer has left", async () => {
    const room = newRoom();
    const { socket } = await join(clock, room);
    // Its machine is there, and it is not: pings come and nothing is answered.
    const peer = new Poller(clock.origin, `/r/${room}/socket.io/`).socket();
    await peer.next();
    peer.say("40");
    const { user } = await socket.next("join");
    await clock.advance(HEARTBEAT_MS * 4 + 1);
    await socket.post("somebody speaks: it is asked");
    expect(await peer.frames.next((frame) => frame === "2", "a ping")).toBe("2");
    await clock.advance(60_001);
    await socket.post("somebody speaks: it has not answered");
    expect(await socket.next("leave")).toMatchObject({ user });
    await peer.closed;
  });

  it("[S7] an answer keeps it, however long nobody speaks, and seldom is it asked for one", async () => {
    const room = newRoom();
    const before = Date.now();
    const { client } = await joined(room, {}, clock);
    // The look after an arrival is over once no other is set but the one that keeps the promise of the heartbeat. Where a slow
    // machine has taken it for quiet, it is asked first.
    for (let due = 0; due < before + PING_MS;) {
      await clock.ring(room);
      do due = (await clock.alarm(room)) ?? 0;
      while (due <= Date.now());
    }
    const { socket } = await join(clock, room);
    for (let count = 0; count < 5; count++) {
      await clock.advance(PING_MS);
      await socket.post(`hour ${count}`);
      expect((await client.next("message")).text).toBe(`hour ${count}`);
      await client.ask("members");
    }
    expect(client.socket.connected).toBe(true);
    client.close();
  });

  it("[T7] with a stream, a held poll and idle Socket.IO clients a room sleeps", async () => {
    const room = newRoom();
    const { client: socket } = await joined(room, {}, clock);
    const { client: upgraded } = await joined(room, { transports: ["polling", "websocket"] }, clock);
    const { client: polling } = await joined(room, { transports: ["polling"] }, clock);
    const stream = await StreamReader.open(clock, room, { query: { format: "sse" } });
    const poll = ask(clock, `/api/rooms/${room}/events?format=json&wait=25&since=${await cursorOf(room)}`);
    await socket.events.next(({ event }) => event.type === "join" && event.online === 5, "everybody");
    const beats = (): number => stream.lines.all.filter((line) => line === ":").length;
    let wakes: number;
    do {
      wakes = await clock.wakes(room);
      await clock.evict(room);
      // Heartbeats of the stream go on meanwhile.
      const before = beats();
      await expect.poll(beats).toBeGreaterThan(before);
      // The end of a poll of Socket.IO's, or the look after an arrival, wakes it: where one falls into this, once more.
    } while ((await clock.wakes(room)) > wakes);
    await post(clock, room, "good morning");
    expect(await clock.wakes(room)).toBe(wakes + 1);
    for (const client of [socket, upgraded, polling]) expect((await client.next("message")).text).toBe("good morning");
    expect((await poll).body).toMatchObject({ events: [{ text: "good morning" }] });
    await stream.lines.next((line) => line.includes("good morning"), "the message");
    stream.leave();
    for (const client of [socket, upgraded, polling]) client.close();
  });

  it("[E3] a user with a page and a Socket.IO client is one, who leaves with the last", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room);
    const { socket, welcome } = await join(server, room, { name: "Ann" });
    await watcher.next("join");
    const { client } = await joined(room, { auth: { token: welcome.token } });
    await socket.close();
    await watcher.post("between");
    client.close();
    const before = await watcher.events.before(({ type }) => type === "leave", "leave");
    expect(before).toMatchObject([{ type: "message", text: "between" }]);
  });

  it("[S7] where it is asked often, it is asked in time", async () => {
    const room = newRoom();
    const often = await startClockServer({ SOCKETIO_PING_MS: "10000" });
    // Somebody is there already, whose arrival has set a later alarm.
    await join(often, room);
    const { client } = await joined(room, {}, often);
    const alarm = await often.alarm(room);
    expect(alarm! - Date.now()).toBeLessThanOrEqual(10_000);
    client.close();
    await often.close();
  });

  it("[S5] a poller who is cut off is told why", async () => {
    const room = newRoom();
    // Nobody gets a token back while a busy machine deals with what was sent.
    const still = await startClockServer();
    await still.stop();
    const { client } = await joined(room, { transports: ["polling"] }, still);
    const { engine } = client.socket.io as unknown as { engine: { id: string } };
    const answer = await fetch(still.http(`/r/${room}/socket.io/?EIO=4&transport=polling&sid=${engine.id}`), {
      method: "POST",
      body: Array.from({ length: 200 }, () => '42["typing",{"on":true}]').join("\x1e"),
    });
    expect(answer.status).toBe(200);
    expect(await client.next("bye")).toMatchObject({ code: 4006 });
    client.close();
    await still.close();
  });

  it("[S5] one whose token has run out is told so, and comes back with another", async () => {
    const room = newRoom();
    const { body } = await ask(clock, "/api/session", { method: "POST" });
    const now = Math.floor(((body as { expires: number }).expires - GUEST_TOKEN_MS) / 1000);
    const tokens = [
      await memberToken({ sub: "ann", name: "Ann", exp: now + 60 }),
      await memberToken({ sub: "ann", name: "Anna", exp: now + 3_600 }),
    ];
    const { client } = await joined(room, { reconnection: true, auth: { token: tokens[0] } }, clock);
    client.socket.auth = { token: tokens[1] };
    const { socket } = await join(clock, room);
    await clock.advance(61_000 + TOKEN_GRACE_MS);
    await socket.post("somebody speaks");
    expect(await client.next("bye")).toMatchObject({ code: 4005 });
    await client.news.next((news) => news === "transport close", "the end");
    expect(await client.next("welcome")).toMatchObject({ you: { id: "ann", name: "Anna" } });
    client.close();
  });

  it("[I5] nobody comes in by the token that opened the session, once it has run out", async () => {
    const { body } = await ask(clock, "/api/session", { method: "POST" });
    const now = Math.floor(((body as { expires: number }).expires - GUEST_TOKEN_MS) / 1000);
    const token = await memberToken({ sub: "ann", exp: now + 5 });
    const room = newRoom();
    const peer = new Peer(clock.ws(`/r/${room}/socket.io/?EIO=4&transport=websocket&token=${token}`));
    expect(await peer.next()).toContain("sid");
    await clock.advance(6_000);
    peer.say("40");
    expect(await peer.next()).toMatch(/^44.*"unauthorized"/);
    const fresh = await memberToken({ sub: "ann", exp: now + 3_600 });
    peer.say(`40${JSON.stringify({ token: fresh })}`);
    expect(await peer.next()).toMatch(/^40/);
    peer.close();
  });
});
