import { afterEach, expect, test, vi } from "vitest";
import { showBadge } from "../../src/web/state/attention-parts.ts";

/** An icon that is loaded when a test says so. */
class Icon extends EventTarget {
  static readonly all: Icon[] = [];
  src = "";

  constructor() {
    super();
    Icon.all.push(this);
  }
}

afterEach(() => vi.unstubAllGlobals());

test("a badge that is drawn only after all was read is not shown", () => {
  const link = { dataset: {}, href: "/icon.svg" };
  const context = new Proxy({}, { get: () => () => {}, set: () => true });
  const canvas = { getContext: () => context, toDataURL: () => "data:image/png;base64," };
  vi.stubGlobal("document", { querySelector: () => link, createElement: () => canvas });
  vi.stubGlobal("Image", Icon);

  showBadge(1, 0);
  Icon.all.at(-1)!.dispatchEvent(new Event("load"));
  expect(link.href).toBe("data:image/png;base64,");
  showBadge(2, 1);
  showBadge(0, 0);
  Icon.all.at(-1)!.dispatchEvent(new Event("load"));
  expect(link.href).toBe("/icon.svg");
});
