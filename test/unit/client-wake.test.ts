import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onWake } from "../../src/client/wake.ts";

class Page extends EventTarget {
  visibilityState = "visible";
}

const woke = vi.fn();
const page = new Page();
const events = new EventTarget();
let end: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  woke.mockReset();
  vi.stubGlobal("document", page);
  vi.stubGlobal("addEventListener", events.addEventListener.bind(events));
  vi.stubGlobal("removeEventListener", events.removeEventListener.bind(events));
  end = onWake(woke);
});
afterEach(() => {
  end();
  expect(vi.getTimerCount()).toBe(0);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("the page seen again wakes, the page hidden does not", () => {
  page.visibilityState = "hidden";
  page.dispatchEvent(new Event("visibilitychange"));
  expect(woke).not.toHaveBeenCalled();
  page.visibilityState = "visible";
  page.dispatchEvent(new Event("visibilitychange"));
  expect(woke).toHaveBeenCalledOnce();
});

test.each(["online", "pageshow"])("the event %s wakes; only online tells of another network", (type) => {
  events.dispatchEvent(new Event(type));
  expect(woke.mock.calls).toEqual([[type === "online"]]);
});

test("a clock that jumped tells of sleep, one that goes on does not", () => {
  vi.advanceTimersByTime(60_000);
  expect(woke).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(10_000);
  expect(woke).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(60_000);
  expect(woke).toHaveBeenCalledOnce();
});

test("after its end nothing wakes", () => {
  end();
  page.dispatchEvent(new Event("visibilitychange"));
  events.dispatchEvent(new Event("online"));
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(60_000);
  expect(woke).not.toHaveBeenCalled();
});
