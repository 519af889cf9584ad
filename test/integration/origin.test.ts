import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, JsonSocket, refusal } from "../support/socket.ts";

const FRIEND = "https://friend.example";

let server: TestServer;
let open: TestServer;
beforeAll(async () => {
  [server, open] = await Promise.all([
    startServer({ ALLOWED_ORIGINS: `https://other.example, ${FRIEND}` }),
    startServer({ ALLOWED_ORIGINS: "*" }),
  ]);
});
afterAll(() => Promise.all([server.close(), open.close()]));

const STRANGERS = [
  "https://evil.example",
  "https://friend.example.evil.example",
  "https://friend.example:8443",
  "null",
  "nonsense",
];

describe("sockets", () => {
  it.each(STRANGERS)("[A3] a page of %s gets none, and no object wakes", async (origin) => {
    const room = newRoom();
    const before = await server.objects();
    for (const path of [`/r/${room}`, `/api/rooms/${room}/ws`]) {
      expect(await refusal(server.ws(path), { headers: { origin } })).toMatchObject({
        status: 403,
        code: "bad_origin",
      });
    }
    expect(await server.objects()).toEqual(before);
  });

  it("[A3] a page of the server's own, of an allowed site, and a program get one", async () => {
    const room = newRoom();
    for (const headers of [{ origin: server.origin }, { origin: FRIEND }, {}]) {
      const { welcome } = await join(server, room, {}, { protocols: ["parley.v1"], headers });
      expect(welcome.room).toBe(room);
    }
  });

  it("[A3] with * every page gets one", async () => {
    for (const origin of ["https://evil.example", "null"]) {
      const socket = new JsonSocket(open.ws(`/r/${newRoom()}?v=1`), { headers: { origin } });
      expect(await socket.next("welcome")).toMatchObject({ version: 1 });
    }
  });
});

describe("HTTP", () => {
  it.each(STRANGERS)("[A3] a page of %s may ask and send nothing", async (origin) => {
    const room = newRoom();
    const requests = [
      ["/api/health", {}],
      ["/api/session", { method: "POST" }],
      [`/api/rooms/${room}/messages`, { method: "POST", body: "hello" }],
      [`/api/rooms/${room}/messages`, { method: "OPTIONS" }],
      [`/r/${room}`, {}],
    ] as const;
    for (const [path, init] of requests) {
      const { status, headers, body } = await ask(server, path, { ...init, headers: { Origin: origin } });
      expect([status, body]).toMatchObject([403, { error: { code: "bad_origin" } }]);
      expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 404 });
  });

  it("[A3] an allowed origin is echoed, so that credentials may be sent", async () => {
    const { status, headers } = await ask(server, "/api/health", { headers: { Origin: FRIEND } });
    expect(status).toBe(200);
    expect(headers.get("Access-Control-Allow-Origin")).toBe(FRIEND);
    expect(headers.get("Access-Control-Allow-Credentials")).toBe("true");
    expect(headers.get("Vary")).toContain("Origin");
  });

  it("[A3] with * the origin itself is echoed, not the star", async () => {
    const { headers } = await ask(open, "/api/health", { headers: { Origin: "https://any.example" } });
    expect(headers.get("Access-Control-Allow-Origin")).toBe("https://any.example");
    expect(headers.get("Access-Control-Allow-Credentials")).toBe("true");
  });

  it.each([
    ["/api/nothing", 404],
    ["/api/rooms/-/messages", 400],
    ["/api/rooms/nobody-was-here", 404],
    ["/api/rooms/-/events", 400],
  ])("[A3] an allowed page can read errors too: %s", async (path, status) => {
    const answer = await ask(server, path, { headers: { Origin: FRIEND } });
    expect([answer.status, answer.headers.get("Access-Control-Allow-Origin")]).toEqual([status, FRIEND]);
  });

  it("[A3] a page may read how long it is to wait, and whether there are previews", async () => {
    const { headers } = await ask(server, "/api/health", { headers: { Origin: FRIEND } });
    expect(headers.get("Access-Control-Expose-Headers")).toContain("Retry-After");
    expect(headers.get("Access-Control-Expose-Headers")).toContain("Link-Previews");
  });

  it("[A3] a preflight says which methods and headers may be sent", async () => {
    const { status, headers } = await fetch(server.http(`/api/rooms/${newRoom()}/messages`), {
      method: "OPTIONS",
      headers: {
        Origin: FRIEND,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
      },
    });
    expect([status, headers.get("Access-Control-Allow-Origin")]).toEqual([204, FRIEND]);
    expect(headers.get("Access-Control-Allow-Methods")).toContain("POST");
    expect(headers.get("Access-Control-Allow-Headers")?.toLowerCase()).toMatch(
      /authorization.*content-type.*idempotency-key/,
    );
    expect(headers.get("Access-Control-Allow-Credentials")).toBe("true");
  });
});
