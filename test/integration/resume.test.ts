import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, type Welcome } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

const texts = (count: number, prefix = "t"): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

/** Joins again with a cursor, and leaves. */
async function rejoin(room: string, since: string, query: Record<string, string> = {}): Promise<Welcome> {
  const { socket, welcome } = await join(server, room, { since, ...query });
  await socket.close();
  return welcome;
}

describe("with a cursor that is good", () => {
  it("[B2] all that was missed is told, and nothing else", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    await socket.postMany(texts(10));
    const back = await rejoin(room, `${welcome.epoch}.4`);
    expect(back).toMatchObject({ recovered: true, head: 10, more: false, epoch: welcome.epoch });
    expect(back.events.map(({ seq, text }) => [seq, text])).toEqual([5, 6, 7, 8, 9, 10].map((seq) => [seq, `t${seq}`]));
  });

  it("[B2] nothing missed is recovered, with no events", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    await socket.postMany(texts(3));
    expect(await rejoin(room, `${welcome.epoch}.3`)).toMatchObject({ recovered: true, events: [] });
  });

  it("[B2] 500 missed are told, 501 are not: then it is the latest page and says so", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    await socket.postMany(texts(601));
    const all = await rejoin(room, `${welcome.epoch}.101`);
    expect(all.recovered).toBe(true);
    expect(all.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 500 }, (_, index) => 102 + index));
    const page = await rejoin(room, `${welcome.epoch}.100`);
    expect(page).toMatchObject({ recovered: false, head: 601, more: true });
    expect(page.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => 552 + index));
  });

  it("[B2] history does not shorten what was missed", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    await socket.postMany(texts(5));
    const back = await rejoin(room, `${welcome.epoch}.0`, { history: "0" });
    expect(back.recovered).toBe(true);
    expect(back.events).toHaveLength(5);
  });

  it("[B2] it outlives evictions", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    await socket.post("one");
    await server.evict(room, "close");
    const other = await join(server, room);
    await other.socket.post("two");
    await server.evict(room);
    const back = await rejoin(room, `${welcome.epoch}.1`);
    expect(back).toMatchObject({ recovered: true, events: [{ seq: 2, text: "two" }] });
  });

  it("[B3] in an empty room the first welcome's cursor is good, then and later", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    expect(welcome).toMatchObject({ head: 0, first: 1 });
    const cursor = `${welcome.epoch}.${welcome.head}`;
    expect(await rejoin(room, cursor)).toMatchObject({ recovered: true, events: [], epoch: welcome.epoch });
    await server.evict(room);
    expect(await rejoin(room, cursor)).toMatchObject({ recovered: true, events: [], epoch: welcome.epoch });
    await socket.post("first");
    expect(await rejoin(room, cursor)).toMatchObject({ recovered: true, events: [{ seq: 1, text: "first" }] });
  });

  it("[B2] [B4] who was cut off in the middle of much ends with all of it", async () => {
    const room = newRoom();
    const { socket: speaker } = await join(server, room);
    const { socket: reader, welcome } = await join(server, room);
    const spoken = speaker.postMany(texts(400));
    await reader.next("message", ({ seq }) => seq >= 50);
    reader.cut();
    const heard = reader.events.all.flatMap((event) => (event.type === "message" ? [event.seq] : []));
    const { socket, welcome: back } = await join(server, room, { since: `${welcome.epoch}.${heard.at(-1)!}` });
    expect(back.recovered).toBe(true);
    heard.push(...back.events.map(({ seq }) => seq));
    await spoken;
    while (heard.at(-1)! < 400) heard.push((await socket.next("message")).seq);
    expect(heard).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
  });
});

describe("with a cursor that is not", () => {
  const cursors: Record<string, (epoch: string) => string> = {
    "another epoch": () => "0123456789ab.2",
    "no epoch": () => ".2",
    "no seq": (epoch) => `${epoch}.`,
    "the epoch alone": (epoch) => epoch,
    "a seq that has not been": (epoch) => `${epoch}.4`,
    "a seq far in the future": (epoch) => `${epoch}.999999999999999`,
    "more digits than count": (epoch) => `${epoch}.99999999999999999999`,
    "a negative seq": (epoch) => `${epoch}.-1`,
    "half a seq": (epoch) => `${epoch}.1.5`,
    "a space": (epoch) => `${epoch}. 2`,
    "other digits": (epoch) => `${epoch}.２`,
    "a word": () => "yesterday",
    "the word null": () => "null",
    nothing: () => "",
    SQL: (epoch) => `${epoch}.2' OR 1=1 --`,
    "9,000 characters": () => "聊".repeat(3_000),
  };

  it.each(Object.entries(cursors))("[B2] %s: not recovered, but the latest page", async (_what, cursor) => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    await socket.postMany(["a", "b", "c"]);
    const back = await rejoin(room, cursor(welcome.epoch));
    expect(back).toMatchObject({ recovered: false, head: 3, more: false, epoch: welcome.epoch });
    expect(back.events.map(({ text }) => text)).toEqual(["a", "b", "c"]);
  });

  it("[B2] the page is as long as history says", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await socket.postMany(texts(10));
    const back = await rejoin(room, "0123456789ab.9", { history: "2" });
    expect(back).toMatchObject({ recovered: false, more: true });
    expect(back.events.map(({ seq }) => seq)).toEqual([9, 10]);
  });

  it("[B1] [B2] events that are no longer held are a hole, and said to be one", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    await socket.postMany(texts(10));
    await server.sql(room, "DELETE FROM events WHERE seq <= 5");
    await server.evict(room);
    expect(await rejoin(room, `${welcome.epoch}.4`)).toMatchObject({ recovered: false, first: 6, head: 10 });
    const back = await rejoin(room, `${welcome.epoch}.5`);
    expect(back.recovered).toBe(true);
    expect(back.events.map(({ seq }) => seq)).toEqual([6, 7, 8, 9, 10]);
  });

  it("[B1] another room's cursor is not good here", async () => {
    const [one, other] = [newRoom(), newRoom()];
    const { welcome } = await join(server, one);
    const { socket } = await join(server, other);
    await socket.post("a");
    expect(await rejoin(other, `${welcome.epoch}.0`)).toMatchObject({ recovered: false });
  });
});
