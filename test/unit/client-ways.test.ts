import { expect, test, vi } from "vitest";
import { TIMING } from "../../src/client/config.ts";
import type { Way, WayStore } from "../../src/client/index.ts";
import type { Dial } from "../../src/client/ways/dials.ts";
import { Ways } from "../../src/client/ways/ways.ts";

const ALL: readonly Way[] = ["websocket", "stream", "poll"];
const DAY = 86_400_000;

const dial: Dial = fail;

function fail(): never {
  throw new Error("Not in these tests.");
}

function waysOf(names = ALL, store?: WayStore): Ways {
  return new Ways(new Map(names.map((name) => [name, dial])), store);
}

/** A store of one value. */
function storeOf(kept?: string) {
  const store = { kept, get: () => store.kept, set: (value: string | undefined) => void (store.kept = value) };
  return store;
}

/** Tries until one has to wait, or this one works. @returns the ways tried, in order */
function round(ways: Ways, works?: Way): Way[] {
  const tried: Way[] = [];
  for (;;) {
    const way = ways.current;
    tried.push(way);
    if (way === works) ways.worked(way);
    if (way === works || !ways.failed(way)) return tried;
  }
}

test("each is tried at once after the other, and then one waits", () => {
  const ways = waysOf();
  expect(round(ways)).toEqual(ALL);
  expect(round(ways)).toEqual(ALL);
});

test("what does not get in is noticed within 5 s at first, and has longer each time after that", () => {
  const ways = waysOf();
  const limits = [ways.limitMs];
  for (let n = 0; n < 5; n++) {
    round(ways);
    limits.push(ways.limitMs);
  }
  expect(limits).toEqual([4_000, 8_000, 12_000, 15_000, 15_000, 15_000]);
  round(ways, "poll");
  expect(ways.limitMs).toBe(4_000);
  expect(waysOf(["websocket"]).limitMs).toBe(TIMING.connectMs);
});

test("the one that worked where others did not is the first for a day", () => {
  vi.useFakeTimers();
  try {
    const store = storeOf();
    const ways = waysOf(ALL, store);
    expect(round(ways, "stream")).toEqual(["websocket", "stream"]);
    const visit = () => waysOf(ALL, store);
    expect(round(visit(), "stream")).toEqual(["stream"]);
    expect(round(visit())).toEqual(["stream", "websocket", "poll"]);
    vi.setSystemTime(Date.now() + DAY - 1);
    // That it goes on working does not put off the day on which a WebSocket is tried.
    expect(round(visit(), "stream")).toEqual(["stream"]);
    expect(round(ways, "stream")).toEqual(["stream"]);
    vi.setSystemTime(Date.now() + 1);
    expect(round(visit(), "websocket")).toEqual(["websocket"]);
    expect(store.kept).toBeUndefined();
  } finally {
    vi.useRealTimers();
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
  expect(store.kept).toBeUndefined();
  expect(round(ways, "websocket")).toEqual(["websocket"]);
});

test("on another network everything may be different", () => {
  const store = storeOf();
  const ways = waysOf(ALL, store);
  round(ways, "poll");
  expect(store.kept).toMatch(/^poll \d+$/);
  ways.networkChanged();
  expect(round(ways, "websocket")).toEqual(["websocket"]);
  expect(store.kept).toBeUndefined();
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

test.each(["", "pigeon 9999999999999", "stream", "stream soon", "stream 1", `stream ${Date.now() + 2 * DAY}`])(
  "a store that holds %j is as good as empty",
  (kept) => {
    expect(waysOf(ALL, storeOf(kept)).current).toBe("websocket");
  },
);

test("a store that throws is done without", () => {
  const ways = waysOf(ALL, { get: fail, set: fail });
  expect(round(ways, "stream")).toEqual(["websocket", "stream"]);
  expect(ways.current).toBe("stream");
});
