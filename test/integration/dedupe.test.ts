import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { page, post } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, type JsonSocket } from "../support/socket.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

const texts = (count: number): string[] => Array.from({ length: count }, (_, index) => `t${index}`);

/** Joins twice: somebody who repeats, and another who fills the log in between. */
async function pair(room: string): Promise<{ ann: JsonSocket; filler: JsonSocket; token: string }> {
  const { socket: ann, welcome } = await join(server, room, { name: "Ann" });
  const { socket: filler } = await join(server, room);
  return { ann, filler, token: welcome.token! };
}

describe("a repeat", () => {
  it.each([{}, { after: 0 }])("[C3] does nothing again: the first seq and duplicate, with %j", async (fields) => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    const first = await socket.post("once", { id: "a", ...fields });
    expect(first).not.toHaveProperty("duplicate");
    const again = await socket.ask({ type: "send", id: "a", text: "once", ...fields });
    expect(again).toEqual({ ...first, duplicate: true });
    await guard.expectServes(["once"]);
  });

  it("[C3] twice in one frame", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    const command = { type: "send", id: "a", text: "once" };
    socket.say(command, command, command);
    expect(await socket.next("ack")).not.toHaveProperty("duplicate");
    for (let count = 0; count < 2; count++) {
      expect(await socket.next("ack")).toMatchObject({ id: "a", seq: 1, duplicate: true });
    }
    await guard.expectServes(["once"]);
  });

  it("[C3] from two tabs at once", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket: one, welcome } = await join(server, room);
    const { socket: two } = await join(server, room, { token: welcome.token! });
    const answers = await Promise.all([one, two].map((tab) => tab.ask({ type: "send", id: "a", text: "once" })));
    expect(answers.map((answer) => answer.type === "ack" && answer.seq)).toEqual([1, 1]);
    expect(answers.filter((answer) => answer.type === "ack" && answer.duplicate)).toHaveLength(1);
    await guard.expectServes(["once"]);
  });

  it("[C3] spaces around the text do not make it another body", async () => {
    const { socket } = await join(server, newRoom());
    await socket.post("once", { id: "a" });
    expect(await socket.ask({ type: "send", id: "a", text: " once\n" })).toMatchObject({ seq: 1, duplicate: true });
  });

  it("[C3] another user's id is not a repeat", async () => {
    const { ann, filler } = await pair(newRoom());
    await ann.post("one", { id: "a" });
    expect(await filler.ask({ type: "send", id: "a", text: "two" })).toMatchObject({ type: "ack", seq: 2 });
  });

  it("[C3] an id that was refused is free", async () => {
    const { socket } = await join(server, newRoom());
    expect(await socket.ask({ type: "send", id: "a", text: " " })).toMatchObject({ type: "error" });
    expect(await socket.ask({ type: "send", id: "a", text: "x", replyTo: 7 })).toMatchObject({ code: "not_found" });
    const answer = await socket.post("now", { id: "a" });
    expect(answer).not.toHaveProperty("duplicate");
  });
});

describe("another body", () => {
  it.each([
    ["text", { text: "other" }],
    ["replyTo", { text: "once", replyTo: 1 }],
  ])("[C3] another %s with the same id: id_conflict, and nothing is stored", async (_what, body) => {
    const room = newRoom();
    const guard = await witness(server, room);
    await guard.expectServes();
    const { socket } = await join(server, room);
    await socket.post("once", { id: "a" });
    for (const after of [undefined, 0, 1]) {
      const answer = await socket.ask({ type: "send", id: "a", ...body, ...(after === undefined ? {} : { after }) });
      expect(answer).toMatchObject({ type: "error", code: "id_conflict" });
    }
    await server.evict(room);
    expect(await socket.ask({ type: "send", id: "a", ...body })).toMatchObject({ type: "error", code: "id_conflict" });
    await guard.expectServes(["once"]);
  });
});

describe("a repeat from long ago", () => {
  it.each([["without after", {}] as const, ["with after", { after: 0 }] as const])(
    "[C3] is found across an eviction, %s",
    async (_what, fields) => {
      const room = newRoom();
      const { ann, filler } = await pair(room);
      await ann.post("once", { id: "a" });
      await server.evict(room);
      expect(await ann.ask({ type: "send", id: "a", text: "once", ...fields })).toMatchObject({
        seq: 1,
        duplicate: true,
      });
      await filler.postMany(texts(20));
      await server.evict(room);
      expect(await ann.ask({ type: "send", id: "a", text: "once", ...fields })).toMatchObject({
        seq: 1,
        duplicate: true,
      });
      expect((await page(server, room)).head).toBe(21);
    },
  );

  it("[C3] is found among the last 1,000 messages without after, with and without an eviction", async () => {
    const room = newRoom();
    const { ann, filler } = await pair(room);
    await filler.postMany(texts(10));
    await ann.post("once", { id: "a" });
    await filler.postMany(texts(999));
    expect(await ann.ask({ type: "send", id: "a", text: "once" })).toMatchObject({ seq: 11, duplicate: true });
    await server.evict(room);
    expect(await ann.ask({ type: "send", id: "a", text: "once" })).toMatchObject({ seq: 11, duplicate: true });
    // Before the window was looked through, what is new came to memory: both have to be found.
    await server.evict(room);
    await filler.post("new", { id: "n" });
    await filler.post("newer", { id: "n2" });
    expect(await filler.ask({ type: "send", id: "n", text: "new" })).toMatchObject({ seq: 1_011, duplicate: true });
  });

  it("[C3] is found behind thousands of messages with after, with and without an eviction", async () => {
    const room = newRoom();
    const { ann, filler } = await pair(room);
    await filler.postMany(texts(5));
    await ann.post("once", { id: "a", after: 5 });
    // More than memory holds, so that the oldest ids were dropped from it.
    await filler.postMany(texts(3_100));
    const repeat = { type: "send", id: "a", text: "once", after: 5 };
    expect(await ann.ask(repeat)).toMatchObject({ seq: 6, duplicate: true });
    await server.evict(room);
    expect(await ann.ask(repeat)).toMatchObject({ seq: 6, duplicate: true });
    await filler.postMany(texts(3));
    expect(await ann.ask(repeat)).toMatchObject({ seq: 6, duplicate: true });
    expect((await page(server, room)).head).toBe(3_109);
  });
});

const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

describe("over any transport", () => {
  it("[C3] [T5] Idempotency-Key and a socket's id of the same user are one", async () => {
    const room = newRoom();
    const { ann, token } = await pair(room);
    const headers = { ...bearer(token), "Idempotency-Key": "a" };
    const first = await post(server, room, { text: "once" }, headers);
    expect(first).toMatchObject({ status: 201, body: { seq: 1, id: "a" } });
    expect(await ann.ask({ type: "send", id: "a", text: "once" })).toMatchObject({ seq: 1, duplicate: true });
    expect(await post(server, room, { text: "once" }, headers)).toMatchObject({ status: 200, body: first.body });
    await ann.post("two", { id: "b" });
    const again = await post(server, room, "two", { ...bearer(token), "Idempotency-Key": "b" });
    expect(again).toMatchObject({ status: 200, body: { seq: 2, id: "b", text: "two" } });
    expect(await post(server, room, "three", headers)).toMatchObject({
      status: 409,
      body: { error: { code: "id_conflict" } },
    });
    await server.evict(room);
    expect(await post(server, room, { text: "once" }, headers)).toMatchObject({ status: 200, body: first.body });
    expect((await page(server, room)).head).toBe(2);
  });

  it("[C3] [T5] after is taken over HTTP too", async () => {
    const room = newRoom();
    const { filler, token } = await pair(room);
    await filler.postMany(texts(3));
    const body = { text: "once", id: "a", after: 3 };
    expect(await post(server, room, body, bearer(token))).toMatchObject({ status: 201, body: { seq: 4 } });
    await filler.postMany(texts(1_100));
    await server.evict(room);
    expect(await post(server, room, body, bearer(token))).toMatchObject({ status: 200, body: { seq: 4 } });
  });

  it("[C3] [T5] the key beats the id in the body", async () => {
    const room = newRoom();
    const answer = await post(server, room, { id: "body", text: "x" }, { "Idempotency-Key": "key" });
    expect(answer).toMatchObject({ status: 201, body: { id: "key" } });
  });

  it("[C3] [T5] ten requests at once with one key are one message", async () => {
    const room = newRoom();
    const { token } = await pair(room);
    const headers = { ...bearer(token), "Idempotency-Key": "a" };
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(server, room, "once", headers)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array<number>(9).fill(200), 201]);
    expect((await page(server, room)).head).toBe(1);
  });
});

it("[C3] looking far back for repeats is limited for each user, over HTTP too; the room goes on", async () => {
  const room = newRoom();
  const { socket, welcome } = await join(server, room);
  const rows = `WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 100000)
    INSERT INTO events (seq, type, at, user_id, user_name, id, text) SELECT seq, 'message', 1, 'u', 'u', 'i' || seq, 't' FROM n`;
  await server.sql(room, rows);
  await server.evict(room);
  const headers = bearer(welcome.token!);
  const answers: number[] = [];
  while (answers.length < 30 && answers.at(-1) !== 429) {
    const body = { id: `far-${answers.length}`, text: "x", after: 0 };
    answers.push((await post(server, room, body, headers)).status);
  }
  expect(answers[0]).toBe(201);
  expect(answers.at(-1)).toBe(429);
  await socket.post("near");
});

it("[C3] [T5] an Idempotency-Key with other bytes than ASCII is refused: two of them could look the same", async () => {
  const room = newRoom();
  const { socket } = await join(server, room);
  expect(await post(server, room, "x", { "Idempotency-Key": "caf\u00e9" })).toMatchObject({
    status: 400,
    body: { error: { code: "bad_command" } },
  });
  await socket.post("on it goes");
});
