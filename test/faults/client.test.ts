import { afterAll, beforeAll, expect, it } from "vitest";
import { Room, type RoomState } from "../../src/client/index.ts";
import type { Message } from "../../src/protocol/events.ts";
import { Proxy } from "../support/proxy.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";

const WRITERS = 8;
const MESSAGES = 500;
/** Messages that the first client sees between one disaster and the next. */
const CALM = 300;

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

/** Settles when a room's state is as wished. */
function until(room: Room, isReached: (state: RoomState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (state: RoomState): void => {
      if (!isReached(state)) return;
      end();
      resolve();
    };
    const end = room.state.subscribe(check);
    check(room.state.value);
  });
}

/** The whole log, as the server has it. */
async function readLog(room: string): Promise<Message[]> {
  const log: Message[] = [];
  for (let more = true; more;) {
    const after = log.at(-1)?.seq ?? 0;
    const response = await fetch(server.http(`/api/rooms/${room}/messages?after=${after}&limit=100`));
    const page = (await response.json()) as { messages: Message[]; more: boolean };
    log.push(...page.messages);
    more = page.more;
  }
  return log;
}

it("[B2] [B4] [C3] eight clients write five hundred each through cuts and evictions: one gapless log, the same for all", async () => {
  const name = newRoom("faults");
  const proxy = await Proxy.start(server.origin);
  // On a slow machine some are cut before anything is answered, again and again, and would go on by requests, one for each
  // message. These have tests of their own.
  const ways = ["websocket"] as const;
  const rooms = Array.from(
    { length: WRITERS },
    (_, writer) => new Room({ url: proxy.origin, room: name, name: `writer ${writer}`, history: 0, ways }),
  );
  for (const room of rooms) {
    room.connect();
    // As somebody who presses "Try now": cut so often, a client would soon wait long between its attempts.
    room.state.subscribe(({ status }) => status === "waiting" && queueMicrotask(() => room.reconnect()));
  }
  await Promise.all(rooms.map((room) => until(room, ({ status }) => status === "online")));

  let seen = 0;
  const evictions: Promise<void>[] = [];
  const disasters = [() => proxy.cut(), () => evictions.push(server.evict(name, "close"))];
  rooms[0]!.on("message", () => {
    if (++seen % CALM === 0) disasters[(seen / CALM) % disasters.length]!();
  });

  const sent = rooms.flatMap((room, writer) =>
    Array.from({ length: MESSAGES }, (_, index) => room.send(`${writer}/${index}`)),
  );
  const acks = await Promise.all(sent);
  await Promise.all(evictions);
  expect(seen).toBeGreaterThan(CALM * 3);

  const log = await readLog(name);
  expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: WRITERS * MESSAGES }, (_, index) => index + 1));
  expect(new Set(log.map(({ text }) => text)).size).toBe(WRITERS * MESSAGES);
  expect(acks.map(({ seq }) => seq).toSorted((a, b) => a! - b!)).toEqual(log.map(({ seq }) => seq));
  for (let writer = 0; writer < WRITERS; writer++) {
    const own = log.map(({ text }) => text).filter((text) => text.startsWith(`${writer}/`));
    expect(own).toEqual(Array.from({ length: MESSAGES }, (_, index) => `${writer}/${index}`));
  }

  await Promise.all(rooms.map((room) => until(room, ({ messages }) => messages.at(-1)?.seq === log.length)));
  for (const room of rooms) {
    const { messages, outgoing, more } = room.state.value;
    // A client that missed more than can be told one by one holds the end of the log, and knows that there is more.
    expect(messages).toEqual(log.slice(-messages.length));
    expect(more || messages.length === log.length).toBe(true);
    expect(outgoing).toEqual([]);
    room.close();
  }
  await proxy.close();
}, 120_000);
