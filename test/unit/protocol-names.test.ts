import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { confusables } from "../../src/build/confusables.ts";
import table from "../../src/protocol/confusables-table.json" with { type: "json" };
import { CONFUSABLES } from "../../src/protocol/confusables.ts";
import { Name } from "../../src/protocol/fields.ts";
import { lookOf } from "../../src/protocol/looks.ts";
import { Namesakes } from "../../src/protocol/namesakes.ts";
import { tagOf } from "../../src/protocol/people.ts";

/** Whether two users of these names are told apart by their tags. */
function areTold(one: string, other: string, characters = CONFUSABLES): boolean {
  const names = new Namesakes(characters);
  names.meet({ id: "g_1", name: one });
  names.meet({ id: "g_2", name: other });
  expect(names.isShared(one)).toBe(names.isShared(other));
  return names.isShared(one);
}

describe("confusable names", () => {
  it.each([
    ["Ann", "ann"],
    ["Ann", "ＡＮＮ"],
    ["Ann", "Аnn"], // Cyrillic
    ["Ann", "Αnn"], // Greek
    ["Bob", "Вob"], // What only the capital looks like.
    ["Alice", "AIice"],
    ["Alice", "A1ice"],
    ["Alice", "A|ice"],
    ["mike", "rnike"],
    ["Will", "VVill"],
    ["Otto", "0tt0"],
    ["ΟΔΟΣ", "οδος"],
    ["paypal", "раураӏ"],
    ["Zoë", "Zoe\u0308"],
  ])("[N1] %s and %s are told apart", (one, other) => {
    expect(areTold(one, other)).toBe(true);
  });

  it.each([
    ["Ann", "Anna"],
    ["Bob", "Rob"],
    ["Zoë", "Zoe"],
    ["Иван", "Игорь"],
    ["小明", "小红"],
    ["Ann", "Bo"],
  ])("[N1] %s and %s are not", (one, other) => {
    expect(areTold(one, other)).toBe(false);
  });

  it("[N1] what ASCII has of them needs no table", () => {
    expect(areTold("Alice", "AIice", new Map([["I", "l"]]))).toBe(true);
    for (const name of ["Alice", "A|1ce", "mmw", "0O"]) expect(lookOf(name)).toBe(lookOf(name, CONFUSABLES));
  });

  it("[N1] one person is not told from themselves, whatever they were called before", () => {
    const names = new Namesakes(CONFUSABLES);
    for (const name of ["Ann", "ann", "Аnn"]) names.meet({ id: "g_1", name });
    expect(names.label({ id: "g_1", name: "Ann" })).toBe("Ann");
  });

  it.each([
    "admin",
    "Admin",
    "ADMIN",
    "АDМIN",
    "[Admin]",
    "a d m i n",
    "Systern",
    "MODERATOR",
    "0wner",
    "Pаrley",
    "server!",
  ])("[N1] %s has its tag, whoever else is here", (name) => {
    expect(new Namesakes(CONFUSABLES).label({ id: "g_1", name })).toBe(name + tagOf("g_1"));
  });

  it.each(["Adminka", "Servera", "Badmin", "mod", "#1a2", "Ann #12345"])("[N1] %s needs none", (name) => {
    expect(new Namesakes(CONFUSABLES).label({ id: "g_1", name })).toBe(name);
  });

  it("[N1] nobody has somebody else's tag in their name without one of their own", () => {
    const name = `Ann${tagOf("g_1")}`;
    expect(new Namesakes(CONFUSABLES).label({ id: "g_2", name })).toBe(name + tagOf("g_2"));
  });

  it("[N1] whatever is a name has a look, always the same, in bounded time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (raw) => {
        const name = v.safeParse(Name, raw);
        fc.pre(name.success);
        expect(lookOf(name.output, CONFUSABLES)).toBe(lookOf(name.output, CONFUSABLES));
        expect(areTold(name.output, name.output)).toBe(true);
      }),
    );
    // The longest that a name can be, of what grows most: 18 letters each.
    expect(v.safeParse(Name, `a${"\u0301".repeat(10_000)}`).success).toBe(false);
    expect(lookOf("\uFDFA".repeat(320), CONFUSABLES).length).toBeLessThan(20_000);
  });

  it("the table is what the package has", () => {
    expect(table).toEqual(confusables());
    expect(CONFUSABLES.get("а")).toBe("a");
    expect(CONFUSABLES.get("ꓮ")).toBe("A");
    expect(CONFUSABLES.size).toBeGreaterThan(2_000);
  });
});
