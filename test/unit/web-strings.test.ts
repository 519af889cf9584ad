import { describe, expect, test } from "vitest";
import { en } from "../../src/web/i18n/en.ts";
import { createFormat } from "../../src/web/i18n/format.ts";
import { pickLanguage } from "../../src/web/i18n/index.ts";
import { laterDe } from "../../src/web/i18n/later-de.ts";
import { laterEn } from "../../src/web/i18n/later-en.ts";
import { dayName } from "../../src/web/i18n/time.ts";

const english = en(createFormat("en"));
const laterEnglish = laterEn(createFormat("en"));
const laterGerman = laterDe(createFormat("de"));

test.each([
  [["fr", "de-AT", "en"], "de"],
  [["EN-gb"], "en"],
  [["constructor", "fr"], "en"],
  [[], "en"],
])("of %j the language is %s", (wanted, language) => {
  expect(pickLanguage(wanted)).toBe(language);
});

describe("counts and lists", () => {
  test("English", () => {
    expect(laterEnglish.log.latestCount(1)).toBe("Jump to latest, 1 new message");
    expect(laterEnglish.log.latestCount(1200)).toBe("Jump to latest, 1,200 new messages");
    expect(laterEnglish.note.joined(["ann", "bo"], 3)).toBe("ann, bo, and 3 others joined");
    expect(english.typing(["ann"])).toBe("ann is typing…");
    expect(english.typing(["ann", "bo"])).toBe("ann and bo are typing…");
    expect(english.typing(["ann", "bo", "cy"])).toBe("Several people are typing…");
    expect(english.room.title("lobby", 3)).toBe("(3) lobby · Parley");
  });

  test("German", () => {
    expect(laterGerman.note.joined(["ann"], 0)).toBe("ann ist gekommen");
    expect(laterGerman.note.left(["ann", "bo"], 2)).toBe("ann, bo und 2 weitere sind gegangen");
    expect(laterGerman.people.rest(1)).toBe("und 1 weitere Person");
  });
});

test("every problem that English knows German knows, too", () => {
  expect(Object.keys(laterGerman.problem)).toEqual(Object.keys(laterEnglish.problem));
});

describe("days", () => {
  const today = new Date(2026, 4, 14).getTime();

  test.each([
    [new Date(2026, 4, 14, 23, 59), "Today"],
    [new Date(2026, 4, 13, 0, 0), "Yesterday"],
  ])("%s is %s", (date, name) => {
    expect(dayName(date.getTime(), today)).toBe(name);
  });

  test("older ones have a weekday, then a date, then a year", () => {
    expect(dayName(new Date(2026, 4, 8).getTime(), today)).not.toMatch(/\d/);
    expect(dayName(new Date(2026, 4, 7).getTime(), today)).toMatch(/7/);
    expect(dayName(new Date(2025, 4, 7).getTime(), today)).toMatch(/2025/);
  });
});
