import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MENTION_QUOTA } from "../../src/config.ts";
import type { RoomStats } from "../../src/protocol/answers.ts";
import {
  INBOX_CONVERSATIONS_MAX,
  INBOX_MENTIONS_MAX,
  INBOX_ROOM_MENTIONS_MAX,
  INBOX_SOCKETS_MAX,
  SNIPPET_MAX_CODE_POINTS,
} from "../../src/protocol/limits.ts";
import { bearer, change, InboxSocket, lookAt, openDirect, person, type Person } from "../support/direct.ts";
import { ask, post } from "../support/http.ts";
import { ownedRoom } from "../support/owned.ts";
import { newRoom, startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join, refusal } from "../support/socket.ts";
import { memberToken, SECRET, unsignedToken } from "../support/token.ts";

let server: TestServer;
let clock: ClockServer;
beforeAll(async () => {
  [server, clock] = await Promise.all([
    startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET }),
    startClockServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET }),
  ]);
});
afterAll(() => Promise.all([server.close(), clock.close()]));

/** Two who talk, and Bo's inbox. */
async function scene(on = server) {
  const [ann, bo] = (await Promise.all(["Ann", "Bo"].map((name) => person(on, name)))) as [Person, Person];
  const room = await openDirect(on, ann, bo);
  const { socket: inbox } = await InboxSocket.open(on, bo);
  return { ann, bo, room, inbox };
}

/** Somebody in a room, by their token. */
async function enter(room: string, { token, name }: Person, on = server) {
  return join(on, room, { token, name });
}

/** Waits until an inbox is like this. */
function becomes(owner: Person, contents: object, on = server) {
  return expect.poll(() => lookAt(on, owner)).toMatchObject(contents);
}

describe("[D5] an inbox", () => {
  it("is its owner's alone: it takes a token that holds", async () => {
    const { bo } = await scene();
    const over = await memberToken({ sub: bo.id, exp: Math.floor(Date.now() / 1000) - 10 });
    const tokens = [undefined, unsignedToken({ sub: bo.id }), await memberToken({ sub: bo.id }, "guessed"), over];
    for (const token of tokens) {
      const headers: Record<string, string> = token === undefined ? {} : bearer({ token });
      const unauthorized = { status: 401, body: { error: { code: "unauthorized" } } };
      expect(await ask(server, "/api/inbox", { headers })).toMatchObject(unauthorized);
      const init = { method: "POST", headers, body: '{"type":"hide","room":"lobby"}' };
      expect(await ask(server, "/api/inbox", init)).toMatchObject(unauthorized);
      const query = token === undefined ? "" : `?token=${token}`;
      expect(await refusal(server.ws(`/api/inbox/ws${query}`))).toMatchObject({ status: 401, code: "unauthorized" });
    }
  });

  it("speaks JSON alone, and hears nothing but ping", async () => {
    const ann = await person(server, "Ann");
    const address = server.ws(`/api/inbox/ws?token=${ann.token}`);
    expect(await refusal(address, { protocols: ["parley.text"] })).toMatchObject({ code: "bad_protocol" });
    expect(await ask(server, "/api/inbox/ws", { headers: bearer(ann) })).toMatchObject({ status: 426 });
    const { socket } = await InboxSocket.open(server, ann);
    socket.send("ping");
    expect(await socket.frames.next((frame) => frame === "pong")).toBe("pong");
    socket.send('{"type":"send","text":"hello"}');
    expect(await socket.next("bye")).toMatchObject({ code: 4500 });
    expect((await socket.closed).code).toBe(4500);
  });

  it("is empty at first, and looking at it keeps nothing", async () => {
    const ann = await person(server, "Ann");
    const { socket, welcome } = await InboxSocket.open(server, ann);
    expect(welcome).toMatchObject({ version: 1, you: { id: ann.id }, conversations: [], mentions: [] });
    expect(await lookAt(server, ann)).toMatchObject({ conversations: [], mentions: [] });
    expect(await server.inboxSql(ann.id, "SELECT name FROM sqlite_master WHERE name = 'mentions'")).toEqual([]);
    await socket.close();
  });

  it("[D7] is told what is wrong with a command", async () => {
    const ann = await person(server, "Ann");
    for (const command of [{}, { type: "read" }, { type: "read", room: "a b", seq: 1 }, { type: "hide", room: "" }]) {
      expect(await change(server, ann, command), JSON.stringify(command)).toMatchObject({ status: 400 });
    }
  });
});

describe("[D4] a conversation in the inbox", () => {
  it("is told on every device, with how much is unread, and goes down on all when it is read on one", async () => {
    const { ann, bo, room, inbox } = await scene();
    const { socket: second } = await InboxSocket.open(server, bo);
    const { socket: anns } = await enter(room, ann);
    await anns.post("one");
    await anns.post("two");
    for (const device of [inbox, second]) {
      expect(await device.next("conversation", ({ unread }) => unread === 2)).toEqual({
        type: "conversation",
        room,
        user: { id: ann.id, name: "Ann" },
        seq: 2,
        at: expect.any(Number) as number,
        by: ann.id,
        text: "two",
        unread: 2,
      });
    }
    const { socket: bos } = await enter(room, bo);
    await bos.ask({ type: "read", seq: 1 });
    for (const device of [inbox, second]) await device.next("conversation", ({ unread }) => unread === 1);
    await bos.ask({ type: "read", seq: 2 });
    for (const device of [inbox, second]) await device.next("conversation", ({ unread }) => unread === 0);
    // Whoever writes has nothing unread of their own.
    await becomes(ann, { conversations: [{ room, user: { id: bo.id }, text: "two", unread: 0 }] });
    await Promise.all([anns, bos, inbox, second].map((socket) => socket.close()));
  });

  it("is exact after the inbox and the room were evicted, and for a device that comes back", async () => {
    const { ann, bo, room, inbox } = await scene();
    const { socket: anns } = await enter(room, ann);
    await anns.post("one");
    await inbox.next("conversation", ({ unread }) => unread === 1);
    await server.evictInbox(bo.id);
    await server.evict(room);
    await anns.post("two");
    // The device that was there before hears of it, for its socket has hibernated.
    expect(await inbox.next("conversation", ({ unread }) => unread === 2)).toMatchObject({ text: "two" });
    await inbox.close();
    await anns.post("three");
    await becomes(bo, { conversations: [{ unread: 3, text: "three" }] });
    const { socket: again, welcome } = await InboxSocket.open(server, bo);
    expect(welcome.conversations).toMatchObject([{ room, unread: 3, text: "three" }]);
    await Promise.all([anns.close(), again.close()]);
  });

  it("follows changes: what is edited, what is taken back", async () => {
    const { ann, room, inbox } = await scene();
    const { socket: anns } = await enter(room, ann);
    await anns.post("one");
    await anns.post("tow");
    await anns.ask({ type: "edit", seq: 2, text: "two" });
    expect(await inbox.next("conversation", ({ text }) => text === "two")).toMatchObject({ unread: 2 });
    await anns.ask({ type: "delete", seq: 2 });
    expect(await inbox.next("conversation", ({ unread }) => unread === 1)).toMatchObject({ text: "", seq: 2 });
    await Promise.all([anns.close(), inbox.close()]);
  });

  it("repeats the beginning of a message, on one line", async () => {
    const { ann, room, inbox } = await scene();
    const { socket: anns } = await enter(room, ann);
    await anns.post(`first\n\tline ${"👩‍🚀".repeat(1_000)}`);
    const { text } = await inbox.next("conversation");
    expect(text.startsWith("first line 👩‍🚀")).toBe(true);
    expect(Array.from(text)).toHaveLength(SNIPPET_MAX_CODE_POINTS);
    expect(text.endsWith("…")).toBe(true);
    await Promise.all([anns.close(), inbox.close()]);
  });

  it("[D7] is hidden on every device until its owner speaks in it or opens it again", async () => {
    const { ann, bo, room, inbox } = await scene();
    const { socket: anns } = await enter(room, ann);
    await anns.post("one");
    await inbox.next("conversation");
    expect(await change(server, bo, { type: "hide", room })).toMatchObject({
      status: 200,
      body: { conversations: [] },
    });
    expect(await inbox.next("gone")).toEqual({ type: "gone", room });
    await anns.post("two");
    await server.evictInbox(bo.id);
    await becomes(ann, { conversations: [{ text: "two" }] });
    expect((await lookAt(server, bo)).conversations).toEqual([]);
    await openDirect(server, bo, ann);
    expect(await inbox.next("conversation")).toMatchObject({ room, unread: 2 });
    await change(server, bo, { type: "hide", room });
    await post(server, room, "three", bearer(bo));
    expect(await inbox.next("conversation")).toMatchObject({ room, text: "three", by: bo.id });
    await Promise.all([anns.close(), inbox.close()]);
  });
});

describe("[D6] what was lost with the room's object", () => {
  it("is set right by whoever comes next: a conversation", async () => {
    const { ann, bo, room, inbox } = await scene(clock);
    const { socket: anns } = await enter(room, ann, clock);
    await anns.post("told");
    await inbox.next("conversation");
    await clock.deafen(true);
    await anns.post("lost");
    await clock.crash(room);
    await anns.closed;
    await clock.deafen(false);
    expect(await lookAt(clock, bo)).toMatchObject({ conversations: [{ text: "told", unread: 1 }] });
    const { socket: back } = await enter(room, ann, clock);
    expect(await inbox.next("conversation")).toMatchObject({ text: "lost", unread: 2 });
    await Promise.all([back.close(), inbox.close()]);
  });

  it("is set right by the next message over HTTP, and by the reader's own coming", async () => {
    const { ann, bo, room, inbox } = await scene(clock);
    await clock.deafen(true);
    await post(clock, room, "lost", bearer(ann));
    await clock.crash(room);
    await clock.deafen(false);
    const { socket: bos, welcome } = await enter(room, bo, clock);
    expect(welcome).toMatchObject({ unread: 1, read: 0 });
    expect(await inbox.next("conversation")).toMatchObject({ text: "lost", unread: 1 });
    await clock.deafen(true);
    await post(clock, room, "lost again", bearer(ann));
    await clock.crash(room);
    await clock.deafen(false);
    await post(clock, room, "the next", bearer(ann));
    expect(await inbox.next("conversation", ({ text }) => text === "the next")).toMatchObject({ unread: 3 });
    await bos.closed;
    await inbox.close();
  });

  it("is told again: a mention, once", async () => {
    const { ann, bo, inbox } = await scene(clock);
    const room = newRoom();
    const { socket: anns } = await enter(room, ann, clock);
    await anns.post("told", { mentions: [bo.id] });
    await inbox.next("mention");
    await clock.deafen(true);
    await anns.post("lost", { mentions: [bo.id] });
    await clock.crash(room);
    await anns.closed;
    await clock.deafen(false);
    const { socket: back } = await enter(room, ann, clock);
    expect(await inbox.next("mention")).toMatchObject({ seq: 2, text: "lost" });
    await back.post("after that", { mentions: [bo.id] });
    expect(await inbox.next("mention")).toMatchObject({ seq: 3 });
    expect((await lookAt(clock, bo)).mentions.map(({ text }) => text)).toEqual(["after that", "lost", "told"]);
    await Promise.all([back.close(), inbox.close()]);
  });

  it("comes by itself where the inbox could not be reached for a moment", async () => {
    const { ann, room, inbox } = await scene(clock);
    const { socket: anns } = await enter(room, ann, clock);
    await clock.deafen(true);
    await anns.post("late");
    await clock.deafen(false);
    expect(await inbox.next("conversation")).toMatchObject({ text: "late", unread: 1 });
    await Promise.all([anns.close(), inbox.close()]);
  });
});

describe("[D6] mentions in any room", () => {
  it("and answers are told at once, with who, where and how they begin; @here is not", async () => {
    const { ann, bo, inbox } = await scene();
    const room = newRoom();
    const [{ socket: anns }, { socket: bos }] = [await enter(room, ann), await enter(room, bo)];
    const { seq } = await bos.post("a question");
    await anns.post("@here everybody");
    await anns.post("for @Bo");
    expect(await inbox.next("mention")).toEqual({
      type: "mention",
      room,
      seq: 3,
      user: { id: ann.id, name: "Ann" },
      at: expect.any(Number) as number,
      text: "for @Bo",
      read: false,
    });
    await anns.post("an answer", { replyTo: seq });
    expect(await inbox.next("mention")).toMatchObject({ seq: 4, reply: true, text: "an answer" });
    // What one says oneself is nothing to be told of.
    expect((await lookAt(server, ann)).mentions).toEqual([]);
    await Promise.all([anns.close(), bos.close(), inbox.close()]);
  });

  it("have been read when their room was read up to there, on whatever device", async () => {
    const { ann, bo, inbox } = await scene();
    const room = newRoom();
    const [{ socket: anns }, { socket: bos }] = [await enter(room, ann), await enter(room, bo)];
    await anns.post("one", { mentions: [bo.id] });
    await anns.post("two", { mentions: [bo.id] });
    await inbox.next("mention", ({ seq }) => seq === 2);
    await bos.ask({ type: "read", seq: 1 });
    expect(await inbox.next("read")).toEqual({ type: "read", room, seq: 1 });
    await server.evict(room);
    await bos.ask({ type: "read", seq: 2 });
    expect(await inbox.next("read")).toEqual({ type: "read", room, seq: 2 });
    expect((await lookAt(server, bo)).mentions).toMatchObject([{ read: true }, { read: true }]);
    await Promise.all([anns.close(), bos.close(), inbox.close()]);
  });

  it("of somebody who was never there have been read when they come and read, or say so in the inbox", async () => {
    const { ann, bo, inbox } = await scene();
    const rooms = [newRoom(), newRoom()] as const;
    for (const room of rooms) await post(server, room, { text: "come", mentions: [bo.id] }, bearer(ann));
    await inbox.next("mention", ({ room }) => room === rooms[1]);
    const { socket: bos } = await enter(rooms[0], bo);
    await post(server, rooms[0], "welcome", bearer(ann));
    await bos.ask({ type: "read", seq: 2 });
    expect(await inbox.next("read")).toMatchObject({ room: rooms[0] });
    const { body } = await change(server, bo, { type: "read", room: rooms[1], seq: 1 });
    expect(body).toMatchObject({ mentions: [{ read: true }, { read: true }] });
    expect(await inbox.next("read")).toMatchObject({ room: rooms[1], seq: 1 });
    await Promise.all([bos.close(), inbox.close()]);
  });

  it("change with their message, and go when it is taken back or its room is deleted", async () => {
    const { bo, inbox } = await scene();
    const { room, token, owner } = await ownedRoom(server);
    await owner.post("one", { mentions: [bo.id] });
    await owner.post("two", { mentions: [bo.id] });
    await owner.post("three", { mentions: [bo.id] });
    await owner.ask({ type: "edit", seq: 1, text: "one, better", mentions: [bo.id] });
    expect(await inbox.next("mention", ({ text }) => text === "one, better")).toMatchObject({ seq: 1, read: false });
    await owner.ask({ type: "edit", seq: 2, text: "for nobody", mentions: [] });
    expect(await inbox.next("gone")).toEqual({ type: "gone", room, seq: 2 });
    await owner.ask({ type: "delete", seq: 3 });
    expect(await inbox.next("gone")).toEqual({ type: "gone", room, seq: 3 });
    expect(
      await fetch(server.http(`/api/rooms/${room}`), { method: "DELETE", headers: bearer({ token }) }),
    ).toMatchObject({
      status: 204,
    });
    expect(await inbox.next("gone")).toEqual({ type: "gone", room });
    expect((await lookAt(server, bo)).mentions).toEqual([]);
    await inbox.close();
  });

  it("are repeated no longer than their room keeps them", async () => {
    const { bo, inbox } = await scene(clock);
    const { room, owner } = await ownedRoom(clock, { keepDays: 1 });
    const { owner: other } = await ownedRoom(clock, { keepMessages: 100 });
    await owner.post("for a day", { mentions: [bo.id] });
    expect(await inbox.next("mention")).toMatchObject({ text: "for a day" });
    await other.post("for a while", { mentions: [bo.id] });
    expect(await inbox.next("mention")).toMatchObject({ text: "" });
    await clock.advance(25 * 60 * 60 * 1000);
    const left = (await lookAt(clock, bo)).mentions;
    expect(left.map(({ text }) => text)).toEqual([""]);
    expect(left[0]!.room).not.toBe(room);
    await inbox.close();
  });
});

describe("[D8] nobody fills somebody else's inbox", () => {
  it("with mentions: the newest are held, few of one room, and not too many of one author at once", async () => {
    const { bo, inbox } = await scene(clock);
    await clock.stop();
    const room = newRoom();
    const { burst } = MENTION_QUOTA;
    const flood = await person(clock, "Flood");
    for (let each = 0; each < burst + 5; each++) {
      await post(clock, newRoom(), { text: `flood ${each}`, mentions: [bo.id] }, bearer(flood));
    }
    const crowd = await Promise.all(
      Array.from({ length: INBOX_ROOM_MENTIONS_MAX + 3 }, (_, n) => person(clock, `P${n}`)),
    );
    for (const { name, token } of crowd) await post(clock, room, { text: name, mentions: [bo.id] }, bearer({ token }));
    await inbox.next("mention", ({ text }) => text === crowd.at(-1)!.name);
    const { mentions } = await lookAt(clock, bo);
    expect(mentions.filter(({ text }) => text.startsWith("flood"))).toHaveLength(burst);
    expect(mentions.filter((mention) => mention.room === room).map(({ text }) => text)).toEqual(
      crowd
        .slice(3)
        .map(({ name }) => name)
        .toReversed(),
    );
    await inbox.close();
  });

  it("beyond its limits, of which the oldest go first, and of conversations those that were never answered", async () => {
    const { ann, bo, room, inbox } = await scene();
    await post(server, room, "from a friend", bearer(ann));
    await post(server, room, "to a friend", bearer(bo));
    await inbox.next("conversation", ({ text }) => text === "to a friend");
    // As if so many had come before, all of them later than the friend.
    const many = (table: string, columns: string, values: string, count: number) =>
      server.inboxSql(
        bo.id,
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
          INSERT INTO ${table} (${columns}) SELECT ${values} FROM n`,
      );
    const later = Date.now() + 60_000;
    await many(
      "conversations",
      "room, user_id, user_name, head, read, seq, at, by_id, text, unread, answered, hidden",
      `'dm-' || i, 'u' || i, 'Stranger ' || i, 1, 0, 1, ${later} + i, 'u' || i, 'hi', 1, 0, 0`,
      INBOX_CONVERSATIONS_MAX - 1,
    );
    await many(
      "mentions",
      "room, seq, user_id, user_name, at, text, reply, read",
      "'room-' || i, 1, 'u', 'U', 1000 + i, 'old ' || i, 0, 0",
      INBOX_MENTIONS_MAX,
    );
    const cy = await person(server, "Cy");
    const other = await openDirect(server, cy, bo);
    await post(server, other, "and one more", bearer(cy));
    await post(server, newRoom(), { text: "and one more", mentions: [bo.id] }, bearer(cy));
    await inbox.next("mention", ({ text }) => text === "and one more");
    const { conversations, mentions } = await lookAt(server, bo);
    expect(conversations).toHaveLength(INBOX_CONVERSATIONS_MAX);
    const names = conversations.map(({ user }) => user.name);
    expect(names).toContain("Ann");
    expect(mentions).toHaveLength(INBOX_MENTIONS_MAX);
    expect(mentions[0]).toMatchObject({ text: "and one more" });
    expect(mentions.map(({ text }) => text)).not.toContain("old 1");
    await inbox.close();
  });

  it("nor with connections: one more takes the place of the oldest", async () => {
    const ann = await person(server, "Ann");
    const opened = [];
    for (let each = 0; each < INBOX_SOCKETS_MAX; each++) opened.push((await InboxSocket.open(server, ann)).socket);
    const { socket: last } = await InboxSocket.open(server, ann);
    expect((await opened[0]!.closed).code).toBe(4506);
    opened[1]!.send("ping");
    expect(await opened[1]!.frames.next((frame) => frame === "pong")).toBe("pong");
    await Promise.all([...opened.slice(1), last].map((socket) => socket.close()));
  });

  it("and who may not listen any more is told nothing", async () => {
    const { ann, bo, room, inbox } = await scene(clock);
    await clock.advance(91 * 24 * 60 * 60 * 1000);
    const token = await memberToken({ sub: ann.id, exp: Math.floor(Date.now() / 1000) + 400 * 24 * 60 * 60 });
    await post(clock, room, "too late", bearer({ token }));
    expect((await inbox.closed).code).toBe(4005);
    expect(inbox.events.all.map(({ type }) => type)).toEqual(["welcome", "bye"]);
    expect(bo.id).not.toBe(ann.id);
  });
});

/** Rows that a room has written. */
async function rowsIn(room: string, headers: Record<string, string>): Promise<number> {
  const { body } = await ask(server, `/api/rooms/${room}/stats`, { headers });
  return (body as RoomStats).counts.rowsWritten;
}

describe("what it costs", () => {
  it("a message of a conversation is one row in the room, and one in each of two inboxes", async () => {
    const { ann, bo, room, inbox } = await scene();
    const { socket: anns } = await enter(room, ann);
    await anns.post("first");
    await inbox.next("conversation");
    const before = await rowsIn(room, bearer(ann));
    for (let each = 0; each < 10; each++) {
      await anns.post(`${each}`);
      await inbox.next("conversation", ({ text }) => text === `${each}`);
    }
    expect((await rowsIn(room, bearer(ann))) - before).toBe(10);
    for (const { id } of [ann, bo]) {
      expect(await server.inboxSql(id, "SELECT count(*) AS rows FROM conversations")).toEqual([{ rows: 1 }]);
    }
    await Promise.all([anns.close(), inbox.close()]);
  });

  it("a message that mentions nobody wakes no inbox, nor does reading it", async () => {
    const [ann, bo] = [await person(clock, "Ann"), await person(clock, "Bo")];
    const room = newRoom();
    const [{ socket: anns }, { socket: bos }] = [await enter(room, ann, clock), await enter(room, bo, clock)];
    // Whatever were told to an inbox would fail, and be reported.
    await clock.deafen(true);
    const { seq } = await anns.post("nothing special");
    await bos.ask({ type: "read", seq });
    await anns.ask({ type: "react", seq, emoji: "👍", on: true });
    await clock.deafen(false);
    for (const { id } of [ann, bo]) {
      expect(await clock.inboxSql(id, "SELECT name FROM sqlite_master WHERE name = 'mentions'")).toEqual([]);
    }
    await Promise.all([anns.close(), bos.close()]);
  });
});
