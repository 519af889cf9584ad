import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  JWKS_AGAIN_MS,
  JWKS_KEPT_MS,
  JWKS_MAX_BYTES,
  JWKS_RETRY_MS,
  JWKS_STALE_MAX_MS,
  JWKS_TIME_MS,
} from "../../src/config.ts";
import { HostKeys } from "../../src/identity/jwks.ts";

const JWKS = new URL("https://host.example/jwks.json");
const key = (kid: string) => ({ kty: "EC", crv: "P-256", x: "x", y: "y", kid });
const AWAY = { ok: false, error: { code: "internal", retryAfter: JWKS_RETRY_MS } };

/** What the address answers, and how often it was asked. */
let answer: () => Response | Promise<Response>;
let asked: number;
let keys: HostKeys;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });
  vi.spyOn(console, "error").mockReturnValue();
  asked = 0;
  answer = () => Response.json({ keys: [key("one")] });
  keys = new HostKeys(JWKS, async () => {
    asked++;
    return answer();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const named = async (kid: string): Promise<unknown> => keys.named(kid);

it("[I1] are asked for when they are first needed, and then kept", async () => {
  expect(await named("one")).toEqual({ ok: true, value: [key("one")] });
  vi.advanceTimersByTime(JWKS_KEPT_MS - 1);
  expect(await named("one")).toMatchObject({ ok: true });
  expect(asked).toBe(1);
  vi.advanceTimersByTime(1);
  await named("one");
  expect(asked).toBe(2);
});

it("[I1] of many that need them at once, one asks", async () => {
  let tell!: (response: Response) => void;
  answer = () => new Promise((resolve) => (tell = resolve));
  const all = Promise.all(Array.from({ length: 20 }, () => named("one")));
  tell(Response.json({ keys: [key("one")] }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await all).toEqual(Array.from({ length: 20 }, () => ({ ok: true, value: [key("one")] })));
  expect(asked).toBe(1);
});

it("[I1] one who asks and is given up keeps others no longer than asking may take", async () => {
  answer = () => new Promise(() => {});
  void named("one");
  const waiting = named("one");
  await vi.advanceTimersByTimeAsync(JWKS_TIME_MS + 100);
  expect(await waiting).toMatchObject(AWAY);
  answer = () => Response.json({ keys: [key("one")] });
  expect(await named("one")).toMatchObject({ ok: true, value: [key("one")] });
});

it("[I1] for names that there are not, they are asked for once a minute", async () => {
  await named("one");
  for (let tries = 0; tries < 100; tries++) expect(await named(`no ${tries}`)).toEqual({ ok: true, value: [] });
  expect(asked).toBe(1);
  vi.advanceTimersByTime(JWKS_AGAIN_MS);
  for (let tries = 0; tries < 100; tries++) await named(`no ${tries}`);
  expect(asked).toBe(2);
});

it("[I1] that cannot be asked for are good for a day longer, and nobody asks more than once a minute", async () => {
  await named("one");
  answer = () => new Response("", { status: 503 });
  vi.advanceTimersByTime(JWKS_KEPT_MS);
  for (let tries = 0; tries < 10; tries++) expect(await named("one")).toMatchObject({ value: [key("one")] });
  expect(asked).toBe(2);
  vi.advanceTimersByTime(JWKS_STALE_MAX_MS);
  expect(await named("one")).toMatchObject(AWAY);
  answer = () => Response.json({ keys: [key("one")] });
  vi.advanceTimersByTime(JWKS_AGAIN_MS);
  expect(await named("one")).toMatchObject({ value: [key("one")] });
});

it.each([
  ["an error", () => new Response("", { status: 500 })],
  ["a redirect", () => Response.redirect("https://elsewhere.example/")],
  ["nothing", () => new Response(null, { status: 200 })],
  ["no JSON", () => new Response("<html>")],
  ["no set of keys", () => Response.json([key("one")])],
  ["something for the keys", () => Response.json({ keys: "one" })],
  ["too much", () => Response.json({ keys: [key("one")], more: "x".repeat(JWKS_MAX_BYTES) })],
  ["a broken connection", () => Promise.reject(new Error("broken"))],
])("[I1] answered by %s, they cannot be had, and are asked for again soon", async (_what, bad) => {
  answer = bad;
  expect(await named("one")).toMatchObject(AWAY);
  expect(await named("one")).toMatchObject(AWAY);
  expect(asked).toBe(1);
  answer = () => Response.json({ keys: [key("one")] });
  vi.advanceTimersByTime(JWKS_RETRY_MS);
  expect(await named("one")).toMatchObject({ ok: true, value: [key("one")] });
});

it("[I1] what is no public key for signatures is none; of others, only that is taken", async () => {
  const none = [
    { ...key("one"), kty: "oct", k: "secret" },
    { ...key("one"), use: "enc" },
    { ...key("one"), n: 7 },
    { kty: "EC" },
    null,
    "one",
  ];
  answer = () => Response.json({ keys: [...none, { ...key("one"), use: "sig", d: "private", oth: [] }, key("two")] });
  expect(await named("one")).toEqual({ ok: true, value: [{ ...key("one"), use: "sig" }] });
  expect(await named("two")).toEqual({ ok: true, value: [key("two")] });
});
