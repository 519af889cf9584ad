import { expect, test, vi } from "vitest";
import { EVENTS, COMMANDS, SESSION, streamed, YOU } from "./support/http-room.ts";
import { ME, until, welcome } from "./support/client.ts";
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

test.each<[string, (request: ScriptedRequest) => void]>([
  ["a fault of the server's", (request) => request.refuse(500, "internal")],
  ["a page of something in between", (request) => request.html(200)],
  ["a refusal of something in between", (request) => request.html(403)],
  ["JSON that is no answer", (request) => request.json(200, {})],
])("[C3] a message that was answered by %s is sent again under its id, on another connection", async (_, reply) => {
  const { http, room } = await streamed();
  void room.send("one", { id: "a" });
  reply(await http.next(COMMANDS));
  const second = await http.next(EVENTS);
  second.stream()(sse(welcome({ recovered: true }), "e1.0"));
  expect(await http.next(COMMANDS)).toMatchObject({ body: { id: "a", text: "one", after: 0 } });
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
