import { afterAll, beforeAll, expect, it } from "vitest";
import { SCAN_QUOTA, SCAN_ROWS_PER_TOKEN } from "../../src/config.ts";
import { SEARCH_MAX_CODE_POINTS, SEARCH_MAX_WORDS } from "../../src/protocol/limits.ts";
import { ask, page } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

const TEXTS = [
  "The quick brown fox",
  "jumps over the lazy dog",
  "Привет, Мир",
  "聊天室很快",
  "100% sure_ly",
  "ÉTÉ à la plage",
  "the fox again",
  "#Москва: Санкт-Петербург",
];

async function find(room: string, q: string, more = ""): Promise<string[]> {
  return (await page(server, room, `?q=${encodeURIComponent(q)}${more}`)).messages.map(({ text }) => text);
}

it.each<[string, number[]]>([
  ["fox", [0, 6]],
  ["FOX the", [0, 6]],
  ["lazy", [1]],
  ["ump", [1]],
  ["привет", [2]],
  ["ПРИВЕТ мир", [2]],
  ["天", [3]],
  ["室很", [3]],
  ["%", [4]],
  ["_", [4]],
  ["été", [5]],
  ["  plage  ", [5]],
  ["#москва санкт-петербург", [7]],
  ["«привет", []],
  ["fox dog", []],
  ["' OR 1 --", []],
])("[T5] ?q=%s finds what holds all its words, oldest first", async (q, found) => {
  const room = newRoom();
  const { socket } = await join(server, room);
  await socket.postMany(TEXTS);
  expect(await find(room, q)).toEqual(found.map((index) => TEXTS[index]));
});

it("[T5] what is found comes in pages, from the newest back, and between two places", async () => {
  const room = newRoom();
  const { socket } = await join(server, room);
  await socket.postMany(Array.from({ length: 90 }, (_, index) => (index % 3 === 0 ? `hit ${index}` : "other")));
  const first = await page(server, room, "?q=hit&limit=10");
  expect(first).toMatchObject({ head: 90, more: true });
  expect(first.messages.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_, n) => `hit ${60 + 3 * n}`));
  expect(await find(room, "hit", `&limit=10&before=${first.messages[0]!.seq}`)).toEqual(
    Array.from({ length: 10 }, (_, n) => `hit ${30 + 3 * n}`),
  );
  expect(await page(server, room, "?q=hit&before=20&after=10")).toMatchObject({
    more: false,
    messages: [{ text: "hit 12" }, { text: "hit 15" }, { text: "hit 18" }],
  });
});

it.each([
  ["nothing", "", 400, "bad_command"],
  ["blanks", "%20%20", 400, "bad_command"],
  ["too much", "x".repeat(SEARCH_MAX_CODE_POINTS + 1), 413, "too_big"],
  [
    "too many words",
    Array(SEARCH_MAX_WORDS + 1)
      .fill("x")
      .join("+"),
    413,
    "too_big",
  ],
])("[A2] a search for %s is refused", async (_what, q, status, code) => {
  const room = newRoom();
  await join(server, room);
  expect(await ask(server, `/api/rooms/${room}/messages?q=${q}`)).toMatchObject({ status, body: { error: { code } } });
});

it("[R3] a room that nobody was ever in is not found", async () => {
  expect(await ask(server, `/api/rooms/${newRoom()}/messages?q=x`)).toMatchObject({ status: 404 });
});

it("of a log that was trimmed costs what is left of it", async () => {
  const room = newRoom();
  const { socket, welcome } = await join(server, room);
  for (const text of ["one", "two", "three"]) await socket.post(text, text === "one" ? {} : { replyTo: 1 });
  // As if very much had been said before, and was dropped.
  const before = SCAN_ROWS_PER_TOKEN * SCAN_QUOTA.burst * 10;
  await server.sql(room, "UPDATE events SET seq = seq + ?, reply_to = reply_to + ? WHERE seq > 0", before, before);
  await server.evict(room, "close");
  const { socket: again } = await join(server, room, { token: welcome.token! });
  const looks = [
    { type: "search", query: "two" },
    { type: "history", thread: 1 },
    { type: "history", thread: before + 1 },
  ];
  for (const look of [...looks, ...looks]) expect(await again.ask(look)).toMatchObject({ type: "ack" });
  for (const query of ["?q=two", "?thread=1", "?q=two"]) {
    expect(await ask(server, `/api/rooms/${room}/messages${query}`)).toMatchObject({ status: 200 });
  }
  const bearer = { Authorization: `Bearer ${welcome.token}` };
  for (const id of ["a", "b", "c", "d"]) {
    const body = JSON.stringify({ text: "x", id, after: 0 });
    const headers = { ...bearer, "Content-Type": "application/json" };
    expect(await ask(server, `/api/rooms/${room}/messages`, { method: "POST", headers, body })).toMatchObject({
      status: 201,
    });
  }
});

it("looking through a long log again and again is limited for each user, and the room goes on", async () => {
  const room = newRoom();
  const { socket, welcome } = await join(server, room);
  await socket.post("first");
  // As if the log were as long as one search of it may be, many times over.
  const head = SCAN_ROWS_PER_TOKEN * (SCAN_QUOTA.burst - 1);
  await server.sql(
    room,
    "INSERT INTO events (type, seq, at, user_id, user_name, id, text) SELECT type, ?, at, user_id, user_name, 'z', text FROM events",
    head,
  );
  await server.evict(room, "close");
  const headers = { Authorization: `Bearer ${welcome.token}` };
  // The first leaves a token, so the second is carried out and leaves a debt that takes seconds to pay.
  for (const status of [200, 200, 429]) {
    expect(await ask(server, `/api/rooms/${room}/messages?q=first`, { headers })).toMatchObject({ status });
  }
  expect(await ask(server, `/api/rooms/${room}/messages?q=first`)).toMatchObject({ status: 200 });
});
