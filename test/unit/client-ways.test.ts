import { expect, test, vi } from "vitest";
import type { Failure } from "../../src/client/attempt.ts";
import { TIMING } from "../../src/client/config.ts";
import type { Way, WayStore } from "../../src/client/index.ts";
import { Ways } from "../../src/client/ways/ways.ts";

const ALL: readonly Way[] = ["websocket", "stream", "poll"];
const DAY = 86_400_000;
const TEN_MINUTES = 600_000;

function fail(): never {
  throw new Error("Not in these tests.");
}

function waysOf(names = ALL, store?: WayStore): Ways {
  return new Ways(names, store);
}

/** A store of one value. */
function storeOf(kept?: string) {
  const store = { kept, get: () => store.kept, set: (value: string | undefined) => void (store.kept = value) };
  return store;
}

/** Tries until one has to wait, or this one works. @returns the ways tried, in order */
function round(ways: Ways, works?: Way, how?: Failure): Way[] {
  const tried: Way[] = [];
  for (;;) {
    const way = ways.current;
    tried.push(way);
    if (way === works) ways.worked(way);
    if (way === works || !ways.failed(way, how)) return tried;
  }
}

test("each is tried at once after the other, and then one waits", () => {
  const ways = waysOf();
  expect(round(ways)).toEqual(ALL);
  expect(round(ways)).toEqual(ALL);
});

/** Runs at a time that stands still until it is set. */
function atFakeTime(run: () => void): void {
  vi.useFakeTimers();
  try {
    run();
  } finally {
    vi.useRealTimers();
  }
}

const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

test("what does not get in has 4 s, and longer each time that all ways took longer", () => {
  const ways = waysOf();
  const limits = [ways.limitMs];
  for (let n = 0; n < 5; n++) {
    round(ways, undefined, "silent");
    limits.push(ways.limitMs);
  }
  expect(limits).toEqual([4_000, 8_000, 12_000, 15_000, 15_000, 15_000]);
  round(ways, "poll");
  expect(ways.limitMs).toBe(4_000);
  expect(waysOf(["websocket"]).limitMs).toBe(TIMING.connectMs);
});

test("what fails at once does not make a network slow; another network need not be", () => {
  const ways = waysOf();
  for (let n = 0; n < 5; n++) round(ways);
  expect(ways.limitMs).toBe(4_000);
  ways.failed("websocket", "silent");
  ways.failed("stream", "silent");
  ways.failed("poll");
  expect(ways.limitMs).toBe(4_000);
  round(ways, undefined, "silent");
  ways.networkChanged();
  expect(ways.limitMs).toBe(4_000);
});

test("the one that worked where others did not is the first for ten minutes, and for a day once that was so again", () =>
  atFakeTime(() => {
    const store = storeOf();
    const ways = waysOf(ALL, store);
    const visit = () => waysOf(ALL, store);
    expect(round(ways, "stream")).toEqual(["websocket", "stream"]);
    pass(TEN_MINUTES - 1);
    expect(round(visit(), "stream")).toEqual(["stream"]);
    expect(round(visit())).toEqual(["stream", "websocket", "poll"]);
    pass(1);
    expect(round(visit(), "stream")).toEqual(["websocket", "stream"]);
    pass(DAY - 1);
    // That it goes on working does not put off the time at which a WebSocket is tried.
    expect(round(visit(), "stream")).toEqual(["stream"]);
    pass(1);
    expect(round(visit(), "websocket")).toEqual(["websocket"]);
    expect(store.kept).toBe(`websocket ${Date.now() + DAY}`);
  }));

test("without a store the same holds for as long as the room is there", () =>
  atFakeTime(() => {
    const ways = waysOf();
    round(ways, "stream");
    expect(round(ways, "stream")).toEqual(["stream"]);
    pass(TEN_MINUTES);
    expect(round(ways, "stream")).toEqual(["websocket", "stream"]);
    pass(DAY - 1);
    expect(round(ways, "stream")).toEqual(["stream"]);
  }));

test("where a WebSocket worked within a day, for any room, what helps out is not for others to know", () =>
  atFakeTime(() => {
    const store = storeOf(`websocket ${Date.now() + 1}`);
    const kept = store.kept;
    const ways = waysOf(ALL, store);
    expect(round(ways, "stream")).toEqual(["websocket", "stream"]);
    expect(store.kept).toBe(kept);
    expect(round(ways, "stream")).toEqual(["stream"]);
    pass(TEN_MINUTES);
    expect(round(ways, "stream")).toEqual(["websocket", "stream"]);
    expect(store.kept).toBe(`stream ${Date.now() + TEN_MINUTES}`);
  }));

test.each<readonly Way[][]>([
  [["stream", "poll"]],
  [["websocket"]],
  [["websocket", "poll"]],
  [["poll", "stream", "websocket"]],
])("a client that may use %j leaves alone what is kept for those that may use all", (names) => {
  const kept = `stream ${Date.now() + 1_000}`;
  const store = storeOf(kept);
  const ways = waysOf(names, store);
  round(ways, names.at(-1));
  round(ways, names[0]);
  ways.networkChanged();
  expect(store.kept).toBe(kept);
});

test("when the server itself refuses, what failed before may have failed for that: all begins again, and nothing is kept", () => {
  const store = storeOf();
  const ways = waysOf(ALL, store);
  ways.failed("websocket");
  expect(ways.current).toBe("stream");
  ways.serverSpoke();
  expect(round(ways, "websocket")).toEqual(["websocket"]);
  expect(store.kept).toMatch(/^websocket/);
});

test("what has worked and is silent, or is cut again and again, has no second chance, and does not count as what works here", () => {
  for (const how of ["silent", "cut"] as const) {
    const ways = waysOf();
    round(ways, "websocket");
    expect(ways.failed("websocket", how)).toBe(true);
    ways.worked("stream");
    expect(ways.current).toBe("stream");
  }
});

test("nothing that works is nothing to remember", () => {
  const store = storeOf();
  const ways = waysOf(ALL, store);
  round(ways);
  round(ways);
  expect(store.kept).toBeUndefined();
  expect(ways.current).toBe("websocket");
});

test("what has worked has a second chance, after a wait, before others are tried", () => {
  const ways = waysOf();
  round(ways, "websocket");
  expect(round(ways)).toEqual(["websocket"]);
  expect(round(ways)).toEqual(ALL);
  expect(round(ways)).toEqual(ALL);
});

test("where a WebSocket has worked it is the network that comes and goes: what helps out is not remembered", () => {
  const store = storeOf();
  const ways = waysOf(ALL, store);
  round(ways, "websocket");
  round(ways);
  expect(round(ways, "stream")).toEqual(["websocket", "stream"]);
  expect(store.kept).toMatch(/^websocket \d+$/);
  expect(round(ways, "websocket")).toEqual(["websocket"]);
});

test("on another network everything may be different", () => {
  const store = storeOf();
  const ways = waysOf(ALL, store);
  round(ways, "poll");
  expect(store.kept).toMatch(/^poll \d+$/);
  ways.networkChanged();
  expect(store.kept).toBeUndefined();
  expect(round(ways, "websocket")).toEqual(["websocket"]);
  expect(store.kept).toMatch(/^websocket \d+$/);
  ways.networkChanged();
  expect(round(ways, "stream")).toEqual(["websocket", "stream"]);
  expect(store.kept).toMatch(/^stream \d+$/);
});

test("an attempt that is under way when the network changes still counts as what it was", () => {
  const ways = waysOf();
  round(ways, "poll");
  ways.networkChanged();
  expect(ways.failed("poll")).toBe(true);
  expect(ways.current).toBe("websocket");
  ways.worked("poll");
  expect(ways.current).toBe("websocket");
});

test.each([
  "",
  "pigeon 9999999999999",
  "stream",
  "stream soon",
  "stream 1",
  `stream ${Date.now() + 2 * DAY}`,
  `stream ${Date.now() - 2 * DAY}`,
])("a store that holds %j is as good as empty", (kept) => {
  expect(waysOf(ALL, storeOf(kept)).current).toBe("websocket");
});

test("a store that throws is done without", () => {
  const ways = waysOf(ALL, { get: fail, set: fail });
  expect(round(ways, "stream")).toEqual(["websocket", "stream"]);
  expect(ways.current).toBe("stream");
});
