import { afterEach, expect, test, vi } from "vitest";
import { stopwatch } from "../../src/client/stopwatch.ts";
import { TypingSignal } from "../../src/client/typing-signal.ts";
import { joined, message, ME, QUICK, until, welcome } from "./support/client.ts";

const HOUR_MS = 3_600_000;

/** The wall clock is set, and goes on from there. */
function stepClock(ms: number): void {
  const { now } = Date;
  vi.spyOn(Date, "now").mockImplementation(() => now() + ms);
}

afterEach(() => {
  vi.restoreAllMocks();
});

test("a clock that is set back does not hold what waits for its turn", async () => {
  const { room, socket } = await joined();
  void room.send("Hello", { id: "a" });
  await socket.command();
  socket.send({ type: "error", id: "a", code: "rate_limited", message: "Slow down.", retryAfter: 50 }, message(1));
  await until(room.state, ({ messages }) => messages.length === 1);
  stepClock(-HOUR_MS);
  expect(await socket.command()).toMatchObject({ id: "a" });
});

test("a clock that is set forward does not end the server's pause", async () => {
  const { room, socket } = await joined();
  void room.send("Hello", { id: "a" });
  await socket.command();
  const start = performance.now();
  socket.send({ type: "error", id: "a", code: "rate_limited", message: "Slow down.", retryAfter: 100 }, message(1));
  await until(room.state, ({ messages }) => messages.length === 1);
  stepClock(HOUR_MS);
  void room.send("Next", { id: "b" });
  await socket.frames.next();
  expect(performance.now() - start).toBeGreaterThanOrEqual(99);
});

test.each([-HOUR_MS, HOUR_MS])(
  "a clock that is set by %i ms neither fills the quota nor stops its filling",
  async (step) => {
    const limits = { ...welcome().limits, burst: 2, rate: 20 };
    const { room, socket } = await joined({}, { limits });
    const start = performance.now();
    for (let n = 0; n < 4; n++) void room.send(`${n}`);
    const first = await socket.frames.next();
    expect(first).toHaveLength(2);
    stepClock(step);
    socket.send(...first.map(({ id }, n) => message(n + 1, { id: String(id), user: ME })));
    // On a busy machine the last two may go together, the later one.
    let count = 2;
    while (count < 4) {
      for (const { id } of await socket.frames.next()) socket.send(message(++count, { id: String(id), user: ME }));
    }
    expect(performance.now() - start).toBeGreaterThanOrEqual(98);
  },
);

test("a clock that is set back does not keep an old word: it does not explain a later end", async () => {
  const { room, socket } = await joined({}, {}, { ...QUICK, lastWordMs: 0 });
  socket.send({ type: "error", code: "bad_frame", message: "What was that?" }, message(1));
  await until(room.state, ({ messages }) => messages.length === 1);
  stepClock(-HOUR_MS);
  socket.close(4502);
  expect((await until(room.state, ({ status }) => status === "refused")).problem?.message).not.toBe("What was that?");
});

test("a clock that is set back does not keep a page that wakes from trying", async () => {
  const events = new EventTarget();
  vi.stubGlobal("addEventListener", events.addEventListener.bind(events));
  vi.stubGlobal("removeEventListener", events.removeEventListener.bind(events));
  try {
    const { server, socket, room } = await joined({}, {}, { ...QUICK, backoffBaseMs: 1e9, backoffCapMs: 1e9 });
    socket.cut();
    await until(room.state, ({ status }) => status === "waiting");
    stepClock(-HOUR_MS);
    events.dispatchEvent(new Event("online"));
    await server.accept();
    room.close();
  } finally {
    vi.unstubAllGlobals();
  }
});

test("typing is said again after 5 s, whatever becomes of the clock", () => {
  vi.useFakeTimers();
  const say = vi.fn();
  const signal = new TypingSignal(say);
  signal.typing(true);
  vi.setSystemTime(Date.now() + HOUR_MS);
  signal.typing(true);
  expect(say).toHaveBeenCalledOnce();
  vi.setSystemTime(Date.now() - 2 * HOUR_MS);
  vi.advanceTimersByTime(5_000);
  signal.typing(true);
  expect(say).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});

test("a stopwatch counts the time asleep, and never less than what passed", () => {
  vi.useFakeTimers();
  const elapsed = stopwatch();
  vi.advanceTimersByTime(1_000);
  expect(elapsed()).toBe(1_000);
  vi.setSystemTime(Date.now() - HOUR_MS);
  expect(elapsed()).toBe(1_000);
  vi.setSystemTime(Date.now() + 2 * HOUR_MS);
  expect(elapsed()).toBe(1_000 + HOUR_MS);
  vi.useRealTimers();
});
