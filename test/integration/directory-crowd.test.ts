import { afterAll, beforeAll, expect, it } from "vitest";
import { HERALD_PAUSE_MS, HERALD_SPACING_MS } from "../../src/config.ts";
import { directory, publicRoom } from "../support/directory.ts";
import { newRoom, startClockServer, type ClockServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { SECRET } from "../support/token.ts";

const ROOMS = 1_000;
/** Rooms that both who came are still in. */
const FULLER = 20;
/** By how much clocks may be read apart. ms */
const CLOCK_MS = 100;
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

/** By how many people are in them: in how many rooms, as the directory has written. */
async function counts(): Promise<Record<number, number>> {
  const [row] = await server.directorySql("SELECT value FROM counts");
  const rooms = Object.values(JSON.parse((row?.["value"] as string | undefined) ?? "{}") as Record<string, [number]>);
  const byOnline = Object.entries(Object.groupBy(rooms, ([online]) => online));
  return Object.fromEntries(byOnline.map(([online, those]) => [online, those?.length ?? 0]));
}

it(`[L2] ${ROOMS} rooms where people come and go tell the directory 50 times a second at most, and it knows how many are in each`, async () => {
  const prefix = newRoom("crowd");
  const began = Date.now();
  // Two come into each, and but for some rooms one goes again: with that there is a room, something has changed four times.
  await times(ROOMS, async (index) => {
    const { room } = await publicRoom(server, {}, `${prefix}-${index}`);
    const { socket } = await join(server, room);
    await join(server, room);
    if (index >= FULLER) await socket.close();
  });
  // Each has its turn once the others have had theirs.
  const turns = ROOMS * HERALD_SPACING_MS + HERALD_PAUSE_MS;
  await expect.poll(counts, { interval: 500, timeout: 4 * turns }).toEqual({ 1: ROOMS - FULLER, 2: FULLER });
  const { rooms: listed, total } = await directory(server, { q: prefix, limit: String(FULLER + 1) });
  expect(total).toBe(ROOMS);
  expect(listed.map(({ online }) => online)).toEqual([...Array.from({ length: FULLER }, () => 2), 1]);

  const told = await server.heralded();
  /** When each told last, and all that were not the first of a room. */
  const last = new Map<string, number>();
  const turned: number[] = [];
  for (const { room, at } of told) {
    const before = last.get(room);
    last.set(room, at);
    if (before === undefined) continue;
    turned.push(at);
    // No room tells twice within the pause.
    expect(at - before, room).toBeGreaterThanOrEqual(HERALD_PAUSE_MS - CLOCK_MS);
  }
  expect(last.size).toBe(ROOMS);
  // At no time have more told than had turns by then, which are so far apart.
  turned.sort((one, other) => one - other);
  for (const [index, at] of turned.entries()) {
    expect(at - began, `the ${index}th`).toBeGreaterThanOrEqual(index * HERALD_SPACING_MS + HERALD_PAUSE_MS - CLOCK_MS);
  }
  // What has changed while it was not their turn is told together: the first time, and once more, with few exceptions.
  expect(told.length).toBeLessThan(3 * ROOMS);
}, 300_000);
