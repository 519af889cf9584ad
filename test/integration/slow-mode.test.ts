import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { person } from "../support/direct.ts";
import { post } from "../support/http.ts";
import { ownedRoom } from "../support/owned.ts";
import { startClockServer, type ClockServer } from "../support/server.ts";
import { join } from "../support/socket.ts";

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
