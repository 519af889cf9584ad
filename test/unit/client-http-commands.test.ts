import { expect, test, vi } from "vitest";
import { TIMING } from "../../src/client/config.ts";
import { EVENTS, COMMANDS, SESSION, streamed, YOU } from "./support/http-room.ts";
import { ME, QUICK, until } from "./support/client.ts";
import { type ScriptedRequest, sse } from "./support/scripted-fetch.ts";

test("[C3] messages are sent one after the other, with their ids and places; a repeat is known as one", async () => {
  const { http, room } = await streamed();
  const sent = [room.send("one", { id: "a" }), room.send("two", { id: "b", replyTo: 1 })];
  const first = await http.next(COMMANDS);
  expect(first).toMatchObject({ authorization: "Bearer t1", body: { id: "a", text: "one", after: 0 } });
  expect(http.requests.size).toBe(0);
  first.json(200, { type: "ack", id: "a", seq: 1, at: 1_001 });
  expect(await sent[0]).toEqual({ type: "ack", id: "a", seq: 1, at: 1_001 });
  const second = await http.next(COMMANDS);
  expect(second.body).toEqual({ type: "send", id: "b", text: "two", replyTo: 1, after: 0 });
  second.json(200, { type: "ack", id: "b", seq: 2, at: 1_002, duplicate: true });
  expect(await sent[1]).toEqual({ type: "ack", id: "b", seq: 2, at: 1_002, duplicate: true });
});

test("what follows a message that the server puts off waits too", async () => {
  const { http, room } = await streamed();
  void room.send("one", { id: "a" });
  void room.send("two", { id: "b" });
  (await http.next(COMMANDS)).refuse(429, "rate_limited", { retryAfter: 5 });
  expect(await http.next(COMMANDS)).toMatchObject({ body: { id: "a" } });
});

test("a message that the server refuses has failed", async () => {
  const { http, room } = await streamed();
  const sent = room.send("one", { replyTo: 7 });
  (await http.next(COMMANDS)).refuse(404, "not_found");
  await expect(sent).rejects.toMatchObject({ code: "not_found", message: "It is not_found." });
  expect(room.state.value).toMatchObject({ status: "online", outgoing: [{ status: "failed" }] });
});

/** Waits for what is repeated are short, and a stream is tried again at once. */
const SOON = { ...QUICK, sayAgainMs: 4 };
const ack = (id: string, seq: number) => ({ type: "ack", id, seq, at: 1_000 + seq });

test.each<[string, (request: ScriptedRequest) => void]>([
  ["a fault of the server's", (request) => request.refuse(500, "internal")],
  ["a gateway's complaint", (request) => request.html(502)],
  ["a page of something in between", (request) => request.html(200)],
  ["a refusal of something in between", (request) => request.html(403)],
  ["JSON that is no answer", (request) => request.json(200, null)],
])("[C3] a message that was answered by %s is said again in its place, under its id", async (_, reply) => {
  const { http, room, request } = await streamed({}, {}, SOON);
  const sent = [room.send("one", { id: "a" }), room.send("two", { id: "b" })];
  reply(await http.next(COMMANDS));
  const again = await http.next(COMMANDS);
  expect(again).toMatchObject({ body: { id: "a", text: "one", after: 0 } });
  again.json(200, ack("a", 1));
  (await http.next(COMMANDS)).json(200, ack("b", 2));
  expect(await Promise.all(sent)).toMatchObject([{ seq: 1 }, { seq: 2 }]);
  expect(request.isGone).toBe(false);
});

test.each([403, 413, 200])(
  "what something in between answers with %i three times has failed; the rest goes on",
  async (status) => {
    const { http, room, request } = await streamed({}, {}, SOON);
    const sent = [room.send("filtered", { id: "a" }), room.send("two", { id: "b" })];
    for (let n = 0; n < 3; n++) (await http.next(COMMANDS)).html(status);
    await expect(sent[0]).rejects.toMatchObject({ code: "forbidden" });
    expect(room.state.value.outgoing).toMatchObject([{ id: "a", status: "failed" }, { id: "b" }]);
    const second = await http.next(COMMANDS);
    expect(second.body).toMatchObject({ id: "b" });
    second.json(200, ack("b", 1));
    expect(await sent[1]).toMatchObject({ seq: 1 });
    expect(request.isGone).toBe(false);
    room.retry("a");
    expect((await http.next(COMMANDS)).body).toMatchObject({ id: "a", text: "filtered" });
  },
);

test("what is refused where the server cannot be reached at all is kept for another connection", async () => {
  const { http, room, request } = await streamed({}, {}, { ...SOON, sayMs: 30 });
  http.isThere = false;
  void room.send("one", { id: "a" });
  for (let n = 0; n < 3; n++) (await http.next(COMMANDS)).html(403);
  await until(room.state, ({ status }) => status !== "online");
  expect(room.state.value.outgoing).toMatchObject([{ id: "a", status: "sending" }]);
  expect(request.isGone).toBe(true);
});

test("what is not answered is said three times, each time for longer, and then over another connection", async () => {
  vi.useFakeTimers();
  try {
    const { http, room, request } = await streamed({}, {}, TIMING);
    void room.send("one", { id: "a" });
    await vi.advanceTimersByTimeAsync(0);
    const tries = [await http.next(COMMANDS)];
    for (const ms of [3_500, 7_000]) {
      await vi.advanceTimersByTimeAsync(ms - 1);
      expect(http.requests.size).toBe(0);
      await vi.advanceTimersByTimeAsync(1);
      expect(tries.at(-1)!.isGone).toBe(true);
      tries.push(await http.next(COMMANDS));
    }
    expect(tries.map(({ body }) => (body as { id: string }).id)).toEqual(["a", "a", "a"]);
    await vi.advanceTimersByTimeAsync(8_999);
    expect(request.isGone).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(request.isGone).toBe(true);
    expect(room.state.value.outgoing).toMatchObject([{ id: "a", status: "sending" }]);
    room.close();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("a message that is held up holds up no history", async () => {
  const { http, room } = await streamed({}, { first: 1, head: 0, more: true }, SOON);
  void room.send("one", { id: "a" });
  await http.next(COMMANDS);
  const page = room.history({ before: 9 });
  const request = await http.next(COMMANDS);
  expect(request.body).toMatchObject({ type: "history", before: 9 });
  request.json(200, { type: "ack", id: "server's", epoch: "e1", first: 1, head: 0, messages: [], more: false });
  expect(await page).toMatchObject({ messages: [] });
});

test("each message of a frame has its own time to be answered in", async () => {
  vi.useFakeTimers();
  try {
    const { http, room, request, say } = await streamed({}, {}, TIMING);
    const sent = ["a", "b", "c"].map((id) => room.send(id, { id }));
    for (const [index, id] of ["a", "b", "c"].entries()) {
      // Two tries in vain, and the third late: 16 s for each.
      for (let n = 0; n < 2; n++) {
        await vi.advanceTimersByTimeAsync(0);
        await http.next(COMMANDS);
        await vi.advanceTimersByTimeAsync(3_500 * (n + 1));
      }
      const third = await http.next(COMMANDS);
      await vi.advanceTimersByTimeAsync(6_000);
      third.json(200, ack(id, index + 1));
      await vi.advanceTimersByTimeAsync(0);
      expect(await sent[index]).toMatchObject({ seq: index + 1 });
      say(":\n\n");
    }
    expect(request.isGone).toBe(false);
    room.close();
  } finally {
    vi.useRealTimers();
  }
});

test("a proxy that has too much to do is left alone for as long as it asks; what follows waits too", async () => {
  vi.useFakeTimers();
  try {
    const { http, room, request, say } = await streamed({}, {}, TIMING);
    void room.send("one", { id: "a" });
    await vi.advanceTimersByTimeAsync(0);
    (await http.next(COMMANDS)).html(429, { "retry-after": "12" });
    for (let n = 0; n < 11; n++) {
      await vi.advanceTimersByTimeAsync(1_000);
      say(":\n\n");
    }
    expect(http.requests.size).toBe(0);
    await vi.advanceTimersByTimeAsync(1_100);
    expect((await http.next(COMMANDS)).body).toMatchObject({ id: "a" });
    expect(request.isGone).toBe(false);
    room.close();
  } finally {
    vi.useRealTimers();
  }
});

test("that one types is said once and never again; that it is over is for the others to see", async () => {
  const { http, room, request } = await streamed({}, {}, SOON);
  room.typing(true);
  const typing = await http.next(COMMANDS);
  expect(typing.body).toEqual({ type: "typing", on: true });
  typing.html(502);
  room.typing(false);
  void room.send("one", { id: "a" });
  expect((await http.next(COMMANDS)).body).toMatchObject({ type: "send" });
  expect(request.isGone).toBe(false);
});

test("[4005] a token that runs out while one speaks is asked for again", async () => {
  const tokens = ["t1", "t2"];
  const { http, room } = await streamed({ token: () => tokens.shift() });
  void room.send("one", { id: "a" });
  (await http.next(COMMANDS)).refuse(401, "unauthorized");
  expect(await http.next(EVENTS)).toMatchObject({ authorization: "Bearer t2" });
});

test("a guest is renamed, and speaks under the new name and token from then on", async () => {
  const onToken = vi.fn();
  const { http, room, say } = await streamed({ onToken });
  const renamed = room.rename("Mio");
  const request = await http.next(COMMANDS);
  expect(request).toMatchObject({ authorization: "Bearer t1", body: { type: "rename", name: "Mio" } });
  request.json(200, { type: "ack", id: "server's", you: { ...YOU, name: "Mio" }, token: "t2" });
  expect(await renamed).toMatchObject({ name: "Mio" });
  expect(onToken.mock.calls).toEqual([["t2"]]);
  // From now on messages are said under it, and under any that comes from elsewhere.
  say(sse({ type: "rename", user: { ...ME, name: "Mia 2" }, was: "Mio" } as never));
  await until(room.state, ({ you }) => you?.name === "Mia 2");
  void room.send("hello");
  expect(await http.next(COMMANDS)).toMatchObject({ authorization: "Bearer t2", query: { name: "Mia 2" } });
});

test("everything else that a room can be asked is asked the same way", async () => {
  const { http, room } = await streamed();
  const members = room.members();
  const request = await http.next(COMMANDS);
  expect(request.body).toMatchObject({ type: "members" });
  request.json(200, { type: "ack", id: "server's", online: 1, list: [ME], more: false });
  expect(await members).toMatchObject({ online: 1, list: [ME] });
  const edited = room.edit(1, "better");
  const second = await http.next(COMMANDS);
  expect(second.body).toMatchObject({ type: "edit", seq: 1, text: "better" });
  second.refuse(403, "forbidden");
  await expect(edited).rejects.toMatchObject({ code: "forbidden" });
});

test("a new token is shown by coming back with it", async () => {
  const { http, room } = await streamed();
  const refused = room.auth("bad");
  (await http.next(SESSION)).refuse(401, "unauthorized");
  await expect(refused).rejects.toMatchObject({ code: "unauthorized" });
  await until(room.state, ({ status }) => status === "online");
  const shown = room.auth("t2");
  const session = await http.next(SESSION);
  expect(session.authorization).toBe("Bearer t2");
  session.json(200, { you: { ...ME, role: "member" } });
  expect(await shown).toMatchObject({ role: "member" });
  expect(await http.next(EVENTS)).toMatchObject({ authorization: "Bearer t2", query: { since: "e1.0" } });
});
