import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe("addresses", () => {
  it("GET /api/health", async () => {
    expect(await ask(server, "/api/health")).toMatchObject({ status: 200, body: { ok: true } });
  });

  it("GET /api/rooms/:room says what the room is", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    await socket.post("one");
    const { status, body } = await ask(server, `/api/rooms/${room}`);
    const { epoch, settings, pins } = welcome;
    expect([status, body]).toEqual([200, { room, epoch, first: 1, head: 1, settings, pins, online: 1 }]);
  });

  it.each(["/r", "/r/"])(
    "[R1] GET %s names no room: an error for programs, the page that explains it for people",
    async (path) => {
      const forProgram = await fetch(server.http(path));
      expect(forProgram.status).toBe(400);
      expect(await forProgram.json()).toMatchObject({ error: { code: "bad_room" } });
      const forPerson = await fetch(server.http(path), { headers: { Accept: "text/html" } });
      expect(forPerson.status).toBe(400);
      expect(await forPerson.text()).toContain("<!doctype html>");
    },
  );

  it.each(["/", "/r/lobby", "/r/%E8%81%8A%E5%A4%A9%E5%AE%A4"])("GET %s is the page", async (path) => {
    const response = await fetch(server.http(path));
    expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  it("looking at a room's page does not wake it", async () => {
    const before = await server.objects();
    await (await fetch(server.http(`/r/${newRoom()}`))).text();
    expect(await server.objects()).toEqual(before);
  });

  it.each([
    ["POST", "/api"],
    ["GET", "/api/nothing"],
    ["GET", "/api/rooms"],
    ["GET", "/api/rooms/"],
    ["GET", "/api/rooms/lobby/nothing"],
    ["GET", "/api/rooms/lobby/messages/1"],
    ["GET", "/r/lobby/nothing"],
    ["GET", "/nothing"],
    ["GET", "/.git/config"],
    ["GET", "/api/session"],
    ["POST", "/api/health"],
    ["PUT", "/api/rooms/lobby/messages"],
    ["PUT", "/api/rooms/lobby"],
    ["POST", "/r/lobby"],
  ])("[A2] %s %s is nothing: 404 as JSON", async (method, path) => {
    const { status, headers, body } = await ask(server, path, { method });
    expect([status, body]).toMatchObject([404, { error: { code: "not_found", message: expect.any(String) } }]);
    expect(headers.get("Content-Type")).toContain("application/json");
  });
});

const session = (body?: string, headers: Record<string, string> = {}): ReturnType<typeof ask> =>
  ask(server, "/api/session", { method: "POST", headers, ...(body === undefined ? {} : { body }) });

describe("POST /api/session", () => {
  it("is a guest identity that opens rooms", async () => {
    const { status, body } = await session('{"name":"Ann"}');
    expect([status, body]).toMatchObject([200, { you: { name: "Ann", role: "guest" }, token: expect.any(String) }]);
    const { you, token, expires } = body as { you: { id: string }; token: string; expires: number };
    expect(expires).toBeGreaterThan(Date.now());
    const { welcome } = await join(server, newRoom(), { token, name: "Ann" });
    expect(welcome.you).toEqual(you);
  });

  it.each([undefined, "", "{}"])("without a name (%j) one is made up", async (body) => {
    expect(await session(body)).toMatchObject({
      status: 200,
      body: { you: { name: expect.stringMatching(/^guest-/) } },
    });
  });

  it("with a token it is the same one again, with another name where one is asked for", async () => {
    const first = (await session('{"name":"Ann"}')).body as { you: { id: string }; token: string };
    const bearer = { Authorization: `Bearer ${first.token}` };
    expect(await session(undefined, bearer)).toMatchObject({ status: 200, body: { you: first.you } });
    const renamed = await session('{"name":"Zoe"}', bearer);
    expect(renamed).toMatchObject({
      status: 200,
      body: { you: { id: first.you.id, name: "Zoe" }, token: expect.any(String) },
    });
  });

  it.each([
    ["{", 400, "bad_json"],
    ["null", 400, "bad_command"],
    ['{"name":7}', 400, "bad_command"],
    ['{"name":""}', 400, "bad_command"],
    ['{"name":"a\\u0000"}', 400, "bad_command"],
    [`{"name":"${"x".repeat(33)}"}`, 413, "too_big"],
    [`{"pad":"${"x".repeat(70_000)}"}`, 413, "too_big"],
  ])("[A2] %.40s is refused", async (body, status, code) => {
    expect(await session(body)).toMatchObject({ status, body: { error: { code } } });
  });
});

describe("headers", () => {
  it.each(["/", "/r/lobby", "/r/-", "/api"])(
    "of the page at %s: no inline script, no frame, no referrer",
    async (path) => {
      const { headers } = await fetch(server.http(path), { headers: { Accept: "text/html" } });
      const policy = headers.get("Content-Security-Policy") ?? "";
      for (const directive of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ]) {
        expect(policy).toContain(directive);
      }
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(headers.get("Strict-Transport-Security")).toContain("max-age=");
    },
  );

  it.each(["/api/health", "/api/nothing", "/api/rooms/-", "/api/rooms/nobody-was-here/messages", "/api/openapi.json"])(
    "of %s: not to be shown as a page",
    async (path) => {
      const { headers } = await ask(server, path);
      expect(headers.get("Content-Security-Policy")).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    },
  );
});
