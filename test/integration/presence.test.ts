import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, type JsonSocket } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

/** What a watcher was told of comings and goings until now. */
async function news(watcher: JsonSocket): Promise<string[]> {
  return (await watcher.settled()).flatMap((event) =>
    event.type === "join" || event.type === "leave" ? [`${event.type} ${event.user.name} ${event.online}`] : [],
  );
}

describe("by user", () => {
  it("[E3] join with the first connection, leave with the last; a second tab is no news", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room);
    const { socket: first, welcome } = await join(server, room, { name: "Ann" });
    expect(await news(watcher)).toEqual(["join Ann 2"]);
    const { socket: second, welcome: again } = await join(server, room, { token: welcome.token!, name: "Ann" });
    expect(again.members).toMatchObject({ online: 2 });
    expect(again.members.list).toHaveLength(2);
    expect(await news(watcher)).toEqual([]);
    await first.close();
    expect(await news(watcher)).toEqual([]);
    await second.close();
    expect(await watcher.next("leave")).toMatchObject({ user: welcome.members.list![1], online: 1 });
  });

  it("[E3] a user of two tabs is told of others once a tab, and not of the own tabs", async () => {
    const room = newRoom();
    const { socket: first, welcome } = await join(server, room, { name: "Ann" });
    const { socket: second } = await join(server, room, { token: welcome.token!, name: "Ann" });
    await join(server, room, { name: "Bo" });
    for (const tab of [first, second]) expect(await news(tab)).toEqual(["join Bo 2"]);
  });

  it("[E3] two guests of one name are two users", async () => {
    const room = newRoom();
    await join(server, room, { name: "Ann" });
    const { welcome } = await join(server, room, { name: "Ann" });
    expect(welcome.members.online).toBe(2);
    expect(new Set(welcome.members.list!.map(({ id }) => id)).size).toBe(2);
  });

  it("[E3] a message over HTTP joins nobody", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room);
    await ask(server, `/api/rooms/${room}/messages`, { method: "POST", body: "passing by" });
    expect(await news(watcher)).toEqual([]);
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ body: { online: 1 } });
  });
});

describe("leaving", () => {
  const ways: Record<string, (socket: JsonSocket, room: string) => Promise<unknown> | void> = {
    "by a close": (socket) => socket.close(),
    "by a close with a code": (socket) => socket.close(4_123),
    "by being cut off": (socket) => socket.cut(),
    "by being closed for bad frames": (socket) => {
      for (let count = 0; count < 10; count++) socket.send("{");
    },
    "by a close while the room hibernates": async (socket, room) => {
      await server.evict(room);
      await socket.close();
    },
    "by being cut off while the room hibernates": async (socket, room) => {
      await server.evict(room);
      socket.cut();
    },
  };

  it.each(Object.entries(ways))("[E3] %s is told once", async (_way, leave) => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room);
    const { socket, welcome } = await join(server, room, { name: "Ann" });
    await watcher.next("join");
    await leave(socket, room);
    expect(await watcher.next("leave")).toMatchObject({ user: { id: welcome.you.id, name: "Ann" }, online: 1 });
    await socket.closed;
    expect(await news(watcher)).toEqual([]);
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ body: { online: 1 } });
  });

  it("[E3] when an eviction closes all sockets, nobody is left over", async () => {
    const room = newRoom();
    const joined = await Promise.all(["Ann", "Bo", "Cy"].map((name) => join(server, room, { name })));
    await server.evict(room, "close");
    await Promise.all(joined.map(({ socket }) => socket.closed));
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ body: { online: 0 } });
    const { welcome } = await join(server, room, { name: "Dee" });
    expect(welcome.members).toMatchObject({ online: 1, list: [{ name: "Dee" }] });
  });

  it("[E3] coming and going in the same moment leaves the count right", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room);
    const joined = await Promise.all(Array.from({ length: 30 }, () => join(server, room)));
    await Promise.all(joined.map(({ socket }, index) => (index % 2 === 0 ? socket.close() : socket.cut())));
    await Promise.all(joined.map(({ socket }) => socket.closed));
    await watcher.next("leave", ({ online }) => online === 1);
    const told = watcher.events.all.filter(({ type }) => type === "join" || type === "leave");
    expect(told).toHaveLength(60);
    for (const { welcome } of joined) {
      const own = told.filter((event) => "user" in event && event.user.id === welcome.you.id);
      expect(own.map(({ type }) => type)).toEqual(["join", "leave"]);
    }
  });
});

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

it("[E3] welcome, members and the room's description agree", async () => {
  const room = newRoom();
  await join(server, room, { name: "Ann" });
  const { socket, welcome } = await join(server, room, { name: "Bo" });
  const answer = await socket.ask({ type: "members" });
  expect(answer).toMatchObject({ online: 2, more: false });
  expect(answer.type === "ack" && answer.list?.toSorted(byName)).toEqual(welcome.members.list!.toSorted(byName));
  expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ body: { online: 2 } });
});
