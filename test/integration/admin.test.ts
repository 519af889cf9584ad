import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN_TOKEN_MIN_CHARACTERS, NOTICE_STEP_ROOMS, REGISTRY_TELL_MS } from "../../src/config.ts";
import { ADMIN_PER_CLIENT } from "../../src/platform-quotas.ts";
import type { RoomStats } from "../../src/protocol/answers.ts";
import { NOTICE_MAX_CODE_POINTS, OPERATOR_PAGE_MAX, ROOM_SEARCH_MAX_CODE_POINTS } from "../../src/protocol/limits.ts";
import { HTTP_WAYS } from "../contract/http.ts";
import { SOCKET_IO_WAYS } from "../contract/socketio.ts";
import { jsonSocket, textSocket } from "../contract/sockets.ts";
import type { Way } from "../contract/way.ts";
import { askDirect, bearer, openDirect, person } from "../support/direct.ts";
import { directory, publicRoom } from "../support/directory.ts";
import { ask, page, post } from "../support/http.ts";
import {
  ADMIN_TOKEN,
  asOperator,
  entryOf,
  inspect,
  listRooms,
  notifyAll,
  setClosed,
  WITH_OPERATOR,
} from "../support/operator.ts";
import { makeRoom, ownedRoom } from "../support/owned.ts";
import { newRoom, startClockServer, startServer, type TestServer } from "../support/server.ts";
import { join, joinText, refusal } from "../support/socket.ts";
import { IoClient } from "../support/socketio.ts";
import { eventsPath, StreamReader } from "../support/stream.ts";

const CLOSED = 4510;
const GONE = 4508;

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", ...WITH_OPERATOR });
});
afterAll(() => server.close());

/** The addresses of the operator. */
const ADDRESSES = [
  ["GET", "/rooms"],
  ["GET", "/rooms/tea"],
  ["DELETE", "/rooms/tea"],
  ["POST", "/rooms/tea/close"],
  ["POST", "/rooms/tea/reopen"],
  ["GET", "/notice"],
  ["POST", "/notice"],
] as const;

/** Shows a secret, from an address. */
function at(address: string, token: string) {
  return ask(server, "/api/admin/notice", {
    headers: { Authorization: `Bearer ${token}`, "CF-Connecting-IP": address },
  });
}

describe("[O1] without a secret that could be one", () => {
  it.each([
    ["none", {}],
    ["an empty one", { ADMIN_TOKEN: "" }],
    ["one that is too short", { ADMIN_TOKEN: "x".repeat(ADMIN_TOKEN_MIN_CHARACTERS - 1) }],
    ["one that no header carries", { ADMIN_TOKEN: "ein schönes langes Geheimnis" }],
  ])("there is nothing of an operator: %s", async (_what, vars: Record<string, string>) => {
    const plain = await startServer(vars);
    try {
      const headers = { Authorization: `Bearer ${encodeURIComponent(vars["ADMIN_TOKEN"] || "undefined")}` };
      for (const [method, path] of ADDRESSES) {
        const answer = await ask(plain, `/api/admin${path}`, { method, headers });
        expect(answer, `${method} ${path}`).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
      }
      expect(await ask(plain, "/admin")).toMatchObject({ status: 404 });
    } finally {
      await plain.close();
    }
  });

  it("rooms tell nobody anything, and a room costs what it did", async () => {
    const plain = await startServer({ MESSAGE_RATE: "0" });
    try {
      const room = newRoom();
      const { socket } = await join(plain, room);
      await socket.post("one");
      const rows = async () => ((await ask(plain, `/api/rooms/${room}/stats`)).body as RoomStats).counts.rowsWritten;
      const before = await rows();
      await socket.post("two");
      expect((await rows()) - before).toBe(1);
      expect(await plain.sql(room, "SELECT key FROM meta WHERE key = 'told'")).toEqual([]);
      expect(await plain.objects("Registry")).toEqual([]);
    } finally {
      await plain.close();
    }
  });
});

describe("[O1] with a secret", () => {
  it("nobody gets in by another one, or by any other way to show it", async () => {
    const { token } = await person(server, "Ann");
    const wrong: Record<string, string>[] = [
      {},
      { Authorization: "Bearer " },
      { Authorization: `Bearer ${ADMIN_TOKEN}x` },
      { Authorization: `Bearer ${ADMIN_TOKEN.slice(0, -1)}` },
      { Authorization: `Bearer ${ADMIN_TOKEN.toUpperCase()}` },
      { Authorization: `Basic ${ADMIN_TOKEN}` },
      { Authorization: `Bearer ${token}` },
      { Authorization: `Bearer ${"x".repeat(5_000)}` },
      { "Sec-WebSocket-Protocol": `token.${ADMIN_TOKEN}` },
    ];
    const refused = { status: 401, body: { error: { code: "unauthorized" } } };
    for (const [index, headers] of wrong.entries()) {
      const answer = await ask(server, "/api/admin/rooms", {
        headers: { ...headers, "CF-Connecting-IP": "203.0.113.5" },
      });
      expect(answer, `the ${index}th`).toMatchObject(refused);
    }
    for (const [method, path] of ADDRESSES) {
      expect(await ask(server, `/api/admin${path}?token=${ADMIN_TOKEN}`, { method }), path).toMatchObject(refused);
    }
  });

  it("how often one may try is limited for each address, also where one guesses right at last", async () => {
    const statuses: number[] = [];
    // The minute of the platform may turn in between.
    while (statuses.length <= 2 * ADMIN_PER_CLIENT && !statuses.includes(429)) {
      statuses.push((await at("2001:db8:5::1", `wrong-${statuses.length}`.padEnd(16, "-"))).status);
    }
    expect(statuses.length).toBeGreaterThan(ADMIN_PER_CLIENT);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    const over = await at("2001:db8:5::1", ADMIN_TOKEN);
    expect(over).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
    expect(Number(over.headers.get("Retry-After"))).toBeGreaterThan(0);
    // A household has many addresses of IPv6.
    expect((await at("2001:db8:5::2", ADMIN_TOKEN)).status).toBe(429);
    expect((await at("2001:db8:6::1", ADMIN_TOKEN)).status).toBe(200);
  });

  it("the page is there, keeps nothing of the operator's, and is not to be framed", async () => {
    const answer = await fetch(server.http("/admin"));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Type")).toContain("text/html");
    expect(answer.headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
    expect(await answer.text()).not.toContain(ADMIN_TOKEN);
    for (const path of ["/admin/", "/admin.html"]) {
      const { status, headers } = await fetch(server.http(path), { redirect: "manual" });
      expect([status, headers.get("Location")], path).toEqual([308, "/admin"]);
    }
  });

  it("what is answered is kept by nobody", async () => {
    expect((await asOperator(server, "/rooms")).headers.get("Cache-Control")).toBe("no-store");
  });

  it("what is asked for wrongly is refused, and changes nothing", async () => {
    const { room } = await ownedRoom(server);
    for (const query of [
      "sort=size",
      "limit=0",
      "offset=-1",
      `limit=${OPERATOR_PAGE_MAX + 1}`,
      `q=${"x".repeat(ROOM_SEARCH_MAX_CODE_POINTS + 1)}`,
    ]) {
      const { status } = await asOperator(server, `/rooms?${query}`);
      expect([400, 413], query).toContain(status);
    }
    const close = (body: unknown) =>
      asOperator(server, `/rooms/${room}/close`, { method: "POST", body: body as object });
    expect(await close([1])).toMatchObject({ status: 400 });
    expect(await close({ reason: "x".repeat(251) })).toMatchObject({ status: 413 });
    expect(await close({ reason: 5 })).toMatchObject({ status: 400 });
    expect((await inspect(server, room)).closed).toBeUndefined();
    const notice = (body: object) => asOperator(server, "/notice", { method: "POST", body });
    expect(await notice({})).toMatchObject({ status: 400 });
    expect(await notice({ text: " \n " })).toMatchObject({ status: 400 });
    expect(await notice({ text: "x".repeat(NOTICE_MAX_CODE_POINTS + 1) })).toMatchObject({ status: 413 });
    expect(await asOperator(server, "/rooms/..%2f")).toMatchObject({
      status: 400,
      body: { error: { code: "bad_room" } },
    });
    expect(await asOperator(server, "/elsewhere")).toMatchObject({ status: 404 });
  });
});

describe("[O2] rooms tell how they stand", () => {
  it("when they are made: by joining, by writing, with an owner, as a conversation", async () => {
    const joined = newRoom("joined");
    await join(server, joined);
    const written = newRoom("written");
    await post(server, written, "hello");
    const made = newRoom("made");
    await makeRoom(server, { room: made, settings: { title: "Made with a title" } });
    const [ann, bo] = [await person(server, "Ann"), await person(server, "Bo")];
    const direct = await openDirect(server, ann, bo);
    await expect.poll(async () => entryOf(server, joined)).toMatchObject({ online: 1, entries: 0, direct: false });
    await expect.poll(async () => entryOf(server, written)).toMatchObject({ online: 0, entries: 1, closed: false });
    await expect.poll(async () => entryOf(server, made)).toMatchObject({ title: "Made with a title", reports: 0 });
    await expect.poll(async () => entryOf(server, direct)).toMatchObject({ direct: true, title: "" });
    const entry = (await entryOf(server, written))!;
    expect(entry.bytes).toBeGreaterThan(1_000);
    expect(entry.cost).toBeGreaterThan(0);
    expect(entry.seen).toBeGreaterThanOrEqual(entry.created);
  });

  it("then once an hour, however often they are woken, and at once where somebody comes who is not known of", async () => {
    const clock = await startClockServer({ MESSAGE_RATE: "0", ...WITH_OPERATOR });
    try {
      const room = newRoom();
      await makeRoom(clock, { room });
      await expect.poll(async () => entryOf(clock, room)).toMatchObject({ online: 0, entries: 0 });
      const { socket } = await join(clock, room);
      await expect.poll(async () => entryOf(clock, room)).toMatchObject({ online: 1, entries: 0 });
      const told = () => clock.sql(room, "SELECT value FROM meta WHERE key = 'told'");
      const before = await told();
      for (const text of ["one", "two", "three"]) {
        await clock.evict(room);
        await socket.post(text);
      }
      await join(clock, room);
      expect(await told()).toEqual(before);
      expect(await entryOf(clock, room)).toMatchObject({ online: 1, entries: 0 });
      await clock.advance(REGISTRY_TELL_MS);
      await socket.post("four");
      await expect.poll(async () => entryOf(clock, room)).toMatchObject({ online: 2, entries: 4 });
      expect(await told()).not.toEqual(before);
    } finally {
      await clock.close();
    }
  });

  it("again, where the registry could not be told, also where the room has slept since", async () => {
    const clock = await startClockServer({ MESSAGE_RATE: "0", ...WITH_OPERATOR });
    try {
      const room = newRoom();
      await clock.desert(true);
      const { socket } = await join(clock, room);
      await expect.poll(() => clock.logs().some((line) => line.includes("unreachable"))).toBe(true);
      await clock.evict(room);
      await clock.desert(false);
      await socket.post("one");
      await expect.poll(async () => entryOf(clock, room)).toMatchObject({ online: 1, entries: 1 });
      await socket.close();
    } finally {
      await clock.close();
    }
  });

  it("one row for each time, and nothing for a message in between", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    const rows = async () => ((await ask(server, `/api/rooms/${room}/stats`)).body as RoomStats).counts.rowsWritten;
    await socket.post("one");
    const before = await rows();
    await socket.postMany(["two", "three"]);
    expect((await rows()) - before).toBe(2);
  });

  it("they are listed in any order, looked for by name and title, and page by page", async () => {
    const own = await startServer({ MESSAGE_RATE: "0", ...WITH_OPERATOR });
    try {
      await makeRoom(own, { room: "alpha", settings: { title: "Ünter Freunden" } });
      await makeRoom(own, { room: "beta" });
      await expect.poll(async () => (await listRooms(own)).found).toBe(2);
      await join(own, "gamma");
      await post(own, "delta", "hello");
      await expect.poll(async () => (await listRooms(own)).found).toBe(4);
      const names = async (query: Record<string, string>) =>
        (await listRooms(own, query)).rooms.map(({ room }) => room);
      expect(await names({ sort: "room" })).toEqual(["alpha", "beta", "delta", "gamma"]);
      expect((await names({ sort: "online" }))[0]).toBe("gamma");
      expect((await names({ sort: "entries" }))[0]).toBe("delta");
      for (const sort of ["seen", "created", "bytes", "cost", "reports"]) {
        const { rooms } = await listRooms(own, { sort });
        const values = rooms.map((entry) => entry[sort as "seen"]);
        expect(values, sort).toEqual(values.toSorted((a, b) => b - a));
      }
      expect(await names({ q: "  ÜNTER freun " })).toEqual(["alpha"]);
      expect(await names({ q: "ET" })).toEqual(["beta"]);
      expect(await names({ q: "%" })).toEqual([]);
      expect(await names({ q: "'; DROP TABLE rooms; --" })).toEqual([]);
      expect(await names({ sort: "room", limit: "2" })).toEqual(["alpha", "beta"]);
      expect(await names({ sort: "room", limit: "2", offset: "2" })).toEqual(["delta", "gamma"]);
      expect(await listRooms(own, { q: "a", limit: "1" })).toMatchObject({
        rooms: [{}],
        found: 4,
        all: { rooms: 4, online: 1, reports: 0 },
      });
    } finally {
      await own.close();
    }
  });

  it("one of them is seen as it is now: settings, and what it has used", async () => {
    const { room, owner } = await ownedRoom(server, { topic: "Tea" });
    await owner.post("secret words");
    const seen = await inspect(server, room);
    expect(seen).toMatchObject({
      entry: { room, online: 1, entries: 1 },
      settings: { topic: "Tea" },
      stats: { room, counts: { framesIn: 1 } },
      reports: [],
    });
    expect(JSON.stringify(seen)).not.toContain("secret words");
    expect(await asOperator(server, `/rooms/${newRoom()}`)).toMatchObject({ status: 404 });
  });
});

/** Closes a room, has a way into it tried, and comes in by it once the room is open again. */
async function tryClosed(way: Way, isRefused: (room: string) => Promise<void>): Promise<void> {
  const room = newRoom("closed");
  const { socket } = await join(server, room);
  await socket.post("before");
  await setClosed(server, room, true);
  await isRefused(room);
  await setClosed(server, room, false);
  const { token } = await person(server, "Ann");
  const guest = await way.join(server, room, { token, history: "5" });
  await guest.say("after");
  const texts = async () => (await page(server, room)).messages.map(({ text }) => text);
  await expect.poll(texts).toEqual(["before", "after"]);
  await guest.leave();
}

describe("[O2] what is reported in a room", () => {
  it("is told at once, read by the operator as it was, and counted until a moderator has looked after it", async () => {
    const { room, owner } = await ownedRoom(server);
    const { socket: bo } = await join(server, room, { name: "Bo" });
    await expect.poll(async () => entryOf(server, room)).toMatchObject({ reports: 0 });
    const { seq } = await owner.post("something awful");
    expect(await bo.ask({ type: "report", seq, reason: "Awful." })).toMatchObject({ type: "ack" });
    await expect.poll(async () => entryOf(server, room)).toMatchObject({ reports: 1 });
    expect((await listRooms(server, { sort: "reports", limit: "1" })).rooms).toMatchObject([{ room }]);
    await owner.ask({ type: "delete", seq });
    const { reports } = await inspect(server, room);
    expect(reports).toMatchObject([
      { seq, text: "something awful", author: { name: "Owner" }, by: { name: "Bo" }, reason: "Awful." },
    ]);
    expect(await owner.ask({ type: "resolve", report: reports[0]!.report })).toMatchObject({ type: "ack" });
    await expect.poll(async () => entryOf(server, room)).toMatchObject({ reports: 0 });
    expect(await inspect(server, room)).toMatchObject({ reports: [], entry: { reports: 0 } });
  });

  it("in a conversation, too, where there is no moderator to look after it", async () => {
    const [ann, bo] = [await person(server, "Ann"), await person(server, "Bo")];
    const room = await openDirect(server, ann, bo);
    const { socket } = await join(server, room, { token: ann.token });
    const { seq } = await socket.post("something awful");
    const { socket: other } = await join(server, room, { token: bo.token });
    expect(await other.ask({ type: "report", seq })).toMatchObject({ type: "ack" });
    await expect.poll(async () => entryOf(server, room)).toMatchObject({ reports: 1, direct: true });
    expect((await inspect(server, room)).reports).toMatchObject([{ text: "something awful", author: { id: ann.id } }]);
  });
});

describe("[O3] a room that is closed", () => {
  it.each([jsonSocket, textSocket, ...HTTP_WAYS].map((way) => [way.name, way] as const))(
    "lets nobody in by %s, until it is open again",
    (_name, way) =>
      tryClosed(way, async (room) => {
        expect(await way.refusal(server, { room })).toMatchObject({ status: 403, code: "forbidden" });
      }),
  );

  it.each(SOCKET_IO_WAYS.map((way, index) => [way.name, way, index === 0 ? "websocket" : "polling"] as const))(
    "lets nobody in by %s, until it is open again",
    (_name, way, transport) =>
      tryClosed(way, async (room) => {
        const client = new IoClient(server.origin, room, { transports: [transport] });
        expect(await client.news.next()).toBe("connect_error");
        expect(client.error?.data).toEqual({ code: "forbidden" });
        client.close();
      }),
  );

  it("answers nobody at any of its addresses, its owner neither, also after an eviction", async () => {
    const { room, owner, token } = await ownedRoom(server);
    await owner.post("one");
    await setClosed(server, room, true, { reason: "  Spam,\nthe third time. " });
    const headers = { Authorization: `Bearer ${token}` };
    for (const isEvicted of [false, true]) {
      if (isEvicted) await server.evict(room);
      for (const path of ["", "/messages", "/messages?q=one", "/messages?thread=1", "/events?format=json", "/export"]) {
        expect(await ask(server, `/api/rooms/${room}${path}`, { headers }), path).toMatchObject({
          status: 403,
          body: {
            error: { code: "forbidden", message: expect.stringMatching(/closed this room\. Spam, the third time\.$/) },
          },
        });
      }
      const command = { type: "history", id: "h" };
      expect(
        await ask(server, `/api/rooms/${room}/commands`, { method: "POST", headers, body: JSON.stringify(command) }),
      ).toMatchObject({ status: 403 });
      expect((await fetch(server.http(`/api/rooms/${room}`), { method: "DELETE", headers })).status).toBe(403);
      expect(await ask(server, `/api/rooms/${room}/import`, { method: "POST", headers, body: "{}" })).toMatchObject({
        status: 403,
      });
      expect(await refusal(server.ws(`/r/${room}`))).toMatchObject({ status: 403, code: "forbidden" });
    }
    expect(await inspect(server, room)).toMatchObject({
      entry: { closed: true, online: 0 },
      closed: { reason: "Spam, the third time.", at: expect.any(Number) },
    });
    await setClosed(server, room, false);
    expect(await page(server, room)).toMatchObject({ messages: [{ text: "one" }] });
    const back = await join(server, room, { token });
    expect(back.welcome.you.role).toBe("owner");
  });

  it("sends everybody away who is there, and tells why: by WebSocket, text, a stream and Socket.IO", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    const text = await joinText(server, room);
    const sse = await StreamReader.open(server, room, { query: { format: "sse" } });
    await sse.nextSse("welcome");
    const client = new IoClient(server.origin, room, { reconnection: true });
    await client.joined();
    socket.say({ type: "send", id: "a", text: "said just before" });
    expect(await socket.answer("a")).toMatchObject({ type: "ack" });
    await setClosed(server, room, true, { reason: "Later." });
    const reason = "The operator of this server has closed this room. Later.";
    expect(await socket.next("bye")).toMatchObject({ code: CLOSED, reason });
    expect((await socket.closed).code).toBe(CLOSED);
    expect(await text.frames.next((line) => line.startsWith("* bye"))).toBe(`* bye: ${reason}`);
    expect(JSON.parse((await sse.nextSse("bye")).data)).toMatchObject({ code: CLOSED });
    expect(await client.next("bye")).toMatchObject({ code: CLOSED });
    expect(await client.news.next((news) => news !== "connect")).toBe("io server disconnect");
    client.close();
    expect(await inspect(server, room)).toMatchObject({ entry: { online: 0, entries: 1 } });
  });

  it("is not among the public rooms, until it is open again", async () => {
    const { room } = await ownedRoom(server, { visibility: "public" });
    const listed = async () => {
      const { body } = await ask(server, `/api/directory?${new URLSearchParams({ q: room })}`);
      return (body as { rooms: { room: string }[] }).rooms.map((listing) => listing.room);
    };
    await expect.poll(listed).toEqual([room]);
    await setClosed(server, room, true);
    await expect.poll(listed).toEqual([]);
    await setClosed(server, room, false);
    await expect.poll(listed).toEqual([room]);
  });

  it("nor where nobody is in it, and nothing else happens there", async () => {
    const { room } = await publicRoom(server);
    const listed = async () => (await directory(server, { q: room })).rooms.map((listing) => listing.room);
    await expect.poll(listed).toEqual([room]);
    await server.evict(room);
    await setClosed(server, room, true);
    await expect.poll(listed).toEqual([]);
    await server.evict(room);
    await setClosed(server, room, false);
    await expect.poll(listed).toEqual([room]);
  });

  it("is one in the list, at once, and not any more when it is open", async () => {
    const room = newRoom();
    await join(server, room);
    await setClosed(server, room, true);
    await expect.poll(async () => entryOf(server, room)).toMatchObject({ closed: true, online: 0 });
    await setClosed(server, room, false);
    await expect.poll(async () => entryOf(server, room)).toMatchObject({ closed: false });
    expect(await asOperator(server, `/rooms/${newRoom()}/close`, { method: "POST", body: {} })).toMatchObject({
      status: 404,
    });
  });

  it("a conversation, too: the two are told, others only what they always are", async () => {
    const [ann, bo, cy] = [await person(server, "Ann"), await person(server, "Bo"), await person(server, "Cy")];
    const room = await openDirect(server, ann, bo);
    await setClosed(server, room, true);
    const look = (who: { token: string }) => ask(server, `/api/rooms/${room}/messages`, { headers: bearer(who) });
    expect(await look(ann)).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining("closed this room") } },
    });
    expect(await askDirect(server, bo, ann.id)).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining("closed this room") } },
    });
    expect(await look(cy)).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining("two others") } },
    });
  });
});

describe("[O3] a room that the operator deletes", () => {
  it("is gone, whoever owns it and though it is closed; everybody is told, and it is listed no more", async () => {
    const { room, owner, token } = await ownedRoom(server);
    await owner.post("one");
    await expect.poll(async () => entryOf(server, room)).toMatchObject({ room });
    expect(await asOperator(server, `/rooms/${room}`, { method: "DELETE" })).toMatchObject({ status: 204 });
    expect(await owner.next("bye")).toMatchObject({ code: GONE });
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 404 });
    await expect.poll(async () => entryOf(server, room)).toBeUndefined();
    expect(await asOperator(server, `/rooms/${room}`, { method: "DELETE" })).toMatchObject({ status: 404 });

    const again = await join(server, room, { token });
    expect(again.welcome).toMatchObject({ head: 0, you: { role: "guest" } });
    await expect.poll(async () => entryOf(server, room)).toMatchObject({ online: 1 });
    await setClosed(server, room, true);
    expect(await asOperator(server, `/rooms/${room}`, { method: "DELETE" })).toMatchObject({ status: 204 });
    expect((await join(server, room)).welcome.head).toBe(0);
  });

  it("and one that its owner deletes is listed no more, too", async () => {
    const { room, token } = await ownedRoom(server);
    await expect.poll(async () => entryOf(server, room)).toMatchObject({ room });
    await fetch(server.http(`/api/rooms/${room}`), { method: "DELETE", headers: { Authorization: `Bearer ${token}` } });
    await expect.poll(async () => entryOf(server, room)).toBeUndefined();
  });
});

describe("[O4] a notice", () => {
  it("reaches everybody in every room, by whatever way they are there, and is kept in no log", async () => {
    const own = await startServer({ MESSAGE_RATE: "0", ...WITH_OPERATOR });
    try {
      const [one, other, empty] = [newRoom(), newRoom(), newRoom()];
      const { socket } = await join(own, one);
      const asleep = (await join(own, other)).socket;
      const text = await joinText(own, one);
      const sse = await StreamReader.open(own, one, { query: { format: "sse" } });
      const lines = await StreamReader.open(own, other, { query: { format: "text" } });
      await sse.nextSse("welcome");
      await lines.lines.next((line) => line.startsWith("* welcome"));
      const client = new IoClient(own.origin, one);
      await client.joined();
      const poll = (wait: string) => eventsPath(other, { format: "json", wait, since: `${epochOf(asleep)}.0` });
      const held = ask(own, poll("25"));
      await asleep.next("join");
      await post(own, empty, "nobody is here");
      await expect.poll(async () => (await listRooms(own)).found).toBe(3);
      await expect.poll(async () => (await entryOf(own, one))?.online).toBeGreaterThan(0);
      await expect.poll(async () => (await entryOf(own, other))?.online).toBeGreaterThan(0);
      await own.evict(other);

      const notice = await notifyAll(own, "  Back in ten\nminutes.  ");
      expect(notice).toMatchObject({ text: "Back in ten minutes.", rooms: 2, done: true });
      expect(notice.people).toBeGreaterThanOrEqual(6);
      const told = { type: "notice", text: "Back in ten minutes.", at: notice.at };
      expect(await socket.next("notice")).toEqual(told);
      expect(await asleep.next("notice")).toEqual(told);
      expect(JSON.parse((await sse.nextSse("notice")).data)).toEqual(told);
      const line = "* notice: Back in ten minutes.";
      expect(await text.frames.next((frame) => frame.startsWith("* notice"))).toBe(line);
      expect(await lines.lines.next((one) => one.startsWith("* notice"))).toBe(line);
      expect(await client.next("notice")).toEqual(told);
      expect((await held).body).toMatchObject({ events: expect.arrayContaining([told]) });
      expect(await page(own, one)).toMatchObject({ head: 0, messages: [] });
      client.close();
    } finally {
      await own.close();
    }
  });

  it("goes from room to room in steps, each is told once, and another waits until it has come to its end", async () => {
    const own = await startServer({ MESSAGE_RATE: "0", ...WITH_OPERATOR });
    try {
      const rooms = Array.from(
        { length: NOTICE_STEP_ROOMS + 5 },
        (_, index) => `step-${String(index).padStart(3, "0")}`,
      );
      const sockets = await Promise.all(rooms.map(async (room) => (await join(own, room)).socket));
      await expect.poll(async () => (await listRooms(own)).all).toMatchObject({ online: rooms.length });
      const notice = notifyAll(own, "first");
      const second = await asOperator(own, "/notice", { method: "POST", body: { text: "too soon" } });
      expect([202, 409]).toContain(second.status);
      const { rooms: reached, people } = await notice;
      expect([reached, people]).toEqual([rooms.length, rooms.length]);
      for (const socket of sockets) {
        await socket.next("notice");
        await socket.settled();
        const notices = socket.events.all.filter(({ type }) => type === "notice");
        expect(new Set(notices.map((event) => JSON.stringify(event))).size).toBe(notices.length);
      }
      expect((await notifyAll(own, "second")).text).toBe("second");
      expect(await sockets.at(-1)!.next("notice", ({ text }) => text === "second")).toBeTruthy();
    } finally {
      await own.close();
    }
  });

  it("is said once in a room, however often the room is told it, also where it has slept since", async () => {
    const clock = await startClockServer({ MESSAGE_RATE: "0", ...WITH_OPERATOR });
    try {
      const room = newRoom();
      const { socket } = await join(clock, room);
      const at = Date.now();
      for (const isEvicted of [false, false, true]) {
        if (isEvicted) await clock.evict(room);
        expect(await clock.notify(room, "once", at)).toBe(1);
      }
      await clock.evict(room);
      await clock.notify(room, "another", at + 1);
      const told = (await socket.settled()).filter(({ type }) => type === "notice");
      expect(told).toMatchObject([{ text: "once" }, { text: "another" }]);
      await socket.close();
    } finally {
      await clock.close();
    }
  });

  it("that was given up on its way goes on when the next one is to be told", async () => {
    const clock = await startClockServer({ MESSAGE_RATE: "0", ...WITH_OPERATOR });
    try {
      const room = newRoom();
      const { socket } = await join(clock, room);
      await expect.poll(async () => (await entryOf(clock, room))?.online).toBe(1);
      const notify = (text: string) => asOperator(clock, "/notice", { method: "POST", body: { text } });
      await clock.desert(true);
      expect((await notify("first")).status).toBe(202);
      await expect.poll(() => clock.alarmOfRegistry()).toBeNull();
      await clock.desert(false);
      expect((await notify("second")).status).toBe(409);
      expect(await socket.next("notice")).toMatchObject({ text: "first" });
      await expect.poll(async () => (await notify("second")).status).toBe(202);
      expect(await socket.next("notice")).toMatchObject({ text: "second" });
      await socket.close();
    } finally {
      await clock.close();
    }
  });

  it("of a room that all have left without a word it is known from then on; whoever comes there is told the next one", async () => {
    const own = await startServer({ MESSAGE_RATE: "0", ...WITH_OPERATOR });
    try {
      const room = newRoom();
      const { socket } = await join(own, room);
      await expect.poll(async () => (await entryOf(own, room))?.online).toBe(1);
      await socket.close();
      expect(await notifyAll(own, "for nobody")).toMatchObject({ rooms: 0, people: 0 });
      await expect.poll(async () => (await entryOf(own, room))?.online).toBe(0);
      const { socket: later } = await join(own, room);
      await expect.poll(async () => (await entryOf(own, room))?.online).toBe(1);
      expect(await notifyAll(own, "for one")).toMatchObject({ rooms: 1, people: 1 });
      expect(await later.next("notice")).toMatchObject({ text: "for one" });
      expect(later.events.all.filter(({ type }) => type === "notice")).toHaveLength(1);
    } finally {
      await own.close();
    }
  });
});

/** The epoch that a socket was welcomed with. */
function epochOf(socket: Awaited<ReturnType<typeof join>>["socket"]): string {
  const welcome = socket.events.all.find((event) => event.type === "welcome");
  return welcome?.type === "welcome" ? welcome.epoch : "";
}
