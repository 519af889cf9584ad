import { expect, test, vi } from "vitest";
import { memoryOutbox } from "../../src/client/index.ts";
import { joined, ME, message, QUICK, roomOf, serve, until, welcome } from "./support/client.ts";

const NEW = { id: "u-new", name: "Mia", role: "guest" as const };
const ANN = { id: "u-ann", name: "Ann", role: "member" as const };

test("[C3] what was sent as somebody else is not sent again by itself: its copy would stand beside it", async () => {
  const outbox = memoryOutbox();
  const { server, room, socket } = await joined({ token: "t1", outbox });
  const sent = room.send("Hello", { id: "a" });
  expect(await socket.command()).toMatchObject({ id: "a" });
  // This one waits for the first to be answered: it was never sent.
  void room.send("Next", { id: "b" });
  socket.close(4005);
  const second = await server.accept();
  second.send(welcome({ you: NEW, head: 1, events: [message(1)] }));
  await expect(sent).rejects.toMatchObject({ name: "RoomError", code: "unauthorized" });
  expect(await second.command()).toMatchObject({ id: "b", text: "Next" });
  second.send({ type: "ack", id: "b", seq: 2 }, message(2, { id: "b", user: NEW }));
  expect(await until(room.state, ({ outgoing }) => outgoing.length === 1)).toMatchObject({
    status: "online",
    outgoing: [{ id: "a", by: ME.id, status: "failed", problem: { code: "unauthorized" } }],
  });
  room.retry("a");
  expect(await second.command()).toEqual({ type: "send", id: "a", text: "Hello", after: 2 });
  const kept = { id: "a", by: NEW.id, after: { epoch: "e1", seq: 2 } };
  await vi.waitFor(async () => expect(await outbox.load()).toMatchObject([kept]));
});

test("[C3] sent again by hand under the new identity, it is that identity's from then on", async () => {
  const { server, room, socket } = await joined({ token: "t1" });
  void room.send("Hello", { id: "a" });
  await socket.command();
  socket.close(4005);
  const second = await server.accept();
  second.send(welcome({ you: NEW }));
  await until(room.state, ({ outgoing }) => outgoing[0]?.status === "failed");
  room.retry("a");
  await second.command();
  second.cut();
  const third = await server.accept();
  third.send(welcome({ you: NEW, recovered: true }));
  expect(await third.command()).toMatchObject({ id: "a", after: 0 });
});

test("what was sent as somebody else and is in the log has arrived", async () => {
  const { server, room, socket } = await joined({ token: "t1" });
  const sent = room.send("Hello", { id: "a" });
  await socket.command();
  socket.close(4005);
  const copy = message(1, { id: "a", user: ME, text: "Hello" });
  (await server.accept()).send(welcome({ you: NEW, recovered: true, head: 1, events: [copy] }));
  expect(await sent).toMatchObject({ id: "a", seq: 1 });
  expect(room.state.value.outgoing).toEqual([]);
});

test("as whom a message was sent is kept for the next visit, and the one after", async () => {
  const outbox = memoryOutbox();
  const { server, room, socket } = await joined({ outbox });
  void room.send("Hello", { id: "a" });
  await socket.command();
  room.close();
  await vi.waitFor(async () => expect(await outbox.load()).toMatchObject([{ id: "a", by: ME.id }]));
  for (let visit = 0; visit < 2; visit++) {
    const later = roomOf(server, { outbox });
    later.connect();
    const again = await server.accept();
    again.send(welcome({ you: NEW }));
    const { outgoing } = await until(later.state, ({ outgoing: [first] }) => first?.status === "failed");
    expect(outgoing).toMatchObject([{ id: "a", by: ME.id, problem: { code: "unauthorized" } }]);
    expect(again.frames.size).toBe(0);
    later.close();
  }
  // Come back as who wrote it, it is the same message as before.
  const last = roomOf(server, { outbox });
  last.connect();
  const again = await server.accept();
  again.send(welcome({ head: 1, events: [message(1)] }));
  expect(await again.command()).toMatchObject({ id: "a", after: 0 });
});

test("[4005] a member whose token ran out is not turned into a guest", async () => {
  const { server, room, socket } = await joined({ token: "signed" }, { you: ANN });
  socket.close(4005);
  const { problem } = await until(room.state, ({ status }) => status !== "online");
  expect(room.state.value.status).toBe("refused");
  expect(problem?.code).toBe("unauthorized");
  expect(server.upgrades).toBe(1);
  // By hand neither: it is the same token that is shown again.
  room.reconnect();
  expect((await server.accept()).url.searchParams.get("token")).toBe("signed");
});

test("a member whose token is refused on coming back is not turned into a guest", async () => {
  const { server, room, socket } = await joined({ token: "signed" }, { you: ANN });
  server.answer = (method) => ({ status: method === "POST" ? 401 : 200, body: {} });
  server.refuse = 401;
  socket.cut();
  const { problem } = await until(room.state, ({ status }) => status === "refused");
  expect(problem?.code).toBe("unauthorized");
});

test("[4005] a member's token that comes from a function is asked for again", async () => {
  const tokens = ["t1", "t2"];
  const { server, socket } = await joined({ token: () => tokens.shift() }, { you: ANN });
  socket.close(4005);
  expect((await server.accept()).url.searchParams.get("token")).toBe("t2");
});

test("[E3] a rename from another tab is the name to come back with", async () => {
  const { server, room, socket } = await joined({ name: "Mia" });
  socket.send({ type: "rename", user: { id: ME.id, name: "Maja" }, was: "Mia" });
  await until(room.state, ({ you }) => you?.name === "Maja");
  socket.close(4001);
  expect((await server.accept()).url.searchParams.get("name")).toBe("Maja");
});

test("a member's name is in the token, and may be one that cannot be asked for", async () => {
  const server = await serve();
  const room = roomOf(server, { token: "signed" }, QUICK);
  room.connect();
  const socket = await server.accept();
  socket.send(welcome({ you: { ...ANN, name: "*ann" } }));
  await until(room.state, ({ status }) => status === "online");
  socket.cut();
  expect((await server.accept()).url.searchParams.has("name")).toBe(false);
});
