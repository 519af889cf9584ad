import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POLL_WAIT_MAX_S } from "../../src/protocol/limits.ts";
import { ask, post } from "../support/http.ts";
import { newRoom, startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { eventsPath, StreamReader } from "../support/stream.ts";

const SSE = { query: { format: "sse" } };
const NDJSON = { query: { format: "ndjson" } };
const TEXT = { query: { format: "text", name: "Reader" } };

/** Texts that would break a format that took them for its own. */
const HOSTILE = [
  "two\nlines\n\nand three",
  "data: no\n\nevent: bye\ndata: {}\n\n",
  "id: 9\nretry: 1\n: comment",
  "\u0000 NUL \u001B[2J \u0085 \u2028 \u2029 \r\n \r",
  '{"type":"welcome"}\n[]',
  "lone \uD800 surrogate",
];

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", HEARTBEAT_MS: "600", ALLOWED_ORIGINS: "https://friend.example" });
});
afterAll(() => server.close());

describe("[T6] the form of /events", () => {
  const NDJSON_TYPE = "application/x-ndjson; charset=utf-8";
  const SSE_TYPE = "text/event-stream; charset=utf-8";
  const TEXT_TYPE = "text/plain; charset=utf-8";
  it.each<[string, string | undefined, string | undefined, string]>([
    ["nothing", undefined, undefined, NDJSON_TYPE],
    ["what curl says", "*/*", undefined, NDJSON_TYPE],
    ["SSE", "text/event-stream", undefined, SSE_TYPE],
    ["lines", "application/x-ndjson", undefined, NDJSON_TYPE],
    ["text, rather than JSON", "text/plain, application/json;q=0.5", undefined, TEXT_TYPE],
    ["an image", "image/png", undefined, NDJSON_TYPE],
    ["SSE, but the query says otherwise", "text/event-stream", "text", TEXT_TYPE],
    ["the query alone", undefined, "sse", SSE_TYPE],
  ])("for %s", async (_what, accept, format, type) => {
    const query = format === undefined ? {} : { format };
    const stream = await StreamReader.open(server, newRoom(), { query, headers: accept ? { Accept: accept } : {} });
    expect(stream.response.headers.get("Content-Type")).toBe(type);
    expect(stream.response.headers.get("Cache-Control")).toBe("no-store, no-transform");
    stream.leave();
  });

  it("JSON is a poll, by query and by what axios accepts", async () => {
    const room = newRoom();
    await post(server, room, "one");
    for (const init of [{ headers: { Accept: "application/json, text/plain, */*" } }, {}]) {
      const path = eventsPath(room, "headers" in init ? {} : { format: "json" });
      expect(await ask(server, path, init)).toMatchObject({ status: 200, body: { head: 1 } });
    }
  });

  it("HEAD tells the form and opens nothing", async () => {
    const room = newRoom();
    const answer = await fetch(server.http(eventsPath(room, { format: "sse" })), { method: "HEAD" });
    expect(answer.headers.get("Content-Type")).toBe(SSE_TYPE);
    const poll = await fetch(server.http(eventsPath(room, { format: "json", wait: "25" })), { method: "HEAD" });
    expect(poll.status).toBe(404);
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 404 });
  });
});

describe("[T2] server-sent events", () => {
  it("begin with how soon to come back and a welcome; what it brings follows, each with its cursor", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room, { name: "Ann" });
    await socket.post("one");
    await socket.post("two");
    const stream = await StreamReader.open(server, room, { query: { format: "sse", name: "Bo" } });
    const first = await stream.nextSse("welcome");
    expect(stream.text).toMatch(/^retry: \d+\n\n/);
    expect(JSON.parse(first.data)).toMatchObject({ room, you: { name: "Bo" }, head: 2, events: [] });
    expect(first.id).toBe(`${welcome.epoch}.0`);
    for (const [index, text] of ["one", "two"].entries()) {
      const { id, data } = await stream.nextSse("message");
      expect(id).toBe(`${welcome.epoch}.${index + 1}`);
      expect(JSON.parse(data)).toMatchObject({ type: "message", seq: index + 1, text });
    }
    const { socket: cy } = await join(server, room, { name: "Cy" });
    expect(JSON.parse((await stream.nextSse("join")).data)).toMatchObject({ user: { name: "Cy" } });
    await cy.post("three");
    expect(await stream.nextSse("message")).toMatchObject({ id: `${welcome.epoch}.3` });
    stream.leave();
  });

  it("[B2] Last-Event-ID goes on from there, also where the query says otherwise", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    for (const text of ["one", "two", "three"]) await socket.post(text);
    const stream = await StreamReader.open(server, room, {
      query: { format: "sse", since: `${welcome.epoch}.0` },
      headers: { "Last-Event-ID": `${welcome.epoch}.2` },
    });
    const first = await stream.nextSse("welcome");
    expect(first.id).toBe(`${welcome.epoch}.2`);
    expect(JSON.parse(first.data)).toMatchObject({ recovered: true });
    expect(await stream.nextSse("message")).toMatchObject({ id: `${welcome.epoch}.3` });
    await socket.post("four");
    expect(await stream.nextSse("message")).toMatchObject({ id: `${welcome.epoch}.4` });
    stream.leave();
  });

  it("[B3] the first welcome in an empty room has a cursor too, and a client that was cut off before anything else misses nothing", async () => {
    const room = newRoom();
    const stream = await StreamReader.open(server, room, { query: { format: "sse", history: "0" } });
    const { id } = await stream.nextSse("welcome");
    stream.leave();
    await post(server, room, "meanwhile");
    const again = await StreamReader.open(server, room, {
      query: { format: "sse", history: "0" },
      headers: { "Last-Event-ID": id! },
    });
    expect(JSON.parse((await again.nextSse("message")).data)).toMatchObject({ text: "meanwhile" });
    again.leave();
  });
});

it("[B2] a cursor as long as a header may be is none, and nothing breaks", async () => {
  const room = newRoom();
  await post(server, room, "one");
  for (const query of [{ since: "é".repeat(3_000) }, { since: `x.${"1".repeat(6_000)}` }]) {
    const stream = await StreamReader.open(server, room, { query: { format: "ndjson", ...query } });
    expect(await stream.next("welcome")).toMatchObject({ recovered: false, head: 1 });
    stream.leave();
  }
  const headers = { "Last-Event-ID": "y".repeat(6_000) };
  const stream = await StreamReader.open(server, room, { ...NDJSON, headers });
  expect(await stream.next("welcome")).toMatchObject({ recovered: false });
  stream.leave();
});

it("[A1] of a parameter that is repeated the first counts, and none has a meaning of JavaScript's", async () => {
  const room = newRoom();
  const path = `${eventsPath(room)}name=First&name=Second&__proto__=x&constructor=y&wait=0`;
  const response = await fetch(server.http(path));
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n")) text += (await reader.read()).value ?? "";
  expect(JSON.parse(text.split("\n")[0]!)).toMatchObject({ you: { name: "First" } });
  await reader.cancel();
});

describe("[T3] lines", () => {
  it("NDJSON has an event a line", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await socket.post("one");
    const stream = await StreamReader.open(server, room, NDJSON);
    expect(await stream.next("welcome")).toMatchObject({ head: 1, events: [], token: expect.any(String) });
    expect(await stream.next("message")).toMatchObject({ seq: 1, text: "one" });
    await socket.post("two");
    expect(await stream.next("message")).toMatchObject({ seq: 2, text: "two" });
    stream.leave();
  });

  it("text has the lines of text mode, what a message continues indented", async () => {
    const room = newRoom();
    const { socket } = await join(server, room, { name: "Ann" });
    await socket.post("one\ntwo");
    const stream = await StreamReader.open(server, room, TEXT);
    const lines = [`* welcome to ${room}, Reader`, "Ann: one", "    two"];
    // A line of nothing says that the stream stands.
    for (const line of lines) expect(await stream.lines.next((line) => line !== "")).toBe(line);
    await socket.post("three");
    expect(await stream.lines.next((line) => line !== "")).toBe("Ann: three");
    stream.leave();
  });

  it("text can be the bare texts, without one's own", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    const query = { format: "text", raw: "1", echo: "0", token: welcome.token! };
    const stream = await StreamReader.open(server, room, { query });
    await socket.post("own");
    await post(server, room, "another's");
    expect(await stream.lines.next((line) => line !== "")).toBe("another's");
    stream.leave();
  });

  it("a stream that has nothing to tell says so, in each form", async () => {
    const room = newRoom();
    const streams = await Promise.all([SSE, NDJSON, TEXT].map((options) => StreamReader.open(server, room, options)));
    await Promise.all(
      streams.map(async (stream, index) => {
        const heartbeat = [":", "", ""][index];
        await stream.lines.next((line) => line.includes("welcome"), "the welcome");
        for (let beat = 0; beat < 3; beat++) await stream.lines.next((line) => line === heartbeat, "a heartbeat");
      }),
    );
    for (const stream of streams) stream.leave();
  });
});

it("[E4] nothing that is said breaks any form", async () => {
  const room = newRoom();
  const { socket } = await join(server, room, { name: "Ann" });
  const [sse, ndjson, text] = await Promise.all(
    [SSE, NDJSON, TEXT].map((options) => StreamReader.open(server, room, options)),
  );
  await text!.lines.next((line) => line.startsWith("* welcome"));
  for (const hostile of HOSTILE) {
    await socket.post(hostile);
    const stored = hostile.toWellFormed().trim();
    expect(JSON.parse((await sse!.nextSse("message")).data)).toMatchObject({ text: stored });
    expect(await ndjson!.next("message")).toMatchObject({ text: stored });
    const [first, ...more] = stored.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/);
    expect(await text!.lines.next((line) => line.startsWith("Ann: "))).toBe(`Ann: ${first}`);
    for (const line of more) expect(await text!.lines.next()).toBe(`    ${line}`);
  }
  for (const stream of [sse!, ndjson!, text!]) stream.leave();
});

describe("who reads a stream is in the room", () => {
  it.each(["sse", "ndjson", "text"])("comes and goes, by %s", async (format) => {
    const room = newRoom();
    const { socket } = await join(server, room);
    const stream = await StreamReader.open(server, room, { query: { format, name: "Reader" } });
    expect(await socket.next("join")).toMatchObject({ user: { name: "Reader" }, online: 2 });
    stream.leave();
    expect(await socket.next("leave")).toMatchObject({ user: { name: "Reader" }, online: 1 });
  });

  it("its own token makes it the same user as on a socket, and a message over HTTP its own", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room, { name: "Ann" });
    const token = { Authorization: `Bearer ${welcome.token}` };
    const stream = await StreamReader.open(server, room, { ...NDJSON, headers: token });
    expect(await stream.next("welcome")).toMatchObject({ you: { id: welcome.you.id }, members: { online: 1 } });
    await post(server, room, "mine", token);
    expect(await stream.next("message")).toMatchObject({ user: { id: welcome.you.id } });
    expect(await socket.next("message")).toMatchObject({ user: { id: welcome.you.id } });
    stream.leave();
  });

  it("who reads too slowly is cut off; the others get everything", async () => {
    const room = newRoom();
    const { socket: writer } = await join(server, room);
    const { socket: other } = await join(server, room);
    const abort = new AbortController();
    // Nothing of the body is read.
    const stalled = await fetch(server.http(eventsPath(room, { name: "Stalled" })), { signal: abort.signal });
    await writer.next("join", ({ user }) => user.name === "Stalled");
    const isGone = (): boolean =>
      writer.events.all.some((event) => event.type === "leave" && event.user.name === "Stalled");
    // What lies between server and reader takes megabytes before anything is too slow.
    for (let batch = 0; batch < 400 && !isGone(); batch++) {
      const texts = Array.from({ length: 10 }, (_, index) => `${batch}-${index} ${"🙂".repeat(3_900)}`);
      for (const text of texts) writer.say({ type: "send", text });
      for (const text of texts) expect(await other.next("message")).toMatchObject({ text });
    }
    expect(isGone()).toBe(true);
    await expect(stalled.text()).rejects.toThrow();
    abort.abort();
  });
});

/** Polls a room. */
function poll(room: string, query: Record<string, string> = {}, init: RequestInit = {}): ReturnType<typeof ask> {
  return ask(server, eventsPath(room, { format: "json", ...query }), init);
}

describe("[T4] polling", () => {
  it("without waiting tells what is there, from outside the room", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    await socket.post("one");
    await socket.post("two");
    const { epoch } = welcome;
    expect(await poll(room)).toMatchObject({
      status: 200,
      body: { room, epoch, first: 1, head: 2, recovered: false, more: false, events: [{ seq: 1 }, { seq: 2 }] },
    });
    expect(await poll(room, { since: `${epoch}.1` })).toMatchObject({
      body: { recovered: true, events: [{ seq: 2 }] },
    });
    expect(await poll(room, { since: `${epoch}.2` })).toMatchObject({ body: { recovered: true, events: [] } });
    expect(await poll(room, { since: `${epoch}.9` })).toMatchObject({ body: { recovered: false } });
    expect((await socket.settled()).filter(({ type }) => type === "join")).toEqual([]);
  });

  it("[R3] a room that nobody was ever in is not found", async () => {
    expect(await poll(newRoom())).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  });

  it("with waiting answers as soon as there is something to tell, the answer has a cursor to go on from", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    const since = `${welcome.epoch}.0`;
    const held = poll(room, { since, wait: "25", name: "Poller" });
    await socket.next("join", ({ user }) => user.name === "Poller");
    await socket.post("one");
    const { body } = await held;
    expect(body).toMatchObject({ recovered: true, head: 1, events: [{ type: "message", text: "one" }] });
    await socket.post("two");
    expect(await poll(room, { since: `${welcome.epoch}.1`, wait: "25" })).toMatchObject({
      body: { head: 2, events: [{ text: "two" }] },
    });
  });

  it("with waiting answers at once where there is nothing to go on from, and makes the room", async () => {
    const room = newRoom();
    const { body } = await poll(room, { wait: "25" });
    expect(body).toMatchObject({ room, head: 0, recovered: false, events: [], members: { online: 1 } });
  });

  it("with waiting answers with nothing when the time is over", async () => {
    const room = newRoom();
    const { welcome } = await join(server, room);
    const { body } = await poll(room, { since: `${welcome.epoch}.0`, wait: "1" });
    expect(body).toMatchObject({ recovered: true, head: 0, events: [] });
  });

  it("who polls again and again is one user who stays, and leaves a moment after the last poll", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    const { welcome: poller } = await join(server, newRoom(), { name: "Poller" });
    const query = { wait: "25", token: poller.token!, since: `${welcome.epoch}.0` };
    for (let round = 1; round <= 3; round++) {
      const held = poll(room, { ...query, since: `${welcome.epoch}.${round - 1}` });
      if (round === 1) await socket.next("join");
      await socket.post(`${round}`);
      expect(await held).toMatchObject({ body: { you: { id: poller.you.id }, events: [{ seq: round }] } });
    }
    expect((await socket.settled()).filter(({ type }) => type === "join" || type === "leave")).toEqual([]);
    expect(await socket.next("leave")).toMatchObject({ user: { id: poller.you.id } });
  });

  it("who hangs up while a poll is held has gone when its time is over, at the latest", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(server, room);
    const abort = new AbortController();
    const held = poll(room, { since: `${welcome.epoch}.0`, wait: "2", name: "Gone" }, { signal: abort.signal });
    await socket.next("join");
    abort.abort();
    await expect(held).rejects.toThrow();
    expect(await socket.next("leave")).toMatchObject({ user: { name: "Gone" } });
  });
});

describe("[A2] what is wrong is refused, and no room is made of it", () => {
  it.each<[string, Record<string, string>, Record<string, string>, number, string]>([
    ["a form that is none", { format: "xml" }, {}, 400, "bad_command"],
    ["a wait that is no number", { format: "json", wait: "long" }, {}, 400, "bad_command"],
    ["a wait that is too long", { format: "json", wait: String(POLL_WAIT_MAX_S + 1) }, {}, 413, "too_big"],
    ["more history than there is in a page", { history: "101" }, {}, 413, "too_big"],
    ["a name that is none", { name: "*" }, {}, 400, "bad_command"],
    ["a forged token", { token: "a.b.c" }, {}, 401, "unauthorized"],
    ["a forged token of a poll", { format: "json", token: "a.b.c" }, {}, 401, "unauthorized"],
    ["a forged token of a held poll", { format: "json", wait: "5", token: "a.b.c" }, {}, 401, "unauthorized"],
    ["a page of another site", {}, { Origin: "https://evil.example" }, 403, "bad_origin"],
  ])("%s", async (_what, query, headers, status, code) => {
    const room = newRoom();
    expect(await ask(server, eventsPath(room, query), { headers })).toMatchObject({
      status,
      body: { error: { code } },
    });
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 404 });
  });

  it("[R1] a room that is none", async () => {
    expect(await ask(server, "/api/rooms/..%2f/events")).toMatchObject({
      status: 400,
      body: { error: { code: "bad_room" } },
    });
  });

  it("[A3] a page of a friend may read, with its credentials", async () => {
    const headers = { Origin: "https://friend.example" };
    const stream = await StreamReader.open(server, newRoom(), { ...SSE, headers });
    expect(stream.response.headers.get("Access-Control-Allow-Origin")).toBe("https://friend.example");
    expect(stream.response.headers.get("Access-Control-Allow-Credentials")).toBe("true");
    stream.leave();
  });
});

describe("[T7] a room under open streams", () => {
  let clock: ClockServer;
  beforeAll(async () => {
    clock = await startClockServer({ MESSAGE_RATE: "0", HEARTBEAT_MS: "600" });
  });
  afterAll(() => clock.close());

  it("sleeps, is not woken by their heartbeats, and goes on with them when it wakes", async () => {
    const room = newRoom();
    const { socket, welcome } = await join(clock, room);
    const streams = await Promise.all([SSE, NDJSON, TEXT].map((options) => StreamReader.open(clock, room, options)));
    for (const stream of streams) await stream.lines.next((line) => line.includes("welcome"), "the welcome");
    const held = ask(
      clock,
      eventsPath(room, { format: "json", wait: "25", since: `${welcome.epoch}.0`, name: "Poll" }),
    );
    await socket.next("join", ({ user }) => user.name === "Poll");
    // The look after the last arrival would wake it: on a slow machine it may be due only now.
    await clock.ring(room);
    await expect.poll(() => clock.alarm(room)).toBeNull();

    await clock.evict(room);
    const wakes = await clock.wakes(room);
    for (let beat = 0; beat < 3; beat++) await streams[0]!.lines.next((line) => line === ":", "a heartbeat");
    expect(await clock.wakes(room)).toBe(wakes);

    await socket.post("awake");
    expect(await clock.wakes(room)).toBe(wakes + 1);
    for (const stream of streams) await stream.lines.next((line) => line.includes("awake"), "the message");
    expect(await held).toMatchObject({ body: { events: [{ text: "awake" }] } });
    for (const stream of streams) stream.leave();
  });

  it("ends them when it is cut off, and they come back with their cursor", async () => {
    const room = newRoom();
    const { welcome } = await join(clock, room);
    const stream = await StreamReader.open(clock, room, SSE);
    const { id } = await stream.nextSse("welcome");
    await clock.evict(room, "close");
    await stream.ended;
    await post(clock, room, "meanwhile");
    const again = await StreamReader.open(clock, room, { ...SSE, headers: { "Last-Event-ID": id! } });
    expect(await again.nextSse("message")).toMatchObject({ id: `${welcome.epoch}.1` });
    again.leave();
  });

  it("[W7] is told why where it ends them: a token that has run out", async () => {
    const room = newRoom();
    const stream = await StreamReader.open(clock, room, NDJSON);
    await stream.next("welcome");
    await clock.advance(91 * 24 * 60 * 60 * 1000);
    await post(clock, room, "look round");
    expect(await stream.next("bye")).toMatchObject({ code: 4005 });
    expect(await stream.ended).toBe("ended");
  });
});
