import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { SettingsChange } from "../../src/protocol/setting-rules.ts";

describe("[R5] title and topic", () => {
  it.each([
    ["  Tea\n&\u0085talk ", "Tea & talk"],
    // Said from right to left it would be read as another title.
    ["\u202Elaiciffo\u202C", "laiciffo"],
    ["\u2066Tea\u2069", "Tea"],
    // Nothing that can be seen is none: the room is then called by its name.
    ["\u200B", ""],
    [" \u3164\u2800\u00AD ", ""],
    ["\u200F\u{E0041}", ""],
    // What words and emoji are made of stays.
    ["می\u200Cخواهم 👩\u200D🔬", "می\u200Cخواهم 👩\u200D🔬"],
  ])("%j is %j", (said, kept) => {
    expect(v.parse(SettingsChange, { title: said, topic: said })).toEqual({ title: kept, topic: kept });
  });
});
