import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { page } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

describe("answers", () => {
  it("[C1] a command with an id is answered exactly once, one without is not", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    socket.say(
      { type: "send", id: "a", text: "one" },
      { type: "send", text: "two" },
      { type: "typing", id: "b", on: true },
      { type: "typing", on: false },
      { type: "dance", id: "c" },
      { type: "history", id: "d" },
      { type: "members", id: "e" },
      { type: "rename", id: "f", name: "Zoe" },
      { type: "auth", id: "g", token: "none" },
      { type: "send", id: "h", text: "  " },
    );
    socket.say({ type: "send", id: "last", text: "last" });
    await socket.answer("last");
    const answered = socket.events.all.flatMap((event) =>
      event.type === "ack" || event.type === "error" ? [event.id] : [],
    );
    expect(answered.toSorted()).toEqual(["a", "b", "c", "d", "e", "f", "g", "h", "last"]);
  });

  it.each([
    ["64 bytes of ASCII", "x".repeat(64)],
    ["64 bytes in 16 emoji", "😀".repeat(16)],
    ["63 bytes in 21 characters", "聊".repeat(21)],
    ["one space", " "],
    ["a NUL", "\u0000"],
    ["quotes and newlines", '"\n\\"'],
  ])("[C1] an id may have %s", async (_what, id) => {
    const room = newRoom();
    const { socket } = await join(server, room);
    const { socket: other } = await join(server, room);
    expect(await socket.post("hello", { id })).toMatchObject({ id, seq: 1 });
    expect(await other.next("message")).toMatchObject({ id });
    await server.evict(room);
    expect((await page(server, room)).messages).toMatchObject([{ id }]);
    expect(await socket.ask({ type: "send", id, text: "hello" })).toMatchObject({
      type: "ack",
      seq: 1,
      duplicate: true,
    });
  });

  it.each([
    ["65 bytes of ASCII", "x".repeat(65), "too_big"],
    ["68 bytes in 17 emoji", "😀".repeat(17), "too_big"],
    ["66 bytes in 22 characters", "聊".repeat(22), "too_big"],
    ["nothing", "", "bad_command"],
    ["a number", 7, "bad_command"],
    ["null", null, "bad_command"],
  ])("[C1] an id may not have %s: an error without id, and nothing is stored", async (_what, id, code) => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    socket.say({ type: "send", id, text: "hello" });
    const error = await socket.next("error");
    expect(error).toMatchObject({ code });
    expect(error).not.toHaveProperty("id");
    if (code === "too_big") expect(error.message).toContain("64");
    await guard.expectServes();
  });

  it("[C1] [C3] [E4] an id that no storage could keep is refused, or kept as it was acknowledged", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    const frame = '{"type":"send","id":"\\ud800","text":"lone"}';
    socket.send(frame);
    const answer = await socket.events.next(({ type }) => type === "ack" || type === "error");
    if (answer.type !== "ack") {
      expect(answer).toMatchObject({ type: "error", code: "bad_command" });
      return;
    }
    expect((await page(server, room)).messages).toMatchObject([{ id: answer.id }]);
    await server.evict(room);
    socket.send(frame);
    expect(await socket.next("ack")).toMatchObject({ seq: 1, duplicate: true });
  });

  it("[C2] an ack names the place where the message stands, and it stands there", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    for (const text of ["one", "two", "three"]) {
      const { seq } = await socket.post(text);
      const rows = await server.sql(room, "SELECT text FROM events WHERE seq = ?", seq);
      expect(rows).toEqual([{ text }]);
    }
  });

  it("[C2] what was acknowledged survives an eviction in the same moment", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    for (let round = 1; round <= 5; round++) {
      await socket.post(`round ${round}`);
      await server.evict(room);
    }
    expect((await page(server, room)).messages.map(({ seq, text }) => [seq, text])).toEqual(
      [1, 2, 3, 4, 5].map((round) => [round, `round ${round}`]),
    );
  });
});

describe("what is no command", () => {
  it.each([
    ["no type", {}],
    ["an unknown type", { type: "dance" }],
    ["a type of another kind", { type: 7 }],
    ["a type that every object has", { type: "constructor" }],
    ["an event's type", { type: "message", text: "hello" }],
    ["no text", { type: "send" }],
    ["a text that is a number", { type: "send", text: 7 }],
    ["a text that is an object", { type: "send", text: { toString: "x" } }],
    ["a replyTo that is a string", { type: "send", text: "x", replyTo: "1" }],
    ["a replyTo that is no whole number", { type: "send", text: "x", replyTo: 1.5 }],
    ["a negative replyTo", { type: "send", text: "x", replyTo: -1 }],
    ["an after that is a string", { type: "send", text: "x", after: "1" }],
    ["an after that is too large to count", { type: "send", text: "x", after: 1e300 }],
    ["typing without on", { type: "typing" }],
    ["typing with another on", { type: "typing", on: "yes" }],
    ["history with a string", { type: "history", before: "1" }],
    ["history of none", { type: "history", limit: 0 }],
    ["history of half", { type: "history", limit: 0.5 }],
    ["members after a number", { type: "members", after: 1 }],
    ["rename without a name", { type: "rename" }],
    ["auth without a token", { type: "auth" }],
  ])("[C1] %s: bad_command, and nothing is stored", async (_what, command) => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    expect(await socket.ask(command)).toMatchObject({ type: "error", code: "bad_command" });
    await guard.expectServes();
  });

  it("[C1] a command of a later version: bad_command", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    expect(await socket.ask({ type: "levitate", seq: 1 })).toMatchObject({ type: "error", code: "bad_command" });
    await guard.expectServes();
  });
});

describe("what the server decides", () => {
  it("[C4] is ignored when a client says it", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room, { name: "Ann" });
    const { socket: other } = await join(server, room);
    const forged = { id: "root", name: "Root" };
    await socket.post("hello", {
      seq: 99,
      at: 1,
      from: "Root",
      user: forged,
      epoch: "x",
      duplicate: true,
      reactions: {},
    });
    const message = await other.next("message");
    expect(message).toMatchObject({ seq: 1, text: "hello", user: { id: welcome.you.id, name: "Ann" } });
    expect(message.at).toBeGreaterThan(1e12);
    expect(Object.keys(message).toSorted()).toEqual(["at", "id", "seq", "text", "type", "user"]);
    expect((await socket.post("next")).seq).toBe(2);
  });

  it("[C4] a rename does not change who one is", async () => {
    const { socket, welcome } = await join(server, newRoom());
    const answer = await socket.ask({ type: "rename", name: "Zoe", user: "root", you: { id: "root" }, role: "member" });
    expect(answer).toMatchObject({ you: { id: welcome.you.id, name: "Zoe", role: "guest" } });
  });
});

describe("replies", () => {
  it("[C6] replyTo names a message of the log, the last one in the same frame included", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    const { socket: other } = await join(server, room);
    socket.say({ type: "send", text: "one" }, { type: "send", text: "two", replyTo: 1 });
    expect(await other.next("message")).not.toHaveProperty("replyTo");
    expect(await other.next("message")).toMatchObject({ text: "two", replyTo: 1 });
  });

  it.each([0, 2, 3, 1_000_000])(
    "[C6] to %d of a log with one message: not_found, and nothing is stored",
    async (replyTo) => {
      const room = newRoom();
      const guard = await witness(server, room);
      await guard.expectServes();
      const { socket } = await join(server, room);
      expect(await socket.ask({ type: "send", text: "x", replyTo })).toMatchObject({
        type: "error",
        code: "not_found",
      });
      await guard.expectServes();
    },
  );
});
