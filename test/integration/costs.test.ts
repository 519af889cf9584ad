import { afterAll, beforeAll, expect, it } from "vitest";
import { DEDUPE_WINDOW } from "../../src/config.ts";
import type { RoomStats } from "../../src/protocol/answers.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { grow } from "../support/transfer.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

async function statsOf(room: string, on = server): Promise<RoomStats> {
  const response = await fetch(on.http(`/api/rooms/${room}/stats`));
  expect(response.status).toBe(200);
  return (await response.json()) as RoomStats;
}

it("a message is one written row, whether it comes alone or with others", async () => {
  const room = newRoom();
  const { socket } = await join(server, room, {}, { headers: { "CF-Connecting-IP": "192.0.2.41" } });
  // Of a guest's first message from an address it is kept from where it came [K2].
  const start = await statsOf(room);
  await socket.post("first");
  const before = await statsOf(room);
  expect(before.counts.rowsWritten - start.counts.rowsWritten).toBe(2);
  for (let i = 0; i < 20; i++) {
    socket.say({ type: "send", id: `alone-${i}`, text: `${i}` });
    await socket.answer(`alone-${i}`);
  }
  socket.say(...Array.from({ length: 80 }, (_, i) => ({ type: "send", id: `crowd-${i}`, text: `${i}` })));
  await socket.answer("crowd-79");
  const after = await statsOf(room);
  expect(after.counts.rowsWritten - before.counts.rowsWritten).toBe(100);
  expect(await server.sql(room, "SELECT count(*) AS rows FROM events")).toEqual([{ rows: 101 }]);
  expect(after.counts.framesIn - before.counts.framesIn).toBe(21);
  await socket.close();
});

it("after a wake, what is read grows with what is asked for, not with the log", async () => {
  // Where there is a limit, it is read back what was left of it.
  const limited = await startServer();
  try {
    const room = newRoom();
    const { socket, welcome } = await join(limited, room);
    await socket.post("one");
    const head = await grow(limited, room, 20_000);
    await limited.sql(room, "UPDATE events SET at = at - 3600000");
    const rowsRead = async () => (await statsOf(room, limited)).counts.rowsRead;
    const before = await rowsRead();
    await socket.post("two", { id: "two" });
    expect(await socket.ask({ type: "send", id: "two", text: "two" })).toMatchObject({ duplicate: true });
    await join(limited, room, { since: `${welcome.epoch}.${head}` });
    // Two pages, and where ids are looked for.
    expect((await rowsRead()) - before).toBeLessThan(2 * DEDUPE_WINDOW);
  } finally {
    await limited.close();
  }
});

it("what only a few see writes nothing: joining, leaving, typing, asking, a refused and a repeated message", async () => {
  const room = newRoom();
  const { socket } = await join(server, room);
  socket.say({ type: "send", id: "one", text: "one" });
  await socket.answer("one");
  const before = await statsOf(room);
  const { socket: other } = await join(server, room, { name: "Other" });
  other.say(
    { type: "typing", on: true },
    { type: "history", id: "h" },
    { type: "members", id: "m" },
    { type: "rename", id: "r", name: "Another" },
    { type: "send", id: "bad", text: "" },
  );
  for (const id of ["h", "m", "r", "bad"]) await other.answer(id);
  socket.say({ type: "send", id: "one", text: "one" });
  expect(await socket.answer("one")).toMatchObject({ duplicate: true });
  await other.close();
  await socket.next("leave");
  const after = await statsOf(room);
  expect(after.counts.rowsWritten).toBe(before.counts.rowsWritten);
  await socket.close();
});

it("counts go on through evictions, with messages between and without", async () => {
  const room = newRoom();
  const { socket } = await join(server, room);
  await socket.post("first");
  const first = await statsOf(room);
  await server.evict(room);
  socket.say({ type: "send", id: "a", text: "a" });
  await socket.answer("a");
  await server.evict(room);
  const second = await statsOf(room);
  expect(second.counts.wakes).toBe(first.counts.wakes + 2);
  expect(second.counts.rowsWritten).toBe(first.counts.rowsWritten + 1);
  await server.evict(room);
  expect((await statsOf(room)).counts.wakes).toBe(second.counts.wakes + 1);
  await socket.close();
});

it("[W3] heartbeats do not count as anything", async () => {
  const room = newRoom();
  const { socket } = await join(server, room);
  const before = await statsOf(room);
  for (let i = 0; i < 50; i++) socket.send("ping");
  while (socket.frames.all.filter((frame) => frame === "pong").length < 50) await socket.frames.next();
  const after = await statsOf(room);
  expect(after.counts).toMatchObject({ framesIn: before.counts.framesIn, framesOut: before.counts.framesOut });
  await socket.close();
});

it("frames and their bytes are those that went over the wire", async () => {
  const room = newRoom();
  const { socket } = await join(server, room);
  const before = await statsOf(room);
  const received = socket.frames.all.length;
  const frames = [
    { type: "send", id: "聊", text: "é 聊天 🎉" },
    { type: "history" },
    { type: "send", id: "b", text: "b" },
  ];
  for (const frame of frames) socket.say(frame);
  await socket.answer("b");
  const { counts } = await statsOf(room);
  const own = socket.frames.all.slice(received);
  expect(counts.framesOut - before.counts.framesOut).toBe(own.length);
  expect(counts.bytesOut - before.counts.bytesOut).toBe(own.reduce((sum, frame) => sum + Buffer.byteLength(frame), 0));
  const said = frames.map((frame) => Buffer.byteLength(JSON.stringify(frame)));
  expect(counts.bytesIn - before.counts.bytesIn).toBe(said.reduce((sum, bytes) => sum + bytes, 0));
  await socket.close();
});

it("the cost is the counts at the published prices", async () => {
  const room = newRoom();
  const { socket } = await join(server, room);
  const { counts, cost, perDay, prices } = await statsOf(room);
  expect(cost.rowsWritten).toBeCloseTo((counts.rowsWritten * prices.rowsWritten) / 1e6, 12);
  expect(cost.requests).toBeCloseTo(((counts.requests + counts.framesIn / 20) * prices.requests) / 1e6, 12);
  expect(cost.total).toBeCloseTo(cost.requests + cost.duration + cost.rowsRead + cost.rowsWritten, 12);
  // A room is less than an hour old here, and is taken for one hour.
  expect(perDay.total).toBeCloseTo(cost.total * 24, 9);
  await socket.close();
});

it("[R3] a room that nobody was ever in has no counts", async () => {
  const response = await fetch(server.http(`/api/rooms/${newRoom()}/stats`));
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ error: { code: "not_found" } });
});
