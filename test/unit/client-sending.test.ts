import { expect, test, vi } from "vitest";
import { memoryOutbox, RoomError, type OutboxStore, type StoredMessage } from "../../src/client/index.ts";
import { BEA, joined, ME, message, messages, QUICK, record, roomOf, serve, until, welcome } from "./support/client.ts";

const NO_LIMIT = { limits: { ...welcome().limits, rate: 0 } };

test("[C2] a message is acknowledged, and is in the view in every state", async () => {
  const { room, socket } = await joined();
  const states = record(room);
  const sent = room.send("  Hello ", { replyTo: 7 });
  const command = await socket.command();
  expect(command).toEqual({ type: "send", id: expect.any(String), text: "Hello", replyTo: 7, after: 0 });
  const id = String(command["id"]);
  socket.send({ type: "ack", id, seq: 1, at: 5 }, message(1, { id, user: ME, text: "Hello" }));
  expect(await sent).toEqual({ type: "ack", id, seq: 1, at: 5 });
  expect(room.state.value).toMatchObject({ outgoing: [], messages: [{ id }] });
  for (const { messages, outgoing } of states.slice(1)) expect(messages.length + outgoing.length).toBe(1);
});

test("an ack whose broadcast is still to come leaves the message in outgoing, and out of the store", async () => {
  const outbox = memoryOutbox();
  const { room, socket } = await joined({ outbox });
  const sent = room.send("Hello", { id: "a" });
  await socket.command();
  socket.send({ type: "ack", id: "a", seq: 2 });
  await sent;
  expect(room.state.value.outgoing).toHaveLength(1);
  socket.send(message(1));
  await until(room.state, ({ messages }) => messages.length === 1);
  expect(room.state.value.outgoing).toHaveLength(1);
  expect(await outbox.load()).toEqual([]);
  socket.send(message(2, { id: "a", user: ME }));
  expect(await until(room.state, ({ outgoing }) => outgoing.length === 0)).toMatchObject({
    messages: [{}, { id: "a" }],
  });
});

test("[E1] a broadcast with the same id of somebody else is not one's own", async () => {
  const { room, socket } = await joined();
  const sent = room.send("Hello", { id: "a" });
  await socket.command();
  socket.send(message(1, { id: "a", user: BEA }));
  await until(room.state, ({ messages }) => messages.length === 1);
  expect(room.state.value.outgoing).toHaveLength(1);
  socket.send(message(2, { id: "a", user: ME }));
  expect(await sent).toEqual({ type: "ack", id: "a", seq: 2, at: 1_002 });
  expect(room.state.value.outgoing).toEqual([]);
});

test("[C3] an ack that was lost: the same id is sent again with the place of the first attempt", async () => {
  const { server, room, socket } = await joined({}, { head: 4, events: messages(3, 4) });
  const sent = room.send("Hello", { id: "a" });
  expect(await socket.command()).toMatchObject({ id: "a", after: 4 });
  socket.cut();
  const second = await server.accept();
  // So much was missed that the message is not in the page.
  second.send(welcome({ head: 900, events: messages(899, 900), more: true }));
  expect(await second.command()).toMatchObject({ id: "a", text: "Hello", after: 4 });
  second.send({ type: "ack", id: "a", seq: 5, duplicate: true });
  expect(await sent).toMatchObject({ seq: 5, duplicate: true });
  expect(room.state.value.outgoing).toEqual([]);
});

test("[B2] [C3] an ack that was lost, and the message is among the events recovered: it is not sent again", async () => {
  const { server, room, socket } = await joined();
  const sent = room.send("Hello", { id: "a" });
  await socket.command();
  socket.cut();
  const second = await server.accept();
  second.send(welcome({ recovered: true, head: 1, events: [message(1, { id: "a", user: ME, text: "Hello" })] }));
  expect(await sent).toMatchObject({ id: "a", seq: 1 });
  expect(room.state.value.outgoing).toEqual([]);
  void room.send("Next", { id: "b" });
  expect(await second.command()).toMatchObject({ id: "b", after: 1 });
});

test("[B1] [C3] in another epoch no place is named, and an acknowledged message does not wait for ever", async () => {
  const { server, room, socket } = await joined();
  void room.send("One", { id: "a" });
  void room.send("Two", { id: "b" });
  await socket.frames.next();
  socket.send({ type: "ack", id: "a", seq: 9 });
  socket.cut();
  const second = await server.accept();
  second.send(welcome({ epoch: "e2" }));
  expect(await second.command()).toEqual({ type: "send", id: "b", text: "Two" });
  expect(room.state.value.outgoing.map(({ id }) => id)).toEqual(["b"]);
});

test("what is written before there is a connection goes out in one frame, in order", async () => {
  const server = await serve();
  const room = roomOf(server);
  for (const text of ["one", "two", "three"]) void room.send(text);
  room.connect();
  const socket = await server.accept();
  socket.send(welcome({ head: 3, events: messages(1, 3) }));
  const frame = await socket.frames.next();
  expect(frame.map(({ text, after }) => [text, after])).toEqual([
    ["one", 3],
    ["two", 3],
    ["three", 3],
  ]);
});

test("[W2] a frame has at most 100 commands and 64 KiB", async () => {
  const { room, socket } = await joined({}, NO_LIMIT);
  for (let n = 0; n < 130; n++) void room.send(`${n}`);
  const long = "😀".repeat(4_000);
  for (let n = 0; n < 5; n++) void room.send(long);
  const seen: unknown[] = [];
  let seq = 0;
  while (seen.length < 135) {
    const frame = await socket.frames.next();
    expect(frame.length).toBeLessThanOrEqual(100);
    expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThanOrEqual(65_536);
    seen.push(...frame.map(({ text }) => text));
    socket.send(...frame.map(({ id }) => message(++seq, { id: String(id), user: ME })));
  }
  expect(seen).toEqual([...Array.from({ length: 130 }, (_, n) => `${n}`), ...Array.from({ length: 5 }, () => long)]);
});

test("sending keeps to the limits of the welcome", async () => {
  const limits = { ...welcome().limits, burst: 3, rate: 50 };
  const { room, socket } = await joined({}, { limits });
  const start = performance.now();
  for (let n = 0; n < 6; n++) void room.send(`${n}`);
  const first = await socket.frames.next();
  expect(first.map(({ text }) => text)).toEqual(["0", "1", "2"]);
  socket.send(...first.map(({ id }, n) => message(n + 1, { id: String(id), user: ME })));
  const texts: unknown[] = [];
  for (let seq = 4; texts.length < 3;) {
    const frame = await socket.frames.next();
    texts.push(...frame.map(({ text }) => text));
    socket.send(...frame.map(({ id }) => message(seq++, { id: String(id), user: ME })));
  }
  expect(texts).toEqual(["3", "4", "5"]);
  expect(performance.now() - start).toBeGreaterThanOrEqual(58);
});

test("rate_limited holds everything, and then goes on in order", async () => {
  const { room, socket } = await joined({}, NO_LIMIT);
  const start = performance.now();
  const sent = [room.send("one"), room.send("two"), room.send("three")];
  const [one, two, three] = await socket.frames.next();
  void room.send("four"); // Written while the others are under way: it must not overtake them.
  const refusal = { type: "error", code: "rate_limited", message: "Slow down.", retryAfter: 40 };
  socket.send(
    { type: "ack", id: one!["id"], seq: 1 },
    { ...refusal, id: two!["id"] },
    { ...refusal, id: three!["id"] },
  );
  const texts: unknown[] = [];
  for (let seq = 2; texts.length < 3;) {
    const frame = await socket.frames.next();
    texts.push(...frame.map(({ text }) => text));
    socket.send(...frame.map(({ id }) => ({ type: "ack", id, seq: seq++ })));
  }
  expect(performance.now() - start).toBeGreaterThanOrEqual(39);
  expect(texts).toEqual(["two", "three", "four"]);
  expect((await Promise.all(sent)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(room.state.value.outgoing.every(({ status }) => status === "sending")).toBe(true);
});

test("[C3] a refused message fails alone, and may be sent again or dropped", async () => {
  const { room, socket } = await joined();
  const bad = room.send("one", { id: "a" });
  const good = room.send("two", { id: "b" });
  await socket.frames.next();
  socket.send(
    { type: "error", id: "a", code: "id_conflict", message: "Another text." },
    { type: "ack", id: "b", seq: 1 },
    message(1, { id: "b", user: ME }),
  );
  await expect(bad).rejects.toMatchObject({ name: "RoomError", code: "id_conflict", message: "Another text." });
  await good;
  expect(room.state.value.outgoing).toMatchObject([{ id: "a", status: "failed", problem: { code: "id_conflict" } }]);
  room.retry("a");
  expect(room.state.value.outgoing).toMatchObject([{ id: "a", status: "sending" }]);
  expect(room.state.value.outgoing[0]).not.toHaveProperty("problem");
  expect(await socket.command()).toMatchObject({ id: "a", after: 0 });
  room.discard("a");
  expect(room.state.value.outgoing).toEqual([]);
});

test("[C5] what no server would take is not sent, and not kept", async () => {
  const { room, socket } = await joined();
  await expect(room.send("   ")).rejects.toMatchObject({ code: "bad_command" });
  await expect(room.send("x".repeat(4_001))).rejects.toMatchObject({ code: "too_big" });
  await expect(room.send("x", { id: "é".repeat(33) })).rejects.toMatchObject({ code: "too_big" });
  expect(room.state.value.outgoing).toEqual([]);
  void room.send("x".repeat(4_000));
  await socket.command();
});

test("[C3] the same id twice is one message, another text is a conflict", async () => {
  const { room, socket } = await joined();
  const twice = [room.send("one", { id: "a" }), room.send("one", { id: "a" })];
  await expect(room.send("two", { id: "a" })).rejects.toBeInstanceOf(RoomError);
  await socket.command();
  socket.send({ type: "ack", id: "a", seq: 1 });
  expect(await Promise.all(twice)).toMatchObject([{ seq: 1 }, { seq: 1 }]);
  expect(await room.send("one", { id: "a" })).toMatchObject({ seq: 1, duplicate: true });
});

test("close() rejects what is pending and keeps it: another room sends it, as the same message", async () => {
  const outbox = memoryOutbox();
  const { server, room, socket } = await joined({ outbox }, { head: 4, events: messages(1, 4) });
  const sent = room.send("Hello", { id: "a" });
  await socket.command();
  room.close();
  await expect(sent).rejects.toMatchObject({ code: "closed" });
  expect(room.state.value.outgoing).toHaveLength(1);
  const later = roomOf(server, { outbox });
  void later.send("New", { id: "b" });
  later.connect();
  const second = await server.accept();
  second.send(welcome({ head: 9, events: messages(5, 9) }));
  expect((await second.frames.next()).map(({ id, after }) => [id, after])).toEqual([
    ["a", 4],
    ["b", 9],
  ]);
  second.send({ type: "ack", id: "a", seq: 5, duplicate: true }, { type: "ack", id: "b", seq: 10 });
  await until(later.state, ({ outgoing }) => outgoing.length === 1);
  expect(await outbox.load()).toEqual([]);
});

test("[C3] a kept message of which nobody knows whether it was sent names no place to look from", async () => {
  const outbox = memoryOutbox();
  await outbox.save([
    { id: "a", text: "Hello", at: 1 },
    { id: "", text: "", at: 1 },
    { id: "a", text: "Hello", at: 1 },
  ]);
  const { socket } = await joined({ outbox }, { head: 4, events: messages(1, 4) });
  expect(await socket.command()).toEqual({ type: "send", id: "a", text: "Hello" });
});

test("a store that fails or does not answer holds nothing up", async () => {
  const broken: OutboxStore = {
    load: () => Promise.reject(new Error("No disk.")),
    save: () => {
      throw new Error("No disk.");
    },
  };
  const dead: OutboxStore = { load: () => new Promise(() => {}), save: () => new Promise(() => {}) };
  for (const outbox of [broken, dead]) {
    const { room, socket } = await joined({ outbox }, {}, { ...QUICK, outboxLoadMs: 20 });
    const sent = room.send("Hello", { id: "a" });
    await socket.command();
    socket.send({ type: "ack", id: "a", seq: 1 });
    await sent;
  }
});

test("a store that could not be read is not overwritten", async () => {
  let kept: readonly StoredMessage[] = [{ id: "old", text: "Old", at: 1 }];
  const load = vi.fn(() => Promise.resolve(kept)).mockRejectedValueOnce(new Error("Busy."));
  const outbox: OutboxStore = {
    load,
    save: async (messages) => {
      kept = messages;
    },
  };
  const { room } = await joined({ outbox });
  void room.send("New", { id: "new" });
  await until(room.state, ({ outgoing }) => outgoing.length === 2);
  await vi.waitFor(() => expect(kept.map(({ id }) => id)).toEqual(["old", "new"]));
});

test("a server that leaves a message without an answer is left, and told again", async () => {
  const { server, room, socket } = await joined({}, {}, { ...QUICK, answerMs: 30 });
  void room.send("Hello", { id: "a" });
  await socket.command();
  const second = await server.accept();
  second.send(welcome({ recovered: true }));
  expect(await second.command()).toMatchObject({ id: "a" });
});

test("refused for good, what waits has failed, with the reason", async () => {
  const { room, socket } = await joined();
  const sent = room.send("Hello");
  await socket.command();
  socket.close(4502, "Banned.");
  await expect(sent).rejects.toMatchObject({ code: "banned" });
  expect(room.state.value.outgoing).toMatchObject([{ status: "failed", problem: { code: "banned" } }]);
  await expect(room.send("More")).rejects.toMatchObject({ code: "banned" });
});

test("a promise that nobody looks at is no unhandled rejection", async () => {
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  const { room } = await joined();
  void room.send("");
  void room.send("Hello");
  room.close();
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test("typing is told, and over with the message", async () => {
  const { room, socket } = await joined();
  room.typing(true);
  room.typing(true);
  expect(await socket.command()).toEqual({ type: "typing", on: true });
  void room.send("Hello");
  room.typing(false);
  expect(await socket.command()).toMatchObject({ type: "send" });
});
