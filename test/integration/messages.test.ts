import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DISCARD_MAX_BYTES } from "../../src/config.ts";
import { ask, page, post } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

/** `POST …/messages` with a body and a content type as they are. */
function raw(room: string, body: BodyInit, type?: string): ReturnType<typeof ask> {
  const headers: Record<string, string> = type === undefined ? {} : { "Content-Type": type };
  return ask(server, `/api/rooms/${room}/messages`, { method: "POST", body, headers });
}

describe("POST …/messages", () => {
  it("[T5] 201 with the message, which those in the room are told", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    const answer = await post(server, room, { text: " hello ", id: "a" });
    expect(answer).toMatchObject({ status: 201, body: { type: "message", seq: 1, id: "a", text: "hello" } });
    expect(await socket.next("message")).toEqual(answer.body);
    expect((await page(server, room)).messages).toEqual([answer.body]);
  });

  it.each([
    ["JSON", '{"text":"a b"}', "application/json", "a b"],
    ["JSON with a charset", '{"text":"聊"}', "application/json; charset=utf-8", "聊"],
    ["JSON in capital letters", '{"text":"a"}', "Application/JSON", "a"],
    ["plain text", "a & b=c\n%20", "text/plain", "a & b=c\n%20"],
    ["plain text that looks like JSON", '{"text":"a"}', "text/plain", '{"text":"a"}'],
    ["a form with text", "text=a+b%26c&other=1", "application/x-www-form-urlencoded", "a b&c"],
    ["what curl -d sends", "hello & = +%41 world", "application/x-www-form-urlencoded", "hello & = +%41 world"],
  ])("[T5] takes %s", async (_what, body, type, text) => {
    expect(await raw(newRoom(), body, type)).toMatchObject({ status: 201, body: { text } });
  });

  it("[T5] takes bytes without a content type as plain text", async () => {
    expect(await raw(newRoom(), new TextEncoder().encode("hello"))).toMatchObject({
      status: 201,
      body: { text: "hello" },
    });
  });

  it("[T5] [C6] takes replyTo", async () => {
    const room = newRoom();
    await post(server, room, "one");
    expect(await post(server, room, { text: "two", replyTo: 1 })).toMatchObject({ status: 201, body: { replyTo: 1 } });
    expect(await post(server, room, { text: "three", replyTo: 9 })).toMatchObject({
      status: 404,
      body: { error: { code: "not_found" } },
    });
  });

  it("[T5] 200 where it repeats, with the first message", async () => {
    const room = newRoom();
    const first = await post(server, room, { text: "once", id: "a" });
    expect(await post(server, room, { text: "once", id: "a" })).toEqual({
      ...first,
      status: 200,
      headers: expect.anything(),
    });
    expect(await post(server, room, "once", { "Idempotency-Key": "a" })).toMatchObject({
      status: 200,
      body: first.body,
    });
    expect((await page(server, room)).head).toBe(1);
  });

  it("[T5] ?name= is what the message is signed with", async () => {
    const answer = await post(server, newRoom(), "hello", {}, "?name=Curl");
    expect(answer).toMatchObject({ status: 201, body: { user: { name: "Curl" } } });
  });

  it("[C4] [T5] what the server decides is ignored", async () => {
    const forged = { text: "hello", seq: 9, at: 1, user: { id: "root", name: "Root" }, type: "rename", name: "Root" };
    const answer = await post(server, newRoom(), forged);
    expect(answer).toMatchObject({ status: 201, body: { type: "message", seq: 1, text: "hello" } });
    expect(answer.body).not.toMatchObject({ user: { id: "root" } });
    expect(answer.body).not.toMatchObject({ at: 1 });
  });

  it.each<[string, string, string | undefined, number, string]>([
    ["broken JSON", "{", "application/json", 400, "bad_json"],
    ["no JSON at all", "", "application/json", 400, "bad_json"],
    ["an array", '[{"text":"a"}]', "application/json", 400, "bad_command"],
    ["null", "null", "application/json", 400, "bad_command"],
    ["a string", '"a"', "application/json", 400, "bad_command"],
    ["no text", "{}", "application/json", 400, "bad_command"],
    ["a text that is a number", '{"text":1}', "application/json", 400, "bad_command"],
    ["an empty text", '{"text":" "}', "application/json", 400, "bad_command"],
    ["an id that is a number", '{"text":"a","id":1}', "application/json", 400, "bad_command"],
    ["an empty id", '{"text":"a","id":""}', "application/json", 400, "bad_command"],
    ["an id of 65 bytes", `{"text":"a","id":"${"x".repeat(65)}"}`, "application/json", 413, "too_big"],
    ["a replyTo that is a string", '{"text":"a","replyTo":"1"}', "application/json", 400, "bad_command"],
    ["4,001 letters", "x".repeat(4_001), "text/plain", 413, "too_big"],
    ["nothing", "", "text/plain", 400, "bad_command"],
    ["an empty form", "text=", "application/x-www-form-urlencoded", 400, "bad_command"],
    ["64 KiB and a byte", "x".repeat(65_537), "text/plain", 413, "too_big"],
    ["a megabyte of JSON", `{"text":"a","pad":"${"x".repeat(1_000_000)}"}`, "application/json", 413, "too_big"],
  ])("[A2] [T5] %s is refused, and nothing is stored", async (_what, body, type, status, code) => {
    const room = newRoom();
    const guard = await witness(server, room);
    const answer = await raw(room, body, type);
    expect(answer).toMatchObject({ status, body: { error: { code, message: expect.any(String) } } });
    await guard.expectServes();
  });

  it("[A2] whoever sends far too much is still there to read the answer, every time", async () => {
    const room = newRoom();
    for (let i = 0; i < 40; i++)
      expect(await raw(room, "x".repeat(1_000_000), "text/plain")).toMatchObject({ status: 413 });
  });

  it("[A2] what is larger than anything by mistake is not even taken to its end, and disturbs nobody", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const total = 20 * DISCARD_MAX_BYTES;
    const chunk = Buffer.alloc(256 * 1024);
    const { taken, status } = await new Promise<{ taken: number; status: number | undefined }>((resolve) => {
      let taken = 0;
      const headers = { "Content-Type": "text/plain", "Content-Length": total };
      const sent = request(server.http(`/api/rooms/${room}/messages`), { method: "POST", headers });
      const push = (): void => {
        while (taken < total && sent.write(chunk)) taken += chunk.byteLength;
        if (taken < total) sent.once("drain", push);
      };
      sent.on("response", ({ statusCode, headers }) => {
        // What stands before the worker here says in a text of its own that it was hung up on.
        const isOurs = headers["content-type"]?.startsWith("application/json") === true;
        resolve({ taken, status: isOurs ? statusCode : undefined });
        sent.destroy();
      });
      sent.on("error", () => resolve({ taken, status: undefined })); // Hung up on.
      push();
    });
    expect([413, undefined]).toContain(status);
    expect(taken).toBeLessThan(total);
    await guard.expectServes();
  });

  it("[A2] [T5] a body that does not say how long it is is cut off at the limit too", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const chunk = new TextEncoder().encode("x".repeat(10_000));
    let chunks = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (stream) => (++chunks > 10 ? stream.close() : stream.enqueue(chunk)),
    });
    const init = { method: "POST", body, duplex: "half", headers: { "Content-Type": "text/plain" } } as RequestInit;
    expect(await ask(server, `/api/rooms/${room}/messages`, init)).toMatchObject({
      status: 413,
      body: { error: { code: "too_big" } },
    });
    await guard.expectServes();
  });

  it("[T5] a key of 65 bytes is too_big", async () => {
    const answer = await post(server, newRoom(), "hello", { "Idempotency-Key": "x".repeat(65) });
    expect(answer).toMatchObject({ status: 413, body: { error: { code: "too_big" } } });
  });
});

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("GET …/messages", () => {
  let filled: Promise<{ room: string; epoch: string }> | undefined;
  /** A room with 120 messages, the same for all of these. */
  function room120(): Promise<{ room: string; epoch: string }> {
    filled ??= (async () => {
      const room = newRoom();
      const { socket, welcome } = await join(server, room);
      await socket.postMany(range(1, 120).map((index) => `t${index}`));
      return { room, epoch: welcome.epoch };
    })();
    return filled;
  }

  it.each([
    ["", range(71, 120), true],
    ["?limit=3", [118, 119, 120], true],
    ["?limit=100", range(21, 120), true],
    ["?before=4", [1, 2, 3], false],
    ["?before=4&limit=2", [2, 3], true],
    ["?after=117", [118, 119, 120], false],
    ["?after=0&limit=2", [1, 2], true],
    ["?after=10&before=14", [11, 12, 13], false],
    ["?before=1", [], false],
    ["?after=120", [], false],
    ["?before=999999999999999", range(71, 120), true],
  ])("[T5] %s: oldest first, and whether there are more", async (query, seqs, more) => {
    const { room, epoch } = await room120();
    const answer = await page(server, room, query);
    expect(answer.messages.map(({ seq }) => seq)).toEqual(seqs);
    expect(answer).toMatchObject({ epoch, first: 1, head: 120, more });
    expect(Object.keys(answer).toSorted()).toEqual(["epoch", "first", "head", "messages", "more"]);
  });

  it.each([
    ["?limit=0", 400, "bad_command"],
    ["?limit=-1", 400, "bad_command"],
    ["?limit=x", 400, "bad_command"],
    ["?limit=1.5", 400, "bad_command"],
    ["?limit=101", 413, "too_big"],
    ["?before=x", 400, "bad_command"],
    ["?before=-1", 400, "bad_command"],
    ["?after=1e3", 400, "bad_command"],
    ["?after=", 400, "bad_command"],
    ["?after=99999999999999999999", 400, "bad_command"],
  ])("[T5] %s is refused", async (query, status, code) => {
    const { room } = await room120();
    expect(await ask(server, `/api/rooms/${room}/messages${query}`)).toMatchObject({
      status,
      body: { error: { code } },
    });
  });
});
