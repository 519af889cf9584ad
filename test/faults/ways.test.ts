import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import { TIMING } from "../../src/client/config.ts";
import { Room, type RoomOptions, type Way } from "../../src/client/index.ts";
import { page } from "../support/http.ts";
import { type Habits, HttpProxy } from "../support/http-proxy.ts";
import { cupboard, online, texts, until } from "../support/room-state.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";

/** Waits short enough for tests that wait for what fails, or for what has lasted. */
const QUICK = { ...TIMING, backoffBaseMs: 4, backoffCapMs: 16, wayMs: 3_000, stableMs: 300, sayAgainMs: 20 };

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", HEARTBEAT_MS: "1500" });
});
afterAll(() => server.close());

const rooms: Room[] = [];
afterEach(() => {
  for (const room of rooms.splice(0)) room.close();
});

async function proxyWith(habits: Habits): Promise<HttpProxy> {
  const proxy = await HttpProxy.start(server.origin, habits);
  onTestFinished(() => proxy.close());
  return proxy;
}

function come(proxy: HttpProxy, options: Partial<RoomOptions> = {}, timing = QUICK): Room {
  const room = new Room({ url: proxy.origin, room: newRoom("ways"), name: "Ann", ...options }, timing);
  rooms.push(room);
  room.connect();
  return room;
}

/** What one writer says. */
const own = (way: Way): string[] => Array.from({ length: 60 }, (_, index) => `${way} ${index}`);

// A machine that stands still for seconds is not the client that takes so long: that would do so every time.
it("a proxy that swallows upgrades is got past: 4 s, and what the next way takes", { retry: 2 }, async () => {
  const proxy = await proxyWith({ upgrades: "swallow" });
  const since = performance.now();
  const room = come(proxy, {}, TIMING);
  expect(await online(room)).toMatchObject({ way: "stream", you: { name: "Ann", role: "guest" } });
  expect(performance.now() - since).toBeLessThan(TIMING.wayMs + 2_000);
});

it.each([
  [{ upgrades: "pass" }, "websocket"],
  [{ upgrades: "refuse" }, "stream"],
  [{ upgrades: "strip" }, "stream"],
  [{ upgrades: "swallow", buffers: true }, "poll"],
] as const)("behind %o one talks by %s, as by any other", async (habits, way) => {
  const proxy = await proxyWith(habits);
  const name = newRoom("talk");
  const { socket: bo } = await join(server, name, { name: "Bo" });
  await bo.postMany(Array.from({ length: 60 }, (_, index) => `before ${index}`));
  const ann = come(proxy, { room: name });
  const state = await online(ann);
  expect(state.way).toBe(way);
  expect(state.members.map((user) => user.name)).toEqual(["Bo", "Ann"]);
  expect(texts(state)).toEqual(Array.from({ length: 50 }, (_, index) => `before ${index + 10}`));
  expect(await bo.next("join")).toMatchObject({ user: { name: "Ann" } });

  expect(await ann.send("hello", { id: "hello" })).toMatchObject({ seq: 61 });
  expect(await bo.next("message", ({ id }) => id === "hello")).toMatchObject({ text: "hello", user: { name: "Ann" } });
  await bo.post("hello yourself", { replyTo: 61 });
  await until(ann, (state) => texts(state).at(-1) === "hello yourself");
  await expect(ann.send("to nothing", { replyTo: 999 })).rejects.toMatchObject({ code: "not_found" });

  ann.typing(true);
  expect(await bo.next("typing")).toMatchObject({ user: { name: "Ann" }, on: true });

  expect(await ann.loadOlder()).toBe(false);
  expect(ann.state.value.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 62 }, (_, index) => index + 1));

  expect(await ann.rename("Anna")).toMatchObject({ name: "Anna" });
  expect(await bo.next("rename")).toMatchObject({ was: "Ann", user: { name: "Anna" } });
  await until(ann, ({ you, members }) => you?.name === "Anna" && members.some((user) => user.name === "Anna"));
  await ann.send("as Anna", { id: "as Anna" });
  expect(await bo.next("message", ({ id }) => id === "as Anna")).toMatchObject({ user: { name: "Anna" } });

  const { socket: cy } = await join(server, name, { name: "Cy" });
  // Whoever polls may be told of it with the next message only.
  await cy.post("here I am");
  await until(ann, ({ members }) => members.some((user) => user.name === "Cy"));
  await cy.close();
  await bo.next("leave", ({ user }) => user.name === "Cy");
  await bo.post("gone");
  await until(ann, ({ online, members }) => online === 2 && !members.some((user) => user.name === "Cy"));
  ann.close();
  expect(await bo.next("leave", ({ user }) => user.name === "Anna")).toMatchObject({ online: 1 });
});

it("[B2] [C3] through cuts and evictions nothing is lost, doubled or out of order, whichever way one talks", async () => {
  const proxy = await proxyWith({});
  const name = newRoom("cut");
  const ways = ["websocket", "stream", "poll"] as const;
  const writers = ways.map((way) => come(proxy, { room: name, name: way, ways: [way] }));
  await Promise.all(writers.map(online));
  const told = writers.map((room) => {
    const heard: string[] = [];
    room.on("message", ({ text }) => heard.push(text));
    return heard;
  });
  const evictions: Promise<void>[] = [];
  const disasters = [() => proxy.cut(), () => evictions.push(server.evict(name, "close"))];
  let seen = 0;
  writers[0]!.on("message", () => {
    if (++seen % 25 === 0) disasters[(seen / 25) % disasters.length]!();
  });

  await Promise.all(writers.flatMap((room, index) => own(ways[index]!).map((text) => room.send(text))));
  await Promise.all(evictions);
  await Promise.all(writers.map((room) => until(room, ({ messages }) => messages.at(-1)?.seq === 180)));
  const newest = await page(server, name, "?limit=100");
  const oldest = await page(server, name, `?limit=100&before=${newest.messages[0]!.seq}`);
  const log = [...oldest.messages, ...newest.messages].map(({ text }) => text);
  expect(log).toHaveLength(180);
  for (const way of ways) expect(log.filter((text) => text.startsWith(way))).toEqual(own(way));
  for (const [index, room] of writers.entries()) {
    expect(room.state.value.outgoing).toEqual([]);
    expect(texts(room.state.value)).toEqual(log);
    expect(told[index]).toEqual(log);
  }
});

it("what worked is remembered, for this room and the next visit, until its time is over and a WebSocket works again", async () => {
  const proxy = await proxyWith({ upgrades: "refuse" });
  const wayStore = cupboard();
  const first = come(proxy, { wayStore });
  expect(await online(first)).toMatchObject({ way: "stream" });
  const upgrades = () => proxy.requests.filter((request) => request.startsWith("UPGRADE")).length;
  await expect.poll(() => wayStore.get()).toMatch(/^stream/);
  expect(upgrades()).toBe(1);
  proxy.cut();
  await until(first, ({ status }) => status !== "online");
  expect(await online(first)).toMatchObject({ way: "stream" });

  const second = come(proxy, { wayStore });
  expect(await online(second)).toMatchObject({ way: "stream" });
  expect(upgrades()).toBe(1);

  wayStore.set(`stream ${Date.now()}`);
  proxy.upgrades = "pass";
  expect(await online(come(proxy, { wayStore }))).toMatchObject({ way: "websocket" });
  await expect.poll(() => wayStore.get()).toMatch(/^websocket/);
});

it("a way that is remembered and fails locks nobody out", async () => {
  const proxy = await proxyWith({ buffers: true });
  const wayStore = cupboard();
  wayStore.set(`stream ${Date.now() + 60_000}`);
  expect(await online(come(proxy, { wayStore }))).toMatchObject({ way: "websocket" });
  await expect.poll(() => wayStore.get()).toMatch(/^websocket/);
});

it("a WebSocket that has worked is not given up for a cut, nor for a server that is away for a moment", async () => {
  const proxy = await proxyWith({});
  const wayStore = cupboard();
  const room = come(proxy, { wayStore });
  await expect.poll(() => wayStore.get()).toMatch(/^websocket/);
  proxy.upgrades = "refuse";
  room.state.subscribe(({ status }) => {
    if (status === "waiting") proxy.upgrades = proxy.requests.length > 1 ? "pass" : "refuse";
  });
  proxy.cut();
  await until(room, ({ status }) => status !== "online");
  expect(await online(room)).toMatchObject({ way: "websocket" });
  expect(wayStore.get()).toMatch(/^websocket/);
});

it.each<Way>(["stream", "poll"])(
  "[4005] a token that is refused by %s is dropped, and a new guest comes",
  async (way) => {
    const proxy = await proxyWith({});
    const onToken: string[] = [];
    const room = come(proxy, { ways: [way], token: "no.such.token", onToken: (token) => onToken.push(token) });
    expect(await online(room)).toMatchObject({ you: { name: "Ann", role: "guest" } });
    expect(onToken).toHaveLength(1);
  },
);

it("[4005] a token that is refused does not cost one the WebSocket", async () => {
  const proxy = await proxyWith({});
  const wayStore = cupboard();
  const room = come(proxy, { token: "no.such.token", wayStore });
  expect(await online(room)).toMatchObject({ way: "websocket", you: { name: "Ann", role: "guest" } });
  await expect.poll(() => wayStore.get()).toMatch(/^websocket/);
});

it("a WebSocket that is cut as soon as one is in is tried twice; what comes after it stays", async () => {
  const proxy = await proxyWith({});
  const wayStore = cupboard();
  // However late the cut is noticed, it comes soon after the welcome.
  const room = come(proxy, { wayStore }, { ...QUICK, stableMs: 2_000 });
  room.on("welcome", () => room.state.value.way === "websocket" && proxy.cut());
  expect(await until(room, ({ way }) => way === "stream")).toMatchObject({ status: "online" });
  await expect.poll(() => wayStore.get()).toMatch(/^stream/);
  expect(await room.send("hello")).toMatchObject({ seq: 1 });
  expect(proxy.requests.filter((request) => request.startsWith("UPGRADE"))).toHaveLength(2);
});

it("a text that a filter refuses fails by itself: the stream stands, and what was said after it arrives", async () => {
  const proxy = await proxyWith({ upgrades: "refuse", forbidden: "swear" });
  const room = come(proxy);
  await online(room);
  const statuses: string[] = [];
  room.state.subscribe(({ status }) => statuses.push(status));
  const refused = room.send("I swear");
  const said = room.send("hello");
  await expect(refused).rejects.toMatchObject({ code: "forbidden" });
  expect(await said).toMatchObject({ seq: 1 });
  await until(room, (state) => texts(state).join() === "hello");
  expect(room.state.value.outgoing).toMatchObject([{ text: "I swear", status: "failed" }]);
  expect(new Set(statuses)).toEqual(new Set(["online"]));
  expect(proxy.requests.filter((request) => request.includes("/events"))).toHaveLength(1);
});

it("polls that are not held for as long as they ask are at most 20 a minute in a quiet room, and who polls stays in it", async () => {
  const proxy = await proxyWith({ hurries: true });
  const name = newRoom("hurry");
  const { socket: bo } = await join(server, name, { name: "Bo" });
  const room = come(proxy, { room: name, ways: ["poll"] });
  await online(room);
  await bo.next("join");
  const polls = () => proxy.requests.filter((request) => request.includes("/events")).length;
  // The first two are soon, and the third.
  await expect.poll(polls).toBeGreaterThan(4);
  const before = polls();
  await new Promise((resolve) => setTimeout(resolve, 9_000));
  expect(polls() - before).toBeLessThanOrEqual(3);
  await bo.post("still here?");
  await until(room, (state) => texts(state).at(-1) === "still here?");
  expect(room.state.value.online).toBe(2);
});

it.each<Way>(["stream", "poll"])("a refusal that coming back would not change ends the trying, by %s", async (way) => {
  const proxy = await proxyWith({});
  const room = come(proxy, { ways: [way], name: "*" });
  expect(await until(room, ({ status }) => status === "refused")).toMatchObject({ problem: { code: "bad_command" } });
  const { length } = proxy.requests;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(proxy.requests).toHaveLength(length);
});
