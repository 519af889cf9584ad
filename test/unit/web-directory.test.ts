import { expect, it } from "vitest";
import type { Listing } from "../../src/protocol/directory.ts";
import { directoryDe } from "../../src/web/i18n/directory-de.ts";
import { directoryEn } from "../../src/web/i18n/directory-en.ts";
import { createFormat } from "../../src/web/i18n/format.ts";
import { inOrderOf, shownOf } from "../../src/web/state/directory.ts";

const room = (name: string, online: number, topic = ""): Listing => ({
  room: name,
  title: "",
  topic,
  online,
  password: false,
  locked: false,
});
const names = (rooms: readonly Listing[]) => rooms.map((listing) => listing.room).join(" ");

const known = { rooms: [room("tea", 5, "leaves"), room("coffee", 3, "beans"), room("soup", 0, "leaves")], total: 500 };

it("[L3] all that is known is shown, or what of it fits", () => {
  expect(shownOf(known, " ", undefined)).toBe(known);
  expect(names(shownOf(known, "LEAVES", undefined).rooms)).toBe("tea soup");
});

it("[L3] what the server has found beside it stands in its place; of what is known here the newer state is shown", () => {
  const found = { rooms: [room("salad", 4, "leaves"), room("tea", 1, "leaves")], total: 90 };
  const shown = shownOf(known, "leaves", found);
  expect(names(shown.rooms)).toBe("tea salad soup");
  expect(shown.rooms[0]!.online).toBe(5);
  expect(shown.total).toBe(90);
});

it("an order that is held is that of before, and what is new stands behind it", () => {
  const before = [room("a", 3), room("b", 2), room("c", 1)];
  const now = [room("new", 9), room("c", 8), room("a", 3)];
  expect(names(inOrderOf(before, now))).toBe("a c new");
  expect(inOrderOf(before, now)[1]!.online).toBe(8);
});

it("counts, in both languages", () => {
  const [english, german] = [directoryEn(createFormat("en")), directoryDe(createFormat("de"))];
  expect([0, 1, 1_200].map(english.here)).toEqual(["Nobody here", "1 here", "1,200 here"]);
  expect([0, 1, 1_200].map(german.here)).toEqual(["Niemand hier", "1 hier", "1.200 hier"]);
  expect(Object.keys(german)).toEqual(Object.keys(english));
});
