import { describe, expect, it } from "vitest";
import { actionOf } from "../../src/protocol/action.ts";

describe("[E5] an action", () => {
  it.each([
    ["/me waves", "waves"],
    ["/Me waves", "waves"],
    ["/me waves\nand goes", "waves\nand goes"],
    ["/me", undefined],
    ["/me ", undefined],
    ["/me  waves", undefined],
    ["/me\twaves", undefined],
    ["/meet me", undefined],
    [" /me waves", undefined],
    ["I say /me waves", undefined],
  ])("%j: %j", (text, action) => {
    expect(actionOf(text)).toBe(action);
  });
});
