import { describe, expect, test } from "vitest";
import { createFormat } from "../../src/web/i18n/format.ts";
import { moderationDe } from "../../src/web/i18n/moderation-de.ts";
import { moderationEn } from "../../src/web/i18n/moderation-en.ts";
import { detailText, entryText } from "../../src/web/moderation/audit-text.ts";
import { durationText } from "../../src/web/moderation/duration.ts";
import { problemOf, wordsIn } from "../../src/web/moderation/words.ts";

test.each([
  [600, "10 minutes"],
  [3_600, "1 hour"],
  [5_400, "90 minutes"],
  [86_400, "1 day"],
  [7 * 86_400, "7 days"],
  [61, "61 seconds"],
])("%d seconds are %s", (seconds, text) => {
  expect(durationText(seconds, "en")).toBe(text);
});

test("a length of time in German", () => {
  expect(durationText(30 * 86_400, "de")).toBe("30 Tage");
});

const ann = { id: "a", name: "Ann" };
const bo = { id: "b", name: "Bo" };
/** Without what keeps a name from turning the sentence's direction. */
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "");

describe("[K9] what was done", () => {
  test("who did what to whom", () => {
    expect(plain(entryText({ by: ann, action: "ban", user: bo }))).toBe("Ann banned Bo");
    expect(plain(entryText({ by: ann, action: "room" }))).toBe("Ann changed the room’s settings");
  });

  test("of a later version its name is told, whatever that is", () => {
    expect(plain(entryText({ by: ann, action: "levitate", user: bo }))).toBe("Ann: levitate");
    expect(plain(entryText({ by: ann, action: "constructor" }))).toBe("Ann: constructor");
  });

  test("what more there is to say", () => {
    expect(plain(detailText({ detail: { seconds: 3_600, reason: "Spam" } }, "en"))).toBe("for: 1 hour · reason: Spam");
    expect(plain(detailText({ detail: { role: "moderator", locked: true, strange: 3 } }, "en"))).toBe(
      "role: Moderator · locked: on · strange: 3",
    );
    expect(plain(detailText({ detail: { write: "everyone", reason: "everyone", seq: 7 } }, "en"))).toBe(
      "who writes: everybody · reason: everyone",
    );
    expect(plain(detailText({ detail: { slowMode: 30, invite: "a10a" } }, "en"))).toBe("slow mode: 30 seconds");
    expect(plain(detailText({ detail: { slowMode: 0 } }, "en"))).toBe("slow mode: off");
    expect(detailText({}, "en")).toBe("");
  });
});

test("every action and detail that English knows German knows, too", () => {
  const [english, german] = [moderationEn(createFormat("en")), moderationDe(createFormat("de"))];
  expect(Object.keys(german.audit.did)).toEqual(Object.keys(english.audit.did));
  expect(Object.keys(german.audit.details)).toEqual(Object.keys(english.audit.details));
});

describe("[K6] words", () => {
  test("each line is one, once, without what is around it", () => {
    expect(wordsIn(" spam* \n\nspam*\r\n*ham\n")).toEqual(["spam*", "*ham"]);
  });

  test("too many, or one too long, are told", () => {
    expect(problemOf(["a", "b"])).toBeUndefined();
    expect(problemOf(Array.from({ length: 201 }, (_, index) => `w${index}`))).toMatch(/200/);
    expect(plain(problemOf(["ok", "🎉".repeat(41)]) ?? "")).toMatch(/is longer than 40 characters/);
    expect(problemOf(["🎉".repeat(40)])).toBeUndefined();
  });
});
