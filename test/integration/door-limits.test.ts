import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DOOR_PERIOD_S, JOINS_PER_CLIENT, ROOMS_PER_CLIENT, SIGN_INS_PER_CLIENT } from "../../src/platform-quotas.ts";
import type { Session } from "../../src/protocol/answers.ts";
import type { Message } from "../../src/protocol/events.ts";
import { ask, post, type Answer } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { JsonSocket, refusal, TestSocket } from "../support/socket.ts";
import { IoClient, type IoOptions, type Transports } from "../support/socketio.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** Time that one of these tests takes at most, on a busy machine. ms */
const TEST_MS = 20_000;
/** Locally the platform counts by the minute of the clock: a test that could fall into two of them begins with the second. */
beforeEach(async () => {
  const period = DOOR_PERIOD_S * 1000;
  const left = period - (Date.now() % period);
  if (left < TEST_MS) await new Promise((resolve) => setTimeout(resolve, left));
});

/** One of many addresses in one network of IPv6. */
const at = (host: number) => ({ "CF-Connecting-IP": `2001:db8:1:2::${host.toString(16)}` });

let addresses = 0;
/** An address that no other test has. */
const newAddress = (): Record<string, string> => ({ "CF-Connecting-IP": `198.51.100.${++addresses}` });

const LIMITED = { error: { code: "rate_limited", retryAfter: DOOR_PERIOD_S * 1000 } };

const session = (headers: Record<string, string>): Promise<Answer> =>
  ask(server, "/api/session", { method: "POST", headers });
const make = (headers: Record<string, string>): Promise<Answer> =>
  ask(server, "/api/rooms", { method: "POST", headers });

/** Does something so often; each time it must be let through. */
async function often(count: number, act: () => Promise<Answer>, status: number): Promise<void> {
  for (let begun = 0; begun < count; begun += 20) {
    const answers = await Promise.all(Array.from({ length: Math.min(20, count - begun) }, act));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([status]));
  }
}

describe("[A4] of one address", () => {
  it("only so many come who were never here; who was comes in", async () => {
    const address = newAddress();
    const { token } = (await session(address)).body as Session;
    await often(SIGN_INS_PER_CLIENT - 1, () => session(address), 200);
    const refused = await session(address);
    expect(refused).toMatchObject({ status: 429, body: LIMITED });
    expect(refused.headers.get("Retry-After")).toBe(String(DOOR_PERIOD_S));
    const room = newRoom();
    expect(await refusal(server.ws(`/r/${room}?v=1`), { headers: address })).toMatchObject({
      status: 429,
      code: "rate_limited",
    });
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 404 });
    const known = new JsonSocket(server.ws(`/r/${room}?v=1&token=${token}`), { headers: address });
    await known.next("welcome");
    await known.close();
    // Elsewhere nobody notices.
    expect(await session(newAddress())).toMatchObject({ status: 200 });
  });

  it("whoever is new by Socket.IO is one of them, and who says who they are is not", async () => {
    const address = newAddress();
    const room = newRoom();
    const { token } = (await session(address)).body as Session;
    await often(SIGN_INS_PER_CLIENT - 3, () => session(address), 200);
    const come = (options: IoOptions) => new IoClient(server.origin, room, { headers: address, ...options });
    for (const transports of [["websocket"], ["polling"]] satisfies Transports[]) {
      const io = come({ transports });
      await io.next("welcome");
      io.close();
    }
    for (const transports of [["websocket"], ["polling"]] satisfies Transports[]) {
      const refused = come({ transports });
      await refused.news.next((news) => news === "connect_error", "a refusal");
      expect(refused.error).toMatchObject({ data: LIMITED.error });
      refused.close();
      const known = come({ transports, auth: { token } });
      await known.next("welcome");
      known.close();
    }
    expect(await session(address)).toMatchObject({ status: 429, body: LIMITED });
  });

  it("only so many rooms are made", async () => {
    const address = newAddress();
    await often(ROOMS_PER_CLIENT, () => make(address), 201);
    expect(await make(address)).toMatchObject({ status: 429, body: LIMITED });
    expect(await make(newAddress())).toMatchObject({ status: 201 });
  });

  it("rooms are joined only so often, by whatever way; a message is no join", async () => {
    const address = newAddress();
    const { token = "" } = (await session(address)).body as Session;
    const bearer = { ...address, Authorization: `Bearer ${token}` };
    const room = newRoom();
    const { body: message } = await post(server, room, "hello", bearer);
    const here = new JsonSocket(server.ws(`/api/rooms/${room}/ws`), { protocols: ["parley.v1"], headers: bearer });
    const { epoch } = await here.next("welcome");
    const path = `/r/${room}/socket.io/?EIO=4&transport=websocket`;
    const again = new TestSocket(server.ws(path), { headers: bearer });
    await again.opened();
    again.send("40");
    await again.frames.next((frame) => frame.startsWith("40"));
    // The cheapest way in: a handshake of Socket.IO.
    const shake = async (): Promise<Answer> => {
      const response = await fetch(server.http(`/r/${room}/socket.io/?EIO=4&transport=polling`), { headers: bearer });
      await response.text();
      return { status: response.status, headers: response.headers, body: undefined };
    };
    await often(JOINS_PER_CLIENT - 2, shake, 200);
    expect((await shake()).status).toBe(429);
    expect(await refusal(server.ws(`/r/${room}?v=1`), { headers: bearer })).toMatchObject({ status: 429 });
    for (const format of ["sse", "ndjson", "text"]) {
      expect(await ask(server, `/api/rooms/${room}/events?format=${format}`, { headers: bearer })).toMatchObject({
        status: 429,
        body: LIMITED,
      });
    }
    const poll = (since: string, headers: Record<string, string>, where = room): Promise<Answer> =>
      ask(server, `/api/rooms/${where}/events?format=json&wait=25${since}`, { headers });
    // Nor does a cursor help that goes on from nowhere, or where one is not.
    for (const since of ["", "&since=", "&since=anything", `&since=${epoch}.7`]) {
      expect(await poll(since, bearer), since).toMatchObject({ status: 429, body: LIMITED });
    }
    expect(await poll(`&since=${epoch}.0`, { ...address })).toMatchObject({ status: 429 });
    expect(await poll("&since=anything", bearer, newRoom())).toMatchObject({ status: 429 });
    // Who is there already, and goes on, has joined before.
    const { seq } = message as Message;
    expect(await poll(`&since=${epoch}.${seq - 1}`, bearer)).toMatchObject({ status: 200, body: { recovered: true } });
    // Whoever comes in once more by a session that is open is one more who joins.
    again.send("41");
    again.send("40");
    expect(await again.frames.next((frame) => frame.startsWith("44"))).toContain("rate_limited");
    expect(await post(server, room, "still here", bearer)).toMatchObject({ status: 201 });
  });

  it("of IPv6 a network is one address; what runs on this machine is not counted", async () => {
    let host = 0;
    await often(ROOMS_PER_CLIENT, () => make(at(++host)), 201);
    expect(await make(at(++host))).toMatchObject({ status: 429 });
    expect(await make({ "CF-Connecting-IP": "2001:db8:1:3::1" })).toMatchObject({ status: 201 });
    await often(ROOMS_PER_CLIENT + 1, () => make({}), 201);
  });
});
