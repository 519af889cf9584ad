import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Watchdog } from "../../src/client/watchdog.ts";

const ping = vi.fn();
const dead = vi.fn();
let watchdog: Watchdog;

beforeEach(() => {
  vi.useFakeTimers();
  ping.mockReset();
  dead.mockReset();
  watchdog = new Watchdog({ ping, dead });
});
afterEach(() => {
  watchdog.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("[W3] ping is said every heartbeat", () => {
  watchdog.start(30_000);
  for (let n = 1; n <= 5; n++) {
    vi.advanceTimersByTime(30_000);
    watchdog.alive();
    expect(ping).toHaveBeenCalledTimes(n);
  }
  expect(dead).not.toHaveBeenCalled();
});

test("a connection that does not answer within 10 s is dead, and is told so once", () => {
  watchdog.start(30_000);
  vi.advanceTimersByTime(30_000 + 9_999);
  expect(dead).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(dead).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(600_000);
  expect(dead).toHaveBeenCalledOnce();
});

test("any frame is an answer", () => {
  watchdog.start(30_000);
  vi.advanceTimersByTime(35_000);
  watchdog.alive();
  vi.advanceTimersByTime(24_999);
  expect(dead).not.toHaveBeenCalled();
});

test("a check pings at once and waits 4 s, however often it is asked for", () => {
  watchdog.start(30_000);
  vi.advanceTimersByTime(30_000);
  watchdog.check();
  vi.advanceTimersByTime(3_000);
  watchdog.check();
  expect(ping).toHaveBeenCalledTimes(3);
  expect(dead).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(dead).toHaveBeenCalledOnce();
});

test("a heartbeat that makes no sense is not kept to", () => {
  watchdog.start(0);
  vi.advanceTimersByTime(29_999);
  expect(ping).not.toHaveBeenCalled();
  watchdog.start(1e12);
  vi.advanceTimersByTime(300_000);
  expect(ping).toHaveBeenCalledOnce();
});
