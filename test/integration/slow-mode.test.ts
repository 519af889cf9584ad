import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SLOW_MODE_LOOKED_BACK, SLOW_MODE_USERS_HELD } from "../../src/config.ts";
import type { RoomStats } from "../../src/protocol/answers.ts";
import { person } from "../support/direct.ts";
import { ask, post } from "../support/http.ts";
import { ownedRoom } from "../support/owned.ts";
import { startClockServer, type ClockServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { grow } from "../support/transfer.ts";

let server: ClockServer;
beforeAll(async () => {
  server = await startClockServer({ MESSAGE_RATE: "0" });
  await server.stop();
});
afterAll(() => server.close());

const PAUSE_S = 30;

/** A room in slow mode, with its owner and somebody else. */
async function slowRoom() {
  const owned = await ownedRoom(server, { slowMode: PAUSE_S });
  const bo = await person(server, "Bo");
  return { ...owned, bo, ...(await join(server, owned.room, { token: bo.token, name: "Bo" })) };
}

async function rowsRead(room: string): Promise<number> {
  return ((await ask(server, `/api/rooms/${room}/stats`)).body as RoomStats).counts.rowsRead;
}

describe("[R14] slow mode", () => {
  it("makes everybody wait between two messages, moderators excepted, and says how long", async () => {
    const { socket, owner } = await slowRoom();
    await socket.post("one");
    await server.advance(1_000);
    expect(await socket.ask({ type: "send", text: "two" })).toMatchObject({
      code: "slow_mode",
      retryAfter: PAUSE_S * 1000 - 1_000,
    });
    for (const text of ["a", "b", "c"]) await owner.post(text);
    await server.advance(PAUSE_S * 1000 - 1_001);
    expect(await socket.ask({ type: "send", text: "two" })).toMatchObject({ code: "slow_mode", retryAfter: 1 });
    await server.advance(1);
    await socket.post("two");
  });

  it("holds over an eviction, another connection and plain HTTP", async () => {
    const { room, socket, bo } = await slowRoom();
    await socket.post("one");
    await server.advance(10_000);
    await server.evict(room, "close");
    const { socket: again } = await join(server, room, { token: bo.token });
    expect(await again.ask({ type: "send", text: "two" })).toMatchObject({ code: "slow_mode", retryAfter: 20_000 });
    expect(await post(server, room, "two", { Authorization: `Bearer ${bo.token}` })).toMatchObject({
      status: 429,
      body: { error: { code: "slow_mode", retryAfter: 20_000 } },
    });
    await server.advance(20_000);
    await again.post("two");
  });

  it("takes one of many messages that come at once", async () => {
    const { room, socket } = await slowRoom();
    socket.say(...[1, 2, 3].map((index) => ({ type: "send", id: `m${index}`, text: `${index}` })));
    // What is refused is answered at once.
    for (const id of ["m2", "m3"]) expect(await socket.answer(id)).toMatchObject({ code: "slow_mode" });
    expect(await socket.answer("m1")).toMatchObject({ seq: 1 });
    expect(await server.sql(room, "SELECT text FROM events")).toEqual([{ text: "1" }]);
  });

  it("looks back as far as it is set to, when it is set", async () => {
    const { room, owner, socket } = await slowRoom();
    await socket.post("one");
    await server.advance(PAUSE_S * 1000);
    await socket.post("two");
    await server.advance(PAUSE_S * 1000);
    await owner.ask({ type: "room", settings: { slowMode: 120 } });
    expect(await socket.ask({ type: "send", text: "three" })).toMatchObject({ code: "slow_mode", retryAfter: 90_000 });
    await owner.ask({ type: "room", settings: { slowMode: 0 } });
    await socket.post("three");
    await server.evict(room);
    await owner.ask({ type: "room", settings: { slowMode: 60 } });
    expect(await socket.ask({ type: "send", text: "four" })).toMatchObject({ code: "slow_mode", retryAfter: 60_000 });
  });

  it("of very many who speak it reads none of the log again, and knows the last of them", async () => {
    const { room, socket, bo } = await slowRoom();
    await socket.post("one");
    const [row] = await server.sql(room, "SELECT max(at) AS at FROM events");
    await server.sql(
      room,
      `INSERT INTO events (seq, type, at, user_id, user_name, id, text)
        WITH RECURSIVE n(seq) AS (SELECT 2 UNION ALL SELECT seq + 1 FROM n LIMIT ?)
        SELECT seq, 'message', ?, 'g_many' || seq, 'Una', 'i' || seq, 'hello' FROM n`,
      SLOW_MODE_USERS_HELD + 500,
      row!["at"],
    );
    await server.evict(room);
    const cy = await join(server, room, { name: "Cy" });
    await cy.socket.post("the first after a start looks back");
    const before = await rowsRead(room);
    for (let index = 0; index < 5; index++) {
      const { socket: other } = await join(server, room);
      await other.post("one");
      expect(await other.ask({ type: "send", text: "two" })).toMatchObject({ code: "slow_mode" });
    }
    expect((await rowsRead(room)) - before).toBeLessThan(5_000);
    expect(await cy.socket.ask({ type: "send", text: "two" })).toMatchObject({ code: "slow_mode" });
    // Of those who spoke longest ago it is not known any more: they wait the shorter, and nobody longer.
    const { socket: again } = await join(server, room, { token: bo.token });
    await again.post("two");
  });

  it("after a start it looks back over so many messages, however many there are of how few", async () => {
    const { room, socket } = await slowRoom();
    await socket.post("one");
    await grow(server, room, SLOW_MODE_LOOKED_BACK + 5_000);
    const cy = await join(server, room, { name: "Cy" });
    const before = await rowsRead(room);
    await cy.socket.post("one");
    expect((await rowsRead(room)) - before).toBeLessThan(SLOW_MODE_LOOKED_BACK + 3_000);
    expect(await cy.socket.ask({ type: "send", text: "two" })).toMatchObject({ code: "slow_mode" });
  });

  it("[C3] does not refuse a repeat, and is no matter for changes", async () => {
    const { socket } = await slowRoom();
    const { seq } = await socket.post("one", { id: "one" });
    expect(await socket.ask({ type: "send", id: "one", text: "one" })).toMatchObject({ seq, duplicate: true });
    expect(await socket.ask({ type: "edit", seq, text: "better" })).toMatchObject({ type: "ack" });
    expect(await socket.ask({ type: "react", seq, emoji: "👍", on: true })).toMatchObject({ type: "ack" });
    expect(await socket.ask({ type: "delete", seq })).toMatchObject({ type: "ack" });
    expect(await socket.ask({ type: "send", text: "two" })).toMatchObject({ code: "slow_mode" });
  });
});
