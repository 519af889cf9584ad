import { afterAll, beforeAll, expect, it } from "vitest";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

it("[W4] the first frame begins with welcome, and what follows is told to all", async () => {
  const room = newRoom();
  const { socket: ann, welcome } = await join(server, room, { name: "Ann" });
  expect(welcome).toMatchObject({ room, version: 1, head: 0, first: 1, recovered: false, you: { name: "Ann" } });
  const bo = await joinText(server, room, { name: "Bo" });
  expect(await bo.frames.next()).toBe(`* welcome to ${room}, Bo`);
  bo.send("hello");
  expect(await ann.next("message")).toMatchObject({ seq: 1, text: "hello", user: { name: "Bo" } });
  expect(await bo.frames.next()).toBe("Bo: hello");
  await Promise.all([ann.close(), bo.close()]);
});
