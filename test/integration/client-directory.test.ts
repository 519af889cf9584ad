import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Directory } from "../../src/client/index.ts";
import { TIMING } from "../../src/client/config.ts";
import { closesAfterEach } from "../support/closing.ts";
import { publicRoom } from "../support/directory.ts";
import { HttpProxy } from "../support/http-proxy.ts";
import { Proxy } from "../support/proxy.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

const closing = closesAfterEach();

const QUICK = { ...TIMING, backoffBaseMs: 20, backoffCapMs: 100 };

/** Somebody's program that looks at public rooms. */
function watch(url = server.origin): Directory {
  const directory = new Directory({ url }, QUICK);
  closing(() => directory.close());
  directory.connect();
  return directory;
}

/** Waits until a program is told this of a room; undefined where it is not to know it. */
function knows(directory: Directory, room: string, like: object | undefined) {
  const is = expect.poll(() => directory.state.value.rooms?.find((listing) => listing.room === room));
  return like ? is.toMatchObject(like) : is.toBeUndefined();
}

describe("[L4] the directory of the SDK", () => {
  it("knows public rooms as they are now; of those that did not change it has the same object", async () => {
    const { room: still } = await publicRoom(server);
    const { room } = await publicRoom(server, { title: "Tea" });
    const directory = watch();
    await knows(directory, still, { online: 0 });
    const before = directory.state.value.rooms!.find((listing) => listing.room === still);
    const { socket } = await join(server, room);
    await knows(directory, room, { title: "Tea", online: 1 });
    const { rooms = [], status, total } = directory.state.value;
    expect(rooms[0]!.room).toBe(room);
    expect(rooms.find((listing) => listing.room === still)).toBe(before);
    expect([status, total]).toEqual(["online", rooms.length]);
    await socket.close();
  });

  it("[L3] searches, without a connection too; says what is wrong with a question", async () => {
    const { room } = await publicRoom(server, { topic: "Samovars" });
    const directory = new Directory({ url: server.origin });
    await expect.poll(async () => (await directory.search("samovars")).total).toBe(1);
    expect(await directory.search("SAMOVARS")).toMatchObject({ rooms: [{ room }] });
    expect(directory.state.value).toEqual({ status: "idle", total: 0 });
    await expect(directory.search("x".repeat(201))).rejects.toMatchObject({ code: "too_big" });
    const nowhere = new Directory({ url: "http://127.0.0.1:9" });
    await expect(nowhere.search("tea")).rejects.toMatchObject({ code: "disconnected" });
    await expect(directory.search("tea", AbortSignal.abort(new Error("no longer")))).rejects.toThrow("no longer");
  });

  it("comes back after it was cut off, and knows what has changed meanwhile", async () => {
    const proxy = await Proxy.start(server.origin);
    closing(() => proxy.close());
    const directory = watch(proxy.origin);
    await expect.poll(() => directory.state.value.status).toBe("online");
    proxy.down();
    await expect.poll(() => directory.state.value.status).not.toBe("online");
    const { room } = await publicRoom(server);
    proxy.up();
    await knows(directory, room, { online: 0 });
  });

  it("knows what there was when it was asked last, where no socket gets through", async () => {
    const proxy = await HttpProxy.start(server.origin, { upgrades: "refuse" });
    closing(() => proxy.close());
    const { room } = await publicRoom(server);
    const directory = watch(proxy.origin);
    await knows(directory, room, { online: 0 });
    expect(directory.state.value.status).not.toBe("online");
  });
});
