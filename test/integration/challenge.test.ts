import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CHALLENGE_MAX_CHARACTERS, CHALLENGE_VERIFY_URL } from "../../src/config.ts";
import type { RoomMade, Session } from "../../src/protocol/answers.ts";
import { FakeInternet } from "../support/fake-internet.ts";
import { ask, post, type Answer } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { IoClient } from "../support/socketio.ts";
import { join, refusal } from "../support/socket.ts";

/** Turnstile's own keys for tests: developers.cloudflare.com/turnstile/troubleshooting/testing */
const SITE_KEY = "1x00000000000000000000AA";
const SECRETS = {
  passes: "1x0000000000000000000000000000000AA",
  fails: "2x0000000000000000000000000000000AA",
  spent: "3x0000000000000000000000000000000AA",
};
const { hostname } = new URL(CHALLENGE_VERIFY_URL);
const internet = new FakeInternet();
const asked: { secret: string; response: string; remoteip?: string }[] = [];

let server: TestServer;
let failing: TestServer;
let spent: TestServer;
let rooms: TestServer;
let broken: TestServer;

const start = (secret: string, what = "rooms visits"): Promise<TestServer> =>
  startServer({ TURNSTILE_SITE_KEY: SITE_KEY, TURNSTILE_SECRET_KEY: secret, TURNSTILE_FOR: what });

beforeAll(async () => {
  server = await start(SECRETS.passes);
  failing = await start(SECRETS.fails);
  spent = await start(SECRETS.spent);
  rooms = await start(SECRETS.passes, "rooms");
  broken = await start("no secret of Turnstile's");
});
afterAll(async () => {
  for (const one of [server, failing, spent, rooms, broken]) await one.close();
  internet.close();
});
const refuse = (code: string) => Response.json({ success: false, "error-codes": [code] });

beforeEach(() => {
  asked.length = 0;
  // What siteverify answers for its test secrets; a code counts once, as there.
  const used = new Set<string>();
  internet.site(hostname, async (request) => {
    const { secret, response, ...rest } = (await request.json()) as { secret: string; response: string };
    asked.push({ secret, response, ...rest });
    if (!Object.values(SECRETS).includes(secret)) return refuse("invalid-input-secret");
    if (secret === SECRETS.fails) return refuse("invalid-input-response");
    if (secret === SECRETS.spent || used.has(response)) return refuse("timeout-or-duplicate");
    used.add(response);
    return Response.json({ success: true, "error-codes": [] });
  });
});

function send(to: TestServer, path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(to, path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

const REFUSED = [403, "challenge_required"];
const codeOf = ({ status, body }: Answer) => [status, (body as { error: { code: string } }).error.code];

describe("[A5] who comes for the first time", () => {
  it("is told what is asked of them", async () => {
    expect(await ask(server, "/api/challenge")).toMatchObject({
      body: { asks: ["rooms", "visits"], siteKey: SITE_KEY },
    });
    expect((await ask(rooms, "/api/challenge")).body).toEqual({ asks: ["rooms"], siteKey: SITE_KEY });
  });

  it("gets a token for passing the challenge, and comes in by it", async () => {
    const { status, body } = await send(
      server,
      "/api/session",
      { name: "Ann", challenge: "an answer" },
      { "CF-Connecting-IP": "192.0.2.9" },
    );
    const { token = "", you } = body as Session;
    expect([status, you.name]).toEqual([200, "Ann"]);
    expect(asked).toEqual([{ secret: SECRETS.passes, response: "an answer", remoteip: "192.0.2.9" }]);
    const room = newRoom();
    const { welcome } = await join(server, room, { token });
    expect(welcome.you.id).toBe(you.id);
    expect(await post(server, room, "hello", { Authorization: `Bearer ${token}` })).toMatchObject({ status: 201 });
    expect(await send(server, "/api/session", {}, { Authorization: `Bearer ${token}` })).toMatchObject({ status: 200 });
  });

  it("is refused on every way in without, and no room is made", async () => {
    const room = newRoom();
    const { status, code } = await refusal(server.ws(`/api/rooms/${room}/ws?v=1`));
    expect([status, code]).toEqual(REFUSED);
    expect(codeOf(await ask(server, `/api/rooms/${room}/events?format=sse`))).toEqual(REFUSED);
    expect(codeOf(await ask(server, `/api/rooms/${room}/events?format=json&wait=1`))).toEqual(REFUSED);
    expect(codeOf(await post(server, room, "hello"))).toEqual(REFUSED);
    expect(codeOf(await send(server, `/api/rooms/${room}/commands`, { type: "members" }))).toEqual(REFUSED);
    expect(codeOf(await send(server, "/api/session", { name: "Ann" }))).toEqual(REFUSED);
    expect(codeOf(await send(server, "/api/rooms", {}))).toEqual(REFUSED);
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 404 });
    expect(asked).toEqual([]);
  });

  it("comes in over Socket.IO with the token in `auth`, and not without", async () => {
    const room = newRoom();
    const stranger = new IoClient(server.origin, room);
    expect(await stranger.news.next()).toBe("connect_error");
    expect(stranger.error?.data?.code).toBe("challenge_required");
    stranger.socket.close();
    const { token } = (await send(server, "/api/session", { challenge: "another" })).body as Session;
    const known = new IoClient(server.origin, room, { auth: { token } });
    expect(await known.news.next()).toBe("connect");
    known.socket.close();
  });

  it.each([
    ["that is wrong", () => failing],
    ["that was used before", () => spent],
  ])("is refused with an answer %s", async (_what, which) => {
    expect(codeOf(await send(which(), "/api/session", { challenge: "x" }))).toEqual(REFUSED);
    expect(codeOf(await send(which(), "/api/rooms", { challenge: "x" }))).toEqual(REFUSED);
  });

  it("does not get by twice with one answer", async () => {
    expect(await send(server, "/api/session", { challenge: "once" })).toMatchObject({ status: 200 });
    expect(codeOf(await send(server, "/api/session", { challenge: "once" }))).toEqual(REFUSED);
  });

  it("is refused with an answer that is too long, which nobody is asked about", async () => {
    const challenge = "x".repeat(CHALLENGE_MAX_CHARACTERS + 1);
    expect(codeOf(await send(server, "/api/session", { challenge }))).toEqual(REFUSED);
    expect(asked).toEqual([]);
  });

  it("is told that it is not their fault, where Turnstile knows no such secret or does not answer", async () => {
    expect(codeOf(await send(broken, "/api/session", { challenge: "x" }))).toEqual([500, "internal"]);
    internet.site(hostname, () => new Response("<html>", { status: 502 }));
    expect(codeOf(await send(server, "/api/session", { challenge: "x" }))).toEqual([500, "internal"]);
  });
});

describe("[A5] who makes a room", () => {
  it("passes the challenge, token or not", async () => {
    const made = await send(server, "/api/rooms", { challenge: "for a room" });
    expect(made.status).toBe(201);
    const { token = "", room } = made.body as RoomMade;
    // One answer is enough for both.
    expect(asked).toHaveLength(1);
    const headers = { Authorization: `Bearer ${token}` };
    expect(codeOf(await send(server, "/api/rooms", {}, headers))).toEqual(REFUSED);
    expect(await send(server, "/api/rooms", { challenge: "for another" }, headers)).toMatchObject({ status: 201 });
    // Whoever has a room has no more to show to be in it.
    expect((await join(server, room, { token })).welcome.you.role).toBe("owner");
  });

  it("does so alone, where only that is asked", async () => {
    expect(codeOf(await send(rooms, "/api/rooms", {}))).toEqual(REFUSED);
    expect(await send(rooms, "/api/rooms", { challenge: "y" })).toMatchObject({ status: 201 });
    expect(await send(rooms, "/api/session", {})).toMatchObject({ status: 200 });
    await join(rooms, newRoom());
  });
});
