import { describe, expect, it, test } from "vitest";
import {
  ALLOWED_ORIGINS_MAX,
  KEEP_DAYS_MAX,
  KEEP_MESSAGES_MAX,
  MEMBERS_MAX,
  PASSWORD_MAX_CODE_POINTS,
  TITLE_MAX_CODE_POINTS,
  TOPIC_MAX_CODE_POINTS,
} from "../../src/protocol/limits.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/protocol/settings.ts";
import { changeOf, formOf, problemsOf } from "../../src/web/state/charter-draft.ts";

const settings: Settings = { ...DEFAULT_SETTINGS, topic: "tea", keepDays: 30 };

/** So many sites. */
const many = (count: number): string => Array.from({ length: count }, (_, at) => `https://${at}.example`).join(" ");

test("a form shows what holds, and no limit as nothing", () => {
  expect(formOf(settings, {})).toEqual({
    ...settings,
    keepDays: "30",
    keepMessages: "",
    maxMembers: "",
    allowedOrigins: "",
    password: "",
    isPasswordOver: false,
  });
  expect(
    formOf({ ...settings, maxMembers: 7, allowedOrigins: ["https://a.example", "https://b.example"] }, {}),
  ).toMatchObject({
    maxMembers: "7",
    allowedOrigins: "https://a.example https://b.example",
  });
});

test("what was touched stays, the rest follows the room", () => {
  const later: Settings = { ...settings, topic: "coffee", seenBy: true };
  expect(formOf(later, { topic: "lunch", keepDays: "" })).toMatchObject({ topic: "lunch", keepDays: "", seenBy: true });
});

describe("[R5] what is wrong is told by field", () => {
  test.each([
    [{}, {}],
    [{ topic: "x".repeat(TOPIC_MAX_CODE_POINTS), keepDays: "", keepMessages: " 7 " }, {}],
    [{ topic: `  ${"🎉".repeat(TOPIC_MAX_CODE_POINTS)} ` }, {}],
    [{ topic: "x".repeat(TOPIC_MAX_CODE_POINTS + 1) }, { topic: "long" }],
    [
      { keepDays: "1.5", keepMessages: "-1" },
      { keepDays: "number", keepMessages: "number" },
    ],
    [
      { keepDays: "a week", keepMessages: "1e3" },
      { keepDays: "number", keepMessages: "number" },
    ],
    [{ keepDays: String(KEEP_DAYS_MAX), keepMessages: String(KEEP_MESSAGES_MAX) }, {}],
    [
      { keepDays: String(KEEP_DAYS_MAX + 1), keepMessages: String(KEEP_MESSAGES_MAX + 1) },
      { keepDays: "over", keepMessages: "over" },
    ],
    [{ keepDays: "9".repeat(400) }, { keepDays: "over" }],
    [{ title: "x".repeat(TITLE_MAX_CODE_POINTS), password: "🎉".repeat(PASSWORD_MAX_CODE_POINTS) }, {}],
    [{ title: "x".repeat(TITLE_MAX_CODE_POINTS + 1) }, { title: "long" }],
    [{ password: "x".repeat(PASSWORD_MAX_CODE_POINTS + 1) }, { password: "long" }],
    [{ maxMembers: String(MEMBERS_MAX + 1) }, { maxMembers: "over" }],
    [{ allowedOrigins: "https://a.example/page" }, {}],
    [{ allowedOrigins: "https://a.example b.example" }, { allowedOrigins: "origin" }],
    [{ allowedOrigins: "javascript:alert(1)" }, { allowedOrigins: "origin" }],
    [{ allowedOrigins: many(ALLOWED_ORIGINS_MAX) }, {}],
    [{ allowedOrigins: many(ALLOWED_ORIGINS_MAX + 1) }, { allowedOrigins: "many" }],
  ])("%j", (draft, problems) => {
    expect(problemsOf(draft)).toEqual(problems);
  });
});

describe("a change", () => {
  it("is what is another than what holds", () => {
    expect(changeOf(settings, {})).toBeUndefined();
    expect(changeOf(settings, { topic: " tea ", keepDays: "030", keepMessages: "", seenBy: false })).toBeUndefined();
    expect(changeOf(settings, { topic: "", keepDays: "", keepMessages: "500", mentionAll: "moderators" })).toEqual({
      settings: { topic: "", keepDays: 0, keepMessages: 500, mentionAll: "moderators" },
    });
    expect(changeOf(settings, { title: " Shed ", maxMembers: "20", locked: true, slowMode: 0 })).toEqual({
      settings: { title: "Shed", maxMembers: 20, locked: true },
    });
  });

  it("takes of a site's address what says which it is, once", () => {
    const allowedOrigins = " https://a.example/some/page http://b.example:8080  https://a.example ";
    const change = changeOf(settings, { allowedOrigins });
    expect(change?.settings).toEqual({ allowedOrigins: ["https://a.example", "http://b.example:8080"] });
    expect(changeOf({ ...settings, allowedOrigins: ["https://a.example"] }, { allowedOrigins: "" })?.settings).toEqual({
      allowedOrigins: [],
    });
  });

  it("says a password that was typed, or that there is none any more, and else nothing of it", () => {
    expect(changeOf(settings, { password: " rose bud " })).toEqual({ settings: {}, password: " rose bud " });
    expect(changeOf(settings, { password: "", isPasswordOver: true })).toEqual({ settings: {}, password: null });
    expect(changeOf(settings, { password: "", isPasswordOver: false })).toBeUndefined();
  });

  it("is none any more where somebody else made the same", () => {
    expect(changeOf({ ...settings, topic: "lunch" }, { topic: "lunch" })).toBeUndefined();
  });
});
