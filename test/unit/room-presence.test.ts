import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ROSTER_MAX } from "../../src/protocol/limits.ts";
import { Presence } from "../../src/room/presence.ts";

const id = fc.constantFrom("a", "b", "c", "d");
const step = fc.oneof(
  fc.record({ what: fc.constant("add" as const), id }),
  fc.record({ what: fc.constant("remove" as const), id }),
  fc.record({ what: fc.constant("rename" as const), id, name: fc.string({ minLength: 1, maxLength: 3 }) }),
);

it("[E3] is the same as counting each user's connections", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const presence = new Presence();
      const model = new Map<string, { name: string; links: number }>();
      for (const next of steps) {
        const known = model.get(next.id);
        if (next.what === "add") {
          expect(presence.add({ id: next.id, name: next.id })).toBe(known === undefined);
          if (known) known.links++;
          else model.set(next.id, { name: next.id, links: 1 });
        } else if (next.what === "remove") {
          const isLast = known?.links === 1;
          expect(presence.remove(next.id)).toEqual(isLast ? { id: next.id, name: known.name } : undefined);
          if (isLast) model.delete(next.id);
          else if (known) known.links--;
        } else {
          presence.rename({ id: next.id, name: next.name });
          if (known) known.name = next.name;
        }
        expect(presence.online).toBe(model.size);
        expect(presence.list).toEqual([...model].map(([user, { name }]) => ({ id: user, name })));
      }
    }),
  );
});

it("the list is the same array until it changes", () => {
  const presence = new Presence();
  presence.add({ id: "a", name: "Ann" });
  const { list } = presence;
  presence.add({ id: "a", name: "Ann" });
  presence.remove("a");
  presence.rename({ id: "a", name: "Ann" });
  expect(presence.list).toBe(list);
  presence.rename({ id: "a", name: "Zoe" });
  expect(presence.list).not.toBe(list);
});

it("pages tell everybody once, in the order of their ids", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 7 }),
      (ids, limit) => {
        const presence = new Presence();
        for (const user of ids) presence.add({ id: user, name: "x" });
        const seen: string[] = [];
        for (let more = true; more;) {
          const page = presence.page(seen.at(-1) ?? "", limit);
          expect(page.list.length).toBeLessThanOrEqual(limit);
          seen.push(...page.list.map((user) => user.id));
          ({ more } = page);
        }
        expect(seen).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
      },
    ),
  );
});

it("[E3] a room is crowded with more than 200 users, not with more connections", () => {
  const presence = new Presence();
  for (let index = 0; index < ROSTER_MAX; index++) presence.add({ id: `u${index}`, name: "x" });
  for (let index = 0; index < 50; index++) presence.add({ id: "u0", name: "x" });
  expect(presence.isCrowded).toBe(false);
  presence.add({ id: "one more", name: "x" });
  expect(presence.isCrowded).toBe(true);
  presence.remove("one more");
  expect(presence.isCrowded).toBe(false);
});
