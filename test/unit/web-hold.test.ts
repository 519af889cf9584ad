import { computed, signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RoomState } from "../../src/client/types.ts";
import { DEFAULT_SETTINGS } from "../../src/protocol/settings.ts";
import { type Hold, mayBeHeld } from "../../src/web/state/hold.ts";
import { holdOf, watchHold } from "../../src/web/state/watch-hold.ts";

const NOW = Date.UTC(2026, 4, 14, 12);

type Standing = Pick<RoomState, "you" | "settings" | "muted">;

function standing(role: "guest" | "member" | "moderator" | "owner", settings: object = {}, muted?: object): Standing {
  return {
    you: { id: "g_1", name: "Ann", role },
    settings: { ...DEFAULT_SETTINGS, ...settings },
    ...(muted && { muted }),
  };
}

test.each([
  ["guest", "everyone", false],
  ["guest", "members", true],
  ["member", "members", false],
  ["member", "moderators", true],
  ["moderator", "moderators", false],
  ["owner", "moderators", false],
] as const)("[R14] a %s where %s write is held back: %s", (role, write, isHeld) => {
  const hold = holdOf(standing(role, { write }), 0, NOW);
  expect(hold).toEqual(isHeld ? { kind: "read-only", write } : undefined);
});

test("[R14] in slow mode one is held back from the last message on, who looks after the room is not", () => {
  const slow = { slowMode: 30 };
  expect(holdOf(standing("guest", slow), NOW - 29_000, NOW)).toEqual({ kind: "slow", until: NOW + 1_000 });
  expect(holdOf(standing("guest", slow), NOW - 30_000, NOW)).toBeUndefined();
  expect(holdOf(standing("moderator", slow), NOW, NOW)).toBeUndefined();
});

test("[K3] who is muted is held back until that is over, or for good", () => {
  const muted = (what: object) => holdOf(standing("member", {}, what), 0, NOW);
  expect(muted({ until: NOW + 1, reason: "Calm down." })).toEqual({
    kind: "muted",
    until: NOW + 1,
    reason: "Calm down.",
  });
  expect(muted({ until: NOW })).toBeUndefined();
  expect(muted({ forever: true })).toMatchObject({ kind: "muted", until: undefined });
});

test("nothing is looked at where nothing can hold anybody back", () => {
  expect(mayBeHeld(standing("guest"))).toBe(false);
  for (const settings of [{ write: "members" }, { slowMode: 1 }])
    expect(mayBeHeld(standing("guest", settings))).toBe(true);
  expect(mayBeHeld(standing("guest", {}, { forever: true }))).toBe(true);
});

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => vi.useRealTimers());

test("what holds one back for a time is over by itself, and what is said begins it anew", () => {
  const state = signal({ ...standing("guest", { slowMode: 10 }), messages: [] } as unknown as RoomState);
  const hold = signal<Hold | undefined>(undefined);
  const listeners: ((event: object) => void)[] = [];
  const say = (event: object) => listeners.forEach((listener) => listener(event));
  const on = (_: string, listener: (event: never) => void) => {
    listeners.push(listener as (event: object) => void);
    return () => {};
  };
  const watched = computed(() => state.value);
  const stop = watchHold({ on } as never, watched, hold);
  expect(hold.value).toBeUndefined();
  say({ user: { id: "g_2" } });
  expect(hold.value).toBeUndefined();
  say({ user: { id: "g_1" } });
  expect(hold.value).toEqual({ kind: "slow", until: NOW + 10_000 });
  vi.advanceTimersByTime(9_999);
  expect(hold.value).toBeDefined();
  vi.advanceTimersByTime(1);
  expect(hold.value).toBeUndefined();
  // A time that is longer than a timer can wait.
  state.value = { ...state.value, muted: { until: NOW + 60 * 24 * 60 * 60 * 1000 } };
  expect(hold.value?.kind).toBe("muted");
  vi.advanceTimersByTime(59 * 24 * 60 * 60 * 1000);
  expect(hold.value?.kind).toBe("muted");
  vi.advanceTimersByTime(24 * 60 * 60 * 1000);
  expect(hold.value).toBeUndefined();
  stop();
});
