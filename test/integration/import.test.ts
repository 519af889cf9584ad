import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  IMPORT_AHEAD_MAX_MS,
  IMPORT_BATCH_ENTRIES,
  IMPORT_LINE_MAX_BYTES,
  IMPORT_SILENT_MS,
  IMPORT_TIME_MAX_MS,
} from "../../src/config.ts";
import { IMPORTS_PER_CLIENT, IMPORTS_PERIOD_S } from "../../src/platform-quotas.ts";
import type { RoomDescription, RoomStats } from "../../src/protocol/answers.ts";
import { MENTIONS_MAX, TEXT_MAX_CODE_POINTS } from "../../src/protocol/limits.ts";
import { DEFAULT_SETTINGS } from "../../src/protocol/settings.ts";
import { lookAt, person } from "../support/direct.ts";
import { ask, page, post } from "../support/http.ts";
import { CLOSE } from "../../src/protocol/errors.ts";
import { enterRoom, ownedRoom } from "../support/owned.ts";
import { newRoom, startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { StreamReader } from "../support/stream.ts";
import { memberToken, SECRET } from "../support/token.ts";
import { bringIn, exported, grow, newClient, requestExport } from "../support/transfer.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET, IMPORT_MAX_BYTES: "100000000" });
});
afterAll(() => server.close());

async function countsOf(room: string): Promise<RoomStats["counts"]> {
  return ((await ask(server, `/api/rooms/${room}/stats`)).body as RoomStats).counts;
}

/** A room in which everything was done that can be done. */
async function livelyRoom() {
  const owned = await ownedRoom(server, { topic: "Tea", seenBy: true, mentionAll: "moderators", keepDays: 30 });
  const { owner, room } = owned;
  const { socket: bo } = await join(server, room, { name: "Bö 𐐨" });
  await owner.post("one", { id: "a" });
  const mentions = Array.from({ length: MENTIONS_MAX }, (_, index) => `g_${index}`);
  await bo.post("an answer", { replyTo: 1, mentions });
  await owner.post("a secret", { here: true });
  await bo.post("to be deleted", { replyTo: 3 });
  await owner.ask({ type: "edit", seq: 1, text: "one, changed" });
  await owner.ask({ type: "delete", seq: 4 });
  for (const socket of [bo, owner]) await socket.ask({ type: "react", seq: 2, emoji: "👍", on: true });
  await owner.ask({ type: "react", seq: 2, emoji: "❤️", on: true });
  await owner.ask({ type: "react", seq: 2, emoji: "❤️", on: false });
  for (const seq of [3, 1]) await owner.ask({ type: "pin", seq, on: true });
  await owner.ask({ type: "room", settings: { topic: "More tea" } });
  for (const text of [
    "NUL \0, \u001b, \u2028, \u202e",
    '{"a":[1,null]}',
    "null",
    "1e3",
    "'); DROP TABLE events; --",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿".repeat(99),
  ]) {
    await bo.post(text);
  }
  return owned;
}

describe("[R8] a room brought into another", () => {
  it("is the same room but for its name, its epoch and the time: and so it is after an eviction", async () => {
    const from = await livelyRoom();
    const first = await exported(server, from.room);
    const to = await ownedRoom(server);
    await to.owner.post("what was there before");
    const { status, body } = await bringIn(server, to.room, to.token, first.text);
    expect([status, body]).toEqual([
      200,
      {
        room: to.room,
        epoch: expect.not.stringMatching(new RegExp(`${from.welcome.epoch}|${to.welcome.epoch}`)) as string,
        first: 1,
        head: first.header.head,
        settings: first.header.settings,
        pins: [3, 1],
        online: 0,
        imported: { seq: first.header.head, at: expect.any(Number) as number },
      },
    ]);
    for (const isEvicted of [false, true]) {
      if (isEvicted) await server.evict(to.room);
      const second = await exported(server, to.room);
      const { room, epoch, at } = second.header;
      expect(second.header).toEqual({ ...first.header, room, epoch, at });
      expect(second.entries).toEqual(first.entries);
      expect(second.end).toEqual(first.end);
      expect(epoch).toBe((body as { epoch: string }).epoch);
    }
  });
});

/** The tables of an import that is under way. */
async function staged(room: string, on = server): Promise<number> {
  return (await on.sql(room, "SELECT name FROM sqlite_master WHERE name LIKE 'import\\_%' ESCAPE '\\'")).length;
}

/** How many messages of an import are there already. */
async function arrived(room: string): Promise<number> {
  if ((await staged(room)) === 0) return 0;
  return Number((await server.sql(room, "SELECT count(*) AS rows FROM import_events"))[0]!["rows"]);
}

/** A file that is sent as the test says. */
function slowFile() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const utf8 = new TextEncoder();
  return {
    body: readable,
    send: (...lines: object[]) => writer.write(utf8.encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(""))),
    end: () => writer.close(),
    cut: () => writer.abort(new Error("cut off")),
  };
}

const user = { id: "g_una", name: "Una" };
const message = (seq: number, fields: object = {}) => {
  return { type: "message", seq, id: `i${seq}`, at: 1_000 + seq, user, text: `text ${seq}`, ...fields };
};
const messages = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
const headerOf = (head: number, fields: object = {}) => {
  const place = { room: "elsewhere", epoch: "e", first: 1, head };
  return { type: "parley-export", version: 1, ...place, settings: DEFAULT_SETTINGS, pins: [], at: 1, ...fields };
};
const endOf = (count: number) => ({ type: "parley-export-end", count });

/** A whole file of so many messages. */
const fileOf = (count: number) => [headerOf(count), ...messages(1, count), endOf(count)];

describe("[R8] what an import does to the room", () => {
  it("everybody is told to come back, and then finds the other log, however they come", async () => {
    const from = await livelyRoom();
    const { text, header } = await exported(server, from.room);
    const to = await ownedRoom(server);
    await to.owner.post("what was there before");
    const { socket: bo } = await join(server, to.room, { name: "Bo" });
    // workerd ends the connection of one that has never said anything only seconds after its Close.
    await bo.post("and what was said to it");
    const stream = await StreamReader.open(server, to.room, { query: { format: "ndjson" } });
    await stream.next("welcome");
    expect((await bringIn(server, to.room, to.token, text)).status).toBe(200);
    for (const socket of [to.owner, bo]) {
      expect(await socket.next("bye")).toMatchObject({ code: 4001 });
      expect((await socket.closed).code).toBe(4001);
    }
    expect(await stream.next("bye")).toMatchObject({ code: 4001 });
    expect(await stream.ended).toBe("ended");
    const since = `${to.welcome.epoch}.1`;
    const { welcome } = await join(server, to.room, { since, token: to.token });
    expect(welcome).toMatchObject({ recovered: false, head: header.head, you: { role: "owner" }, pins: [3, 1] });
    expect(welcome.events.slice(0, 4).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(await page(server, to.room, "?q=changed")).toMatchObject({ messages: [{ seq: 1, text: "one, changed" }] });
  });

  it("it goes on from there: the next seq, the time, cursors, also after an eviction", async () => {
    const { room, token } = await ownedRoom(server);
    await bringIn(server, room, token, fileOf(3));
    await server.evict(room);
    const { socket, welcome } = await join(server, room, { token });
    expect(await socket.post("four")).toMatchObject({ seq: 4 });
    const { welcome: again } = await join(server, room, { since: `${welcome.epoch}.2` });
    expect(again).toMatchObject({ recovered: true, events: [{ seq: 3 }, { seq: 4, text: "four" }] });
    expect(again.events[1]!.at).toBeGreaterThan(again.events[0]!.at);
  });

  it("nobody has read anything of it", async () => {
    const { room, owner, token } = await ownedRoom(server);
    await owner.postMany(["one", "two"]);
    await owner.ask({ type: "read", seq: 1 });
    await bringIn(server, room, token, fileOf(5));
    const { welcome } = await join(server, room, { token });
    expect(welcome).toMatchObject({ read: 5, unread: 0 });
    expect(await server.sql(room, "SELECT * FROM reads")).toEqual([]);
  });

  it("[C3] an id in it is no command's of this room: what is sent under it is new", async () => {
    const { room, token, welcome } = await ownedRoom(server);
    const { id } = welcome.you;
    const file = [
      headerOf(2),
      message(1, { id: "a", user: { id, name: "Owner" }, text: "hello" }),
      message(2, { id: "b", user: { id, name: "Owner" } }),
      endOf(2),
    ];
    await bringIn(server, room, token, file);
    const { socket } = await join(server, room, { token });
    expect(await socket.ask({ type: "send", id: "a", text: "hello", after: 0 })).toMatchObject({ type: "ack", seq: 3 });
    expect(await socket.ask({ type: "send", id: "b", text: "other" })).toMatchObject({ type: "ack", seq: 4 });
    // What was sent since is known as ever.
    for (const isEvicted of [false, true]) {
      if (isEvicted) await server.evict(room);
      for (const after of [undefined, 0, 2]) {
        expect(await socket.ask({ type: "send", id: "a", text: "hello", after })).toMatchObject({
          seq: 3,
          duplicate: true,
        });
      }
    }
  });

  it("[C7] [C8] what is in it belongs to whom it says, by their token; the room to its owner", async () => {
    const { room, token } = await ownedRoom(server);
    const file = [headerOf(2), message(1, { user: { id: "ann", name: "Ann" } }), message(2), endOf(2)];
    await bringIn(server, room, token, file);
    const { socket: ann } = await join(server, room, { token: await memberToken({ sub: "ann" }) });
    const { socket: other } = await join(server, room, { name: "Ann" });
    expect(await other.ask({ type: "edit", seq: 1, text: "not mine" })).toMatchObject({ code: "forbidden" });
    expect(await ann.ask({ type: "edit", seq: 1, text: "mine" })).toMatchObject({ type: "ack" });
    expect(await ann.ask({ type: "edit", seq: 2, text: "not mine" })).toMatchObject({ code: "forbidden" });
    const { socket: owner } = await join(server, room, { token });
    expect(await owner.ask({ type: "delete", seq: 2 })).toMatchObject({ type: "ack" });
  });

  it("the room says that it was brought in, and up to where", async () => {
    const { room, owner, token } = await ownedRoom(server);
    await owner.post("one");
    expect((await ask(server, `/api/rooms/${room}`)).body).not.toHaveProperty("imported");
    await bringIn(server, room, token, fileOf(5));
    await post(server, room, "six");
    await server.evict(room);
    const { imported } = (await ask(server, `/api/rooms/${room}`)).body as RoomDescription;
    expect(imported).toEqual({ seq: 5, at: expect.any(Number) as number });
  });

  it("[D6] what was said before is gone from inboxes, and what is in the file is news to nobody", async () => {
    const { room, owner, token } = await ownedRoom(server);
    const bo = await person(server, "Bo");
    const said = async () => (await lookAt(server, bo)).mentions.map(({ text }) => text);
    await owner.post("before", { mentions: [bo.id] });
    await expect.poll(said).toEqual(["before"]);
    const now = Date.now();
    const file = [headerOf(2), message(1, { at: now, mentions: [bo.id] }), message(2, { at: now }), endOf(2)];
    expect((await bringIn(server, room, token, file)).status).toBe(200);
    await expect.poll(said).toEqual([]);
    for (const isEvicted of [false, true]) {
      if (isEvicted) await server.evict(room);
      const { socket } = await join(server, room, { token });
      // What is told of the same user comes in order.
      await socket.post(`after, ${isEvicted}`, { mentions: [bo.id] });
      await expect.poll(said).toContain(`after, ${isEvicted}`);
      expect(await said()).not.toContain("text 1");
    }
  });

  it("[D6] where it fails, inboxes are as they were", async () => {
    const { room, owner, token } = await ownedRoom(server);
    const bo = await person(server, "Bo");
    const said = async () => (await lookAt(server, bo)).mentions.map(({ text }) => text);
    await owner.post("before", { mentions: [bo.id] });
    await expect.poll(said).toEqual(["before"]);
    const loose = [headerOf(1, { pins: [2] }), message(1), endOf(1)];
    expect((await bringIn(server, room, token, loose)).status).toBe(400);
    await owner.post("still", { mentions: [bo.id] });
    await expect.poll(said).toContain("still");
    expect(await said()).toContain("before");
  });

  it("a log whose beginning, or all, was dropped is one nevertheless", async () => {
    const { room, token } = await ownedRoom(server);
    const shortened = [
      headerOf(6, { first: 5 }),
      message(5, { replyTo: 2 }),
      { type: "edit", seq: 6, id: "e", at: 2_000, user, target: 3, text: "" },
      endOf(2),
    ];
    expect(await bringIn(server, room, token, shortened)).toMatchObject({ status: 200, body: { first: 5, head: 6 } });
    const empty = [headerOf(9, { first: 10 }), endOf(0)];
    expect(await bringIn(server, room, token, empty)).toMatchObject({ status: 200, body: { first: 10, head: 9 } });
    await server.evict(room);
    expect((await post(server, room, "ten")).body).toMatchObject({ seq: 10 });
  });

  it("[R6] what the settings in it do not keep is dropped as ever", async () => {
    const { room, token } = await ownedRoom(server);
    const settings = { ...DEFAULT_SETTINGS, keepMessages: 20 };
    const file = [headerOf(100, { settings }), ...messages(1, 100), endOf(100)];
    expect((await bringIn(server, room, token, file)).status).toBe(200);
    await expect.poll(async () => (await page(server, room)).first).toBe(81);
  });

  it("[C10] what was taken back while it was written is pinned no more", async () => {
    const { room, token } = await ownedRoom(server);
    const file = [headerOf(2, { pins: [1, 2] }), message(1, { text: "", deleted: 5 }), message(2), endOf(2)];
    expect(await bringIn(server, room, token, file)).toMatchObject({ status: 200, body: { pins: [2] } });
  });

  it("costs a row for each entry, and a few", async () => {
    const { room, owner, token } = await ownedRoom(server);
    const constants: number[] = [];
    await owner.postMany(Array.from({ length: 500 }, (_, index) => `${index}`));
    for (const count of [10, 2_500]) {
      const before = (await countsOf(room)).rowsWritten;
      expect((await bringIn(server, room, token, fileOf(count))).status).toBe(200);
      constants.push((await countsOf(room)).rowsWritten - before - count);
    }
    // Whatever was there before, and however much comes.
    expect(constants[0]).toBe(constants[1]);
    // Each table that there is costs a few: its line in the list of them is written again.
    expect(constants[1]).toBeLessThanOrEqual(60);
    const before = (await countsOf(room)).rowsWritten;
    expect((await bringIn(server, room, token, fileOf(10).slice(0, -1))).status).toBe(400);
    // One that is given up had its entries written, too.
    expect((await countsOf(room)).rowsWritten - before - 10).toBeLessThanOrEqual(7);
  });
});

describe("[R8] who may come in after an import", () => {
  it("is what its settings say; the password, roles and invitations are the room's own", async () => {
    const { room, owner, token, ownerLink } = await ownedRoom(server);
    const [bo, cy, mo] = [await person(server, "Bo"), await person(server, "Cy"), await person(server, "Mo")];
    const { socket } = await join(server, room, { token: bo.token });
    await owner.ask({ type: "role", user: mo.id, role: "moderator" });
    await owner.ask({ type: "room", password: "sesame" });
    await owner.ask({ type: "room", password: null });
    const settings = { ...DEFAULT_SETTINGS, visibility: "private", password: true };
    const file = [headerOf(2, { settings }), ...messages(1, 2), endOf(2)];
    expect(await bringIn(server, room, token, file)).toMatchObject({
      status: 200,
      body: { settings: { visibility: "private", password: false } },
    });
    expect((await socket.closed).code).toBe(CLOSE.restart);
    // Who was here when the door was closed may come back.
    await join(server, room, { token: bo.token });
    expect((await join(server, room, { token: mo.token })).welcome.you.role).toBe("moderator");
    expect(await enterRoom(server, room, {}, cy)).toMatchObject({ status: 403 });
    const invite = new URL(ownerLink).hash.slice("#invite=".length);
    expect(await enterRoom(server, room, { invite }, cy)).toMatchObject({ body: { you: { role: "owner" } } });
  });

  it("is nobody more than before: a file closes a door, and never opens one", async () => {
    const { room, owner, token } = await ownedRoom(server);
    const own = { visibility: "private", locked: true, allowedOrigins: ["https://friend.example"] } as const;
    await owner.ask({ type: "room", settings: own });
    const settings = { ...DEFAULT_SETTINGS, visibility: "public", topic: "tea" };
    const file = [headerOf(2, { settings }), ...messages(1, 2), endOf(2)];
    expect(await bringIn(server, room, token, file)).toMatchObject({
      status: 200,
      body: { settings: { ...own, topic: "tea" } },
    });
  });

  it("comes in again with what was said of roles and of what was taken back", async () => {
    const { room, owner, token } = await ownedRoom(server);
    await owner.post("one");
    await owner.ask({ type: "role", user: "ann", role: "moderator" });
    await owner.ask({ type: "room", password: "sesame", settings: { title: "Tea", slowMode: 5 } });
    await owner.ask({ type: "room", password: null });
    const file = await exported(server, room);
    const other = await ownedRoom(server);
    const lines = file.text.trimEnd().split("\n");
    expect(await bringIn(server, other.room, other.token, `${lines.join("\n")}\n`)).toMatchObject({ status: 200 });
    expect((await exported(server, other.room)).entries).toEqual(file.entries);
    // What a file tells of roles, nobody has by it.
    expect(await server.sql(other.room, "SELECT user_id FROM roles")).toEqual([{ user_id: other.id }]);
    expect(token).not.toBe(other.token);
  });

  it.each([
    ["a role that is none", { type: "role", whom: { id: "ann", name: "Ann" }, role: "king" }, 400],
    ["a purge of what comes later", { type: "purge", whom: { id: "ann", name: "Ann" }, from: 2 }, 400],
    ["a purge from a place that holds no message", { type: "purge", whom: { id: "ann", name: "Ann" }, from: 1 }, 200],
  ])("%s", async (_what, fields, status) => {
    const { room, token } = await ownedRoom(server);
    const { type: _, text: __, ...entry } = message(2) as Record<string, unknown>;
    const first = { ...entry, seq: 1, id: "first", type: "role", whom: { id: "bo", name: "Bo" }, role: "member" };
    const file = [headerOf(2), first, { ...entry, ...fields }, endOf(2)];
    expect((await bringIn(server, room, token, file)).status).toBe(status);
  });
});

describe("[R8] who may", () => {
  it("the owner, and nobody else", async () => {
    const { room, owner, token } = await ownedRoom(server);
    await owner.post("one");
    const codeFor = async (bearer?: string, path = room): Promise<unknown> => {
      const { status, body } = await bringIn(server, path, bearer, fileOf(1));
      return [status, (body as { error?: { code: string } }).error?.code];
    };
    expect(await codeFor()).toEqual([401, "unauthorized"]);
    const sub = owner.events.all.flatMap((event) => (event.type === "welcome" ? event.you.id : []))[0];
    expect(await codeFor(await memberToken({ sub }, "the secret of another server"))).toEqual([401, "unauthorized"]);
    const { body: guest } = await ask(server, "/api/session", { method: "POST" });
    expect(await codeFor((guest as { token: string }).token)).toEqual([403, "forbidden"]);
    expect(await codeFor(await memberToken({ sub: "bo" }))).toEqual([403, "forbidden"]);
    expect(await codeFor(token, newRoom())).toEqual([404, "not_found"]);
    expect(await codeFor(token, " ")).toEqual([400, "bad_room"]);
    expect(await page(server, room)).toMatchObject({ messages: [{ text: "one" }] });
    expect(await staged(room)).toBe(0);
    expect(await codeFor(token)).toEqual([200, undefined]);
  });

  it("a room that nobody owns is nobody's to replace", async () => {
    const { room, token } = await ownedRoom(server);
    const free = newRoom();
    await post(server, free, "one");
    expect((await bringIn(server, free, token, fileOf(1))).status).toBe(403);
    expect(await page(server, free)).toMatchObject({ messages: [{ text: "one" }] });
    expect((await bringIn(server, room, token, fileOf(1))).status).toBe(200);
  });
});

const LONE_SURROGATE = "\uD800";
const three = (second: object) => [headerOf(3), message(1), second, message(3), endOf(3)];
const BROKEN: readonly (readonly [what: string, code: string, line: number, file: string | readonly object[]])[] = [
  ["nothing at all", "bad_command", 1, ""],
  ["no JSON", "bad_json", 3, `${JSON.stringify(headerOf(2))}\n${JSON.stringify(message(1))}\n{"type":"mess\n`],
  ["JSON that is no object", "bad_command", 2, `${JSON.stringify(headerOf(2))}\n[1]\n`],
  ["another file", "bad_command", 1, [{ type: "welcome" }]],
  ["no first line", "bad_command", 1, [message(1), endOf(1)]],
  ["a later version", "bad_command", 1, [{ ...headerOf(1), version: 2 }, message(1), endOf(1)]],
  ["first beyond head", "bad_command", 1, [headerOf(1, { first: 3 }), endOf(0)]],
  ["settings that cannot be", "bad_command", 1, [headerOf(1, { settings: { ...DEFAULT_SETTINGS, keepDays: -1 } })]],
  [
    "a topic that is too long",
    "too_big",
    1,
    [headerOf(1, { settings: { ...DEFAULT_SETTINGS, topic: "x".repeat(300) } })],
  ],
  ["a pin on nothing", "bad_command", 1, [headerOf(1, { pins: [7] }), message(1), endOf(1)]],
  ["a seq left out", "bad_command", 3, three(message(3))],
  ["a seq twice", "bad_command", 3, three(message(1))],
  ["a seq that is none", "bad_command", 3, three(message(1.5))],
  ["more than head", "bad_command", 3, [headerOf(1), message(1), message(2), endOf(2)]],
  ["a time that goes back", "bad_command", 3, three(message(2, { at: 5 }))],
  ["a time to come", "bad_command", 3, three(message(2, { at: Date.now() + IMPORT_AHEAD_MAX_MS + 600_000 }))],
  ["a text too long", "too_big", 3, three(message(2, { text: "x".repeat(TEXT_MAX_CODE_POINTS + 1) }))],
  ["no text", "bad_command", 3, three(message(2, { text: " " }))],
  ["a text of what was taken back", "bad_command", 3, three(message(2, { deleted: 5 }))],
  ["an answer to nothing", "bad_command", 3, three(message(2, { replyTo: 3 }))],
  ["an answer to itself", "bad_command", 3, three(message(2, { replyTo: 2 }))],
  ["an edit of nothing", "bad_command", 3, three({ ...message(2), type: "edit", target: 9 })],
  ["a reaction without an emoji", "bad_command", 3, three({ ...message(2), type: "reaction", target: 1, on: true })],
  [
    "a reaction with no emoji",
    "bad_command",
    3,
    three({ ...message(2), type: "reaction", target: 1, emoji: "x", on: true }),
  ],
  ["a type that is not known", "bad_command", 3, three({ ...message(2), type: "poem" })],
  ["something ephemeral", "bad_command", 3, three({ type: "typing", user, on: true })],
  ["an id too long", "too_big", 3, three(message(2, { id: "x".repeat(65) }))],
  ["an id that could not be kept", "bad_command", 3, three(message(2, { id: LONE_SURROGATE }))],
  ["no author", "bad_command", 3, three(message(2, { user: undefined }))],
  ["an author without a name", "bad_command", 3, three(message(2, { user: { id: "u", name: "" } }))],
  ["an author who cannot be seen", "bad_command", 3, three(message(2, { user: { id: "u", name: "\u200B" } }))],
  ["an author whose id no token has", "bad_command", 3, three(message(2, { user: { id: "\u{1F600}", name: "U" } }))],
  [
    "some of who reacted",
    "bad_command",
    3,
    three(message(2, { reactions: [{ emoji: "👍", count: 2, users: ["u"] }] })),
  ],
  ["no last line", "bad_command", 5, fileOf(3).slice(0, -1)],
  ["another count", "bad_command", 3, [headerOf(1), message(1), endOf(2)]],
  ["an early end", "bad_command", 3, [headerOf(2), message(1), endOf(1)]],
  ["something after the end", "bad_command", 4, [...fileOf(1), message(2)]],
  ["a line too long", "too_big", 3, three(message(2, { more: "x".repeat(IMPORT_LINE_MAX_BYTES) }))],
];

describe("[R8] what is broken changes nothing, leaves nothing, and is told with its line", () => {
  it.each(BROKEN)("%s: %s in line %i", async (_what, code, line, file) => {
    const { room, owner, token, welcome } = await ownedRoom(server);
    await owner.post("one");
    const { status, body } = await bringIn(server, room, token, file);
    const { error } = body as { error: { code: string; message: string } };
    expect(error).toMatchObject({ code, message: expect.stringMatching(new RegExp(`^Line ${line}: .+`)) as string });
    expect(status).toBe(code === "too_big" ? 413 : 400);
    expect(await page(server, room)).toMatchObject({ epoch: welcome.epoch, messages: [{ text: "one" }] });
    expect(await staged(room)).toBe(0);
    // Who is there has noticed nothing, and another one may begin.
    expect(await owner.post("two")).toMatchObject({ seq: 2 });
    expect((await bringIn(server, room, token, fileOf(1))).status).toBe(200);
  });

  it("bytes that are no UTF-8", async () => {
    const { room, token } = await ownedRoom(server);
    const { body, send, end } = slowFile();
    const answer = bringIn(server, room, token, body);
    await send(headerOf(1));
    await end();
    expect((await answer).status).toBe(400);
    const bytes = Buffer.concat([Buffer.from(`${JSON.stringify(headerOf(1))}\n`), Buffer.from([0xff, 0xfe, 10])]);
    const response = await fetch(server.http(`/api/rooms/${room}/import`), {
      method: "POST",
      headers: { Authorization: `Bearer ${token}` },
      body: bytes,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "bad_json", message: "Line 2: This is not UTF-8." } });
  });

  it("lines may end as on Windows, and be empty; a byte order mark may come first, and the last line need not end", async () => {
    const { room, token } = await ownedRoom(server);
    const text = `\uFEFF${fileOf(2)
      .map((line) => JSON.stringify(line))
      .join("\r\n\r\n")}`;
    expect(await bringIn(server, room, token, text)).toMatchObject({ status: 200, body: { head: 2 } });
  });
});

describe("[R8] while a file comes", () => {
  const COUNT = IMPORT_BATCH_ENTRIES * 2;

  /** An import that is half there. */
  async function halfway() {
    const owned = await ownedRoom(server);
    await owned.owner.post("one");
    const file = slowFile();
    const answer = bringIn(server, owned.room, owned.token, file.body);
    // A batch goes on its way when the first of the next one is there.
    await file.send(headerOf(COUNT), ...messages(1, IMPORT_BATCH_ENTRIES + 1));
    await expect.poll(() => arrived(owned.room)).toBe(IMPORT_BATCH_ENTRIES);
    return { ...owned, ...file, answer };
  }

  const finish = async ({ send, end }: Pick<Awaited<ReturnType<typeof halfway>>, "send" | "end">) => {
    await send(...messages(IMPORT_BATCH_ENTRIES + 2, COUNT), endOf(COUNT));
    await end();
  };

  it("the room is as it was, and an eviction breaks nothing", async () => {
    const half = await halfway();
    const { room, owner, answer } = half;
    expect(await page(server, room)).toMatchObject({ head: 1, messages: [{ text: "one" }] });
    expect(await owner.post("two")).toMatchObject({ seq: 2 });
    const { wakes } = await countsOf(room);
    await server.evict(room);
    expect(await owner.post("three")).toMatchObject({ seq: 3 });
    expect((await countsOf(room)).wakes).toBe(wakes + 1);
    await finish(half);
    expect(await answer).toMatchObject({ status: 200, body: { head: COUNT } });
    expect(await page(server, room, "?limit=1")).toMatchObject({ messages: [{ text: `text ${COUNT}` }] });
    expect(await staged(room)).toBe(0);
  });

  it("another one is refused, also after an eviction, and the first goes on", async () => {
    const half = await halfway();
    const { room, token, answer } = half;
    for (const isEvicted of [false, true]) {
      if (isEvicted) await server.evict(room);
      const second = await bringIn(server, room, token, fileOf(1));
      expect(second).toMatchObject({ status: 409, body: { error: { code: "exists" } } });
      expect(Number(second.headers.get("Retry-After"))).toBeGreaterThan(0);
    }
    await finish(half);
    expect(await answer).toMatchObject({ status: 200, body: { head: COUNT } });
  });

  it("where it is cut off, nothing is left of it", async () => {
    const { room, cut, answer, token } = await halfway();
    await cut();
    await expect(answer).rejects.toThrow();
    await expect.poll(() => staged(room)).toBe(0);
    expect(await page(server, room)).toMatchObject({ head: 1, messages: [{ text: "one" }] });
    expect((await bringIn(server, room, token, fileOf(1))).status).toBe(200);
  });

  it("whoever owns the room no more by then has brought nothing in", async () => {
    const half = await halfway();
    const { room, owner, id, answer } = half;
    const next = await person(server, "Next");
    await owner.ask({ type: "role", user: next.id, role: "owner" });
    await owner.ask({ type: "role", user: id, role: "guest" });
    await finish(half);
    expect(await answer).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
    expect(await staged(room)).toBe(0);
    expect(await page(server, room)).toMatchObject({ messages: [{ text: "one" }] });
  });

  it("[R9] where the room is deleted, it is not brought back", async () => {
    const half = await halfway();
    const { room, token, answer } = half;
    await fetch(server.http(`/api/rooms/${room}`), { method: "DELETE", headers: { Authorization: `Bearer ${token}` } });
    await finish(half);
    expect(await answer).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 404 });
  });
});

/** A room as it is when whoever brought something in is not there any more, and could not say so. */
async function stranded(clock: ClockServer) {
  const owned = await ownedRoom(clock);
  const file = slowFile();
  void bringIn(clock, owned.room, owned.token, file.body).catch(() => undefined);
  await file.send(headerOf(5_000), ...messages(1, IMPORT_BATCH_ENTRIES));
  await expect.poll(() => staged(owned.room, clock)).toBe(2);
  return { ...owned, ...file };
}

describe("[R8] an import of which nothing comes any more", () => {
  it("gives way to the next one after a while, and is gone by itself after a longer one", async () => {
    const clock = await startClockServer({ MESSAGE_RATE: "0" });
    try {
      const first = await stranded(clock);
      expect((await bringIn(clock, first.room, first.token, fileOf(1))).status).toBe(409);
      await clock.advance(IMPORT_SILENT_MS);
      expect((await bringIn(clock, first.room, first.token, fileOf(1))).status).toBe(200);
      // What was left of it does not fit any more.
      await first.send(...messages(IMPORT_BATCH_ENTRIES + 1, IMPORT_BATCH_ENTRIES * 2));
      expect(await page(clock, first.room)).toMatchObject({ head: 1 });
      await first.cut();

      const second = await stranded(clock);
      const due = (await clock.alarm(second.room))!;
      expect(due).toBeLessThanOrEqual(Date.now() + IMPORT_SILENT_MS + IMPORT_TIME_MAX_MS);
      await clock.advance(IMPORT_TIME_MAX_MS + IMPORT_SILENT_MS);
      await clock.evict(second.room);
      await clock.ring(second.room);
      await expect.poll(() => staged(second.room, clock)).toBe(0);
      await second.cut();
    } finally {
      await clock.close();
    }
  });
});

describe("[R8] how much", () => {
  it("is the operator's to say: what is over that is refused, announced or not", async () => {
    const strict = await startServer({ IMPORT_MAX_BYTES: "2000" });
    try {
      const { room, token } = await ownedRoom(strict);
      expect((await bringIn(strict, room, token, fileOf(3))).status).toBe(200);
      const announced = await bringIn(strict, room, token, fileOf(30));
      expect(announced).toMatchObject({ status: 413, body: { error: { code: "too_big" } } });
      const { body, send, end } = slowFile();
      const answer = bringIn(strict, room, token, body);
      await send(...fileOf(30));
      await end();
      expect(await answer).toMatchObject({ status: 413, body: { error: { code: "too_big" } } });
      expect(await page(strict, room)).toMatchObject({ head: 3 });
      expect(await staged(room, strict)).toBe(0);
    } finally {
      await strict.close();
    }
  });

  it("a client has so many a minute, of whichever rooms, whole or broken; others are not counted", async () => {
    const client = newClient();
    const statuses: number[] = [];
    // The minute of the platform may turn in between.
    while (statuses.length <= 2 * IMPORTS_PER_CLIENT && !statuses.includes(429)) {
      const { room, token } = await ownedRoom(server);
      const isWhole = statuses.length % 2 === 0;
      const { status, body } = await bringIn(server, room, token, isWhole ? fileOf(1) : [headerOf(1)], client);
      statuses.push(status);
      if (status !== 429) continue;
      expect(body).toMatchObject({ error: { code: "rate_limited", retryAfter: IMPORTS_PERIOD_S * 1000 } });
      expect(await page(server, room)).toMatchObject({ head: 0 });
      expect((await bringIn(server, room, token, fileOf(1))).status).toBe(200);
    }
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.length).toBeGreaterThan(IMPORTS_PER_CLIENT);
  });

  it("may be nothing", async () => {
    const closed = await startServer({ IMPORT_MAX_BYTES: "0" });
    try {
      const { room, token } = await ownedRoom(closed);
      expect(await bringIn(closed, room, token, fileOf(1))).toMatchObject({
        status: 403,
        body: { error: { code: "forbidden" } },
      });
    } finally {
      await closed.close();
    }
  });
});

it("[R8] a room of 100,000 messages is brought in batch by batch, and others are heard in between", async () => {
  const from = await ownedRoom(server);
  await from.owner.post("one");
  const head = await grow(server, from.room, 100_000 - 1);
  const to = await ownedRoom(server);
  await to.owner.post("what was there before");
  const before = await countsOf(to.room);
  // From one to the other, without anybody having all of it.
  const { body } = await requestExport(server, from.room);
  const answer = bringIn(server, to.room, to.token, body!);
  await expect.poll(() => arrived(to.room)).toBeGreaterThan(0);
  expect(await to.owner.post("said meanwhile")).toMatchObject({ seq: 2 });
  expect(await answer).toMatchObject({ status: 200, body: { head } });
  const after = await countsOf(to.room);
  expect(after.requests - before.requests).toBeGreaterThanOrEqual(head / IMPORT_BATCH_ENTRIES);
  expect(await page(server, to.room, "?limit=1")).toMatchObject({ head, messages: [{ seq: head }] });
});
