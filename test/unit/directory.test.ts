import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HERALD_PAUSE_MS, HERALD_SPACING_MS } from "../../src/config.ts";
import { changeOf } from "../../src/lobby/news.ts";
import { Pace } from "../../src/lobby/pace.ts";
import { Turns } from "../../src/lobby/turns.ts";
import type { DirectoryPage, Listing } from "../../src/protocol/directory.ts";
import { byPeople, fits, searchedOf, wordsOf } from "../../src/protocol/directory-order.ts";

const listing = (room: string, fields: Partial<Listing> = {}): Listing => ({
  room,
  title: "",
  topic: "",
  online: 0,
  password: false,
  locked: false,
  ...fields,
});

describe("[L2] turns", () => {
  it("come after the pause where few have something to tell, however many have told something before", () => {
    const turns = new Turns();
    for (let now = 0; now < 100_000; now += 1_000) expect(turns.next(now)).toBe(HERALD_PAUSE_MS);
  });

  it.each([10, 1_000, 10_000])("of %i rooms that always have something to tell are 50 a second at most", (rooms) => {
    const turns = new Turns();
    // By when each room may tell, in order: one that has told goes to the end.
    let due = Array.from({ length: rooms }, () => 0);
    const told: number[] = [];
    for (let now = 0; now < 60_000; now += 10) {
      const later = due.filter((at) => at > now);
      const those = due.length - later.length;
      for (let count = 0; count < those; count++) {
        told.push(now);
        later.push(now + turns.next(now));
      }
      due = later;
    }
    const seconds = 10;
    for (let from = 1; from + seconds * 1_000 <= 60_000; from += 500) {
      const count = told.filter((at) => at >= from && at < from + seconds * 1_000).length;
      expect(count).toBeLessThanOrEqual((seconds * 1_000) / HERALD_SPACING_MS + 1);
    }
    // Each once at first, and then no seldomer than need be.
    expect(told.length).toBeGreaterThanOrEqual(rooms + Math.min(rooms, 2_000));
  });
});

describe("a pace", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("does what it is called for at once, then together when the pause is over", () => {
    const work = vi.fn();
    const pace = new Pace({ work, pause: () => 1_000, now: () => Date.now() });
    pace.call();
    expect(work).toHaveBeenCalledTimes(1);
    for (let times = 0; times < 10; times++) pace.call();
    vi.advanceTimersByTime(999);
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(work).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1_000);
    pace.call();
    expect(work).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("waits no longer than its pause where the clock was set back", () => {
    const work = vi.fn();
    const pace = new Pace({ work, pause: () => 1_000, now: () => Date.now() });
    pace.call();
    vi.setSystemTime(Date.now() - 3_600_000);
    pace.call();
    vi.advanceTimersByTime(1_000);
    expect(work).toHaveBeenCalledTimes(2);
  });
});

describe("[L3] a search", () => {
  it.each([
    ["TEA", true],
    ["ｔｅａ room", true],
    ["straße", true],
    ["leaves tea", true],
    ["tea coffee", false],
    ["  ", true],
  ])("%j", (query, isFound) => {
    const room = listing("tea-room", { title: "Straße des Tees", topic: "Tea leaves" });
    expect(fits(searchedOf(room), wordsOf(query))).toBe(isFound);
  });
});

const anyListings = fc.uniqueArray(
  fc.record({
    room: fc.constantFrom(..."abcdefgh"),
    title: fc.constantFrom("", "Title"),
    topic: fc.constant(""),
    online: fc.nat(3),
    password: fc.boolean(),
    locked: fc.constant(false),
  }),
  { selector: ({ room }) => room },
);

it("[L4] whoever is told the changes knows what there is", () => {
  fc.assert(
    fc.property(fc.array(anyListings, { minLength: 2 }), (states) => {
      const pages = states.map((rooms): DirectoryPage => ({ rooms: rooms.toSorted(byPeople), total: rooms.length }));
      const known = new Map(pages[0]!.rooms.map((room) => [room.room, room]));
      for (let index = 1; index < pages.length; index++) {
        const change = changeOf(pages[index - 1]!, pages[index]!);
        for (const room of change?.rooms ?? []) known.set(room.room, room);
        for (const room of change?.gone ?? []) known.delete(room);
        expect([...known.values()].sort(byPeople)).toEqual(pages[index]!.rooms);
        const isSame = JSON.stringify(pages[index - 1]) === JSON.stringify(pages[index]);
        expect(change === undefined).toBe(isSame);
      }
    }),
  );
});
