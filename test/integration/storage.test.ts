import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { person } from "../support/direct.ts";
import { page, post } from "../support/http.ts";
import { enterRoom, inviteBy, ownedRoom } from "../support/owned.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

/** From now on a room's disk takes no event, until it is mended. */
async function breakDisk(room: string, when = "1"): Promise<void> {
  await server.sql(
    room,
    `CREATE TRIGGER broken BEFORE INSERT ON events WHEN ${when} BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END`,
  );
}

async function mendDisk(room: string): Promise<void> {
  await server.sql(room, "DROP TRIGGER broken");
}

/** Rows that SQLite has changed since the object was started. Everything that is charged as written is among them. */
async function rowsWritten(room: string): Promise<number> {
  const [row] = await server.sql(room, "SELECT total_changes() AS rows");
  return Number(row!["rows"]);
}

describe("when the disk fails", () => {
  it("[C2] the sender is told internal, nobody is told the message, no seq is used, and the same command then works", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    const { socket: other } = await join(server, room);
    await socket.post("before", { id: "b" });
    await breakDisk(room);
    const command = { type: "send", id: "a", text: "lost" };
    expect(await socket.ask(command)).toMatchObject({ type: "error", id: "a", code: "internal" });
    await mendDisk(room);
    expect(await socket.ask(command)).toMatchObject({ type: "ack", seq: 2 });
    expect(await socket.ask(command)).toMatchObject({ type: "ack", seq: 2, duplicate: true });
    const told = await other.settled();
    expect(told.map((event) => event.type === "message" && [event.seq, event.text])).toEqual([
      [1, "before"],
      [2, "lost"],
    ]);
  });

  it("[C1] [C2] of many in a frame, each is answered once, and all or none of them are stored", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    const { socket: other } = await join(server, room);
    await breakDisk(room, "NEW.text = 'bad'");
    const commands = ["one", "bad", "two"].map((text) => ({ type: "send", id: text, text }));
    socket.say(...commands);
    for (const { id } of commands)
      expect(await socket.next("error", (event) => event.id === id)).toMatchObject({ code: "internal" });
    await mendDisk(room);
    socket.say(...commands);
    for (const [index, { id }] of commands.entries()) {
      expect(await socket.next("ack", (event) => event.id === id)).toMatchObject({ seq: index + 1 });
    }
    expect((await other.settled()).map((event) => event.type === "message" && event.text)).toEqual([
      "one",
      "bad",
      "two",
    ]);
  });

  it("what is not kept is still told: joins, names, typing", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await breakDisk(room);
    const { socket: other } = await join(server, room, { name: "Bo" });
    expect(await socket.next("join")).toMatchObject({ user: { name: "Bo" } });
    other.say({ type: "send", id: "a", text: "x" }, { type: "typing", on: true });
    expect(await other.answer("a")).toMatchObject({ code: "internal" });
    expect(await socket.next("typing")).toMatchObject({ on: true });
  });

  it("[A2] over HTTP it is 500 internal without a stack trace, in text mode a line", async () => {
    const room = newRoom();
    const text = await joinText(server, room);
    await breakDisk(room);
    const answer = await post(server, room, "lost");
    expect(answer).toMatchObject({ status: 500, body: { error: { code: "internal" } } });
    expect(JSON.stringify(answer.body)).not.toMatch(/disk|SQLITE|at |\.ts|\.js/);
    text.send("lost");
    expect(await text.frames.next((line) => line.startsWith("* error: "))).not.toMatch(/disk|SQLITE/);
    await mendDisk(room);
    expect(await post(server, room, "kept")).toMatchObject({ status: 201, body: { seq: 1 } });
  });

  it("the room goes on after an eviction in between", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await breakDisk(room);
    await socket.ask({ type: "send", id: "a", text: "x" });
    await server.evict(room);
    await socket.ask({ type: "send", id: "b", text: "x" });
    await mendDisk(room);
    expect(await socket.post("x", { id: "a" })).toMatchObject({ seq: 1 });
    expect((await page(server, room)).head).toBe(1);
  });
});

describe("when the disk fails as somebody is let in for good", () => {
  it("[R12] they are let in by that no more than by nothing, and by the same invitation once it works", async () => {
    const { room, owner } = await ownedRoom(server, { visibility: "private" });
    const { code } = await inviteBy(owner, { uses: 1 });
    await server.sql(
      room,
      "CREATE TRIGGER broken BEFORE INSERT ON members BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END",
    );
    const bo = await person(server, "Bo");
    expect(await enterRoom(server, room, { invite: code }, bo)).toMatchObject({ status: 500 });
    expect(await enterRoom(server, room, {}, bo)).toMatchObject({ body: { error: { code: "members_only" } } });
    await mendDisk(room);
    expect(await enterRoom(server, room, { invite: code }, bo)).toMatchObject({ status: 200 });
    await server.evict(room);
    expect(await enterRoom(server, room, {}, bo)).toMatchObject({ status: 200, body: { you: { role: "member" } } });
    expect(await owner.ask({ type: "invites" })).toMatchObject({ invitations: [{ withRoom: true }] });
  });
});

describe("what is written", () => {
  it("one row a message, and no index that would make it two", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await socket.post("first");
    const before = await rowsWritten(room);
    for (let index = 0; index < 20; index++) await socket.post(`t${index}`, { id: `i${index}` });
    await socket.postMany(Array.from({ length: 280 }, (_, index) => `many ${index}`));
    expect((await rowsWritten(room)) - before).toBe(300);
    // Of an answer the message that it answers knows.
    await socket.post("an answer", { replyTo: 1 });
    expect((await rowsWritten(room)) - before).toBe(302);
    const indexes = await server.sql(room, "SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger')");
    expect(indexes).toEqual([]);
  });

  it("nothing for what is not kept, and nothing for a repeat", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    await socket.post("once", { id: "a" });
    const before = await rowsWritten(room);
    await socket.ask({ type: "send", id: "a", text: "once" });
    await socket.ask({ type: "typing", on: true });
    await socket.ask({ type: "rename", name: "Zoe" });
    await socket.ask({ type: "history" });
    await socket.ask({ type: "members" });
    await socket.ask({ type: "send", id: "b", text: "" });
    // The alarm is set since the first came: neither who comes nor who goes writes a row.
    const { socket: other } = await join(server, room, { since: `${welcome.epoch}.0` });
    await other.close();
    await page(server, room);
    expect((await rowsWritten(room)) - before).toBe(0);
  });
});
