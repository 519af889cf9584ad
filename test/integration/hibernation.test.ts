import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newRoom, startClockServer, type ClockServer } from "../support/server.ts";
import { join, joinText } from "../support/socket.ts";

let server: ClockServer;
beforeAll(async () => {
  server = await startClockServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

describe("asleep", () => {
  it("[W3] a heartbeat is answered without waking the room, in both modes", async () => {
    const room = newRoom();
    const { socket: json } = await join(server, room);
    const text = await joinText(server, room);
    await server.evict(room);
    expect(await server.wakes(room)).toBe(1);
    for (const socket of [json, text]) {
      for (let count = 0; count < 3; count++) {
        socket.send("ping");
        expect(await socket.frames.next((frame) => frame === "pong", "pong")).toBe("pong");
      }
    }
    expect(await server.wakes(room)).toBe(1);
    await json.post("wakes it");
    expect(await server.wakes(room)).toBe(2);
  });

  it("a room in which everybody is alive sets no alarm again: it is left to sleep", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    socket.send("ping");
    await socket.frames.next((frame) => frame === "pong", "pong");
    expect(await server.alarm(room)).not.toBeNull();
    await server.ring(room);
    // Asking is an event after the alarm: it has been dealt with by then.
    while ((await server.alarm(room)) !== null);
    await socket.post("still here");
    expect(await server.alarm(room)).toBeNull();
  });
});

/** Has an alarm wake a room. On a busy machine it may ring before the object was evicted: then once more. */
async function wokenByAlarm(room: string): Promise<void> {
  for (;;) {
    await server.ring(room, 400);
    await server.evict(room);
    const wakes = await server.wakes(room);
    const patience = Date.now() + 2_000;
    while (Date.now() < patience) if ((await server.wakes(room)) > wakes) return;
  }
}

describe("after a wake everything is as before", () => {
  it("the room's name, whatever woke it: an alarm, a socket or a request", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await wokenByAlarm(room);
    expect((await join(server, room)).welcome.room).toBe(room);
    await server.evict(room);
    await socket.post("wakes it");
    expect((await join(server, room)).welcome.room).toBe(room);
    await server.evict(room);
    expect((await join(server, room)).welcome.room).toBe(room);
  });

  it("names, ids, presence and where the log stands", async () => {
    const room = newRoom();
    const { socket: ann, welcome } = await join(server, room, { name: "Ann" });
    const { socket: bo } = await join(server, room, { name: "Bo" });
    await ann.post("one", { id: "a" });
    await ann.ask({ type: "rename", name: "Zoe" });
    await server.evict(room);
    expect(await ann.post("two")).toMatchObject({ seq: 2 });
    expect(await bo.next("message", ({ seq }) => seq === 2)).toMatchObject({
      user: { id: welcome.you.id, name: "Zoe" },
    });
    await server.evict(room);
    const { welcome: later } = await join(server, room, { since: `${welcome.epoch}.1` });
    expect(later).toMatchObject({ epoch: welcome.epoch, head: 2, recovered: true, events: [{ text: "two" }] });
    expect(
      later.members
        .list!.map(({ name }) => name)
        .slice(0, 2)
        .toSorted(),
    ).toEqual(["Bo", "Zoe"]);
    await server.evict(room);
    expect(await ann.ask({ type: "send", id: "a", text: "one" })).toMatchObject({ seq: 1, duplicate: true });
    expect(await ann.ask({ type: "members" })).toMatchObject({ online: 3 });
  });

  it("two tabs are one user, who leaves with the last", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room);
    const { socket: one, welcome } = await join(server, room, { name: "Ann" });
    const { socket: two } = await join(server, room, { name: "Ann", token: welcome.token! });
    await server.evict(room);
    await one.close();
    await server.evict(room);
    await watcher.post("between");
    await two.close();
    const before = await watcher.events.before(({ type }) => type === "leave", "leave");
    expect(before).toMatchObject([{ type: "message", text: "between" }]);
    expect(await watcher.ask({ type: "members" })).toMatchObject({ online: 1 });
  });

  it("[W5] malformed frames so far", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    for (let count = 1; count <= 9; count++) {
      socket.send("{");
      await socket.next("error");
      if (count % 3 === 0) await server.evict(room);
    }
    socket.send("{");
    expect((await socket.closed).code).toBe(4500);
  });

  it("[T1] text, echo and raw", async () => {
    const room = newRoom();
    const plain = await joinText(server, room, { name: "Plain" });
    const quiet = await joinText(server, room, { name: "Quiet", echo: "0" });
    const bare = await joinText(server, room, { name: "Bare", raw: "1" });
    const { socket: json } = await join(server, room, { name: "Json" });
    await server.evict(room);
    quiet.send("from Quiet");
    await json.next("message");
    await server.evict(room);
    bare.send("from Bare");
    await json.next("message");
    json.say({ type: "send", text: "end" });
    expect((await plain.frames.before((line) => line === "Json: end")).slice(-2)).toEqual([
      "Quiet: from Quiet",
      "Bare: from Bare",
    ]);
    expect((await quiet.frames.before((line) => line === "Json: end")).at(-1)).toBe("Bare: from Bare");
    expect(await bare.frames.before((line) => line === "end")).toEqual(["from Quiet", "from Bare"]);
  });

  it("commands still on their way when it fell asleep are carried out", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    for (let round = 1; round <= 20; round++) {
      const answer = socket.post(`round ${round}`, { id: `r${round}` });
      const [{ seq }] = await Promise.all([answer, server.evict(room)]);
      expect(seq).toBe(round);
    }
  });

  it("a socket that was closed from this side is not taken for one that is here", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room);
    const { socket } = await join(server, room, { name: "Ann" });
    socket.raw.pause(); // Its Close is not answered yet.
    for (let count = 0; count < 10; count++) socket.send("{");
    expect(await watcher.next("leave")).toMatchObject({ user: { name: "Ann" }, online: 1 });
    await server.evict(room);
    expect(await watcher.ask({ type: "members" })).toMatchObject({ online: 1 });
    socket.raw.resume();
    expect((await socket.closed).code).toBe(4500);
    expect((await watcher.settled()).filter(({ type }) => type === "leave")).toEqual([]);
  });
});
