import { expect, test, vi } from "vitest";
import { TIMING } from "../../src/client/config.ts";
import { answer, come, EVENTS, SESSION, SwallowedSocket, YOU } from "./support/http-room.ts";
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
  const options = { token: () => undefined, onToken, name: "Mia", WebSocket: SwallowedSocket };
  const room = come(options, { ...QUICK, wayMs: 20 });
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
  class DeadSocket extends SwallowedSocket {
    override addEventListener(type?: string, listener?: (event: { type: string }) => void): void {
      if (type === "close") queueMicrotask(() => listener?.({ type }));
    }
  }
  const room = come({ WebSocket: DeadSocket });
  const states = record(room);
  await until(room.state, ({ status }) => status === "waiting");
  await until(room.state, ({ status }) => status === "connecting");
  await until(room.state, ({ status }) => status === "waiting");
  expect(states.map(({ status }) => status)).toEqual(["connecting", "waiting", "connecting", "waiting"]);
  room.close();
  vi.unstubAllGlobals();
});

test("a runtime without WebSocket goes by stream", async () => {
  vi.stubGlobal("WebSocket", undefined);
  const http = new ScriptedFetch();
  come({});
  await http.next(EVENTS);
});

test.each([400, 403])("a refusal with %i ends the trying", async (status) => {
  const http = new ScriptedFetch();
  const room = come({ WebSocket: SwallowedSocket }, { ...QUICK, wayMs: 5 });
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
