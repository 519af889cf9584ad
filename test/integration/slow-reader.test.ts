import { afterAll, beforeAll, expect, it } from "vitest";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, type JsonSocket, type Welcome } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

const TEXT = "😀".repeat(4_000);
/** More than the network between holds for a reader that has stopped, in messages of 16 kB. */
const ENOUGH = 6_000;

it("a reader for whom more than 1 MiB waits is closed with 4002; the others get everything and wait for nothing", async () => {
  const room = newRoom();
  const { socket: speaker } = await join(server, room);
  const { socket: guard } = await join(server, room);
  const { socket: slow, welcome } = await join(server, room, { name: "Slow" });
  // workerd ends the connection of one that has never said anything only seconds after its Close.
  slow.send("ping");
  await slow.frames.next((frame) => frame === "pong", "pong");
  slow.raw.pause();
  let sent = 0;
  let slowest = 0;
  while (!guard.events.all.some(({ type }) => type === "leave") && sent < ENOUGH) {
    const start = performance.now();
    // Three of them fill a frame.
    speaker.say(...Array.from({ length: 3 }, () => ({ type: "send", text: TEXT })));
    sent += 3;
    await Promise.all([speaker, guard].map((socket) => socket.next("message", ({ seq }) => seq === sent)));
    slowest = Math.max(slowest, performance.now() - start);
  }
  const told = guard.events.all.filter(({ type }) => type === "leave");
  expect(told).toMatchObject([{ user: { id: welcome.you.id }, online: 2 }]);
  const seqs = guard.events.all.flatMap((event) => (event.type === "message" ? [event.seq] : []));
  expect(seqs).toEqual(Array.from({ length: sent }, (_, index) => index + 1));
  // Whoever waited for the slow one would wait for ever; a machine that is slow itself does not take so long.
  expect(slowest).toBeLessThan(10_000);
  slow.raw.resume();
  expect((await slow.closed).code).toBe(4002);

  // They come back with their cursor. What was missed is told, or said to be too much; it is never less.
  const heard = slow.events.all.flatMap((event) => (event.type === "message" ? [event.seq] : []));
  expect(heard).toEqual(Array.from({ length: heard.length }, (_, index) => index + 1));
  const { welcome: back } = await join(server, room, { since: `${welcome.epoch}.${heard.length}` });
  expect(back.recovered).toBe(sent - heard.length <= 500);
  if (back.recovered) expect(back.events[0]?.seq).toBe(heard.length + 1);
});

/** Fills a room with the latest page and more, of the longest messages: 1.6 MB of them are a page. */
async function fill(room: string, messages: number): Promise<{ socket: JsonSocket; welcome: Welcome }> {
  const joined = await join(server, room);
  for (let sent = 0; sent < messages; sent += 3) {
    joined.socket.say(...Array.from({ length: 3 }, () => ({ type: "send", text: TEXT })));
    await joined.socket.next("message", ({ seq }) => seq === sent + 3);
  }
  return joined;
}

it("[A1] who is only just told a long history is not slow", async () => {
  const room = newRoom();
  await fill(room, 102);
  const { socket, welcome } = await join(server, room, { history: "100" });
  expect(welcome.events).toHaveLength(100);
  expect(await socket.post("hello")).toMatchObject({ seq: 103 });
});

it("[B2] nor who is told all that was missed", async () => {
  const room = newRoom();
  const { welcome } = await fill(room, 450);
  const { socket, welcome: back } = await join(server, room, { since: `${welcome.epoch}.0` });
  expect(back.recovered).toBe(true);
  expect(back.events).toHaveLength(450);
  expect(await socket.post("hello")).toMatchObject({ seq: 451 });
});

it("nor who asks for a page of history and says something", async () => {
  const room = newRoom();
  await fill(room, 102);
  const { socket } = await join(server, room, { history: "0" });
  socket.say({ type: "history", id: "h", limit: 100 }, { type: "send", id: "s", text: "hello" });
  const answers = [
    await socket.events.next(({ type }) => type === "ack"),
    await socket.events.next(({ type }) => type === "ack"),
  ];
  expect(answers.map((answer) => "id" in answer && answer.id).toSorted()).toEqual(["h", "s"]);
});

it("who asks and does not read is closed too, though nobody says anything", async () => {
  const room = newRoom();
  const { socket: guard } = await fill(room, 102);
  const { socket: slow, welcome } = await join(server, room, { history: "0" });
  slow.raw.pause();
  for (let count = 0; count < 59; count++) slow.say({ type: "history", id: `h${count}`, limit: 100 });
  expect(await guard.next("leave")).toMatchObject({ user: { id: welcome.you.id } });
  slow.raw.resume();
  expect((await slow.closed).code).toBe(4002);
});
