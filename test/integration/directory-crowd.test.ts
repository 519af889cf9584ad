import { afterAll, beforeAll, expect, it } from "vitest";
import { HERALD_PAUSE_MS, HERALD_SPACING_MS } from "../../src/config.ts";
import { directory, publicRoom } from "../support/directory.ts";
import { newRoom, startClockServer, type ClockServer } from "../support/server.ts";
import { join, type JsonSocket } from "../support/socket.ts";
import { SECRET } from "../support/token.ts";

const ROOMS = 1_000;
/** Rooms in which somebody is in the end. */
const STAYING = 20;
/** What is asked of the server at the same time. */
const AT_ONCE = 16;

let server: ClockServer;
beforeAll(async () => {
  // The worker under test, with a count of what rooms have told the directory.
  server = await startClockServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

/** Does something so many times, some of them at once. */
async function times(count: number, act: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

it(`[L2] ${ROOMS} rooms where people come and go tell the directory 50 times a second at most, and it knows how many are in each`, async () => {
  const prefix = newRoom("crowd");
  const rooms = Array.from({ length: ROOMS }, (_, index) => `${prefix}-${index}`);
  const began = Date.now();
  const staying: JsonSocket[] = [];
  // Two come into each, and one goes again.
  await times(ROOMS, async (index) => {
    const { room } = await publicRoom(server, {}, rooms[index]);
    const [one, other] = [await join(server, room), await join(server, room)];
    await one.socket.close();
    staying.push(other.socket);
  });
  // All but a few go at once.
  const leaving = staying.splice(0, ROOMS - STAYING);
  await times(leaving.length, (index) => leaving[index]!.close());
  const isRight = async (): Promise<boolean> => {
    const { rooms: listed, total } = await directory(server, { q: prefix, limit: String(STAYING + 1) });
    return total === ROOMS && listed.every(({ online }, index) => online === Number(index < STAYING));
  };
  // Each has its turn once the others have had theirs.
  const turns = ROOMS * HERALD_SPACING_MS + HERALD_PAUSE_MS;
  await expect.poll(isRight, { interval: 1_000, timeout: 4 * turns }).toBe(true);

  const told = await server.heralded();
  const seconds = (Date.now() - began) / 1_000;
  // Each tells at once the first time, and may have a turn that it did not need before.
  expect(told.length).toBeLessThanOrEqual(2 * ROOMS + (seconds * 1_000) / HERALD_SPACING_MS);
  expect(new Set(told.map(({ room }) => room)).size).toBe(ROOMS);
  // Five times something has changed in each: what did while it was not its turn is told together.
  expect(told.length).toBeLessThan(5 * ROOMS);
  // No room tells twice within the pause.
  const last = new Map<string, number>();
  for (const { room, at } of told) {
    expect(at - (last.get(room) ?? -Infinity), room).toBeGreaterThanOrEqual(HERALD_PAUSE_MS - 100);
    last.set(room, at);
  }
  await Promise.all(staying.map((socket) => socket.close()));
}, 600_000);
