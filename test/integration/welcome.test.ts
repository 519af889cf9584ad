import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FRAME_MAX_COMMANDS } from "../../src/protocol/limits.ts";
import { page, post } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

describe("welcome", () => {
  it("[W4] is the first event, and says who and where one is and what is allowed", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room, { name: "Ann" });
    expect(socket.events.all[0]).toBe(welcome);
    expect(welcome).toMatchObject({
      version: 1,
      room,
      you: { name: "Ann", role: "guest" },
      first: 1,
      head: 0,
      recovered: false,
      events: [],
      more: false,
      members: { online: 1, list: [{ id: welcome.you.id, name: "Ann" }] },
      limits: { text: 4_000, name: 32, frame: 65_536, commands: 100, rate: 0 },
    });
    expect(welcome.heartbeat).toBeGreaterThan(0);
    expect(welcome.epoch).toMatch(/^[0-9a-z]+$/);
  });

  it("[W4] nothing falls between snapshot and subscription, and nothing is told twice", async () => {
    const room = newRoom();
    const { socket: speaker } = await join(server, room);
    const texts: string[] = [];
    const speak = (): Promise<void> => {
      const more = Array.from({ length: FRAME_MAX_COMMANDS }, (_, index) => `t${texts.length + index}`);
      texts.push(...more);
      return speaker.postMany(more);
    };
    const joining: Awaited<ReturnType<typeof join>>[] = [];
    const comes = async () => joining.push(await join(server, room, { history: "100" }));
    const all = Promise.all(Array.from({ length: 12 }, comes));
    while (joining.length < 12 || texts.length < 600) await speak();
    // However long coming in took, more is said after it.
    await speak();
    await all;
    for (const { socket, welcome } of joining) {
      const seqs = welcome.events.map(({ seq }) => seq);
      expect(seqs.at(-1) ?? 0).toBe(welcome.head);
      for (let seq = welcome.head; seq < texts.length;) {
        const message = await socket.next("message");
        expect(message).toMatchObject({ seq: ++seq, text: texts[seq - 1] });
      }
    }
    // Some came in the middle: otherwise this would have shown nothing.
    expect(joining.some(({ welcome }) => welcome.head < texts.length)).toBe(true);
  });

  it("one's own join is not told to oneself, those of others are", async () => {
    const room = newRoom();
    const { socket: ann } = await join(server, room, { name: "Ann" });
    const { socket: bo } = await join(server, room, { name: "Bo" });
    expect(await ann.next("join")).toMatchObject({ user: { name: "Bo" }, online: 2 });
    expect(await bo.settled()).toEqual([]);
    expect(await ann.settled()).toMatchObject([{ type: "message" }]);
  });
});

describe("history on joining", () => {
  it.each([
    [{}, 50, true],
    [{ history: "0" }, 0, true],
    [{ history: "1" }, 1, true],
    [{ history: "100" }, 100, true],
  ])("[A1] %j tells the latest %d of 120 messages", async (query, count, more) => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await socket.postMany(Array.from({ length: 120 }, (_, index) => `t${index + 1}`));
    const { welcome } = await join(server, room, query);
    expect(welcome).toMatchObject({ head: 120, first: 1, more, recovered: false });
    expect(welcome.events.map(({ text }) => text)).toEqual(
      Array.from({ length: count }, (_, i) => `t${120 - count + i + 1}`),
    );
  });

  it("[A1] of fewer messages than asked for it is all, and there are no more", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await socket.postMany(["a", "b", "c"]);
    const { welcome } = await join(server, room, { history: "3" });
    expect(welcome.events.map(({ text }) => text)).toEqual(["a", "b", "c"]);
    expect(welcome.more).toBe(false);
  });
});

describe("events", () => {
  it("a durable event has a seq that counts from 1 without a gap, an ephemeral one has none", async () => {
    const room = newRoom();
    const { socket: ann } = await join(server, room);
    const { socket: bo } = await join(server, room);
    await bo.ask({ type: "typing", on: true });
    await bo.ask({ type: "rename", name: "Bob" });
    await bo.post("one");
    await post(server, room, "two");
    await bo.close();
    await ann.next("leave");
    const durable = ann.events.all.filter(({ type }) => type === "message");
    expect(durable.map((event) => "seq" in event && event.seq)).toEqual([1, 2]);
    const ephemeral = ann.events.all.filter(({ type }) => type !== "message");
    expect(ephemeral.map(({ type }) => type)).toEqual(["welcome", "join", "typing", "rename", "leave"]);
    for (const event of ephemeral) expect(event).not.toHaveProperty("seq");
  });

  it("[E1] a message has its command's id, else one of the server's that no other has", async () => {
    const room = newRoom();
    const { socket: ann } = await join(server, room);
    const { socket: bo } = await join(server, room);
    ann.say(
      { type: "send", id: "mine", text: "with" },
      { type: "send", text: "without" },
      { type: "send", text: "again" },
    );
    expect(await bo.next("message")).toMatchObject({ id: "mine", text: "with" });
    const [second, third] = [await bo.next("message"), await bo.next("message")];
    expect(second.id).toMatch(/^.{8,64}$/);
    expect(third.id).not.toBe(second.id);
  });

  it("[E1] two people may use the same id", async () => {
    const room = newRoom();
    const { socket: ann } = await join(server, room);
    const { socket: bo } = await join(server, room);
    expect(await ann.post("from Ann", { id: "same" })).toMatchObject({ seq: 1 });
    expect(await bo.post("from Bo", { id: "same" })).toMatchObject({ seq: 2 });
  });

  it("[E4] broadcast, history, welcome and HTTP tell a message alike, after an eviction too", async () => {
    const room = newRoom();
    const { socket: ann } = await join(server, room, { name: "Ann" });
    const { socket: bo } = await join(server, room);
    await ann.post("first");
    await ann.post("  second  ", { id: "s", replyTo: 1 });
    const told = [await bo.next("message"), await bo.next("message")];
    expect(told[1]).toMatchObject({ seq: 2, id: "s", text: "second", replyTo: 1, user: { name: "Ann" } });
    const looks = async (): Promise<unknown[]> => {
      const asked = await bo.ask({ type: "history" });
      const { welcome } = await join(server, room);
      return ["messages" in asked && asked.messages, welcome.events, (await page(server, room)).messages];
    };
    // Of what came after a message it says only how often that was answered.
    const kept = [{ ...told[0], replies: 1 }, told[1]];
    expect(await looks()).toEqual([kept, kept, kept]);
    await server.evict(room);
    expect(await looks()).toEqual([kept, kept, kept]);
  });

  it("time does not go backwards in a log", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await socket.postMany(Array.from({ length: 50 }, (_, index) => `t${index}`));
    const times = (await page(server, room)).messages.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.abs(times[0]! - Date.now())).toBeLessThan(60_000);
  });
});
