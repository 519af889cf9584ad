import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TIMING, TYPING_MAX } from "../../src/client/config.ts";
import { TypingSignal } from "../../src/client/typing-signal.ts";
import { Typists } from "../../src/client/typists.ts";
import { BEA, ME, message, welcome } from "./support/client.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const typing = (user = BEA, on = true) => ({ type: "typing" as const, user, on });

test("typing ends by itself after 8 s, unless it is said again", () => {
  const expired = vi.fn();
  const typists = new Typists(expired);
  typists.take(typing(), ME.id);
  vi.advanceTimersByTime(7_999);
  typists.take(typing(), ME.id);
  vi.advanceTimersByTime(7_999);
  expect(typists.list).toEqual([BEA]);
  expect(expired).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(typists.list).toEqual([]);
  expect(expired).toHaveBeenCalledOnce();
});

test.each([
  ["typing off", typing(BEA, false)],
  ["a message", message(1)],
  ["leaving", { type: "leave" as const, user: BEA, online: 1 }],
  ["a new connection", welcome()],
])("%s ends typing, and leaves no timer", (_, event) => {
  const typists = new Typists(() => {});
  typists.take(typing(), ME.id);
  typists.take(event, ME.id);
  expect(typists.list).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test("one's own typing is not listed", () => {
  const typists = new Typists(() => {});
  typists.take(typing(ME), ME.id);
  expect(typists.list).toEqual([]);
});

test("those listed are bounded", () => {
  const typists = new Typists(() => {});
  for (let n = 0; n < TYPING_MAX + 10; n++) typists.take(typing({ id: `u${n}`, name: `${n}` }), ME.id);
  expect(typists.list).toHaveLength(TYPING_MAX);
});

test("one's own typing is said once each 5 s", () => {
  const say = vi.fn();
  const signal = new TypingSignal(say);
  for (let ms = 0; ms < 15_000; ms += 100) {
    signal.typing(true);
    vi.advanceTimersByTime(100);
  }
  expect(say.mock.calls).toEqual([[true], [true], [true]]);
});

test("the end of typing is said only after its beginning, and not after a message", () => {
  const say = vi.fn();
  const signal = new TypingSignal(say);
  signal.typing(false);
  expect(say).not.toHaveBeenCalled();
  signal.typing(true);
  signal.typing(false);
  signal.typing(false);
  expect(say.mock.calls).toEqual([[true], [false]]);
  vi.advanceTimersByTime(TIMING.typingRepeatMs);
  signal.typing(true);
  signal.reset();
  signal.typing(false);
  expect(say.mock.calls).toEqual([[true], [false], [true]]);
});

test("typing again right after stopping, or after a message, is said again", () => {
  const said: boolean[] = [];
  const signal = new TypingSignal((on) => said.push(on));
  signal.typing(true);
  signal.typing(false);
  signal.typing(true);
  signal.reset();
  signal.typing(true);
  expect(said).toEqual([true, false, true, true]);
});
