import { expect, test, vi } from "vitest";
import { joined, ME, message, messages, QUICK, roomOf, serve, until, welcome } from "./support/client.ts";

test("[C1] a command resolves on its ack, and rejects on its error", async () => {
  const { room, socket } = await joined();
  const members = room.members("u-1");
  const command = await socket.command();
  expect(command).toEqual({ type: "members", id: expect.any(String), after: "u-1" });
  const list = [ME];
  socket.send({ type: "ack", id: command["id"], online: 1, list, more: false });
  expect(await members).toMatchObject({ online: 1, list, more: false });
  const history = room.history({ after: 3, limit: 2 });
  const { id, ...rest } = await socket.command();
  expect(rest).toEqual({ type: "history", after: 3, limit: 2 });
  socket.send({ type: "error", id, code: "rate_limited", message: "Slow down.", retryAfter: 9 });
  await expect(history).rejects.toMatchObject({ name: "RoomError", code: "rate_limited", retryAfter: 9 });
});

test("rename is you, the name to come back with, and a guest's new token", async () => {
  const onToken = vi.fn();
  const { server, room, socket } = await joined({ name: "Mia", onToken });
  const renamed = room.rename("Maja");
  const { id, name } = await socket.command();
  expect(name).toBe("Maja");
  const you = { id: ME.id, name: "Maja", role: "guest" };
  socket.send({ type: "ack", id, you, token: "t2" }, { type: "rename", user: { id: ME.id, name: "Maja" }, was: "Mia" });
  expect(await renamed).toEqual(you);
  expect(room.state.value).toMatchObject({ you, members: [{ name: "Maja" }] });
  expect(onToken.mock.calls).toEqual([["t2"]]);
  socket.cut();
  const { searchParams } = (await server.accept()).url;
  expect([searchParams.get("name"), searchParams.get("token")]).toEqual(["Maja", "t2"]);
});

test("auth is you, and the token to come back with", async () => {
  const { server, room, socket } = await joined();
  const done = room.auth("signed");
  const { id, token } = await socket.command();
  expect(token).toBe("signed");
  const you = { id: "u-ann", name: "Ann", role: "member" };
  socket.send({ type: "ack", id, you });
  expect(await done).toEqual(you);
  expect(room.state.value.you).toEqual(you);
  socket.cut();
  expect((await server.accept()).url.searchParams.get("token")).toBe("signed");
});

test("a command waits for the room to be online, but not for ever", async () => {
  const server = await serve();
  const room = roomOf(server, {}, { ...QUICK, requestOnlineMs: 30 });
  await expect(room.members()).rejects.toMatchObject({ code: "disconnected" });
  room.connect();
  await expect(room.members()).rejects.toMatchObject({ code: "disconnected" });
  const members = room.members();
  const socket = await server.accept();
  socket.send(welcome());
  const { id } = await socket.command();
  socket.send({ type: "ack", id, online: 1 });
  expect(await members).toMatchObject({ online: 1 });
});

test("a lost connection and close() end a command", async () => {
  const { server, room, socket } = await joined();
  const lost = room.members();
  await socket.command();
  socket.cut();
  await expect(lost).rejects.toMatchObject({ code: "disconnected" });
  (await server.accept()).send(welcome({ recovered: true }));
  await until(room.state, ({ status }) => status === "online");
  const closed = room.members();
  room.close();
  await expect(closed).rejects.toMatchObject({ code: "closed" });
});

test("silence ends a command", async () => {
  const { room } = await joined({}, {}, { ...QUICK, answerMs: 30 });
  await expect(room.members()).rejects.toMatchObject({ code: "timeout" });
});

test("what would end the connection is not sent", async () => {
  const { room, socket } = await joined();
  await expect(room.auth("x".repeat(70_000))).rejects.toMatchObject({ code: "too_big" });
  await expect(room.send("  ")).rejects.toMatchObject({ code: "bad_command" });
  void room.send("Hello");
  expect(await socket.command()).toMatchObject({ type: "send" });
});

test("older messages come in front, one page at a time", async () => {
  const { room, socket } = await joined({}, { head: 9, events: messages(8, 9), more: true });
  const older = room.loadOlder(3);
  expect(room.loadOlder(3)).toBe(older);
  const { id, ...rest } = await socket.command();
  expect(rest).toEqual({ type: "history", before: 8, limit: 3 });
  const page = { type: "ack", epoch: "e1", first: 1, head: 9 };
  socket.send({ ...page, id, messages: messages(5, 7), more: true }, message(10));
  expect(await older).toBe(true);
  expect(room.state.value.messages).toEqual(messages(5, 10));
  const rest2 = room.loadOlder();
  const second = await socket.command();
  expect(second).toMatchObject({ before: 5 });
  socket.send({ ...page, id: second["id"], messages: messages(1, 4), more: false });
  expect(await rest2).toBe(false);
  expect(room.state.value).toMatchObject({ messages: messages(1, 10), more: false });
  expect(await room.loadOlder()).toBe(false);
});

test("[B2] a page that comes after the timeline was replaced is dropped", async () => {
  const { room, socket } = await joined({}, { head: 9, events: messages(8, 9), more: true });
  const older = room.loadOlder();
  const { id } = await socket.command();
  const replaced = welcome({ head: 90, events: messages(89, 90), more: true });
  socket.send(replaced, { type: "ack", id, epoch: "e1", messages: messages(5, 7), more: true });
  expect(await older).toBe(true);
  expect(room.state.value.messages).toEqual(messages(89, 90));
});

test("a failed page may be asked for again", async () => {
  const { room, socket } = await joined({}, { head: 9, events: messages(8, 9), more: true });
  const failed = room.loadOlder();
  const { id } = await socket.command();
  socket.send({ type: "error", id, code: "internal", message: "Oh." });
  await expect(failed).rejects.toMatchObject({ code: "internal" });
  void room.loadOlder().catch(() => {});
  expect(await socket.command()).toMatchObject({ type: "history", before: 8 });
});
