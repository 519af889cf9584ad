import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RoomStats } from "../../src/protocol/answers.ts";
import {
  READS_KEPT_MS,
  TRIM_PAUSE_MS,
  TRIM_SLACK_MAX,
  TRIM_SLACK_MIN,
  TRIM_SLACK_SHARE,
  TRIM_STEP_ROWS,
} from "../../src/config.ts";
import { ask, page, post } from "../support/http.ts";
import { ownedRoom } from "../support/owned.ts";
import { newRoom, startClockServer, startServer, type ClockServer } from "../support/server.ts";
import { join, type JsonSocket } from "../support/socket.ts";
import { memberToken, SECRET } from "../support/token.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

let server: ClockServer;
/** How far the server's clock is ahead of this one, ms. */
let ahead = 0;
beforeAll(async () => {
  server = await startClockServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
  await advance(DAY_MS);
});
afterAll(() => server.close());

async function advance(ms: number): Promise<void> {
  ahead += ms;
  await server.advance(ms);
}

/** Has the alarm ring, and waits until that was dealt with. @returns when it is set for then */
async function ring(room: string, on: ClockServer = server): Promise<number | null> {
  await on.ring(room);
  for (;;) {
    const at = await on.alarm(room);
    // What is set since is set by a clock that is ahead of this one.
    if (at === null || at > Date.now() + HOUR_MS) return at;
  }
}

/** The same until nothing is due any more. @returns how often it rang */
async function ringOut(room: string): Promise<number> {
  for (let times = 1; ; times++) {
    const at = await ring(room);
    if (at === null || at > Date.now() + ahead + 1_000) return times;
  }
}

function texts(count: number, prefix = "text"): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix} ${index + 1}`);
}

async function rowsWritten(room: string): Promise<number> {
  const { body } = await ask(server, `/api/rooms/${room}/stats`);
  return (body as RoomStats).counts.rowsWritten;
}

describe("[R6] keepDays", () => {
  it("what is older goes, messages and what was done to them; what is younger stays", async () => {
    const { room, owner } = await ownedRoom(server, { keepDays: 2 });
    await owner.post("old");
    await owner.ask({ type: "react", seq: 1, emoji: "👍", on: true });
    await advance(DAY_MS);
    await owner.post("younger");
    await owner.ask({ type: "edit", seq: 3, text: "younger still" });
    await advance(DAY_MS + HOUR_MS + 1_000);
    await ringOut(room);
    expect(await page(server, room)).toMatchObject({
      first: 3,
      head: 4,
      messages: [{ seq: 3, text: "younger still" }],
    });
    expect(await server.sql(room, "SELECT seq FROM log ORDER BY seq")).toEqual([{ seq: 3 }, { seq: 4 }]);
    expect(await owner.ask({ type: "history" })).toMatchObject({ first: 3, head: 4, more: false });
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ body: { first: 3, head: 4 } });
  });

  it("the room is woken when the oldest has been too old for an hour, and messages set no alarm", async () => {
    const { room, owner } = await ownedRoom(server, { keepDays: 30 });
    await owner.post("first");
    const { at } = (await page(server, room)).messages[0]!;
    // Whoever came is looked after first; then the room sleeps until there is something to drop.
    expect(await ring(room)).toBe(at + 30 * DAY_MS + TRIM_PAUSE_MS);
    const [before, wakes] = [await rowsWritten(room), await server.wakes(room)];
    await owner.postMany(texts(30));
    expect((await rowsWritten(room)) - before).toBe(30);
    expect(await server.alarm(room)).toBe(at + 30 * DAY_MS + TRIM_PAUSE_MS);
    expect(await server.wakes(room)).toBe(wakes);
  });

  it("after a wake the alarm is where it was, and nothing goes before its time", async () => {
    const { room, owner } = await ownedRoom(server, { keepDays: 1 });
    await owner.post("one");
    const due = await ring(room);
    await advance(DAY_MS);
    await server.evict(room);
    expect(await ring(room)).toBe(due);
    expect(await page(server, room)).toMatchObject({ first: 1, messages: [{ text: "one" }] });
    await advance(TRIM_PAUSE_MS);
    await ring(room);
    expect(await page(server, room)).toMatchObject({ first: 2, head: 1, messages: [] });
  });

  it("what is dropped of one evening is dropped at once: the next hour is waited for before it is looked again", async () => {
    const { room, owner } = await ownedRoom(server, { keepDays: 1 });
    for (const text of ["one", "two", "three"]) {
      await owner.post(text);
      await advance(HOUR_MS / 3);
    }
    await advance(DAY_MS);
    const now = Date.now() + ahead;
    const due = await ring(room);
    expect((await page(server, room)).messages.map(({ text }) => text)).toEqual([]);
    expect(due).toBeNull();
    await owner.post("four");
    expect(await server.alarm(room)).toBeGreaterThanOrEqual(now + DAY_MS + HOUR_MS);
  });

  it("many go in steps, between which others are heard", async () => {
    const { room, owner } = await ownedRoom(server, { keepDays: 1 });
    await owner.postMany(texts(2 * TRIM_STEP_ROWS + 500));
    await advance(DAY_MS + HOUR_MS);
    await owner.post("kept");
    const head = 2 * TRIM_STEP_ROWS + 501;
    for (const first of [TRIM_STEP_ROWS + 1, 2 * TRIM_STEP_ROWS + 1]) {
      // What is left is due at once.
      expect(await ring(room)).toBeLessThanOrEqual(Date.now() + ahead);
      expect(await page(server, room, "?limit=1")).toMatchObject({ first, head });
      expect(await owner.ask({ type: "history", limit: 1 })).toMatchObject({ first });
    }
    expect(await ring(room)).toBeGreaterThan(Date.now() + ahead + DAY_MS - HOUR_MS);
    expect(await page(server, room)).toMatchObject({ first: head, messages: [{ text: "kept" }] });
  });

  it("an owner who changes it is heeded at once", async () => {
    const { room, owner } = await ownedRoom(server);
    await owner.post("old");
    await ringOut(room);
    expect(await server.alarm(room)).toBeNull();
    await advance(3 * DAY_MS);
    await owner.ask({ type: "room", settings: { keepDays: 2 } });
    expect(await server.alarm(room)).toBeLessThanOrEqual(Date.now() + ahead);
    await ringOut(room);
    expect(await page(server, room)).toMatchObject({ first: 2, head: 2, messages: [] });
  });
});

describe("[R6] a log of which nothing is left", () => {
  it("goes on from where it stood, after an eviction too: no seq is given twice", async () => {
    const { room, owner, welcome } = await ownedRoom(server, { keepDays: 1 });
    await owner.postMany(texts(3));
    await advance(DAY_MS + HOUR_MS);
    await ringOut(room);
    expect(await server.sql(room, "SELECT count(*) AS rows FROM log")).toEqual([{ rows: 0 }]);
    for (const isEvicted of [false, true]) {
      if (isEvicted) await server.evict(room);
      expect(await page(server, room)).toMatchObject({
        epoch: welcome.epoch,
        first: 4,
        head: 3,
        messages: [],
        more: false,
      });
    }
    expect(await owner.post("four")).toMatchObject({ seq: 4 });
    await server.evict(room);
    expect(await page(server, room)).toMatchObject({ first: 4, head: 4, messages: [{ seq: 4, text: "four" }] });
    await advance(DAY_MS + HOUR_MS);
    await ringOut(room);
    await server.evict(room);
    expect(await owner.post("five")).toMatchObject({ seq: 5 });
  });

  it("time does not go backwards in it", async () => {
    const { room, owner } = await ownedRoom(server, { keepDays: 1 });
    const { at = 0 } = await owner.post("one");
    await advance(DAY_MS + HOUR_MS);
    await ringOut(room);
    await server.evict(room);
    await advance(-(DAY_MS + 2 * HOUR_MS));
    expect((await owner.post("two")).at).toBeGreaterThanOrEqual(at);
    await advance(DAY_MS + 2 * HOUR_MS);
  });

  it("keeps what the room has used", async () => {
    const { room, owner } = await ownedRoom(server, { keepDays: 1 });
    await owner.postMany(texts(20));
    await owner.close();
    await advance(DAY_MS + HOUR_MS);
    await ringOut(room);
    const before = (await ask(server, `/api/rooms/${room}/stats`)).body as RoomStats;
    await server.evict(room, "close");
    const after = (await ask(server, `/api/rooms/${room}/stats`)).body as RoomStats;
    expect(after.counts.rowsWritten).toBe(before.counts.rowsWritten);
    expect(after.counts.framesIn).toBe(before.counts.framesIn);
  });

  it("[B2] [B3] a cursor at its head is one to go on from, an older one is not", async () => {
    const { room, owner, welcome } = await ownedRoom(server, { keepDays: 1 });
    await owner.postMany(texts(3));
    await advance(DAY_MS + HOUR_MS);
    await ringOut(room);
    const at = async (seq: number) => (await join(server, room, { since: `${welcome.epoch}.${seq}` })).welcome;
    expect(await at(3)).toMatchObject({ recovered: true, events: [], first: 4, head: 3 });
    expect(await at(2)).toMatchObject({ recovered: false, events: [] });
    await owner.post("four");
    expect(await at(3)).toMatchObject({ recovered: true, events: [{ seq: 4 }] });
    expect(await at(2)).toMatchObject({ recovered: false, events: [{ seq: 4 }] });
  });
});

describe("[R6] keepMessages", () => {
  const KEPT = 40;

  it("counts entries, and lets some more come before it drops: then as many are left as are to be", async () => {
    const { room, owner } = await ownedRoom(server, { keepMessages: KEPT });
    await owner.postMany(texts(KEPT + TRIM_SLACK_MIN));
    expect(await ring(room)).toBeNull();
    expect(await page(server, room)).toMatchObject({ first: 1, head: KEPT + TRIM_SLACK_MIN });
    // What is done to a message is an entry, too.
    await owner.ask({ type: "react", seq: KEPT, emoji: "👍", on: true });
    await ringOut(room);
    const { first, head, messages } = await page(server, room, "?limit=100");
    expect([first, head]).toEqual([TRIM_SLACK_MIN + 2, KEPT + TRIM_SLACK_MIN + 1]);
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: KEPT - 1 }, (_, index) => first + index));
    expect(await server.alarm(room)).toBeNull();
  });

  it.each([
    [1, TRIM_SLACK_MIN],
    [200, 200 * TRIM_SLACK_SHARE],
    [20_000, TRIM_SLACK_MAX],
  ])("of %i, %i more may be there", async (keepMessages, slack) => {
    const { room, owner } = await ownedRoom(server, { keepMessages });
    await owner.post("one");
    await ringOut(room);
    const grow = (last: number) =>
      server.sql(
        room,
        `WITH RECURSIVE n(seq) AS (SELECT (SELECT max(seq) FROM events) + 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < ?)
          INSERT INTO events (seq, type, at, user_id, user_name, id, text) SELECT seq, 'message', ?, 'u', 'U', 'i' || seq, 't' FROM n`,
        last,
        Date.now() + ahead,
      );
    await grow(keepMessages + slack);
    await server.evict(room);
    expect(await ring(room)).toBeNull();
    expect((await page(server, room)).first).toBe(1);
    await server.evict(room);
    expect(await owner.post("one too many")).toMatchObject({ seq: keepMessages + slack + 1 });
    await ringOut(room);
    expect(await page(server, room)).toMatchObject({ first: slack + 2, head: keepMessages + slack + 1 });
  });

  it("costs a row for each that goes, one for the step and one for the alarm", async () => {
    const { room, owner } = await ownedRoom(server, { keepMessages: KEPT });
    await owner.postMany(texts(KEPT));
    await ringOut(room);
    const before = await rowsWritten(room);
    await owner.postMany(texts(TRIM_SLACK_MIN + 1));
    await ringOut(room);
    // Written, dropped, where the log stands, the alarm.
    expect((await rowsWritten(room)) - before).toBe(2 * (TRIM_SLACK_MIN + 1) + 1 + 1);
  });
});

describe("[R6] what an operator allows", () => {
  let strict: ClockServer;
  beforeAll(async () => {
    strict = await startClockServer({ MESSAGE_RATE: "0", KEEP_DAYS: "3", KEEP_MESSAGES: "20" });
    await strict.advance(ahead);
  });
  afterAll(() => strict.close());

  it.each([
    [{}, 3],
    [{ keepDays: 5 }, 3],
    [{ keepDays: 2 }, 2],
  ])("days, and the owner's %j: %i of them", async (settings, days) => {
    const { room, owner } = await ownedRoom(strict, settings);
    const { at = 0 } = await owner.post("one");
    expect(await ring(room, strict)).toBe(at + days * DAY_MS + TRIM_PAUSE_MS);
  });

  it.each([
    [{}, 20],
    [{ keepMessages: 500 }, 20],
    [{ keepMessages: 10 }, 10],
  ])("messages, and the owner's %j: %i of them", async (settings, kept) => {
    const { room, owner } = await ownedRoom(strict, settings);
    await owner.postMany(texts(100));
    await ring(room, strict);
    expect(await page(strict, room)).toMatchObject({ first: 101 - kept, head: 100 });
  });

  it("holds in rooms without an owner, too", async () => {
    const room = newRoom();
    const { socket } = await join(strict, room);
    await socket.postMany(texts(100));
    await ring(room, strict);
    expect(await page(strict, room)).toMatchObject({ first: 81, head: 100 });
  });
});

it("[R6] a log is trimmed by alarms that ring by themselves, while people talk", async () => {
  const unhurried = await startServer({ MESSAGE_RATE: "0" });
  try {
    const { room, owner } = await ownedRoom(unhurried, { keepMessages: 20 });
    await owner.postMany(texts(100));
    while ((await page(unhurried, room)).first === 1);
    expect(await owner.post("goes on")).toMatchObject({ seq: 101 });
    expect(await page(unhurried, room)).toMatchObject({ first: 81, head: 101 });
  } finally {
    await unhurried.close();
  }
});

/** A room whose first two messages are gone, the second of them pinned. */
async function shortened(): Promise<{ room: string; token: string; owner: JsonSocket; epoch: string }> {
  const { room, token, owner, welcome } = await ownedRoom(server, { keepDays: 1 });
  await owner.post("one", { id: "a" });
  await owner.post("two");
  await owner.ask({ type: "pin", seq: 2, on: true });
  await advance(DAY_MS);
  await owner.post("an answer", { replyTo: 2 });
  await owner.ask({ type: "edit", seq: 1, text: "one, late" });
  await owner.ask({ type: "pin", seq: 4, on: true });
  await advance(HOUR_MS);
  await ringOut(room);
  return { room, token, owner, epoch: welcome.epoch };
}

describe("[R6] what refers to what is gone", () => {
  it("[C6] cannot be answered, changed, taken back, reacted to or pinned", async () => {
    const { owner } = await shortened();
    for (const command of [
      { type: "send", text: "x", replyTo: 1 },
      { type: "edit", seq: 1, text: "x" },
      { type: "delete", seq: 1 },
      { type: "react", seq: 1, emoji: "👍", on: true },
      { type: "pin", seq: 1, on: true },
    ]) {
      expect(await owner.ask(command), command.type).toMatchObject({ type: "error", code: "not_found" });
    }
    expect(await owner.ask({ type: "history" })).toMatchObject({ head: 6 });
  });

  it("[C10] is pinned no more, also after a wake", async () => {
    const { room, owner } = await shortened();
    for (const isEvicted of [false, true]) {
      if (isEvicted) await server.evict(room);
      expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ body: { pins: [4] } });
      expect(await owner.ask({ type: "pins" })).toMatchObject({ messages: [{ seq: 4, replyTo: 2 }] });
    }
  });

  it("a change of it that is told again says nothing of its text", async () => {
    const { room, epoch } = await shortened();
    const { welcome } = await join(server, room, { since: `${epoch}.3` });
    expect(welcome).toMatchObject({
      recovered: true,
      events: [
        { type: "message", seq: 4, replyTo: 2 },
        { type: "edit", target: 1, text: "" },
        { type: "pin", target: 4 },
      ],
    });
  });

  it("[C3] its repeat is known for as long as the room remembers, and then is a message like any other", async () => {
    const { room, owner, token } = await shortened();
    const repeat = { type: "send", id: "a", text: "one" };
    expect(await owner.ask(repeat)).toMatchObject({ type: "ack", seq: 1, duplicate: true });
    const headers = { Authorization: `Bearer ${token}` };
    expect(await post(server, room, { id: "a", text: "one" }, headers)).toMatchObject({
      status: 404,
      body: { error: { code: "not_found" } },
    });
    await server.evict(room);
    expect(await owner.ask({ ...repeat, after: 0 })).toMatchObject({ type: "ack", seq: 7 });
  });
});

describe("[R6] how far somebody has read", () => {
  it("is forgotten in the same steps, 90 days after they last read on; of who is here it is kept", async () => {
    const { room, owner } = await ownedRoom(server, { keepDays: 1 });
    const exp = Math.floor((Date.now() + ahead + 2 * READS_KEPT_MS) / 1000);
    const come = async (sub: string) =>
      (await join(server, room, { token: await memberToken({ sub, name: sub, exp }) })).socket;
    const [stays, leaves] = [await come("stays"), await come("leaves")];
    const readers = () => server.sql(room, "SELECT user_id FROM reads ORDER BY user_id");
    await owner.post("one");
    for (const socket of [stays, leaves]) await socket.ask({ type: "read", seq: 1 });
    await leaves.close();
    await stays.next("leave");
    expect(await readers()).toEqual([{ user_id: "leaves" }, { user_id: "stays" }]);
    await advance(READS_KEPT_MS - HOUR_MS);
    await ringOut(room);
    expect(await readers()).toEqual([{ user_id: "leaves" }, { user_id: "stays" }]);
    await stays.post("two");
    await advance(2 * DAY_MS);
    await ringOut(room);
    expect(await readers()).toEqual([]);
    // Who is still here is written once more when they leave.
    const { socket: last } = await join(server, room);
    await stays.close();
    await last.next("leave");
    expect(await readers()).toEqual([{ user_id: "stays" }]);
  });
});

describe("[R6] when the disk fails", () => {
  it("nothing goes, the room serves, and it is tried again an hour later", async () => {
    const { room, owner } = await ownedRoom(server, { keepDays: 1 });
    await owner.postMany(texts(3));
    await owner.ask({ type: "react", seq: 3, emoji: "👍", on: true });
    await advance(DAY_MS + HOUR_MS);
    await server.sql(
      room,
      "CREATE TRIGGER broken BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END",
    );
    const due = await ring(room);
    expect(due! - (Date.now() + ahead)).toBeGreaterThan(TRIM_PAUSE_MS - 60_000);
    expect(await page(server, room)).toMatchObject({ first: 1, messages: [{ seq: 1 }, { seq: 2 }, { seq: 3 }] });
    expect(await owner.post("still here")).toMatchObject({ seq: 5 });
    await server.sql(room, "DROP TRIGGER broken");
    await advance(TRIM_PAUSE_MS);
    await ringOut(room);
    expect(await page(server, room)).toMatchObject({ first: 5, messages: [{ text: "still here" }] });
  });
});
