import { describe, expect, test, vi } from "vitest";
import { parseName } from "../../src/web/state/identity.ts";
import { hueOf, ownFirst, patternOf, tagIn } from "../../src/web/state/people.ts";
import { sharedNames } from "../../src/web/state/shared-names.ts";
import { tagOf } from "../../src/protocol/people.ts";

const user = (id: string, name: string) => ({ id, name });
const NONE: ReadonlySet<string> = new Set();

describe("people of the same name", () => {
  test("are told apart, whatever the case; one person is not told from herself", () => {
    const users = [user("1", "Ann"), user("2", "ann"), user("1", "Ann"), user("3", "bo"), user("3", "bo")];
    const shared = sharedNames(users, NONE);
    expect(tagIn(user("1", "Ann"), shared)).toBe(tagOf("1"));
    expect(tagIn(user("2", "ann"), shared)).toBe(tagOf("2"));
    expect(tagIn(user("3", "bo"), shared)).toBe("");
    expect(tagOf("1")).toMatch(/^#[0-9a-f]{4}$/);
    expect(tagOf("1")).not.toBe(tagOf("2"));
  });

  test("[N1] of a name that looks like theirs, too, once it is known what its letters look like", async () => {
    const users = [user("1", "Ann"), user("2", "Аnn"), user("3", "Bo")];
    await vi.waitFor(() => expect([...sharedNames(users, NONE)]).toEqual(["Ann", "Аnn"]));
  });

  test("the set is the same object while nothing changes", () => {
    const users = [user("1", "Ann"), user("2", "ann")];
    const shared = sharedNames(users, NONE);
    expect(sharedNames([...users, user("3", "cy")], shared)).toBe(shared);
    expect(sharedNames([user("1", "Ann")], shared)).toEqual(NONE);
    expect(sharedNames([user("1", "Ann")], NONE)).toBe(NONE);
  });
});

describe("avatars", () => {
  test("[N3] are drawn by the id alone: nearly all differently, none empty, each the same from both sides", () => {
    const ids = Array.from({ length: 500 }, (_, index) => `g_${index}`);
    const drawn = ids.map((id) => patternOf(id));
    expect(drawn).toEqual(ids.map((id) => patternOf(id)));
    expect(new Set(drawn).size).toBeGreaterThan(480);
    for (const path of drawn) {
      const cells = [...path.matchAll(/M(\d) (\d)h1v1h-1z/g)].map(([, x, y]) => [Number(x), Number(y)]);
      expect(cells.length).toBeGreaterThanOrEqual(5);
      expect(cells.length).toBeLessThanOrEqual(25);
      const keys = new Set(cells.map(String));
      for (const [x = 0, y = 0] of cells) expect(keys.has(String([4 - x, y]))).toBe(true);
    }
  });

  test("have a colour of twenty, by the id alone", () => {
    const hues = new Set(Array.from({ length: 500 }, (_, index) => hueOf(`g_${index}`)));
    expect(hues.size).toBe(20);
    expect(hueOf("g_1")).toBe(hueOf("g_1"));
  });
});

test("one's own entry is the first of the roster", () => {
  const members = [user("1", "a"), user("2", "b"), user("3", "c")];
  expect(ownFirst(members, "2").map((member) => member.id)).toEqual(["2", "1", "3"]);
  expect(ownFirst(members, "9")).toBe(members);
});

test.each([
  ["  Zoë  K. ", { ok: true, name: "Zoë K." }],
  [" ", { ok: false, problem: "empty" }],
  ["x".repeat(33), { ok: false, problem: "long" }],
  ["a\u{200B}b", { ok: false, problem: "characters" }],
])("[C5] the name %j", (raw, expected) => {
  expect(parseName(raw)).toEqual(expected);
});
