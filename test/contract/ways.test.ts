import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, page } from "../support/http.ts";
import { newRoom, startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { witness } from "../support/witness.ts";
import { HTTP_WAYS } from "./http.ts";
import { SOCKET_IO_WAYS } from "./socketio.ts";
import { jsonSocket, textSocket } from "./sockets.ts";
import type { Arrival, Guest, Way } from "./way.ts";

/** Every way into a room. A new one is a line here. */
const WAYS: readonly Way[] = [jsonSocket, textSocket, ...HTTP_WAYS, ...SOCKET_IO_WAYS];

/** Messages that one user may send at once where there is a limit. */
const BURST = 3;

let server: TestServer;
let limited: TestServer;
let clock: ClockServer;
beforeAll(async () => {
  [server, limited, clock] = await Promise.all([
    startServer({ MESSAGE_RATE: "0", HEARTBEAT_MS: "600" }),
    startServer({ MESSAGE_BURST: String(BURST), MESSAGE_RATE: "0.001" }),
    startClockServer({ MESSAGE_RATE: "0", HEARTBEAT_MS: "600" }),
  ]);
});
afterAll(() => Promise.all([server.close(), limited.close(), clock.close()]));

/** Somebody new, and who they are. */
async function newGuest(at: TestServer, name: string): Promise<Arrival & { readonly id: string }> {
  const { body } = await ask(at, "/api/session", { method: "POST", body: JSON.stringify({ name }) });
  const { token, you } = body as { token: string; you: { id: string } };
  return { token, id: you.id };
}

async function logOf(at: TestServer, room: string): Promise<string[]> {
  return (await page(at, room, "?limit=100")).messages.map(({ text }) => text);
}

it("everybody in one room is told the same, in the same order, whatever way each came", async () => {
  const room = newRoom();
  await join(server, room);
  const guests: Guest[] = [];
  for (const way of WAYS) guests.push(await way.join(server, room, await newGuest(server, way.name)));
  await Promise.all(
    guests.map(async (guest, index) => {
      for (let count = 0; count < 8; count++) await guest.say(`${index}-${count}`);
    }),
  );
  await guests[0]!.say("the last");
  await Promise.all(guests.map((guest) => guest.sees("the last")));
  const log = await logOf(server, room);
  expect(log).toHaveLength(WAYS.length * 8 + 1);
  for (const guest of guests) expect(guest.texts).toEqual(log);
  for (const guest of guests) await guest.leave();
});

describe.each(WAYS.map((way) => [way.name, way] as const))("%s", (_name, way) => {
  it("[B4] tells everything in the order of the log, history first", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await socket.postMany(["one", "two", "three"]);
    const guest = await way.join(server, room, await newGuest(server, "Guest"));
    await Promise.all([
      socket.postMany(Array.from({ length: 30 }, (_, index) => `other ${index}`)),
      (async () => {
        for (let count = 0; count < 5; count++) await guest.say(`own ${count}`);
      })(),
    ]);
    await guest.say("the last");
    await guest.sees("the last");
    expect(guest.texts).toEqual(await logOf(server, room));
    await guest.leave();
  });

  it("[E3] comes and goes: properly, and cut off", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    for (const how of ["leave", "cut"] as const) {
      const arrival = await newGuest(server, how);
      const guest = await way.join(server, room, arrival);
      expect(await socket.next("join")).toMatchObject({ user: { id: arrival.id, name: how }, online: 2 });
      void guest[how]();
      expect(await socket.next("leave")).toMatchObject({ user: { id: arrival.id }, online: 1 });
    }
  });

  it("[T7] lets the room sleep, and goes on with it when it wakes", async () => {
    const room = newRoom();
    const { socket } = await join(clock, room);
    const guest = await way.join(clock, room, await newGuest(clock, "Guest"));
    await socket.post("before");
    await guest.sees("before");
    await clock.evict(room);
    const wakes = await clock.wakes(room);
    await socket.post("after");
    await guest.sees("after");
    await guest.say("own");
    await guest.sees("own");
    // Once, by what was said, unless a new poll had woken it already.
    expect(await clock.wakes(room)).toBeLessThanOrEqual(wakes + 1);
    expect(guest.texts).toEqual(["before", "after", "own"]);
    await guest.leave();
  });

  it("[C5] what cannot be said is refused, and nobody is told of it", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const guest = await way.join(server, room, await newGuest(server, "Guest"));
    const tooLong = "x".repeat(4_001);
    expect(await guest.say(tooLong)).toMatchObject({ problem: expect.stringMatching(/too_big|code points/) });
    await guard.expectServes();
    await guest.say("fits");
    await guest.sees("fits");
    await guard.expectServes(["fits"]);
    await guest.leave();
  });

  it("has the rate limit of its user, whatever way that came before", async () => {
    const room = newRoom();
    const arrival = await newGuest(limited, "Fast");
    const first = await jsonSocket.join(limited, room, arrival);
    await first.say("by another way");
    await first.leave();
    const guest = await way.join(limited, room, arrival);
    for (let count = 1; count < BURST; count++) await guest.say(`${count}`);
    expect(await guest.say("one too many")).toMatchObject({ problem: expect.stringMatching(/rate_limited|Too many/i) });
    expect(await logOf(limited, room)).toHaveLength(BURST);
    await guest.leave();
  });

  it("refuses what is no room, a forged token, another site's page, a name that is none", async () => {
    const room = newRoom();
    const before = await server.objects();
    const evil = { Origin: "https://evil.example" };
    expect(await way.refusal(server, { room: "-" })).toMatchObject({ status: 400, code: "bad_room" });
    expect(await way.refusal(server, { room, query: { token: "a.b.c" } })).toMatchObject({
      status: 401,
      code: "unauthorized",
    });
    expect(await way.refusal(server, { room, headers: evil })).toMatchObject({ status: 403, code: "bad_origin" });
    expect(await way.refusal(server, { room, query: { name: "*" } })).toMatchObject({
      status: 400,
      code: "bad_command",
    });
    expect(await way.refusal(server, { room, query: { history: "101" } })).toMatchObject({
      status: 413,
      code: "too_big",
    });
    expect(await server.objects()).toEqual(before);
  });
});

describe.each(WAYS.filter(({ hasIds }) => hasIds).map((way) => [way.name, way] as const))(
  "%s, which has ids",
  (_name, way) => {
    it("[C3] a repeat is no second message, whatever way the first came", async () => {
      const room = newRoom();
      const arrival = await newGuest(server, "Guest");
      const guest = await way.join(server, room, arrival);
      const first = await guest.say("once", "id-1");
      expect(await guest.say("once", "id-1")).toMatchObject({ seq: first.seq, duplicate: true });
      expect(await guest.say("other", "id-1")).toMatchObject({ problem: "id_conflict" });
      const elsewhere = await jsonSocket.join(server, room, arrival);
      expect(await elsewhere.say("once", "id-1")).toMatchObject({ duplicate: true });
      expect(await logOf(server, room)).toEqual(["once"]);
      await guest.leave();
      await elsewhere.leave();
    });
  },
);

describe.each(WAYS.filter(({ hasCursor }) => hasCursor).map((way) => [way.name, way] as const))(
  "%s, which has a cursor",
  (_name, way) => {
    it("[B2] who comes back with a cursor is told exactly what they missed", async () => {
      const room = newRoom();
      const { socket } = await join(server, room);
      const arrival = await newGuest(server, "Guest");
      const guest = await way.join(server, room, arrival);
      await socket.post("known");
      await guest.sees("known");
      const since = guest.cursor;
      guest.cut();
      const missed = Array.from({ length: 120 }, (_, index) => `missed ${index}`);
      await socket.postMany(missed);
      const again = await way.join(server, room, { ...arrival, since });
      await again.sees("missed 119");
      await socket.post("new");
      await again.sees("new");
      expect(again.texts).toEqual([...missed, "new"]);
      await again.leave();
    });
  },
);
