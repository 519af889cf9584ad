import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMAND_QUOTA, DEDUPE_WINDOW, SCAN_QUOTA, SCAN_ROWS_PER_TOKEN } from "../../src/config.ts";
import { post } from "../support/http.ts";
import { newRoom, startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join, joinText, type JsonSocket } from "../support/socket.ts";

let server: ClockServer;
let unlimited: TestServer;
beforeAll(async () => {
  [server, unlimited] = await Promise.all([startClockServer(), startServer({ MESSAGE_RATE: "0" })]);
  // How long a test takes gives nobody a token.
  await server.stop();
});
afterAll(() => Promise.all([server.close(), unlimited.close()]));

/** Sends this many messages one after the other. @returns how many were accepted. */
async function burst(socket: JsonSocket, count: number): Promise<number> {
  let accepted = 0;
  for (let index = 0; index < count; index++) {
    const answer = await socket.ask({ type: "send", text: `b${index}` });
    if (answer.type === "ack") accepted++;
    else expect(answer.code).toBe("rate_limited");
  }
  return accepted;
}

describe("messages", () => {
  it("20 at once, then rate_limited with retryAfter, and the refused use no seq", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    expect(welcome.limits).toMatchObject({ burst: 20, rate: 2 });
    const { socket: other } = await join(server, room);
    expect(await burst(socket, 20)).toBe(20);
    const refused = await socket.ask({ type: "send", text: "one too many" });
    if (refused.type !== "error") throw new Error("was not refused");
    expect(refused.code).toBe("rate_limited");
    expect(refused.retryAfter).toBeGreaterThan(0);
    expect(refused.retryAfter).toBeLessThanOrEqual(500);
    expect(await other.post("another user")).toMatchObject({ seq: 21 });
    await server.advance(refused.retryAfter!);
    expect(await socket.post("in time")).toMatchObject({ seq: 22 });
  });

  it("in one frame: the first 20 are accepted, in order", async () => {
    const { socket } = await join(server, newRoom());
    socket.say(...Array.from({ length: 30 }, (_, index) => ({ type: "send", id: `f${index}`, text: `t${index}` })));
    for (let index = 0; index < 30; index++) {
      // Refusals are told at once, acks once they are on disk: each is looked for by itself.
      const answer = await socket.events.next(
        (event) => (event.type === "ack" || event.type === "error") && "id" in event,
      );
      const number = Number("id" in answer && answer.id?.slice(1));
      expect(answer.type).toBe(number < 20 ? "ack" : "error");
    }
  });

  it("that are refused for something else are limited as other commands are", async () => {
    const { socket } = await join(server, newRoom());
    await socket.post("one");
    const count = COMMAND_QUOTA.burst + 20;
    const codes: string[] = [];
    for (let index = 0; index < count; index++) {
      const answer = await socket.ask({ type: "send", text: "@here", replyTo: 99 });
      codes.push(answer.type === "error" ? answer.code : answer.type);
    }
    expect(codes.filter((code) => code === "not_found")).toHaveLength(COMMAND_QUOTA.burst);
    expect(codes.at(-1)).toBe("rate_limited");
    expect(await socket.post("a message is no such command")).toMatchObject({ seq: 2 });
  });

  it("[C3] that are repeats are limited where the log is looked through for them, however little of it", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    await socket.post("once", { id: "far" });
    await server.sql(
      room,
      `WITH RECURSIVE n(seq) AS (SELECT 2 UNION ALL SELECT seq + 1 FROM n WHERE seq < ?)
        INSERT INTO events (seq, type, at, user_id, user_name, id, text) SELECT seq, 'message', 1, 'u', 'u', 'i' || seq, 't' FROM n`,
      2 * DEDUPE_WINDOW,
    );
    await server.evict(room, "close");
    const { socket: again } = await join(server, room, { token: welcome.token! });
    const repeat = { type: "send", id: "far", text: "once", after: 0 };
    expect(await again.ask(repeat)).toMatchObject({ duplicate: true, seq: 1 });
    const frames = (SCAN_QUOTA.burst * SCAN_ROWS_PER_TOKEN) / DEDUPE_WINDOW / 100;
    for (let frame = 0; frame < frames; frame++) again.say(...Array.from({ length: 100 }, () => repeat));
    expect(await again.answer("far")).toMatchObject({ duplicate: true });
    expect(await again.ask({ ...repeat, id: "last" })).toMatchObject({ code: "rate_limited" });
  });

  it("then 2 a second, and never more than 20 at once again", async () => {
    const { socket } = await join(server, newRoom());
    await burst(socket, 20);
    await server.advance(3_000);
    expect(await burst(socket, 10)).toBe(6);
    await server.advance(3_600_000);
    expect(await burst(socket, 25)).toBe(20);
  });

  it("are counted for the user: a second tab, a new connection and HTTP give nobody more", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    const token = welcome.token!;
    await burst(socket, 20);
    const { socket: tab } = await join(server, room, { token });
    expect(await burst(tab, 3)).toBe(0);
    await Promise.all([tab.close(), socket.close()]);
    const { socket: again } = await join(server, room, { token });
    expect(await burst(again, 3)).toBe(0);
    const answer = await post(server, room, "over HTTP", { Authorization: `Bearer ${token}` });
    expect(answer).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
  });

  it("without a token over HTTP are counted for the address", async () => {
    const room = newRoom();
    const answers = [];
    for (let index = 0; index < 22; index++) answers.push((await post(server, room, `t${index}`)).status);
    expect(answers.filter((status) => status === 201)).toHaveLength(20);
    expect(answers.slice(20)).toEqual([429, 429]);
    expect(await post(server, room, "elsewhere", { "CF-Connecting-IP": "192.0.2.7" })).toMatchObject({ status: 201 });
  });

  it("[C3] a repeat costs nothing and is answered beyond the limit", async () => {
    const { socket } = await join(server, newRoom());
    await socket.post("once", { id: "a" });
    await burst(socket, 19);
    for (let index = 0; index < 5; index++) {
      expect(await socket.ask({ type: "send", id: "a", text: "once" })).toMatchObject({ seq: 1, duplicate: true });
    }
    expect(await burst(socket, 1)).toBe(0);
  });

  it("what was said after a message that has to wait, in the same frame, waits too", async () => {
    const { socket } = await join(server, newRoom());
    await burst(socket, 19);
    socket.say(
      { type: "send", id: "20th", text: "20th" },
      { type: "send", id: "21st", text: "21st" },
      { type: "rename", id: "renamed", name: "Slower" },
      { type: "send", id: "22nd", text: "22nd" },
    );
    expect(await socket.answer("renamed")).toMatchObject({ type: "ack" });
    const answers = socket.events.all.filter((event) => "id" in event && /^2\d/.test(String(event.id)));
    expect(answers.map((event) => "code" in event && event.code).filter(Boolean)).toEqual([
      "rate_limited",
      "rate_limited",
    ]);
  });

  it("what was used up stays used up across an eviction", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await burst(socket, 20);
    await server.evict(room);
    expect(await burst(socket, 3)).toBe(0);
    await server.advance(2_000);
    await server.evict(room);
    expect(await burst(socket, 10)).toBe(4);
  });

  it("somebody who always speaks at the limit gains nothing by an eviction", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await burst(socket, 20);
    for (let half = 0; half < 40; half++) {
      await server.advance(500);
      expect(await burst(socket, 1)).toBe(1);
    }
    await server.evict(room);
    expect(await burst(socket, 25)).toBe(0);
  });

  it("MESSAGE_RATE=0 lifts the limit", async () => {
    const { socket, welcome } = await join(unlimited, newRoom());
    expect(welcome.limits.rate).toBe(0);
    await socket.postMany(Array.from({ length: 300 }, (_, index) => `t${index}`));
    expect(await socket.post("after that")).toMatchObject({ seq: 301 });
  });

  it("in text mode a line says so", async () => {
    const room = newRoom();
    const text = await joinText(server, room, { name: "Ann" });
    for (let index = 0; index < 21; index++) text.send(`t${index}`);
    expect(await text.frames.next((line) => line.startsWith("* error: "), "an error")).toMatch(/many/);
    expect(text.frames.all.filter((line) => line.startsWith("Ann: ")).length).toBeLessThanOrEqual(20);
  });
});

describe("other commands", () => {
  it("60 at once for each connection, then rate_limited with retryAfter; sending goes on", async () => {
    const { socket } = await join(server, newRoom());
    for (let index = 0; index < 60; index++)
      expect(await socket.ask({ type: "members" })).toMatchObject({ type: "ack" });
    let refused;
    for (let index = 0; index < 20 && refused?.type !== "error"; index++)
      refused = await socket.ask({ type: "members" });
    expect(refused).toMatchObject({ type: "error", code: "rate_limited" });
    expect(refused?.type === "error" && refused.retryAfter).toBeGreaterThan(0);
    await socket.post("still heard");
    await server.advance(1_000);
    for (let index = 0; index < 20; index++)
      expect(await socket.ask({ type: "members" })).toMatchObject({ type: "ack" });
  });

  it("what is no command counts as one", async () => {
    const { socket } = await join(server, newRoom());
    let answer;
    for (let index = 0; index < 80 && (answer?.type !== "error" || answer.code === "bad_command"); index++) {
      answer = await socket.ask({ type: "dance" });
      if (index < 60) expect(answer).toMatchObject({ code: "bad_command" });
    }
    expect(answer).toMatchObject({ code: "rate_limited", retryAfter: expect.any(Number) });
  });

  it("survive an eviction", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    socket.say(...Array.from({ length: 60 }, () => ({ type: "typing", on: true })));
    await server.evict(room);
    socket.say(...Array.from({ length: 30 }, () => ({ type: "typing", on: true })));
    expect(await socket.next("error")).toMatchObject({ code: "rate_limited" });
  });
});

describe("who does not listen", () => {
  it("is closed with 4006 after 100 refusals in a row, and may come back", async () => {
    const room = newRoom();
    const { socket: other } = await join(server, room);
    const { socket, welcome } = await join(server, room);
    socket.say(...Array.from({ length: 100 }, () => ({ type: "send", text: "x" })));
    await socket.next("error");
    expect(socket.raw.readyState).toBe(socket.raw.OPEN);
    socket.say(...Array.from({ length: 40 }, () => ({ type: "send", text: "x" })));
    expect(await socket.next("bye")).toMatchObject({ code: 4006 });
    expect((await socket.closed).code).toBe(4006);
    const { socket: again } = await join(server, room, { token: welcome.token! });
    expect(await again.ask({ type: "send", text: "y" })).toMatchObject({ code: "rate_limited" });
    await other.post("the room goes on");
  });

  it("is not closed where one in between was accepted", async () => {
    const { socket } = await join(server, newRoom());
    await burst(socket, 20);
    for (let round = 0; round < 3; round++) {
      socket.say(...Array.from({ length: 70 }, (_, index) => ({ type: "send", id: `${round} ${index}`, text: "x" })));
      await socket.answer(`${round} 69`);
      await server.advance(500);
      await socket.post("accepted");
    }
    expect(socket.raw.readyState).toBe(socket.raw.OPEN);
  });
});
