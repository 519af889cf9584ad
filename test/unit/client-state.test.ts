import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { BEA, joined, ME, message, messages, record, serve, until, welcome } from "./support/client.ts";

test("a frame is one change, and what it does not touch stays the same object", async () => {
  const { room, socket } = await joined({}, { head: 1, events: messages(1, 1) });
  const before = room.state.value;
  const states = record(room);
  socket.send(message(2), message(3), { type: "typing", user: BEA, on: true }, { type: "typing", user: ME, on: true });
  const after = await until(room.state, ({ messages }) => messages.length === 3);
  expect(states).toHaveLength(2);
  expect(after.typing).toEqual([BEA]);
  expect(after.members).toBe(before.members);
  expect(after.outgoing).toBe(before.outgoing);
  expect(after.you).toBe(before.you);
  expect(after.messages[0]).toBe(before.messages[0]);
  expect(before.messages).toEqual(messages(1, 1));
});

test("a frame that changes nothing is told to nobody", async () => {
  const { room, socket } = await joined({}, { head: 1, events: messages(1, 1) });
  const states = record(room);
  socket.send(message(1));
  socket.send(message(2));
  await until(room.state, ({ messages }) => messages.length === 2);
  expect(states).toHaveLength(2);
});

test("an event is told after the state has it, once, and those missed after their welcome", async () => {
  const { server, room, socket } = await joined({}, { head: 2, events: messages(1, 2) });
  const told: string[] = [];
  room.on("welcome", ({ head }) => told.push(`welcome ${head}`));
  room.on("message", ({ seq }) => told.push(`${seq} of ${room.state.value.messages.length}`));
  socket.send(message(2), message(3));
  await until(room.state, ({ messages }) => messages.length === 3);
  socket.cut();
  const second = await server.accept();
  second.send(welcome({ recovered: true, head: 5, events: messages(3, 5) }), message(6));
  await until(room.state, ({ messages }) => messages.length === 6);
  expect(told).toEqual(["3 of 3", "welcome 5", "4 of 6", "5 of 6", "6 of 6"]);
});

test("a listener that throws breaks neither the others nor the connection", async () => {
  const reported = vi.spyOn(console, "error").mockImplementation(() => {});
  const fault = new Error("A listener's own.");
  const fail = () => {
    throw fault;
  };
  const { room, socket } = await joined({ onToken: fail }, { token: "t" });
  const later = vi.fn();
  room.state.subscribe(fail);
  room.state.subscribe(later);
  room.on("message", fail);
  room.on("message", later);
  const sent = room.send("Hello", { id: "a" });
  await socket.command();
  socket.send({ type: "ack", id: "a", seq: 1 }, message(1, { id: "a", user: ME }));
  await sent;
  socket.send(message(2));
  await until(room.state, ({ messages }) => messages.length === 2);
  expect(later.mock.lastCall).toEqual([message(2)]);
  expect(reported).toHaveBeenCalledWith(fault);
  expect(room.state.value.status).toBe("online");
  room.close();
  reported.mockRestore();
});

test("what was subscribed can be ended, each by itself", async () => {
  const { room, socket } = await joined();
  const listener = vi.fn();
  const end = room.on("message", listener);
  room.on("message", listener);
  const endState = room.state.subscribe(listener);
  end();
  end();
  endState();
  socket.send(message(1));
  await until(room.state, ({ messages }) => messages.length === 1);
  expect(listener.mock.calls).toEqual([[message(1)]]);
});

test("10,000 messages, each in its own frame, are taken in a breath", async () => {
  const { room, socket } = await joined();
  const start = process.cpuUsage();
  for (const one of messages(1, 10_000)) socket.send(one);
  await until(room.state, ({ messages }) => messages.length === 10_000);
  // What it took of the processor, whoever else wants that.
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1_000).toBeLessThan(5_000);
});

test("a room that is closed lets a Node process end", async () => {
  const server = await serve();
  const script = `
    import { Room } from ${JSON.stringify(new URL("../../src/client/index.ts", import.meta.url).href)};
    const room = new Room({ url: ${JSON.stringify(server.url)}, room: "lobby" });
    room.state.subscribe(({ status, typing }) => {
      if (status !== "online" || typing.length === 0) return;
      room.members().catch(() => {});
      room.send("Hello");
      setImmediate(() => room.close());
    });
    room.connect();
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: "inherit" });
  const ended = once(child, "exit");
  const socket = await server.accept();
  socket.send(welcome(), { type: "typing", user: BEA, on: true });
  await socket.closed;
  const start = performance.now();
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - start).toBeLessThan(3_000);
});

test("[R10] who leads a room is known from the welcome on, and follows what is done: to oneself, too", async () => {
  const staff = [{ id: BEA.id, role: "owner" }] as const;
  const { server, room, socket } = await joined({}, { head: 1, events: messages(1, 1), staff: [...staff] });
  const before = room.state.value.staff;
  expect([...before]).toEqual([[BEA.id, "owner"]]);
  socket.send(message(2));
  await until(room.state, ({ messages }) => messages.length === 2);
  expect(room.state.value.staff).toBe(before);

  const change = { type: "role", id: "r", at: 1, user: BEA } as const;
  socket.send({ ...change, seq: 3, whom: ME, role: "moderator" });
  const made = await until(room.state, ({ you }) => you?.role === "moderator");
  expect(made.staff.get(ME.id)).toBe("moderator");
  socket.send({ ...change, seq: 4, whom: BEA, role: "member" });
  const less = await until(room.state, ({ staff }) => !staff.has(BEA.id));
  expect(less.you?.role).toBe("moderator");

  // Who was away is told by the welcome.
  socket.cut();
  const second = await server.accept();
  second.send(welcome({ recovered: true, head: 4, events: [] }));
  await until(room.state, ({ staff }) => staff.size === 0);
});
