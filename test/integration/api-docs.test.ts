import type * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Document } from "../../src/api-docs/openapi.ts";
import * as answers from "../../src/protocol/answers.ts";
import { KnownEvent, Message } from "../../src/protocol/events.ts";
import { fits } from "../support/fits.ts";
import { ask, post } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { eventsPath } from "../support/stream.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const schemas: Readonly<Record<string, v.GenericSchema>> = { ...answers, Message, Event: KnownEvent };

/** What the document says that this address answers with this status, by the names of the schemas. */
async function described(path: string, method: "get" | "post", status: number): Promise<string[]> {
  const { paths } = (await ask(server, "/api/openapi.json")).body as Document;
  const { schema } = paths[path]![method]!.responses[status]!.content!["application/json"]!;
  const options = schema.anyOf ?? [schema];
  return options.map((option) => (typeof option === "object" ? option.$ref!.split("/").at(-1)! : ""));
}

describe("what is answered is what is described", () => {
  it.each([
    ["get", "/api/health", 200, "", {}],
    ["post", "/api/session", 200, "", { body: '{"name":"Ann"}' }],
    ["post", "/api/session", 400, "", { body: "{" }],
    ["post", "/api/session", 401, "", { headers: { Authorization: "Bearer no" } }],
    ["post", "/api/session", 413, "", { body: " ".repeat(70_000) }],
    ["get", "/api/rooms/{room}", 200, "", {}],
    ["get", "/api/rooms/{room}", 403, "", { headers: { Origin: "https://elsewhere.example" } }],
    ["get", "/api/rooms/{room}/stats", 200, "", {}],
    ["get", "/api/rooms/{room}/messages", 200, "?limit=1", {}],
    ["get", "/api/rooms/{room}/messages", 200, "?q=one", {}],
    ["get", "/api/rooms/{room}/messages", 400, "?limit=0", {}],
    ["post", "/api/rooms/{room}/messages", 201, "?name=Bo", { body: "hello" }],
    ["post", "/api/rooms/{room}/messages", 200, "", { body: "one", headers: { "Idempotency-Key": "a" } }],
    [
      "post",
      "/api/rooms/{room}/messages",
      404,
      "",
      { body: '{"text":"x","replyTo":9}', headers: { "Content-Type": "application/json" } },
    ],
    ["post", "/api/rooms/{room}/messages", 409, "", { body: "two", headers: { "Idempotency-Key": "a" } }],
    ["get", "/api/rooms/{room}/events", 200, "?format=json", {}],
    ["get", "/api/rooms/{room}/events", 200, "?format=json&wait=1", {}],
    ["get", "/api/rooms/{room}/events", 413, "?wait=26", {}],
    ["get", "/api/rooms/{room}/export", 400, "?format=pdf", {}],
    ["post", "/api/rooms/{room}/import", 401, "", { body: "{}" }],
    ["get", "/api/rooms/{room}/ws", 426, "", {}],
    ["get", "/api/directory", 200, "", {}],
    ["get", "/api/directory", 413, "?limit=101", {}],
    ["get", "/api/directory/ws", 426, "", {}],
    ["get", "/api/preview", 404, "?url=https://example.com/", {}],
  ] as const)("%s %s, %i%s", async (method, path, status, query, init) => {
    const room = newRoom();
    await post(server, room, "one", { "Idempotency-Key": "a" });
    const answer = await ask(server, path.replace("{room}", room) + query, {
      method: method.toUpperCase(),
      ...init,
    });
    expect(answer.status).toBe(status);
    const names = await described(path, method, status);
    expect(
      names.filter((name) => fits(schemas[name]!, answer.body)),
      JSON.stringify(answer.body),
    ).toHaveLength(1);
  });

  it("not_found, in every answer about a room that nobody has been in", async () => {
    for (const path of ["", "/stats", "/messages", "/export", "/events?format=json"]) {
      const { status, body } = await ask(server, `/api/rooms/${newRoom()}${path}`);
      expect(status).toBe(404);
      expect(fits(answers.ErrorAnswer, body), path).toBe(true);
    }
  });

  it("rate_limited, with Retry-After", async () => {
    const room = newRoom();
    const { body: session } = await ask(server, "/api/session", { method: "POST" });
    const bearer = { Authorization: `Bearer ${(session as { token: string }).token}` };
    for (;;) {
      const { status, headers, body } = await post(server, room, "again", bearer);
      if (status === 201) continue;
      expect(status).toBe(429);
      expect(fits(answers.ErrorAnswer, body)).toBe(true);
      expect(headers.get("Retry-After")).toMatch(/^\d+$/);
      return;
    }
  });

  it("a stream's first events are events", async () => {
    const room = newRoom();
    await post(server, room, "one");
    const response = await fetch(server.http(eventsPath(room, { format: "ndjson" })));
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (text.split("\n").length < 3) text += (await reader.read()).value ?? "";
    await reader.cancel();
    for (const line of text.split("\n").slice(0, 2)) expect(fits(KnownEvent, JSON.parse(line)), line).toBe(true);
  });

  it("101, where a WebSocket is asked for", async () => {
    const { socket, welcome } = await join(server, newRoom());
    expect(fits(KnownEvent, welcome)).toBe(true);
    await socket.close();
  });
});

describe.each([
  ["/api/openapi.json", "application/json"],
  ["/api", "text/html"],
])("GET %s", (path, type) => {
  it("may be kept for a while, and is not sent again to who has it", async () => {
    const first = await fetch(server.http(path));
    expect(first.status).toBe(200);
    expect(first.headers.get("Content-Type")).toContain(type);
    expect(first.headers.get("Cache-Control")).toMatch(/^public, max-age=[1-9]/);
    const tag = first.headers.get("ETag")!;
    expect(tag).toMatch(/^"\w+"$/);
    const again = await fetch(server.http(path), { headers: { "If-None-Match": tag } });
    expect([again.status, await again.text(), again.headers.get("ETag")]).toEqual([304, "", tag]);
    expect((await fetch(server.http(path), { headers: { "If-None-Match": '"other"' } })).status).toBe(200);
  });

  it("HEAD has its headers and no body", async () => {
    const { status, headers, body } = await fetch(server.http(path), { method: "HEAD" });
    expect([status, body]).toEqual([200, null]);
    expect(headers.get("Content-Type")).toContain(type);
    expect(headers.get("ETag")).not.toBeNull();
  });

  it("wakes no room", async () => {
    const before = await server.objects();
    await (await fetch(server.http(path))).text();
    expect(await server.objects()).toEqual(before);
  });
});

describe("addresses", () => {
  it("the document says where it was asked for", async () => {
    const { body } = await ask(server, "/api/openapi.json");
    expect((body as Document).servers).toMatchObject([{ url: server.origin }]);
    const elsewhere = server.http("/api/openapi.json").replace("127.0.0.1", "localhost");
    const asked = (await (await fetch(elsewhere)).json()) as Document;
    expect(asked.servers[0]?.url).toBe(new URL(elsewhere).origin);
    expect(JSON.stringify(asked)).not.toContain(server.origin);
  });

  it("[A3] pages that may use the API may read its description, unchanged too", async () => {
    const origin = { Origin: server.origin };
    const { headers } = await ask(server, "/api/openapi.json", { headers: origin });
    expect(headers.get("Access-Control-Allow-Origin")).toBe(server.origin);
    const unchanged = await fetch(server.http("/api/openapi.json"), {
      headers: { ...origin, "If-None-Match": headers.get("ETag")! },
    });
    expect([unchanged.status, unchanged.headers.get("Access-Control-Allow-Origin")]).toEqual([304, server.origin]);
  });

  it("GET /api/ leads to /api", async () => {
    const { status, headers } = await fetch(server.http("/api/"), { redirect: "manual" });
    expect([status, headers.get("Location")]).toEqual([308, "/api"]);
  });

  it("the page has every operation of the document, and an example of each with this address", async () => {
    const page = await (await fetch(server.http("/api"))).text();
    const { paths } = (await ask(server, "/api/openapi.json")).body as Document;
    for (const [path, item] of Object.entries(paths)) {
      for (const { operationId } of Object.values(item)) expect(page, path).toContain(`id="${operationId}"`);
    }
    expect(page).toContain(`curl &#39;${server.origin}`);
    expect(page).not.toMatch(/<script|<style| style=| on\w+=/);
  });
});
