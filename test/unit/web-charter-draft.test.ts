import { describe, expect, it, test } from "vitest";
import { KEEP_DAYS_MAX, KEEP_MESSAGES_MAX, TOPIC_MAX_CODE_POINTS } from "../../src/protocol/limits.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/protocol/settings.ts";
import { changeOf, formOf, problemsOf } from "../../src/web/state/charter-draft.ts";

const settings: Settings = { ...DEFAULT_SETTINGS, topic: "tea", keepDays: 30 };

test("a form shows what holds, and no limit as nothing", () => {
  expect(formOf(settings, {})).toEqual({
    topic: "tea",
    keepDays: "30",
    keepMessages: "",
    seenBy: false,
    mentionAll: "everyone",
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
  ])("%j", (draft, problems) => {
    expect(problemsOf(draft)).toEqual(problems);
  });
});

describe("a change", () => {
  it("is what is another than what holds", () => {
    expect(changeOf(settings, {})).toEqual({});
    expect(changeOf(settings, { topic: " tea ", keepDays: "030", keepMessages: "", seenBy: false })).toEqual({});
    expect(changeOf(settings, { topic: "", keepDays: "", keepMessages: "500", mentionAll: "moderators" })).toEqual({
      topic: "",
      keepDays: 0,
      keepMessages: 500,
      mentionAll: "moderators",
    });
  });

  it("is none any more where somebody else made the same", () => {
    expect(changeOf({ ...settings, topic: "lunch" }, { topic: "lunch" })).toEqual({});
  });
});
