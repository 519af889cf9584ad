import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

type Previews = typeof import("../../src/web/state/previews.ts");
type Hidden = typeof import("../../src/web/state/hidden-previews.ts");

const PREVIEW = { url: "https://a.example.org/", title: "Hello" };

/** Links that were asked about, and what answers the next question. */
let asked: string[];
let answers: (() => Response | Promise<Response>)[];
let previews: Previews;

beforeEach(async () => {
  vi.useFakeTimers();
  asked = [];
  answers = [];
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(new URL(address, "https://chat.example.org").searchParams.get("url")!);
    return answers.shift()?.() ?? Response.json(PREVIEW);
  });
  // A visit begins with nothing asked yet.
  vi.resetModules();
  previews = await import("../../src/web/state/previews.ts");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const tooMany = () => new Response("{}", { status: 429, headers: { "Retry-After": "60" } });
const nothing = () => Response.json({ error: { code: "not_found" } }, { status: 404 });
const off = () => new Response("{}", { status: 404, headers: { "Link-Previews": "off" } });

describe("what links lead to", () => {
  it("is asked once in a visit, also where there is nothing", async () => {
    answers = [() => Response.json(PREVIEW), nothing];
    const both = [previews.previewOf("https://a.example.org/", 0), previews.previewOf("https://a.example.org/", 0)];
    expect(await Promise.all(both)).toEqual([PREVIEW, PREVIEW]);
    expect(await previews.previewOf("https://b.example.org/", 0)).toBeUndefined();
    expect(await previews.previewOf("https://b.example.org/", 0)).toBeUndefined();
    expect(asked).toEqual(["https://a.example.org/", "https://b.example.org/"]);
  });

  it("where previews are switched off, one question is asked in a visit", async () => {
    answers = [off];
    const all = ["a", "b", "c"].map((name) => previews.previewOf(`https://${name}.example.org/`, 0));
    expect(await Promise.all(all)).toEqual([undefined, undefined, undefined]);
    expect(await previews.previewOf("https://d.example.org/", 0)).toBeUndefined();
    expect(asked).toEqual(["https://a.example.org/"]);
  });

  it("is asked again where there were too many, when that may help, and three times at most", async () => {
    answers = [tooMany, tooMany, () => Response.json(PREVIEW)];
    const third = previews.previewOf("https://a.example.org/", 0);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(60_001);
    expect(await third).toEqual(PREVIEW);
    expect(asked).toHaveLength(3);

    answers = [tooMany, tooMany, tooMany];
    const never = previews.previewOf("https://b.example.org/", 0);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(await never).toBeUndefined();
    expect(asked).toHaveLength(6);
  });

  it("without a network is nothing, until it is asked again", async () => {
    answers = [() => Promise.reject(new TypeError("Failed to fetch"))];
    expect(await previews.previewOf("https://a.example.org/", 0)).toBeUndefined();
    expect(await previews.previewOf("https://a.example.org/", 0)).toEqual(PREVIEW);
  });

  it.each(["{}", "null", '{"url":"nonsense","title":"x"}', '{"url":"https://a.example.org/","title":7}', "no"])(
    "%s is nothing",
    async (body) => {
      answers = [() => new Response(body)];
      expect(await previews.previewOf("https://a.example.org/", 0)).toBeUndefined();
    },
  );

  it("is asked after a while where that is wanted", async () => {
    const preview = previews.previewOf("https://a.example.org/", 2_000);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await preview).toEqual(PREVIEW);
  });

  it("of a new message is asked at once by its author, and by the others one after another; of an old one, at once", () => {
    expect(previews.patience(100, true)).toBe(0);
    expect(previews.patience(60_000, false)).toBe(0);
    const waits = Array.from({ length: 50 }, () => previews.patience(100, false));
    expect(new Set(waits).size).toBeGreaterThan(40);
    for (const wait of waits) expect(wait).toBeLessThan(3_000);
  });
});

describe("previews that were hidden", () => {
  let kept: Map<string, string>;
  let hidden: Hidden;
  beforeEach(async () => {
    kept = new Map();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    });
    hidden = await import("../../src/web/state/hidden-previews.ts");
  });

  it("are remembered by room, place and time", () => {
    hidden.hidePreview("garden", { seq: 7, at: 1_000 });
    expect(hidden.isPreviewHidden("garden", { seq: 7, at: 1_000 })).toBe(true);
    expect(hidden.isPreviewHidden("garden", { seq: 8, at: 1_000 })).toBe(false);
    expect(hidden.isPreviewHidden("garden", { seq: 7, at: 1_001 })).toBe(false);
    expect(hidden.isPreviewHidden("kitchen", { seq: 7, at: 1_000 })).toBe(false);
  });

  it("are remembered up to 200, the latest", () => {
    for (let seq = 1; seq <= 201; seq++) hidden.hidePreview("garden", { seq, at: 1 });
    expect(hidden.isPreviewHidden("garden", { seq: 1, at: 1 })).toBe(false);
    expect(hidden.isPreviewHidden("garden", { seq: 2, at: 1 })).toBe(true);
    expect(hidden.isPreviewHidden("garden", { seq: 201, at: 1 })).toBe(true);
  });

  it.each(["", "{", "null", '{"a":1}', "[1]"])("what was kept as %j is nothing", (text) => {
    kept.set("parley.hidden-previews", text);
    expect(hidden.isPreviewHidden("garden", { seq: 1, at: 1 })).toBe(false);
    hidden.hidePreview("garden", { seq: 1, at: 1 });
    expect(hidden.isPreviewHidden("garden", { seq: 1, at: 1 })).toBe(true);
  });
});
