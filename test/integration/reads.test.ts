import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UNREAD_COUNTED_MAX } from "../../src/protocol/limits.ts";
import { ask } from "../support/http.ts";
import { ownedRoom } from "../support/owned.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, type JsonSocket } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => void (server = await startServer({ MESSAGE_RATE: "0" })));
afterAll(() => server.close());

/** Ann with a token, and Bo who talks. */
async function scene(): Promise<{ room: string; ann: JsonSocket; token: string; bo: JsonSocket }> {
  const room = newRoom("reads");
  const { socket: ann, welcome } = await join(server, room, { name: "Ann" });
  const { socket: bo } = await join(server, room, { name: "Bo" });
  return { room, ann, token: welcome.token!, bo };
}

const rowsOf = (room: string) => server.sql(room, "SELECT user_name, seq FROM reads");

describe("[C12] how far one has read", () => {
  it("is what was said before one came, and from then on the same on every device", async () => {
    const { room, ann, token, bo } = await scene();
    for (const text of ["one", "two", "three"]) await bo.post(text);
    const before = await join(server, room, { token, name: "Ann" });
    expect(before.welcome).toMatchObject({ read: 0, unread: 3 });
    expect((await join(server, room)).welcome).toMatchObject({ read: 3, unread: 0 });
    expect(await ann.ask({ type: "read", seq: 2 })).toMatchObject({ type: "ack" });
    expect(await before.socket.next("read")).toMatchObject({ seq: 2, user: { name: "Ann" }, unread: 1, mentioned: 0 });
    expect((await join(server, room, { token, name: "Ann" })).welcome).toMatchObject({
      read: 2,
      unread: 1,
      mentioned: 0,
    });
    expect((await bo.settled()).some(({ type }) => type === "read")).toBe(false);
  });

  it("outlives an eviction, a dead network and everybody's leaving", async () => {
    const { room, ann, token, bo } = await scene();
    for (const text of ["one", "two", "three"]) await bo.post(text);
    await ann.ask({ type: "read", seq: 1 });
    await ann.ask({ type: "read", seq: 2 });
    await server.evict(room);
    const second = await join(server, room, { token, name: "Ann" });
    expect(second.welcome).toMatchObject({ read: 2, unread: 1 });
    await second.socket.close();
    await ann.ask({ type: "read", seq: 3 });
    ann.cut();
    await bo.next("leave", ({ user }) => user.name === "Ann");
    await server.evict(room, "close");
    expect((await join(server, room, { token, name: "Ann" })).welcome).toMatchObject({ read: 3, unread: 0 });
  });

  it("is carried through a hibernation, and written when one leaves after it", async () => {
    const { room, ann, token, bo } = await scene();
    for (const text of ["one", "two"]) await bo.post(text);
    await ann.ask({ type: "read", seq: 1 });
    await ann.ask({ type: "read", seq: 2 });
    await server.evict(room);
    ann.cut();
    await bo.next("leave", ({ user }) => user.name === "Ann");
    await server.evict(room, "close");
    expect((await join(server, room, { token, name: "Ann" })).welcome).toMatchObject({ read: 2, unread: 0 });
  });

  it("is a row now and then, and one when they leave", async () => {
    const { room, ann, bo } = await scene();
    for (let count = 1; count <= 20; count++) {
      await bo.post(`m${count}`);
      await ann.ask({ type: "read", seq: count });
    }
    expect(await rowsOf(room)).toEqual([{ user_name: "Ann", seq: 1 }]);
    await ann.close();
    await bo.settled();
    expect(await rowsOf(room)).toEqual([{ user_name: "Ann", seq: 20 }]);
  });

  it("never goes back, and not beyond what was said", async () => {
    const { room, ann, token, bo } = await scene();
    await bo.post("one");
    await bo.post("two");
    await ann.ask({ type: "read", seq: 2 });
    expect(await ann.ask({ type: "read", seq: 1 })).toMatchObject({ type: "ack" });
    expect(await ann.ask({ type: "read", seq: 3 })).toMatchObject({ code: "not_found" });
    expect(await ann.ask({ type: "read", seq: -1 })).toMatchObject({ code: "bad_command" });
    expect((await join(server, room, { token, name: "Ann" })).welcome).toMatchObject({ read: 2 });
  });

  it("counts messages of others: not one's own, not what was taken back, not what was done to them", async () => {
    const { room, ann, token, bo } = await scene();
    await ann.ask({ type: "read", seq: 0 });
    for (const text of ["one", "two", "hey @Ann", "@here too"]) await bo.post(text);
    await ann.post("mine");
    await bo.ask({ type: "delete", seq: 2 });
    await bo.ask({ type: "react", seq: 1, emoji: "👍", on: true });
    expect((await join(server, room, { token, name: "Ann" })).welcome).toMatchObject({
      read: 0,
      unread: 3,
      mentioned: 2,
    });
  });

  it("is counted up to a limit", async () => {
    const { room, ann, token, bo } = await scene();
    await ann.ask({ type: "read", seq: 0 });
    await bo.postMany(Array.from({ length: UNREAD_COUNTED_MAX + 5 }, (_, index) => `m${index}`));
    expect((await join(server, room, { token, name: "Ann" })).welcome).toMatchObject({ unread: UNREAD_COUNTED_MAX });
  });

  it("is each user's own, where a connection becomes another user's", async () => {
    const { room, ann, token, bo } = await scene();
    const { socket: cy, welcome } = await join(server, room, { name: "Cy" });
    for (const text of ["one", "two", "three"]) await bo.post(text);
    await cy.ask({ type: "read", seq: 1 });
    await cy.close();
    await ann.ask({ type: "read", seq: 2 });
    await ann.ask({ type: "read", seq: 3 });
    expect(await ann.ask({ type: "auth", token: welcome.token! })).toMatchObject({ you: { name: "Cy" } });
    await server.evict(room);
    expect((await join(server, room, { token: welcome.token! })).welcome).toMatchObject({ read: 1, unread: 2 });
    expect((await join(server, room, { token })).welcome).toMatchObject({ read: 3, unread: 0 });
  });

  it("begins for who becomes somebody new where that happens", async () => {
    const { room, ann, bo } = await scene();
    const session = await ask(server, "/api/session", { method: "POST" });
    const { token } = session.body as { token: string };
    await bo.post("one");
    await ann.ask({ type: "auth", token });
    await bo.post("two");
    expect((await join(server, room, { token })).welcome).toMatchObject({ read: 1, unread: 1 });
    await server.evict(room);
    expect((await join(server, room, { token })).welcome).toMatchObject({ read: 1, unread: 1 });
  });

  it("is said by HTTP with a token, and not without", async () => {
    const { room, token, bo } = await scene();
    await bo.post("one");
    const say = (headers: Record<string, string>) =>
      ask(server, `/api/rooms/${room}/commands`, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify({ type: "read", seq: 1 }),
      });
    expect(await say({})).toMatchObject({ status: 401 });
    expect(await say({ Authorization: `Bearer ${token}` })).toMatchObject({ status: 200 });
    expect(await rowsOf(room)).toEqual([{ user_name: "Ann", seq: 1 }]);
  });
});

describe("[R5] seen by", () => {
  it("is told to everybody where the room tells, and to nobody where it does not", async () => {
    const { room, owner } = await ownedRoom(server, { seenBy: true });
    const { socket: ann, welcome } = await join(server, room, { name: "Ann" });
    const { socket: bo } = await join(server, room, { name: "Bo" });
    await bo.post("one");
    await ann.ask({ type: "read", seq: 1 });
    expect(await bo.next("read")).toEqual({ type: "read", user: { id: welcome.you.id, name: "Ann" }, seq: 1 });
    expect((await join(server, room)).welcome.readers).toMatchObject([{ user: { name: "Ann" }, seq: 1 }]);
    await ann.close();
    await server.evict(room);
    expect((await join(server, room)).welcome.readers).toMatchObject([{ user: { name: "Ann" }, seq: 1 }]);
    await owner.ask({ type: "room", settings: { seenBy: false } });
    expect((await join(server, room)).welcome).not.toHaveProperty("readers");
  });

  it("is told in one frame with what else there is, however often somebody says so", async () => {
    const { room } = await ownedRoom(server, { seenBy: true });
    const { socket: ann } = await join(server, room, { name: "Ann" });
    const { socket: bo } = await join(server, room, { name: "Bo" });
    await bo.postMany(Array.from({ length: 40 }, (_, index) => `m${index}`));
    await bo.settled();
    let frames = 0;
    bo.raw.on("message", () => frames++);
    ann.say(
      ...Array.from({ length: 20 }, (_, index) => [
        { type: "read", seq: index + 1 },
        { type: "history", limit: 1 },
      ]).flat(),
    );
    await bo.next("read", ({ seq }) => seq === 20);
    expect(frames).toBeLessThanOrEqual(2);
  });
});
