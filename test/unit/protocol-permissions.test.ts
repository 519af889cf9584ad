import { describe, expect, it, test } from "vitest";
import type { Role, You } from "../../src/protocol/fields.ts";
import { MAY } from "../../src/protocol/permissions.ts";
import { DEFAULT_SETTINGS } from "../../src/protocol/settings.ts";

const as = (role: Role): You => ({ id: "a", name: "Ann", role });
const own = { user: { id: "a", name: "Ann" } };
const others = { user: { id: "b", name: "Bo" } };
const ROLES: readonly Role[] = ["guest", "member", "moderator", "owner"];
const whoMay = (may: (you: You) => boolean): readonly Role[] => ROLES.filter((role) => may(as(role)));

describe("[C7] [C8] messages", () => {
  it("are changed by their author alone, whatever somebody else is", () => {
    expect(whoMay((you) => MAY.edit(you, own))).toEqual(ROLES);
    expect(whoMay((you) => MAY.edit(you, others))).toEqual([]);
  });

  it("are taken back by their author and by moderators", () => {
    expect(whoMay((you) => MAY.delete(you, own))).toEqual(ROLES);
    expect(whoMay((you) => MAY.delete(you, others))).toEqual(["moderator", "owner"]);
  });
});

test("[C10] pins are a moderator's", () => {
  expect(whoMay(MAY.pin)).toEqual(["moderator", "owner"]);
});

test("[R5] a moderator may set what concerns talking, the owner everything", () => {
  for (const [name, value] of Object.entries(DEFAULT_SETTINGS)) {
    const isShared = name === "topic" || name === "mentionAll";
    const expected = isShared ? ["moderator", "owner"] : ["owner"];
    expect(
      whoMay((you) => MAY.configure(you, { [name]: value })),
      name,
    ).toEqual(expected);
  }
  expect(MAY.configure(as("moderator"), { topic: "tea", seenBy: true })).toBe(false);
});

test("[M2] everybody is mentioned by everybody, or by moderators", () => {
  expect(whoMay((you) => MAY.mentionAll(you, { mentionAll: "everyone" }))).toEqual(ROLES);
  expect(whoMay((you) => MAY.mentionAll(you, { mentionAll: "moderators" }))).toEqual(["moderator", "owner"]);
});

test("[R9] a room is deleted by its owner", () => {
  expect(whoMay(MAY.own)).toEqual(["owner"]);
});
