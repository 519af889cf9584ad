import { afterAll, beforeAll, expect, it } from "vitest";
import { page } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { seededRandom, type Random } from "../support/random.ts";
import { Writer } from "./writer.ts";

const WRITERS = 8;
const MESSAGES = 500;
const SEED = 20_261_117;

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

/** Cuts writers off and takes the room from memory, again and again, while there is something to write. */
async function wreck(room: string, writers: readonly Writer[], random: Random): Promise<number> {
  let faults = 0;
  for (;;) {
    const busy = writers.filter(({ isDone }) => !isDone);
    if (busy.length === 0) return faults;
    const writer = busy[random(busy.length)]!;
    // Faults come after some more of the work is done, not after some time: so they fall into the middle of it everywhere.
    await writer.progress(1 + random(15));
    const kind = random(10);
    if (kind < 6) writer.cut();
    else await server.evict(room, kind < 8 ? "close" : "hibernate");
    faults++;
  }
}

it("[C2] [C3] [B2] [B4] 8 writers whose sockets break all the time end with one log: gapless, in order, each message once", async () => {
  const room = newRoom();
  const random = seededRandom(SEED);
  const writers = Array.from({ length: WRITERS }, (_, index) => new Writer(server, room, `w${index}`));
  const texts = (writer: Writer): string[] => Array.from({ length: MESSAGES }, (_, index) => `${writer.name} ${index}`);

  const written = Promise.all(writers.map((writer) => writer.write(texts(writer))));
  const faults = await wreck(room, writers, random);
  await written;
  // Otherwise this would have shown little.
  expect(faults).toBeGreaterThan(30);
  expect(Math.max(...writers.map(({ repeats }) => repeats))).toBeGreaterThan(0);

  const total = WRITERS * MESSAGES;
  await Promise.all(writers.map((writer) => writer.caughtUp(total)));
  const reader: { seq: number; text: string }[] = [];
  while (reader.length < total) {
    const { messages } = await page(server, room, `?after=${reader.at(-1)?.seq ?? 0}&limit=100`);
    expect(messages.length).toBeGreaterThan(0);
    reader.push(...messages);
  }

  const log = reader.map(({ seq, text }) => `${seq} ${text}`);
  expect(log.map((line) => Number(line.split(" ", 1)[0]))).toEqual(
    Array.from({ length: total }, (_, index) => index + 1),
  );
  for (const writer of writers) {
    expect(reader.map(({ text }) => text).filter((text) => text.startsWith(`${writer.name} `))).toEqual(texts(writer));
    expect(writer.log).toEqual(log);
    writer.stop();
  }
  expect((await page(server, room)).head).toBe(total);
}, 120_000);
