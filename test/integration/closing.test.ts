import { afterAll, beforeAll, expect, it } from "vitest";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText, type TestSocket } from "../support/socket.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

/** A machine that stands still for a second is not the server that takes so long: that would do so every time. */
const TIMED = { retry: 2 };

/** Closes from the client's side. @returns the code of the answer, and how long it took in ms. */
async function closing(socket: TestSocket, code?: number): Promise<{ code: number; ms: number }> {
  const start = performance.now();
  if (code === undefined) socket.raw.close();
  else socket.raw.close(code, "done");
  return { code: (await socket.closed).code, ms: performance.now() - start };
}

it.each([
  [1000, 1000],
  [3000, 3000],
  [3999, 3999],
  [4000, 4000],
  [4999, 4999],
  [1001, 1000],
  [1011, 1000],
  [undefined, 1000],
])("[W6] a Close with code %s is answered within a second, with %s", TIMED, async (sent, answered) => {
  const room = newRoom();
  const guard = await witness(server, room);
  const { socket } = await join(server, room);
  const { code, ms } = await closing(socket, sent);
  expect(code).toBe(answered);
  expect(ms).toBeLessThan(1_000);
  await guard.expectServes();
});

it("[W6] in text mode too", TIMED, async () => {
  const text = await joinText(server, newRoom());
  const { code, ms } = await closing(text, 1000);
  expect(code).toBe(1000);
  expect(ms).toBeLessThan(1_000);
});

it("[W6] after a hibernation too", TIMED, async () => {
  const room = newRoom();
  const { socket } = await join(server, room);
  await server.evict(room);
  const { code, ms } = await closing(socket, 3001);
  expect(code).toBe(3001);
  expect(ms).toBeLessThan(1_000);
});

it("[W6] with commands still on their way", TIMED, async () => {
  const room = newRoom();
  const guard = await witness(server, room);
  const { socket } = await join(server, room);
  socket.say({ type: "send", text: "last words" });
  const { ms } = await closing(socket, 1000);
  expect(ms).toBeLessThan(1_000);
  await guard.expectServes(["last words"]);
});
