import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isEmojiOnly } from "../../src/web/state/emoji.ts";
import { findLinks } from "../../src/protocol/links.ts";
import { textRoom } from "../../src/web/state/text-length.ts";

const linksIn = (text: string) => findLinks(text).flatMap((part) => (part.href === undefined ? [] : [part.text]));

describe("links", () => {
  test.each([
    ["see https://example.org/a?b=1#c now", "https://example.org/a?b=1#c"],
    ["see https://example.org.", "https://example.org"],
    ["(https://example.org/a)", "https://example.org/a"],
    ["https://en.wikipedia.org/wiki/Mouse_(animal)", "https://en.wikipedia.org/wiki/Mouse_(animal)"],
    ["*https://example.org/a*, yes", "https://example.org/a"],
    ["看 https://例え.jp/道。", "https://例え.jp/道"],
    ["HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"],
    ["||https://example.org/a|b||", "https://example.org/a|b"],
    [`https://example.org/(a)${")]}.".repeat(900)}`, "https://example.org/(a)"],
    ['<a href="https://example.org/">', "https://example.org/"],
  ])("%s", (text, link) => {
    expect(linksIn(text)).toEqual([link]);
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,hi",
    "ftp://example.org",
    "example.org",
    "xhttps://example.org",
    "https://",
    "http://[",
    "https://bank.example@evil.example/",
  ])("%s is none", (text) => {
    expect(linksIn(text)).toEqual([]);
  });

  test("a character that turns the direction of text ends a link", () => {
    expect(linksIn("https://example.org/\u{202E}gpj.exe")).toEqual(["https://example.org/"]);
  });

  test("two links and what is between them", () => {
    expect(findLinks("a http://b.example and http://c.example!")).toEqual([
      { text: "a " },
      { text: "http://b.example", href: "http://b.example/" },
      { text: " and " },
      { text: "http://c.example", href: "http://c.example/" },
      { text: "!" },
    ]);
  });

  test("the parts put together are the text, and each href is http or https", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.webUrl(),
      fc.constantFrom("https://", ")", "(", " ", "@"),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const parts = findLinks(pieces.join(""));
        expect(parts.map((part) => part.text).join("")).toBe(pieces.join(""));
        for (const { href } of parts) if (href !== undefined) expect(href).toMatch(/^https?:\/\//);
      }),
    );
  });
});

test.each([
  ["🎉", true],
  ["👩‍👩‍👧 🇩🇪 ❤️", true],
  ["🎉🎉🎉🎉", false],
  ["12", false],
  ["ok 🎉", false],
  ["", false],
  ["#", false],
])("%s is nothing but emoji: %s", (text, expected) => {
  expect(isEmojiOnly(text)).toBe(expected);
});

describe("[C5] the limit of 4,000 code points", () => {
  test("is not spoken of while it is far", () => {
    expect(textRoom("hello")).toEqual({ isEmpty: false, left: undefined });
    expect(textRoom(" \n ")).toEqual({ isEmpty: true, left: undefined });
    expect(textRoom("x".repeat(3_799)).left).toBeUndefined();
  });

  test("counts code points of the trimmed text", () => {
    expect(textRoom("x".repeat(3_800)).left).toBe(200);
    expect(textRoom(` ${"😀".repeat(4_000)} `).left).toBe(0);
    expect(textRoom("x".repeat(4_003)).left).toBe(-3);
  });
});
