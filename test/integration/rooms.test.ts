import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, post } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, refusal } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe("what is no room's name", () => {
  const segments = {
    "a path out of the folder": "..%2f",
    "a slash": "a%2fb",
    "a NUL": "%00",
    "a NUL after a letter": "a%00",
    "a lone percent sign": "%",
    "a percent sign and no digits": "a%zz",
    "bytes that are no UTF-8": "%C3%28",
    "9,000 characters": "a".repeat(9_000),
    "65 letters": "a".repeat(65),
    "65 letters outside the BMP": encodeURIComponent("\u{10428}".repeat(65)),
    "a dash first": "-a",
    "an underscore first": "_a",
    "a mark first": encodeURIComponent("\u0301a"),
    "a space": "a%20b",
    "a dot": "a.b",
    "an emoji": encodeURIComponent("😀"),
    "an invisible space": encodeURIComponent("a\u200Bb"),
    "a sign that normalises to words with spaces": encodeURIComponent("\uFDFA"),
  };

  it.each(Object.entries(segments))("[R1] %s: bad_room everywhere, and no object wakes", async (_what, segment) => {
    const before = await server.objects();
    const refused = { status: 400, body: { error: { code: "bad_room" } } };
    expect(await ask(server, `/api/rooms/${segment}`)).toMatchObject(refused);
    expect(await ask(server, `/api/rooms/${segment}/messages`)).toMatchObject(refused);
    expect(await ask(server, `/api/rooms/${segment}/messages`, { method: "POST", body: "hello" })).toMatchObject(
      refused,
    );
    expect(await ask(server, `/r/${segment}`)).toMatchObject(refused);
    expect(await refusal(server.ws(`/r/${segment}`))).toMatchObject({ status: 400, code: "bad_room" });
    expect(await refusal(server.ws(`/api/rooms/${segment}/ws?v=1`))).toMatchObject({ status: 400, code: "bad_room" });
    expect(await server.objects()).toEqual(before);
  });

  it("[R1] people are shown the page, with the status that says so", async () => {
    const response = await fetch(server.http("/r/..%2f"), { headers: { Accept: "text/html,*/*" } });
    expect([response.status, response.headers.get("Content-Type")]).toEqual([400, "text/html; charset=utf-8"]);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });
});

describe("what is one", () => {
  const names = {
    letters: ["聊天室", "聊天室"],
    "a script written from right to left": ["שלום-عربي", "שלום-عربي"],
    "marks after a letter": ["नमस्ते", "नमस्ते"],
    "a digit first": ["1_a-b", "1_a-b"],
    "64 letters": ["a".repeat(64), "a".repeat(64)],
    "64 letters outside the BMP": ["\u{10400}".repeat(64), "\u{10428}".repeat(64)],
    "capital letters": ["RooM", "room"],
    "wide letters": ["ｗｉｄｅ１", "wide1"],
    "a letter that grows in lower case": ["İx", "i\u0307x"],
    "a ligature": ["ﬁn", "fin"],
    "a composed letter": ["cafe\u0301", "caf\u00e9"],
  } as const;

  it.each(Object.entries(names))("[R1] %s", async (_what, [raw, room]) => {
    const { socket, welcome } = await join(server, raw);
    expect(welcome.room).toBe(room);
    expect(await ask(server, `/api/rooms/${encodeURIComponent(room)}`)).toMatchObject({ status: 200, body: { room } });
    await socket.close();
  });

  it("[R1] [R2] every spelling of a name is the same room and wakes one object", async () => {
    const before = await server.objects();
    const { socket: ann } = await join(server, "Straßen-ＫＡＦＦＥＥ");
    const { socket: bo } = await join(server, "straßen-kaffee");
    await bo.post("here");
    expect(await ann.next("message")).toMatchObject({ text: "here" });
    await post(server, "STRAßEN-Kaffee", "there");
    expect(await ann.next("message")).toMatchObject({ text: "there", seq: 2 });
    expect((await server.objects()).length).toBe(before.length + 1);
  });

  it("[R2] rooms do not hear of each other", async () => {
    const [one, other] = [newRoom(), newRoom()];
    const { socket: ann } = await join(server, one);
    const { socket: bo } = await join(server, other);
    await bo.post("in the other");
    await ann.post("in the one");
    expect(await ann.next("message")).toMatchObject({ text: "in the one", seq: 1 });
    expect(ann.events.all.filter(({ type }) => type === "join")).toEqual([]);
  });
});

it("[R3] a room exists from its first join on", async () => {
  const room = newRoom();
  expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({
    status: 404,
    body: { error: { code: "not_found" } },
  });
  expect(await ask(server, `/api/rooms/${room}/messages`)).toMatchObject({ status: 404 });
  expect(await server.sql(room, "SELECT name FROM sqlite_master WHERE name = 'events'")).toEqual([]);
  const { socket, welcome } = await join(server, room);
  const { epoch } = welcome;
  expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({
    status: 200,
    body: { room, epoch, first: 1, head: 0, online: 1 },
  });
  await socket.close();
  expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 200, body: { epoch, online: 0 } });
});
