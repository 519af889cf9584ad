import { afterAll, beforeAll, expect, it } from "vitest";
import { ROSTER_MAX } from "../../src/protocol/limits.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, type JsonSocket } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

/** Fills a room with this many users. */
async function crowd(room: string, size: number): Promise<JsonSocket[]> {
  const sockets: JsonSocket[] = [];
  while (sockets.length < size) {
    const batch = Math.min(50, size - sockets.length);
    const joined = await Promise.all(Array.from({ length: batch }, () => join(server, room)));
    sockets.push(...joined.map(({ socket }) => socket));
  }
  return sockets;
}

it("[E3] up to 200 members are listed by name; above that only their number travels, until it is 200 again", async () => {
  const room = newRoom();
  const [watcher, ...others] = (await crowd(room, ROSTER_MAX - 1)) as [JsonSocket, ...JsonSocket[]];
  const { welcome: full } = await join(server, room, { name: "number 200" });
  expect(full.members.online).toBe(200);
  expect(full.members.list).toHaveLength(200);
  await watcher.next("join", ({ online }) => online === 200);

  const { socket: extra, welcome } = await join(server, room, { name: "number 201" });
  expect(welcome.members).toEqual({ online: 201 });
  expect(await watcher.next("presence")).toEqual({ type: "presence", online: 201 });

  await extra.ask({ type: "typing", on: true });
  const { socket: one } = await join(server, room);
  expect(await watcher.next("presence")).toEqual({ type: "presence", online: 202 });
  others[0]!.cut();
  expect(await watcher.next("presence")).toEqual({ type: "presence", online: 201 });
  await server.evict(room);
  await one.close();
  // With 200 left the names are back.
  expect(await watcher.next("leave")).toMatchObject({ online: 200 });
  const told = watcher.events.all.slice(watcher.events.all.findIndex(({ type }) => type === "presence"));
  expect(told.map(({ type }) => type)).toEqual(["presence", "presence", "presence", "leave"]);
  const { socket: last, welcome: crowded } = await join(server, room);
  expect(crowded.members).toEqual({ online: 201 });
  await last.close();
});

it("members tells a crowd page by page, by user id", async () => {
  const room = newRoom();
  const sockets = await crowd(room, ROSTER_MAX + 5);
  const [asker] = sockets as [JsonSocket, ...JsonSocket[]];
  const first = await asker.ask({ type: "members" });
  if (first.type !== "ack") throw new Error(first.message);
  expect(first).toMatchObject({ online: 205, more: true });
  expect(first.list).toHaveLength(200);
  const second = await asker.ask({ type: "members", after: first.list!.at(-1)!.id });
  if (second.type !== "ack") throw new Error(second.message);
  expect(second).toMatchObject({ online: 205, more: false });
  const ids = [...first.list!, ...second.list!].map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted());
  const all = sockets.map((socket) => socket.events.all[0]!).map((event) => event.type === "welcome" && event.you.id);
  expect(new Set(ids)).toEqual(new Set(all));
});
