import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { findMentions } from "../../src/protocol/mentions.ts";
import { indexNames, tagOf } from "../../src/protocol/people.ts";

const ANN = { id: "g_1", name: "Ann" };
const ANNA = { id: "g_2", name: "Anna Lee" };
const OTHER = { id: "g_3", name: "ann" };
const MING = { id: "g_4", name: "小明" };
const ELVIS = { id: "g_5", name: "Ėl_vis-2" };

/** Who is mentioned, and by which words. */
function found(text: string, users = [ANN, ANNA, MING, ELVIS]): (readonly [string, string])[] {
  return findMentions(text, indexNames(users)).map(({ from, to, user }) => [text.slice(from, to), user?.id ?? "here"]);
}

/** As long as a name can be: each of its characters carries as many marks as one may. */
function long(base: string): string {
  return (base + "\u{316}".repeat(9)).repeat(32);
}

describe("[M1] a mention", () => {
  it.each<[string, [string, string][]]>([
    ["@Ann", [["@Ann", "g_1"]]],
    ["hi @ann!", [["@ann", "g_1"]]],
    ["(@Ann)", [["@Ann", "g_1"]]],
    [
      "@Anna Lee and @Ann",
      [
        ["@Anna Lee", "g_2"],
        ["@Ann", "g_1"],
      ],
    ],
    ["@Anna", []],
    ["@Annabel", []],
    ["@Ann's", [["@Ann", "g_1"]]],
    ["mail@Ann.example", []],
    ["a.b+c@Ann", []],
    ["@@Ann", [["@Ann", "g_1"]]],
    ["@小明你好", [["@小明", "g_4"]]],
    ["你好@小明", []],
    ["你好 @小明。", [["@小明", "g_4"]]],
    ["@ＡＮＮ", [["@ＡＮＮ", "g_1"]]],
    ["@Ėl_vis-2", [["@Ėl_vis-2", "g_5"]]],
    ["@here", [["@here", "here"]]],
    ["@Here, please", [["@Here", "here"]]],
    ["@hereby", []],
    ["@", []],
    ["@ Ann", []],
    ["@nobody", []],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it("of one of two by a name takes their tag, and without it means neither", () => {
    const users = [ANN, OTHER];
    expect(found("@Ann", users)).toEqual([]);
    expect(found(`@Ann${tagOf("g_3")}`, users)).toEqual([[`@Ann${tagOf("g_3")}`, "g_3"]]);
    expect(found(`@ANN ${tagOf("g_1")}.`, users)).toEqual([[`@ANN ${tagOf("g_1")}`, "g_1"]]);
    expect(found("@Ann#0000", users)).toEqual([]);
    // Of a name that is one person's the tag is not needed; another's is none of theirs.
    expect(found(`@Ann${tagOf("g_1")}`)).toEqual([[`@Ann${tagOf("g_1")}`, "g_1"]]);
    expect(found("@Ann#0000")).toEqual([["@Ann", "g_1"]]);
  });

  it("[N1] nobody takes a mention by being called as somebody with their tag, or by looking so", () => {
    const users = [ANN, OTHER, { id: "g_20", name: `Ann${tagOf("g_1")}` }, { id: "g_21", name: "Αnn" }];
    expect(found(`@Ann${tagOf("g_1")}`, users)).toEqual([[`@Ann${tagOf("g_1")}`, "g_1"]]);
    expect(found(`@Ann${tagOf("g_1")}${tagOf("g_20")}`, users)).toEqual([[`@Ann${tagOf("g_1")}`, "g_1"]]);
    expect(found("@Ann", [ANN, users[3]!])).toEqual([["@Ann", "g_1"]]);
    expect(found("@Αnn", [ANN, users[3]!])).toEqual([["@Αnn", "g_21"]]);
  });

  it("somebody who is called here is meant by that name", () => {
    expect(found("@here", [{ id: "g_9", name: "Here" }])).toEqual([["@here", "g_9"]]);
  });

  it("is spelt in any normal form, and in either case", () => {
    const users = [ELVIS, { id: "g_6", name: "김철수" }, { id: "g_7", name: "ガ" }, { id: "g_8", name: "ΟΔΟΣ" }];
    for (const form of ["NFC", "NFD", "NFKC", "NFKD"]) {
      for (const { id, name } of users) {
        const spelt = `@${name}`.normalize(form);
        expect(found(`${spelt}!`, users)).toEqual([[spelt, id]]);
      }
    }
    expect(found("@ｶﾞ", users)).toEqual([["@ｶﾞ", "g_7"]]);
    expect(found("@οδος", users)).toEqual([["@οδος", "g_8"]]);
  });

  it("is looked for as far as some name goes, and no further: neither long names nor many `@` are work", () => {
    const users = [long("e"), long("@"), "@".repeat(32), "x".repeat(32)].map((name, index) => ({
      id: `g_${index}`,
      name,
    }));
    const names = indexNames(users);
    const normalize = vi.spyOn(String.prototype, "normalize");
    try {
      for (const text of ["@".repeat(4_000), `@${users[0]!.name.slice(0, -1)}`.repeat(12), long("@").repeat(12)]) {
        normalize.mockClear();
        findMentions(text, names);
        expect(normalize.mock.calls.length).toBeLessThanOrEqual(text.length * 33);
        expect(normalize.mock.contexts.every((piece) => String(piece).length <= 10)).toBe(true);
      }
    } finally {
      normalize.mockRestore();
    }
  });

  it("stands where it says, whatever the text and the names are", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 5 }),
        fc.array(fc.oneof(name, fc.constant("@"), fc.constant(" "))),
        (names, parts) => {
          const users = names.map((of, index) => ({ id: `g_${index}`, name: of }));
          const text = [...parts, ...names.map((of) => ` @${of}`)].join("");
          let end = 0;
          for (const { from, to } of findMentions(text, indexNames(users))) {
            expect(from).toBeGreaterThanOrEqual(end);
            expect(text[from]).toBe("@");
            expect(to).toBeGreaterThan(from);
            expect(to).toBeLessThanOrEqual(text.length);
            end = to;
          }
        },
      ),
    );
  });
});
