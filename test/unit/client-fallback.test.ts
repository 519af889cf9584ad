import { expect, test, vi } from "vitest";
import { TIMING } from "../../src/client/config.ts";
import { answer, come, EVENTS, RefusedSocket, SESSION, SwallowedSocket, YOU } from "./support/http-room.ts";
import { QUICK, record, until, welcome } from "./support/client.ts";
import { ScriptedFetch, sse } from "./support/scripted-fetch.ts";

test("an upgrade that is swallowed is noticed within 5 s", async () => {
  vi.useFakeTimers();
  try {
    const http = new ScriptedFetch();
    const room = come({ WebSocket: SwallowedSocket }, TIMING);
    const states = record(room);
    await vi.advanceTimersByTimeAsync(5_000);
    const say = (await http.next(EVENTS)).stream();
    say(sse(welcome(), "e1.0"));
    await vi.advanceTimersByTimeAsync(0);
    expect(states.map(({ status, way }) => [status, way])).toEqual([
      ["connecting", undefined],
      ["online", "stream"],
    ]);
    room.close();
  } finally {
    vi.useRealTimers();
  }
});

test("a stream that is kept back on its way gives way to polls, as the same guest", async () => {
  const http = new ScriptedFetch();
  const onToken = vi.fn();
  const options = { token: () => undefined, onToken, name: "Mia", ways: ["stream", "poll"] as const };
  const room = come(options, { ...QUICK, wayMs: 300 });
  const session = await http.next(SESSION);
  expect(session).toMatchObject({ authorization: undefined, body: { name: "Mia" } });
  session.json(200, { you: YOU, token: "guest" });
  const stream = await http.next(EVENTS);
  expect(stream).toMatchObject({ authorization: "Bearer guest", query: { format: "sse", name: "Mia" } });
  stream.stream();
  const again = await http.next(SESSION);
  expect(again).toMatchObject({ authorization: "Bearer guest", body: { name: "Mia" } });
  expect(stream.isGone).toBe(true);
  again.json(200, { you: YOU });
  const first = await http.next(EVENTS);
  expect(first).toMatchObject({ authorization: "Bearer guest", query: { format: "json", wait: "1" } });
  first.json(200, answer());
  expect(await until(room.state, ({ status }) => status === "online")).toMatchObject({ way: "poll", you: YOU });
  expect(onToken.mock.calls).toEqual([["guest"]]);
});

test("a network that is away is not asked in three ways for ever: one waits in between", async () => {
  const http = vi.fn(() => Promise.reject(new TypeError("fetch failed")));
  vi.stubGlobal("fetch", http);
  const room = come({ WebSocket: RefusedSocket });
  const states = record(room);
  await until(room.state, ({ status }) => status === "waiting");
  await until(room.state, ({ status }) => status === "connecting");
  await until(room.state, ({ status }) => status === "waiting");
  expect(states.map(({ status }) => status)).toEqual(["connecting", "waiting", "connecting", "waiting"]);
  room.close();
  vi.unstubAllGlobals();
});

test("a device that has another network tries a WebSocket again the next time", async () => {
  const events = new EventTarget();
  vi.stubGlobal("addEventListener", events.addEventListener.bind(events));
  vi.stubGlobal("removeEventListener", events.removeEventListener.bind(events));
  const http = new ScriptedFetch();
  const dialled = vi.fn();
  class CountedSocket extends RefusedSocket {
    constructor() {
      super();
      dialled();
    }
  }
  const room = come({ WebSocket: CountedSocket });
  (await http.next(EVENTS)).stream()(sse(welcome(), "e1.0"));
  await until(room.state, ({ status }) => status === "online");
  // What it fell back to goes on meanwhile, and is gone on with for as long as nothing changes.
  void room.send("one", { id: "a" });
  (await http.next("POST /api/rooms/lobby/commands")).html(502);
  (await http.next(EVENTS)).stream()(sse(welcome({ recovered: true }), "e1.0"));
  const repeat = await http.next("POST /api/rooms/lobby/commands");
  expect(dialled).toHaveBeenCalledTimes(1);
  events.dispatchEvent(new Event("online"));
  expect(room.state.value.status).toBe("online");
  repeat.html(502);
  (await http.next(EVENTS)).stream()(sse(welcome({ recovered: true }), "e1.0"));
  expect(dialled).toHaveBeenCalledTimes(2);
  room.close();
});

test("a runtime without WebSocket goes by stream", async () => {
  vi.stubGlobal("WebSocket", undefined);
  const http = new ScriptedFetch();
  come({});
  await http.next(EVENTS);
});

test.each([400, 403])("a refusal with %i ends the trying", async (status) => {
  const http = new ScriptedFetch();
  const room = come({ WebSocket: RefusedSocket });
  (await http.next(EVENTS)).refuse(status, "banned");
  const { problem } = await until(room.state, ({ status }) => status === "refused");
  expect(problem).toEqual({ code: "banned", message: "It is banned." });
  expect(http.requests.size).toBe(0);
});

test("a refusal that is not the server's is none: the next way is tried", async () => {
  const http = new ScriptedFetch();
  come({ ways: ["stream", "poll"] });
  (await http.next(EVENTS)).html(403);
  await http.next(SESSION);
});
