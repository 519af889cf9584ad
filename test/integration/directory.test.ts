import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIRECTORY_ROOMS_MAX, HERALD_AGAIN_MS, HERALD_RETRY_MS, LISTING_KEPT_MS } from "../../src/config.ts";
import { DIRECTORY_PER_CLIENT } from "../../src/platform-quotas.ts";
import type { RoomMade } from "../../src/protocol/answers.ts";
import { DIRECTORY_TOLD_MAX, SEARCH_MAX_CODE_POINTS } from "../../src/protocol/limits.ts";
import { bearer, openDirect, person } from "../support/direct.ts";
import { directory, DirectorySocket, publicRoom } from "../support/directory.ts";
import { ask, post } from "../support/http.ts";
import { makeRoom } from "../support/owned.ts";
import { newRoom, startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join, refusal } from "../support/socket.ts";
import { SECRET } from "../support/token.ts";

let server: TestServer;
let clock: ClockServer;
/** One whose clock is put forward: what it is to be woken for by its own clock, the platform's is far from. */
let later: ClockServer;
beforeAll(async () => {
  const variables = { MESSAGE_RATE: "0", AUTH_SECRET: SECRET };
  [server, clock, later] = await Promise.all([
    startServer(variables),
    startClockServer(variables),
    startClockServer(variables),
  ]);
});
afterAll(() => Promise.all([server, clock, later].map((each) => each.close())));

/** Waits until a room stands in the directory so; undefined where it is not to be in it. Asked seldom: that is limited. */
function stands(on: TestServer, room: string, listing: object | undefined) {
  const find = async () => (await directory(on, { q: room })).rooms.find((found) => found.room === room);
  const is = expect.poll(find, { interval: 500 });
  return listing ? is.toMatchObject(listing) : is.toBeUndefined();
}

/** The same as an owner's command. */
async function configure(on: TestServer, room: string, token: string, settings: object): Promise<void> {
  const body = JSON.stringify({ type: "room", settings });
  const headers = { "Content-Type": "application/json", ...bearer({ token }) };
  const answer = await ask(on, `/api/rooms/${room}/commands`, { method: "POST", headers, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

describe("[L1] the directory", () => {
  it("has public rooms, as they are; no others", async () => {
    const { room } = await publicRoom(server, { title: "Tea & talk", topic: "What to drink", locked: true });
    await stands(server, room, {
      title: "Tea & talk",
      topic: "What to drink",
      online: 0,
      password: false,
      locked: true,
    });
    const { body: kept } = await makeRoom(server, {
      room: newRoom("kept"),
      settings: { visibility: "public" },
      password: "kettle",
    });
    await stands(server, (kept as RoomMade).room, { password: true, locked: false });
    const [unlisted, joined] = [newRoom("unlisted"), newRoom("joined")];
    await makeRoom(server, { room: unlisted, settings: { title: "Nobody's business" } });
    await makeRoom(server, {
      room: newRoom("secret"),
      settings: { title: "Nobody's business", visibility: "private" },
    });
    const { socket } = await join(server, joined);
    const [ann, bo] = await Promise.all([person(server, "Ann"), person(server, "Bo")]);
    const conversation = await openDirect(server, ann, bo);
    // What is told of a room that was made after them all is told after them all.
    const { room: last } = await publicRoom(server);
    await stands(server, last, { online: 0 });
    const { rooms } = await directory(server);
    const names = rooms.map((listing) => listing.room);
    expect(names).toContain(room);
    for (const other of [unlisted, joined, conversation]) expect(names).not.toContain(other);
    expect((await directory(server, { q: "nobody's" })).rooms).toEqual([]);
    await socket.close();
  });

  it("follows a room: how many are in it, what it is called, whether it is public, whether it is there", async () => {
    const { socket: visitor } = await DirectorySocket.open(server);
    const { room, token } = await publicRoom(server);
    await visitor.lists(room, (listing) => listing?.online === 0);
    const [ann, bo] = [await join(server, room), await join(server, room)];
    await visitor.lists(room, (listing) => listing?.online === 2);
    await bo.socket.close();
    await configure(server, room, token, { title: "Tea", topic: "Leaves" });
    await visitor.lists(
      room,
      (listing) => listing?.online === 1 && listing.title === "Tea" && listing.topic === "Leaves",
    );
    await ann.socket.close();
    await visitor.lists(room, (listing) => listing?.online === 0);
    for (const visibility of ["unlisted", "public", "private", "public"]) {
      await configure(server, room, token, { visibility });
      await visitor.lists(room, (listing) => (listing !== undefined) === (visibility === "public"));
    }
    await ask(server, `/api/rooms/${room}`, { method: "DELETE", headers: bearer({ token }) }).catch(() => undefined);
    await visitor.lists(room, (listing) => listing === undefined);
    // Another room by that name is listed only where it is public, too.
    await publicRoom(server, { title: "Another" }, room);
    await visitor.lists(room, (listing) => listing?.title === "Another");
    await visitor.close();
  });

  it("knows all of it after it was evicted, and those who listened hear what comes then", async () => {
    const { room } = await publicRoom(server, { title: "Kept" });
    const { socket } = await join(server, room);
    const { socket: visitor } = await DirectorySocket.open(server);
    await visitor.lists(room, (listing) => listing?.online === 1);
    // Written a moment later than told, and before the object could go to sleep.
    const counts = async () => JSON.stringify(await server.directorySql("SELECT value FROM counts"));
    const [row] = await server.directorySql(`SELECT id FROM rooms WHERE room = '${room}'`);
    await expect.poll(counts).toContain(`\\"${String(row?.["id"])}\\":[1,`);
    await server.evictDirectory();
    expect((await directory(server, { q: room })).rooms).toMatchObject([{ room, title: "Kept", online: 1 }]);
    const { socket: second } = await join(server, room);
    await visitor.lists(room, (listing) => listing?.online === 2);
    await Promise.all([socket, second, visitor].map((each) => each.close()));
  });

  it("lets go of a room that was silent for a day, and takes it back when something happens there", async () => {
    const { room } = await publicRoom(later);
    const { socket: visitor } = await DirectorySocket.open(later);
    await visitor.lists(room, (listing) => listing !== undefined);
    await later.advance(LISTING_KEPT_MS);
    await later.ringDirectory();
    await visitor.lists(room, (listing) => listing === undefined);
    expect((await directory(later, { q: room })).rooms).toEqual([]);
    expect(await later.directorySql(`SELECT 1 FROM rooms WHERE room = '${room}'`)).toEqual([]);
    await post(later, room, "Is anybody here?");
    await visitor.lists(room, (listing) => listing !== undefined);
    await visitor.close();
  });
});

/** What a room has told since this was asked last, of all rooms. */
async function heralded(room: string, on = clock) {
  return (await on.heralded()).filter((told) => told.room === room);
}

/**
 * A room that was told of once, and has gone to sleep with five people of whom the directory does not know yet. On a machine so busy
 * that it had its next turn before that, it is another one.
 */
async function asleepWithNews() {
  for (;;) {
    const { room } = await publicRoom(clock);
    await stands(clock, room, { online: 0 });
    const sockets = await Promise.all(Array.from({ length: 5 }, () => join(clock, room)));
    const wakes = await clock.wakes(room);
    await clock.evict(room);
    if ((await heralded(room)).length === 1) return { room, sockets, wakes };
    await Promise.all(sockets.map(({ socket }) => socket.close()));
  }
}

describe("[L2] a public room tells", () => {
  it("at once the first time, then what has changed together when it is its turn, woken for it where it sleeps", async () => {
    const { room, sockets, wakes } = await asleepWithNews();
    // Nobody speaks: it is the alarm that tells.
    await stands(clock, room, { online: 5 });
    expect(await clock.wakes(room)).toBe(wakes + 1);
    expect(await heralded(room)).toHaveLength(1);
    await Promise.all(sockets.map(({ socket }) => socket.close()));
  });

  it("nothing where nothing has changed that is listed: neither messages nor wakes", async () => {
    const { room } = await publicRoom(clock);
    const { socket } = await join(clock, room);
    await stands(clock, room, { online: 1 });
    await heralded(room);
    await socket.post("one");
    await clock.evict(room);
    await socket.post("two");
    const { room: another } = await publicRoom(clock);
    await stands(clock, another, { online: 0 });
    expect(await heralded(room)).toEqual([]);
    await socket.close();
  });

  it("once more after an hour, where it is awake: so is set right what was lost", async () => {
    const { room } = await publicRoom(later);
    await expect.poll(() => heralded(room, later)).toHaveLength(1);
    await later.advance(HERALD_AGAIN_MS - 60_000);
    await post(later, room, "one");
    const { room: another } = await publicRoom(later);
    await stands(later, another, { online: 0 });
    expect(await heralded(room, later)).toEqual([]);
    await later.advance(60_000);
    await post(later, room, "two");
    await expect.poll(() => heralded(room, later)).toHaveLength(1);
  });

  it("again, where the directory could not be told", async () => {
    await later.hush(true);
    const { room, token } = await publicRoom(later);
    await expect.poll(() => later.logs().some((line) => line.includes("unreachable"))).toBe(true);
    await later.hush(false);
    await later.advance(HERALD_RETRY_MS);
    await later.ring(room);
    await stands(later, room, { online: 0 });
    // What is deleted has no alarm any more: it is tried again at once.
    await later.hush(true);
    expect(
      (await fetch(later.http(`/api/rooms/${room}`), { method: "DELETE", headers: bearer({ token }) })).status,
    ).toBe(204);
    await later.hush(false);
    await stands(later, room, undefined);
  });
});

/** How the server takes a question. */
async function status(query: string): Promise<number> {
  return (await ask(server, `/api/directory${query}`)).status;
}

describe("[L3] GET /api/directory", () => {
  it("finds rooms by words in their names, titles and topics, those with the most people first", async () => {
    const word = newRoom("Gärten").toLowerCase();
    const { room: named } = await publicRoom(server, {}, `${word}-a`);
    const { room: titled } = await publicRoom(server, { title: `Alles über ${word.toUpperCase()}` });
    const { room: about } = await publicRoom(server, { topic: `Hecken, ${word} und Rasen` });
    const { socket } = await join(server, about);
    await stands(server, about, { online: 1 });
    const found = async (query: Record<string, string>) => {
      const { rooms, total } = await directory(server, query);
      return { rooms: rooms.map(({ room }) => room), total };
    };
    expect(await found({ q: word })).toEqual({ rooms: [about, ...[named, titled].sort()], total: 3 });
    expect(await found({ q: `rasen  ${word}` })).toEqual({ rooms: [about], total: 1 });
    expect(await found({ q: `${word} nowhere` })).toEqual({ rooms: [], total: 0 });
    expect(await found({ q: word, limit: "1" })).toEqual({ rooms: [about], total: 3 });
    await socket.close();
  });

  it("says what is wrong with a question", async () => {
    expect(await status(`?q=${"x".repeat(SEARCH_MAX_CODE_POINTS)}`)).toBe(200);
    expect(await status(`?q=${"x".repeat(SEARCH_MAX_CODE_POINTS + 1)}`)).toBe(413);
    expect(await status(`?limit=${DIRECTORY_TOLD_MAX}`)).toBe(200);
    expect(await status(`?limit=${DIRECTORY_TOLD_MAX + 1}`)).toBe(413);
    for (const limit of ["0", "-1", "many"]) expect(await status(`?limit=${limit}`)).toBe(400);
  });
});

describe("[L4] GET /api/directory/ws", () => {
  it("speaks JSON alone, and hears nothing but ping", async () => {
    expect(await refusal(server.ws("/api/directory/ws"), { protocols: ["parley.text"] })).toMatchObject({
      code: "bad_protocol",
    });
    expect(await ask(server, "/api/directory/ws")).toMatchObject({ status: 426 });
    const headers = { Origin: "https://elsewhere.example" };
    expect(await refusal(server.ws("/api/directory/ws"), { headers })).toMatchObject({ code: "bad_origin" });
    const { socket, welcome } = await DirectorySocket.open(server);
    expect(welcome).toMatchObject({ version: 1, heartbeat: 30_000 });
    socket.send("ping");
    expect(await socket.frames.next((frame) => frame === "pong")).toBe("pong");
    socket.send('{"type":"send","text":"hello"}');
    expect(await socket.next("bye")).toMatchObject({ code: 4500 });
    expect((await socket.closed).code).toBe(4500);
  });

  it(`tells the ${DIRECTORY_TOLD_MAX} rooms with the most people, and how many there are`, async () => {
    const { socket: before, welcome } = await DirectorySocket.open(clock);
    const missing = DIRECTORY_TOLD_MAX - welcome.total;
    const quiet = await Promise.all(
      Array.from({ length: missing + 2 }, (_, index) => publicRoom(clock, {}, newRoom(`z-${1_000 + index}`))),
    );
    const last = quiet
      .map(({ room }) => room)
      .sort()
      .at(-1)!;
    await stands(clock, last, { online: 0 });
    // Each is among the first by its people, or as the last by its name.
    const { socket } = await join(clock, last);
    await before.lists(last, (listing) => listing?.online === 1);
    const { socket: after, welcome: now } = await DirectorySocket.open(clock);
    expect(now.rooms).toHaveLength(DIRECTORY_TOLD_MAX);
    expect(now.total).toBe(DIRECTORY_TOLD_MAX + 2);
    expect(now.rooms.map(({ room }) => room)).toContain(last);
    await socket.close();
    // Others have taken its place.
    await Promise.all([before, after].map((each) => each.lists(last, (listing) => listing === undefined)));
    await Promise.all([before.close(), after.close()]);
  });
});

it("[L4] whoever finds no place is told to come later", async () => {
  const { socket } = await DirectorySocket.open(clock);
  await clock.crowd(true);
  expect(await refusal(clock.ws("/api/directory/ws"))).toMatchObject({ status: 429, code: "rate_limited" });
  await clock.crowd(false);
  const { socket: second } = await DirectorySocket.open(clock);
  await Promise.all([socket.close(), second.close()]);
});

it(`[L1] there are ${DIRECTORY_ROOMS_MAX} rooms at most: for one more an empty one goes`, async () => {
  // The others of this file are gone by then.
  await later.advance(LISTING_KEPT_MS);
  await later.ringDirectory();
  await later.fill(DIRECTORY_ROOMS_MAX);
  await expect.poll(async () => (await directory(later)).total, { interval: 500 }).toBe(DIRECTORY_ROOMS_MAX);
  await later.heralded();
  const { room: late } = await publicRoom(later);
  await expect.poll(async () => (await later.heralded()).map(({ room }) => room)).toContain(late);
  expect((await directory(later, { q: late })).rooms).toEqual([]);
  await later.empty("full-5");
  const { room } = await publicRoom(later);
  await stands(later, room, { online: 0 });
  expect((await directory(later)).total).toBe(DIRECTORY_ROOMS_MAX);
  await stands(later, "full-5", undefined);
  // They are there when the object is started again.
  const count = [{ count: DIRECTORY_ROOMS_MAX }];
  await expect.poll(() => later.directorySql("SELECT count(*) AS count FROM rooms")).toEqual(count);
  await later.evictDirectory();
  expect(await directory(later, { q: room })).toMatchObject({ rooms: [{ room }], total: 1 });
});

it("[L3] how often one client asks is limited", async () => {
  const statuses: number[] = [];
  // The minute may turn meanwhile.
  while (statuses.length <= 2 * DIRECTORY_PER_CLIENT + 20 && !statuses.includes(429)) {
    const asked = Array.from({ length: 20 }, () => ask(server, "/api/directory?limit=1"));
    for (const { status } of await Promise.all(asked)) statuses.push(status);
  }
  expect(statuses).toContain(429);
  expect(await refusal(server.ws("/api/directory/ws"))).toMatchObject({ status: 429, code: "rate_limited" });
});
