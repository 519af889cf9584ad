import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Room, type Way } from "../../src/client/index.ts";
import { TOKEN_GRACE_MS } from "../../src/config.ts";
import { CLOSE } from "../../src/protocol/errors.ts";
import { page, post } from "../support/http.ts";
import { newRoom, startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join, joinText, type JsonSocket } from "../support/socket.ts";
import { IoClient } from "../support/socketio.ts";
import { StreamReader } from "../support/stream.ts";
import { memberToken, SECRET } from "../support/token.ts";

/** How long the tokens of these tests are good, ms. */
const LIFE_MS = 600_000;
/** By so much their end is known here, ms: on a slow machine it takes long to say when the server's clock was stopped. */
const MARGIN_MS = 20_000;

/** The connection is ended because its token has run out. */
async function expectCut(socket: JsonSocket): Promise<void> {
  expect(await socket.next("bye")).toMatchObject({ code: CLOSE.tokenExpired });
  expect((await socket.closed).code).toBe(CLOSE.tokenExpired);
}

describe("[I5] a connection whose token runs out", () => {
  let server: ClockServer;
  /** Where the server's clock stands, or a moment later, and how far it was put forward since. ms since 1970, ms */
  let began = 0;
  let ahead = 0;
  beforeAll(async () => {
    server = await startClockServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
    await server.stop();
    began = Math.ceil(Date.now() / 1000) * 1000;
  });
  afterAll(() => server.close());
  /** Puts the clock forward. */
  async function advance(ms: number): Promise<void> {
    ahead += ms;
    await server.advance(ms);
  }

  /** When a token made now runs out, ms since 1970. */
  const end = (lifeMs = LIFE_MS): number => began + ahead + lifeMs;
  const tokenOf = (sub: string, expires = end()): Promise<string> =>
    memberToken({ sub, name: sub, exp: expires / 1000 });
  /** Goes on to just after the end of tokens that were made now, and so long further. */
  const runOut = (ms = 0): Promise<void> => advance(LIFE_MS + MARGIN_MS + ms);

  it("is told when that will be, on coming and on showing another", async () => {
    const expires = end();
    const { socket, welcome } = await join(server, newRoom(), { token: await tokenOf("u1", expires) });
    expect(welcome.expires).toBe(expires);
    const later = end(2 * LIFE_MS);
    expect(await socket.ask({ type: "auth", token: await tokenOf("u1", later) })).toMatchObject({
      you: { id: "u1" },
      expires: later,
    });
  });

  it("may show another one within a minute, and goes on, through an eviction too", async () => {
    const room = newRoom();
    const { socket: other } = await join(server, room);
    const { socket } = await join(server, room, { token: await tokenOf("u1") });
    await runOut();
    await other.post("while it is over");
    expect(await socket.next("message")).toMatchObject({ text: "while it is over" });
    await server.evict(room);
    expect(await socket.ask({ type: "auth", token: await tokenOf("u1") })).toMatchObject({
      type: "ack",
      expires: end(),
    });
    await socket.post("still here");
    expect(await other.next("message", ({ text }) => text === "still here")).toMatchObject({ user: { id: "u1" } });
    expect(socket.events.all.some(({ type }) => type === "bye")).toBe(false);
  });

  it("may show it with what it has to say, in one frame; what stands before it is not heard", async () => {
    const room = newRoom();
    const { socket: one } = await join(server, room, { token: await tokenOf("u1") });
    const { socket: two } = await join(server, room, { token: await tokenOf("u2") });
    await runOut();
    one.say({ type: "auth", token: await tokenOf("u1"), id: "auth" }, { type: "send", text: "heard", id: "send" });
    expect(await one.answer("auth")).toMatchObject({ type: "ack" });
    expect(await one.answer("send")).toMatchObject({ type: "ack", seq: 1 });
    two.say({ type: "send", text: "not heard", id: "send" }, { type: "auth", token: await tokenOf("u2"), id: "auth" });
    await expectCut(two);
    expect((await page(server, room)).messages.map(({ text }) => text)).toEqual(["heard"]);
  });

  it("is cut off by anything else, which is not heard: it comes back with another, and says it once", async () => {
    const room = newRoom();
    const { socket } = await join(server, room, { token: await tokenOf("u1") });
    await runOut();
    const message = { type: "send", id: "m1", text: "hello", after: 0 };
    socket.say(message);
    await expectCut(socket);
    expect(socket.events.all.filter(({ type }) => type === "ack" || type === "error")).toEqual([]);
    const { socket: again } = await join(server, room, { token: await tokenOf("u1") });
    expect(await again.ask(message)).toMatchObject({ type: "ack", seq: 1 });
    expect(await again.ask(message)).toMatchObject({ seq: 1, duplicate: true });
  });

  it("is not saved by a token that is refused, nor by one that has run out itself", async () => {
    const room = newRoom();
    const old = await tokenOf("u1");
    const { socket } = await join(server, room, { token: old });
    await runOut();
    for (const token of [old, "nonsense", await memberToken({ sub: "u1", room: newRoom() })]) {
      expect(await socket.ask({ type: "auth", token })).toMatchObject({ code: "unauthorized" });
    }
    socket.say({ type: "members" });
    await expectCut(socket);
  });

  it("has a minute for it, and not longer", async () => {
    const { socket } = await join(server, newRoom(), { token: await tokenOf("u1") });
    await runOut(TOKEN_GRACE_MS);
    socket.say({ type: "auth", token: await tokenOf("u1") });
    await expectCut(socket);
  });

  it("is then told nothing any more, and ends when somebody says something, by every transport", async () => {
    const room = newRoom();
    const { socket: other } = await join(server, room);
    const token = await tokenOf("u1");
    const { socket } = await join(server, room, { token });
    // workerd ends the connection of one that has never said anything only seconds after its Close.
    await socket.ask({ type: "members" });
    const text = await joinText(server, room, { token });
    const stream = await StreamReader.open(server, room, { query: { format: "ndjson", token } });
    const io = new IoClient(server.origin, room, { auth: { token } });
    await Promise.all([stream.next("welcome"), io.joined()]);
    // Somebody has just looked round: it is not that which finds them.
    await other.post("before");
    await socket.next("message");
    await runOut();
    await server.ring(room);
    await advance(TOKEN_GRACE_MS);
    await other.post("not for them");
    await expectCut(socket);
    expect((await text.closed).code).toBe(CLOSE.tokenExpired);
    expect(await stream.next("bye")).toMatchObject({ code: CLOSE.tokenExpired });
    expect(await stream.ended).toBe("ended");
    await io.news.next((news) => news !== "connect");
    expect(await other.next("leave")).toMatchObject({ user: { id: "u1" } });
    expect(JSON.stringify([socket.frames.all, text.frames.all, io.events.all])).not.toContain("not for them");
    expect(stream.text).not.toContain("not for them");
  });

  it("ends when the room looks round, though nobody speaks", async () => {
    const room = newRoom();
    const { socket } = await join(server, room, { token: await tokenOf("u1") });
    // workerd ends the connection of one that has never said anything only seconds after its Close.
    await socket.ask({ type: "members" });
    await runOut(TOKEN_GRACE_MS);
    expect((await post(server, room, "from outside")).status).toBe(201);
    await expectCut(socket);
    expect(socket.events.all.some(({ type }) => type === "message")).toBe(false);
  });
});

describe("[I5] nothing is lost where tokens run out all the time", () => {
  let server: TestServer;
  const open: Room[] = [];
  beforeAll(async () => {
    server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
  });
  afterAll(() => server.close());
  afterEach(() => {
    for (const room of open.splice(0)) room.close();
  });

  /** How often a token is asked for before a test is content. */
  const TOKENS = 5;
  /** Messages that may wait for their answer. */
  const IN_FLIGHT = 20;

  /** Somebody in a room whose tokens are good for two to three seconds, the last one for long. @param isLate whether each is given again until it has run out */
  function hasty(room: string, sub: string, ways: readonly Way[], isLate: boolean) {
    let made = 0;
    let current = { token: "", end: 0 };
    const token = async (): Promise<string> => {
      const now = Math.floor(Date.now() / 1000);
      if (isLate && current.end > now) return current.token;
      const exp = now + (++made < TOKENS ? 3 : 3_600);
      current = { token: await memberToken({ sub, name: sub, exp }), end: exp };
      return current.token;
    };
    const client = new Room({ url: server.origin, room, token, ways, history: 0 });
    open.push(client);
    const heard: string[] = [];
    let welcomes = 0;
    client.on("message", ({ text }) => void heard.push(text));
    client.on("welcome", () => void welcomes++);
    // As somebody who presses "Try now".
    client.state.subscribe(({ status }) => status === "waiting" && queueMicrotask(() => client.reconnect()));
    client.connect();
    return { client, heard, welcomes: () => welcomes, isDone: () => made >= TOKENS };
  }

  it.each<[string, readonly Way[], boolean]>([
    ["another is shown in time", ["websocket"], false],
    ["there is another only when it is too late", ["websocket"], true],
    ["one listens to a stream", ["stream"], false],
    ["one polls", ["poll"], false],
  ])("and %s: each message is there once, in order, for all", async (_what, ways, isLate) => {
    const room = newRoom();
    const { socket: witness } = await join(server, room);
    const writer = hasty(room, "writer", ways, isLate);
    const reader = hasty(room, "reader", ways, isLate);
    await Promise.all(
      [writer, reader].map(({ client }) =>
        expect.poll(() => client.state.value.status === "online" || client.state.value.messages.length > 0).toBe(true),
      ),
    );
    const sent: string[] = [];
    const waiting = new Set<Promise<unknown>>();
    while (!writer.isDone() || !reader.isDone()) {
      const text = `message ${sent.length}`;
      sent.push(text);
      const answered = writer.client.send(text).finally(() => waiting.delete(answered));
      waiting.add(answered);
      if (waiting.size >= IN_FLIGHT) await Promise.race(waiting);
      // Not so many that the last of them are still on their way for long.
      else await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await Promise.all(waiting);
    const last = sent.at(-1)!;
    await witness.next("message", ({ text }) => text === last);
    const told = witness.events.all.flatMap((event) => (event.type === "message" ? [event.text] : []));
    expect(told).toEqual(sent);
    await expect.poll(() => reader.heard.at(-1)).toBe(last);
    const from = sent.indexOf(reader.heard[0]!);
    expect(reader.heard).toEqual(sent.slice(from));
    // By polls it is told that they are in the log after it was answered that they are stored.
    await expect.poll(() => writer.client.state.value.outgoing).toEqual([]);
    // Who shows another in time is not even cut off; who only reads has a minute more to do so.
    if (ways[0] === "websocket" && !isLate) expect(reader.welcomes()).toBe(1);
  });
});
