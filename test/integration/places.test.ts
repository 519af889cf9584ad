import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADDRESS_FULL_RETRY_MS, CONNECTIONS_PER_USER } from "../../src/config.ts";
import { connectionsPerAddress } from "../../src/variables.ts";
import type { RoomDescription } from "../../src/protocol/answers.ts";
import { person, type Person } from "../support/direct.ts";
import { ask } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, refusal, TestSocket, type JsonSocket } from "../support/socket.ts";
import { IoClient } from "../support/socketio.ts";
import { eventsPath, StreamReader } from "../support/stream.ts";

const REPLACED = 4506;
const PER_ADDRESS = 3;

let server: TestServer;
/** One where few may come of an address, and one where as many as want. */
let narrow: TestServer;
let wide: TestServer;
beforeAll(async () => {
  [server, narrow, wide] = await Promise.all([
    startServer({ MESSAGE_RATE: "0" }),
    startServer({ CONNECTIONS_PER_ADDRESS: String(PER_ADDRESS) }),
    startServer({ CONNECTIONS_PER_ADDRESS: "0" }),
  ]);
});
afterAll(() => Promise.all([server, narrow, wide].map((each) => each.close())));

/** Comes in so often, one after the other: so the first is the oldest. */
async function crowd(on: TestServer, room: string, count: number, query = {}, headers = {}): Promise<JsonSocket[]> {
  const sockets: JsonSocket[] = [];
  while (sockets.length < count) {
    sockets.push((await join(on, room, query, { protocols: ["parley.v1"], headers })).socket);
  }
  return sockets;
}

/** Whether a socket was not closed: what is said on it is answered. */
async function isThere(socket: JsonSocket): Promise<boolean> {
  return (await socket.ask({ type: "history", limit: 1 })).type === "ack";
}

describe(`[A6] one user has ${CONNECTIONS_PER_USER} connections in a room`, () => {
  it("one more takes the place of the oldest, and nobody else is told of that", async () => {
    const room = newRoom();
    const [ann, other] = [await person(server, "Ann"), (await join(server, room)).socket];
    const sockets = await crowd(server, room, CONNECTIONS_PER_USER, { token: ann.token });
    await other.next("join");
    expect(await isThere(sockets[0]!)).toBe(true);
    const { socket: newest, welcome } = await join(server, room, { token: ann.token });
    expect(welcome.members.online).toBe(2);
    expect(await sockets[0]!.next("bye")).toMatchObject({ code: REPLACED });
    expect((await sockets[0]!.closed).code).toBe(REPLACED);
    expect(await isThere(sockets[1]!)).toBe(true);
    expect((await other.settled()).filter(({ type }) => type === "join" || type === "leave")).toEqual([]);
    // In another room they have all of them again.
    const elsewhere = await crowd(server, newRoom(), 2, { token: ann.token });
    expect(await isThere(sockets[1]!)).toBe(true);
    await Promise.all([...sockets.slice(1), ...elsewhere, newest, other].map((socket) => socket.close()));
  });

  it("the oldest is known after the room has slept, too", async () => {
    const room = newRoom();
    const { token } = await person(server, "Ann");
    const sockets = await crowd(server, room, CONNECTIONS_PER_USER, { token });
    for (const oldest of sockets.slice(0, 3)) {
      await server.evict(room);
      sockets.push((await join(server, room, { token })).socket);
      expect(await oldest.next("bye")).toMatchObject({ code: REPLACED });
    }
    for (const socket of sockets.slice(3)) expect(await isThere(socket)).toBe(true);
    await Promise.all(sockets.slice(3).map((socket) => socket.close()));
  });

  it("whatever ways they came: text, streams, Socket.IO", async () => {
    const room = newRoom();
    const { token } = await person(server, "Ann");
    const text = new TestSocket(server.ws(`/r/${room}?${new URLSearchParams({ token })}`));
    await text.frames.next((line) => line.startsWith("* welcome"));
    const sse = await StreamReader.open(server, room, { query: { token, format: "sse" } });
    await sse.nextSse("welcome");
    const client = new IoClient(server.origin, room, { auth: { token }, reconnection: true });
    await client.joined();
    const sockets = await crowd(server, room, CONNECTIONS_PER_USER - 3, { token });
    const second = new IoClient(server.origin, room, { auth: { token } });
    await second.joined();
    expect(await text.frames.next((line) => line.startsWith("* bye"))).toContain("took this one's place");
    const third = await StreamReader.open(server, room, { query: { token, format: "ndjson" } });
    await third.next("welcome");
    expect(JSON.parse((await sse.nextSse("bye")).data)).toMatchObject({ code: REPLACED });
    expect(await sse.ended).toBe("ended");
    const [last] = await crowd(server, room, 1, { token });
    expect(await client.next("bye")).toMatchObject({ code: REPLACED });
    expect(await client.news.next((news) => news !== "connect")).toBe("io server disconnect");
    expect(await isThere(sockets[0]!)).toBe(true);
    for (const each of [client, second]) each.close();
    third.leave();
    await Promise.all([...sockets, last!].map((socket) => socket.close()));
  });

  it("also who becomes that user by another token", async () => {
    const room = newRoom();
    const { token } = await person(server, "Ann");
    const [stranger] = await crowd(server, room, 1);
    const sockets = await crowd(server, room, CONNECTIONS_PER_USER, { token });
    expect(await stranger!.ask({ type: "auth", token })).toMatchObject({ type: "ack", you: { name: "Ann" } });
    expect(await sockets[0]!.next("bye")).toMatchObject({ code: REPLACED });
    expect(await isThere(stranger!)).toBe(true);
    await Promise.all([...sockets.slice(1), stranger!].map((socket) => socket.close()));
  });

  it("who polls without a token is the guest of an address, who may be many: none takes another's place", async () => {
    const room = newRoom();
    const [host] = await crowd(server, room, 1);
    await host!.post("one");
    const path = eventsPath(room, { format: "json", wait: "25", since: `${(await described(server, room)).epoch}.1` });
    const polls = Array.from({ length: CONNECTIONS_PER_USER + 2 }, () => ask(server, path));
    await host!.next("join");
    await host!.post("two");
    for (const { status, body } of await Promise.all(polls)) {
      expect([status, (body as { events: { text: string }[] }).events.at(-1)?.text]).toEqual([200, "two"]);
    }
    await host!.close();
  });
});

async function described(on: TestServer, room: string, headers = {}): Promise<RoomDescription> {
  const { status, body } = await ask(on, `/api/rooms/${room}`, { headers });
  expect(status).toBe(200);
  return body as RoomDescription;
}

let addresses = 0;
/** Looks at the list of public rooms. */
async function open(headers: Record<string, string>): Promise<TestSocket> {
  const socket = new TestSocket(narrow.ws("/api/directory/ws"), { protocols: ["parley.v1"], headers });
  await socket.opened();
  return socket;
}

/** A network that no other test has, and one of its addresses. */
const newAddress = () => ({ "CF-Connecting-IP": `2001:db8:a6:${++addresses}::1` });

describe("[A6] one address has so many connections in a room as the operator says", () => {
  it("one more is refused, whatever way it comes, until another goes", async () => {
    const room = newRoom();
    const headers = newAddress();
    const sse = await StreamReader.open(narrow, room, { query: { format: "sse" }, headers });
    await sse.nextSse("welcome");
    const client = new IoClient(narrow.origin, room, { headers });
    await client.joined();
    const [socket] = await crowd(narrow, room, 1, {}, headers);
    const { online } = await described(narrow, room, headers);
    expect(online).toBe(PER_ADDRESS);

    for (const isEvicted of [false, true]) {
      if (isEvicted) await narrow.evict(room);
      for (const protocols of [["parley.v1"], ["parley.text"]]) {
        expect(await refusal(narrow.ws(`/r/${room}`), { headers, protocols })).toMatchObject({
          status: 429,
          code: "rate_limited",
        });
      }
      for (const query of [
        { format: "sse" },
        { format: "ndjson" },
        { format: "text" },
        { format: "json", wait: "1" },
      ]) {
        const answer = await ask(narrow, eventsPath(room, query), { headers });
        expect(answer, query.format).toMatchObject({
          status: 429,
          body: { error: { code: "rate_limited", retryAfter: ADDRESS_FULL_RETRY_MS } },
        });
      }
      const refused = new IoClient(narrow.origin, room, { headers });
      expect(await refused.news.next()).toBe("connect_error");
      expect(refused.error?.data).toMatchObject({ code: "rate_limited", retryAfter: ADDRESS_FULL_RETRY_MS });
      refused.close();
      // Nobody has come or gone, and to look or to write takes no place.
      expect((await described(narrow, room, headers)).online).toBe(online);
    }
    const [other] = await crowd(narrow, room, 1, {}, newAddress());
    const local = await crowd(narrow, room, PER_ADDRESS + 1);
    expect(await isThere(socket!)).toBe(true);
    client.close();
    await other!.next("leave");
    const [next] = await crowd(narrow, room, 1, {}, headers);
    expect(await refusal(narrow.ws(`/r/${room}`), { headers })).toMatchObject({ code: "rate_limited" });
    // A neighbour in the same network of IPv6 is of the same address.
    const neighbour = { "CF-Connecting-IP": headers["CF-Connecting-IP"].replace("::1", "::2") };
    expect(await refusal(narrow.ws(`/r/${room}`), { headers: neighbour })).toMatchObject({ code: "rate_limited" });
    // In another room it has all its places.
    const elsewhere = await crowd(narrow, newRoom(), PER_ADDRESS, {}, headers);
    sse.leave();
    await Promise.all([socket!, other!, next!, ...local, ...elsewhere].map((each) => each.close()));
  });

  it("whoever was sent away leaves their place, and who was there before they slept is counted once", async () => {
    const room = newRoom();
    const headers = newAddress();
    const { token } = await person(narrow, "Ann");
    for (const _ of [1, 2]) {
      const sockets = await crowd(narrow, room, PER_ADDRESS, { token }, headers);
      await narrow.evict(room);
      expect(await isThere(sockets[0]!)).toBe(true);
      // Ten frames that are none end a connection from the room's side.
      for (let bad = 0; bad < 10; bad++) sockets[0]!.send("{");
      await sockets[0]!.closed;
      const [next] = await crowd(narrow, room, 1, { token }, headers);
      expect(await refusal(narrow.ws(`/r/${room}`), { headers })).toMatchObject({ code: "rate_limited" });
      await Promise.all([...sockets.slice(1), next!].map((socket) => socket.close()));
      await expect.poll(async () => (await described(narrow, room)).online).toBe(0);
    }
  });

  it("and to the directory, also while that sleeps", async () => {
    const headers = newAddress();
    const sockets = await Promise.all(Array.from({ length: PER_ADDRESS }, () => open(headers)));
    for (const isEvicted of [false, true]) {
      if (isEvicted) await narrow.evictDirectory();
      expect(await refusal(narrow.ws("/api/directory/ws"), { headers })).toMatchObject({
        status: 429,
        code: "rate_limited",
      });
    }
    sockets.push(await open(newAddress()), await open({}));
    await sockets[0]!.close();
    sockets.push(await open(headers));
    await Promise.all(sockets.slice(1).map((socket) => socket.close()));
  });

  it("0 lifts it", async () => {
    const [room, headers] = [newRoom(), newAddress()];
    const people = await Promise.all(["Ann", "Bo", "Cy", "Di", "Ed", "Flo"].map((name) => person(wide, name)));
    const come = ({ token }: Person) => crowd(wide, room, CONNECTIONS_PER_USER, { token }, headers);
    const sockets = (await Promise.all(people.map(come))).flat();
    expect(sockets.length).toBeGreaterThan(connectionsPerAddress({}));
    for (const socket of sockets) expect(await isThere(socket)).toBe(true);
    await Promise.all(sockets.map((socket) => socket.close()));
  });
});
