import { expect, test } from "vitest";
import { EMPTY_ROSTER, rosterChanges, updateRoster } from "../../src/client/roster.ts";
import { BEA, ME, welcome } from "./support/client.ts";

const listed = updateRoster(EMPTY_ROSTER, welcome({ members: { online: 1, list: [ME] } }));
const counted = updateRoster(EMPTY_ROSTER, welcome({ members: { online: 900 } }));

test("[E3] who joins is listed once, who leaves is not", () => {
  const two = updateRoster(listed, { type: "join", user: BEA, online: 2 });
  expect(two).toMatchObject({ online: 2, members: [ME, BEA] });
  expect(updateRoster(two, { type: "join", user: BEA, online: 2 }).members).toBe(two.members);
  expect(updateRoster(two, { type: "leave", user: ME, online: 1 })).toMatchObject({ online: 1, members: [BEA] });
});

test("a room too full to list its members lists none, and nobody who joins later", () => {
  expect(counted).toMatchObject({ online: 900, members: [] });
  expect(updateRoster(counted, { type: "join", user: BEA, online: 901 })).toMatchObject({ online: 901, members: [] });
});

test("a count alone ends the list, until a welcome brings one again", () => {
  const full = updateRoster(listed, { type: "presence", online: 201 });
  expect(full).toMatchObject({ online: 201, members: [] });
  expect(updateRoster(full, { type: "join", user: BEA, online: 202 }).members).toEqual([]);
  expect(updateRoster(full, welcome({ members: { online: 2, list: [ME, BEA] } })).members).toEqual([ME, BEA]);
});

test("a new name takes the old one's place", () => {
  const two = updateRoster(listed, { type: "join", user: BEA, online: 2 });
  const renamed = updateRoster(two, { type: "rename", user: { id: ME.id, name: "Maja" }, was: "Mia" });
  expect(renamed.members).toEqual([{ id: ME.id, name: "Maja" }, BEA]);
});

test("what must have happened between two rosters leads from one to the other", () => {
  const cy = { id: "u-cy", name: "Cy" };
  const now = { online: 2, list: [{ ...ME, name: "Maja" }, cy] };
  const two = updateRoster(listed, { type: "join", user: BEA, online: 2 });
  const changes = rosterChanges(two, now);
  expect(changes.map(({ type }) => type)).toEqual(["leave", "rename", "join"]);
  expect(changes.reduce(updateRoster, two)).toEqual({ online: 2, members: now.list, listed: true });
  expect(rosterChanges(listed, { online: 1, list: [ME] })).toEqual([]);
});

test("of a room too full to list its members only the count is told, where it is another", () => {
  expect(rosterChanges(counted, { online: 900 })).toEqual([]);
  expect(rosterChanges(counted, { online: 901 })).toEqual([{ type: "presence", online: 901 }]);
  expect(rosterChanges(listed, { online: 201 })).toEqual([{ type: "presence", online: 201 }]);
});
