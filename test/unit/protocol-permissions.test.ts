import { describe, expect, it, test } from "vitest";
import type { Role, You } from "../../src/protocol/fields.ts";
import { MAY } from "../../src/protocol/permissions.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/protocol/settings.ts";

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
    const isShared = ["topic", "mentionAll", "slowMode", "locked"].includes(name);
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

const writers = (write: Settings["write"]): readonly Role[] => whoMay((you) => MAY.write(you, { write }));

test("[R14] everybody writes, or members, or moderators", () => {
  expect(writers("everyone")).toEqual(ROLES);
  expect(writers("members")).toEqual(["member", "moderator", "owner"]);
  expect(writers("moderators")).toEqual(["moderator", "owner"]);
});

const whom = (role: Role): You => ({ id: "b", name: "Bo", role });

describe("[R10] roles", () => {
  it("are a moderator's to give and take as far as a member, an owner's beyond", () => {
    for (const from of ROLES) {
      for (const to of ROLES) {
        const isLeading = [from, to].some((role) => role === "moderator" || role === "owner");
        const expected = isLeading ? ["owner"] : ["moderator", "owner"];
        expect(
          whoMay((you) => MAY.setRole(you, whom(from), to)),
          `${from} to ${to}`,
        ).toEqual(expected);
      }
    }
  });

  it("may be given up, and are not one's own to take", () => {
    for (const from of ROLES) {
      for (const to of ROLES.slice(0, ROLES.indexOf(from))) {
        expect(MAY.setRole(as(from), as(from), to), `${from} to ${to}`).toBe(true);
      }
    }
    expect(MAY.setRole(as("moderator"), as("moderator"), "owner")).toBe(false);
    expect(MAY.setRole(as("guest"), as("guest"), "member")).toBe(false);
  });
});

test("[R12] members are invited by moderators, who leads by owners", () => {
  expect(whoMay((you) => MAY.invite(you, "member"))).toEqual(["moderator", "owner"]);
  for (const role of ["moderator", "owner"] as const) expect(whoMay((you) => MAY.invite(you, role))).toEqual(["owner"]);
});
