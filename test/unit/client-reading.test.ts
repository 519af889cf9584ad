import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/protocol/settings.ts";
import { BEA, joined, ME, message, messages, QUICK, until, welcome } from "./support/client.ts";

const soon = { ...QUICK, readRepeatMs: 20 };

test("[C12] what was said before one first came is not unread; what others say then is, and what mentions one", async () => {
  const { room, socket } = await joined({}, { head: 2, events: messages(1, 2) });
  expect(room.state.value).toMatchObject({ read: 2, unread: 0, mentioned: 0 });
  socket.send(
    { ...message(3), user: ME },
    message(4),
    { ...message(5), mentions: [ME.id] },
    { ...message(6), here: true },
  );
  expect(await until(room.state, ({ messages }) => messages.length === 6)).toMatchObject({ unread: 3, mentioned: 2 });
  socket.send({ type: "delete", seq: 7, id: "d", target: 5, at: 1, user: BEA });
  expect(await until(room.state, ({ unread }) => unread === 2)).toMatchObject({ mentioned: 1 });
});

test("[C12] one says how far one has read at once, and then not for each line", async () => {
  const { room, socket } = await joined({}, { head: 0 }, soon);
  socket.send(message(1), message(2), message(3));
  await until(room.state, ({ messages }) => messages.length === 3);
  for (const seq of [1, 2, 3, 2]) room.markRead(seq);
  expect(room.state.value).toMatchObject({ read: 3, unread: 0 });
  expect(await socket.command()).toMatchObject({ type: "read", seq: 1 });
  expect(await socket.command()).toMatchObject({ type: "read", seq: 3 });
});

test("[C12] what was read on another device is read here", async () => {
  const { room, socket } = await joined(
    {},
    { head: 9, events: messages(5, 9), more: true, read: 2, unread: 6, mentioned: 1 },
  );
  expect(room.state.value).toMatchObject({ read: 2, unread: 6, mentioned: 1 });
  // Of what is not held here only the server knows how much it is.
  socket.send({ type: "read", user: ME, seq: 3, unread: 5, mentioned: 1 });
  expect(await until(room.state, ({ read }) => read === 3)).toMatchObject({ unread: 5, mentioned: 1 });
  socket.send({ type: "read", user: ME, seq: 7, unread: 2, mentioned: 0 });
  expect(await until(room.state, ({ read }) => read === 7)).toMatchObject({ unread: 2, mentioned: 0 });
  socket.send({ type: "read", user: BEA, seq: 9 });
  expect(await until(room.state, ({ readers }) => readers.length === 1)).toMatchObject({
    read: 7,
    readers: [{ user: BEA, seq: 9 }],
  });
});

test("[C12] what was read while there was no connection is said when there is one", async () => {
  const { server, room, socket } = await joined({}, { head: 2, events: messages(1, 2), read: 0, unread: 2 }, soon);
  socket.cut();
  await until(room.state, ({ status }) => status !== "online");
  room.markRead(2);
  expect(room.state.value).toMatchObject({ read: 2, unread: 0 });
  const second = await server.accept();
  second.send(welcome({ recovered: true, head: 3, events: [message(3)], read: 0, unread: 3 }));
  expect(await second.command()).toMatchObject({ type: "read", seq: 2 });
  expect(room.state.value).toMatchObject({ read: 2, unread: 1 });
});

test("[R5] [C10] settings and pins are as they were told last", async () => {
  const { room, socket } = await joined({}, { pins: [1], settings: { ...DEFAULT_SETTINGS, topic: "tea" } });
  const by = { id: "x", at: 1, user: BEA };
  socket.send(
    { ...by, type: "room", seq: 1, settings: { seenBy: true } },
    { ...by, type: "pin", seq: 2, target: 4, on: true },
    { ...by, type: "delete", seq: 3, target: 1 },
  );
  expect(await until(room.state, ({ pins }) => pins[0] === 4)).toMatchObject({
    pins: [4],
    settings: { topic: "tea", seenBy: true },
  });
  // A later server's settings are not known here; what came with them is.
  socket.send({ ...by, type: "room", seq: 4, settings: { mentionAll: "nobody" } }, message(5));
  expect(await until(room.state, ({ messages }) => messages.length > 0)).toMatchObject({ settings: { topic: "tea" } });
});

test("a message knows how often it was answered, however one came to hold it", async () => {
  const { server, room, socket } = await joined({}, { head: 2, events: messages(1, 2) });
  socket.send({ ...message(3), replyTo: 1 }, { ...message(4), replyTo: 1 });
  const held = await until(room.state, ({ messages }) => messages.length === 4);
  expect(held.messages[0]).toMatchObject({ replies: 2 });
  socket.cut();
  const second = await server.accept();
  // What was missed is told as it is now: the answer to 5 is counted already, the one to 1 is not.
  const missed = [
    { ...message(5), replies: 1 },
    { ...message(6), replyTo: 5 },
    { ...message(7), replyTo: 1 },
  ];
  second.send(welcome({ recovered: true, head: 7, events: missed }));
  const { messages: now } = await until(room.state, ({ messages }) => messages.length === 7);
  expect([now[0]?.replies, now[4]?.replies]).toEqual([3, 1]);
});

test("[C12] [K5] what was purged is unread no more", async () => {
  const { room, socket } = await joined({}, { head: 2, events: messages(1, 2) });
  socket.send(message(3), { ...message(4), mentions: [ME.id] });
  await until(room.state, ({ unread }) => unread === 2);
  socket.send({ type: "purge", seq: 5, id: "p", whom: BEA, from: 1, at: 1, user: ME });
  expect(await until(room.state, ({ messages }) => messages.every(({ deleted }) => deleted === 1))).toMatchObject({
    unread: 0,
    mentioned: 0,
  });
});
