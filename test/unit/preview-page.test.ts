import { describe, expect, it } from "vitest";
import { PREVIEW_BODY_MAX_BYTES, PREVIEW_RESOLVER, PREVIEW_USER_AGENT } from "../../src/config.ts";
import type { Outside } from "../../src/preview/outside.ts";
import { fetchPage } from "../../src/preview/page.ts";
import { resolverBy } from "../../src/preview/resolver.ts";

const HTML = { headers: { "Content-Type": "text/html" } };
const START = new URL("https://start.example.org/");
const PUBLIC = ["93.184.215.14"];

interface World {
  /** What is at an address: a page, or what answers. */
  readonly pages: Readonly<Record<string, string | ((init: RequestInit) => Response | Promise<Response>)>>;
  /** Where names lead; all others are public. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** Hosts that were asked too often. */
  readonly tired?: readonly string[];
  readonly signal?: AbortSignal;
}

/** An outside of its own, and what was asked for there. */
function worldOf({ pages, names = {}, tired = [], signal = new AbortController().signal }: World) {
  const asked: string[] = [];
  const outside: Outside = {
    fetch: async (url, init) => {
      asked.push(url.href);
      const page = pages[url.href];
      if (page === undefined) throw new TypeError("connection refused");
      return typeof page === "string" ? new Response(page, HTML) : page(init);
    },
    resolve: async (name) => names[name] ?? PUBLIC,
    permit: async (host) => !tired.includes(host),
    ownHost: "chat.example.org",
    signal,
  };
  return { outside, asked, fetched: () => fetchPage(START, outside) };
}

const to =
  (location: string, status = 302) =>
  () =>
    new Response(null, { status, headers: { Location: location } });
const unresolved = () => Promise.reject(new Error("The resolver answered 500."));
const NOTHING = { ok: false, error: { code: "not_found" } };

describe("fetching a page", () => {
  it("[P1] asks once, as Parley, without cookies, a referrer or a way to follow by itself", async () => {
    let seen: RequestInit = {};
    const page = (init: RequestInit) => {
      seen = init;
      return new Response("<title>Hello</title>", HTML);
    };
    const { fetched, asked } = worldOf({ pages: { [START.href]: page } });
    expect(await fetched()).toEqual({ ok: true, value: { url: START, html: "<title>Hello</title>" } });
    expect(asked).toEqual([START.href]);
    expect(seen.redirect).toBe("manual");
    expect(Object.fromEntries(new Headers(seen.headers))).toEqual({
      accept: "text/html, application/xhtml+xml",
      "user-agent": PREVIEW_USER_AGENT,
    });
    expect(PREVIEW_USER_AGENT).toContain("Parley");
  });

  it.each(["text/html", "text/html; charset=utf-8", "TEXT/HTML;x=y", "application/xhtml+xml"])(
    "[P1] %s is read",
    async (type) => {
      const page = () => new Response("Hello", { headers: { "Content-Type": type } });
      expect(await worldOf({ pages: { [START.href]: page } }).fetched()).toMatchObject({ value: { html: "Hello" } });
    },
  );

  it.each(["text/plain", "application/json", "image/svg+xml", "text/htmlx", "application/pdf; a=text/html", ""])(
    "[P1] %j is not, and its body is not waited for",
    async (type) => {
      let isCancelled = false;
      const body = new ReadableStream({ cancel: () => void (isCancelled = true) });
      const page = () => new Response(body, { headers: { "Content-Type": type } });
      expect(await worldOf({ pages: { [START.href]: page } }).fetched()).toMatchObject(NOTHING);
      expect(isCancelled).toBe(true);
    },
  );

  it.each([400, 403, 404, 429, 500, 503])("[P1] a page with status %i is nothing to show", async (status) => {
    const page = () => new Response("<title>Sorry</title>", { status, ...HTML });
    expect(await worldOf({ pages: { [START.href]: page } }).fetched()).toMatchObject(NOTHING);
  });

  it("[P1] a host that does not answer is nothing to show", async () => {
    expect(await worldOf({ pages: {} }).fetched()).toMatchObject(NOTHING);
  });

  it("[P1] of a body without an end the beginning is read, and the rest is cancelled", async () => {
    let isCancelled = false;
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 10_000;
        controller.enqueue(new Uint8Array(10_000).fill(0x61));
      },
      cancel: () => void (isCancelled = true),
    });
    const page = await worldOf({ pages: { [START.href]: () => new Response(body, HTML) } }).fetched();
    expect(page.ok && page.value.html.length).toBe(PREVIEW_BODY_MAX_BYTES);
    expect(isCancelled).toBe(true);
    expect(sent).toBeLessThan(PREVIEW_BODY_MAX_BYTES + 30_000);
  });

  it("[P1] a body that is cut off is nothing to show", async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error("cut off")) });
    expect(await worldOf({ pages: { [START.href]: () => new Response(body, HTML) } }).fetched()).toMatchObject(NOTHING);
  });

  it("[P1] when the time is over, what is still being sent is cancelled", async () => {
    const time = new AbortController();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("<title>Half")),
      pull: () => time.abort(),
      cancel: () => void (isCancelled = true),
    });
    let isCancelled = false;
    const page = () => new Response(body, HTML);
    expect(await worldOf({ pages: { [START.href]: page }, signal: time.signal }).fetched()).toMatchObject(NOTHING);
    expect(isCancelled).toBe(true);
  });

  it("[P1] the time is over for a request, too, and for all redirects together", async () => {
    const time = new AbortController();
    const slow = (init: RequestInit) => {
      expect(init.signal).toBe(time.signal);
      time.abort();
      return Promise.reject(time.signal.reason as Error);
    };
    const pages = { [START.href]: to("https://slow.example.org/"), "https://slow.example.org/": slow };
    expect(await worldOf({ pages, signal: time.signal }).fetched()).toMatchObject(NOTHING);
  });
});

/** So many redirects, and a page at the end of them. */
const steps = (count: number) => ({
  [START.href]: to("https://step.example.org/1"),
  ...Object.fromEntries(
    Array.from({ length: count - 1 }, (_, at) => [`https://step.example.org/${at + 1}`, to(`/${at + 2}`)]),
  ),
  [`https://step.example.org/${count}`]: "Hello",
});

describe("redirects", () => {
  it.each([301, 302, 303, 307, 308])(
    "[P1] one of status %i is followed, and where it leads to is said",
    async (status) => {
      const pages = { [START.href]: to("/next?a=b#c", status), "https://start.example.org/next?a=b": "Hello" };
      const { fetched, asked } = worldOf({ pages });
      const page = await fetched();
      expect(page.ok && page.value.url.href).toBe("https://start.example.org/next?a=b");
      expect(asked).toHaveLength(2);
    },
  );

  it("[P1] three are followed, a fourth is not", async () => {
    expect(await worldOf({ pages: steps(3) }).fetched()).toMatchObject({ value: { html: "Hello" } });
    const four = worldOf({ pages: steps(4) });
    expect(await four.fetched()).toMatchObject(NOTHING);
    expect(four.asked).toHaveLength(4);
  });

  it("[P1] a circle ends", async () => {
    const { fetched, asked } = worldOf({ pages: { [START.href]: to(START.href) } });
    expect(await fetched()).toMatchObject(NOTHING);
    expect(asked).toHaveLength(4);
  });

  it.each([
    "http://127.0.0.1/",
    "http://2130706433/",
    "//localhost/",
    "http://[::ffff:127.0.0.1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://router.lan/",
    "https://user:secret@site.example.org/",
    "https://site.example.org:8443/",
    "ftp://site.example.org/",
    "javascript:alert(1)",
    "https://chat.example.org/api/preview?url=https://start.example.org/",
    "http://",
    `https://site.example.org/${"a".repeat(2_048)}`,
  ])("[P1] one to %s is not followed", async (location) => {
    const { fetched, asked } = worldOf({ pages: { [START.href]: to(location), [location]: "secret" } });
    expect(await fetched()).toMatchObject(NOTHING);
    expect(asked).toEqual([START.href]);
  });

  it("[P1] one without a target is a page without one", async () => {
    const pages = { [START.href]: () => new Response("Moved", { status: 302, ...HTML }) };
    expect(await worldOf({ pages }).fetched()).toMatchObject(NOTHING);
  });
});

describe("what names lead to", () => {
  it.each([
    [["127.0.0.1"]],
    [["93.184.215.14", "10.0.0.1"]],
    [["93.184.215.14", "[fd00::1]"]],
    [["[::ffff:7f00:1]"]],
    [["not an address"]],
    [[]],
  ])("[P1] %j: nothing is asked for", async (addresses) => {
    const { fetched, asked } = worldOf({ pages: { [START.href]: "secret" }, names: { [START.hostname]: addresses } });
    expect(await fetched()).toMatchObject(NOTHING);
    expect(asked).toEqual([]);
  });

  it("[P1] the target of a redirect is looked up as well", async () => {
    const { fetched, asked } = worldOf({
      pages: { [START.href]: to("https://inside.example.org/"), "https://inside.example.org/": "secret" },
      names: { "inside.example.org": ["192.168.1.1"] },
    });
    expect(await fetched()).toMatchObject(NOTHING);
    expect(asked).toEqual([START.href]);
  });

  it("[P1] where that is not known, nothing is asked for", async () => {
    const { outside, asked } = worldOf({ pages: { [START.href]: "secret" } });
    expect(await fetchPage(START, { ...outside, resolve: unresolved })).toMatchObject(NOTHING);
    expect(asked).toEqual([]);
  });

  it("[P1] an address needs no looking up", async () => {
    const { outside } = worldOf({ pages: { "https://8.8.8.8/": "Hello" } });
    expect(await fetchPage(new URL("https://8.8.8.8/"), { ...outside, resolve: unresolved })).toMatchObject({
      ok: true,
    });
  });

  it("[P1] a host that was asked too often is not asked, by a redirect neither", async () => {
    const busy = { ok: false, error: { code: "rate_limited" } };
    const pages = { [START.href]: to("https://busy.example.org/"), "https://busy.example.org/": "Hello" };
    expect(await worldOf({ pages, tired: [START.hostname] }).fetched()).toMatchObject(busy);
    const { fetched, asked } = worldOf({ pages, tired: ["busy.example.org"] });
    expect(await fetched()).toMatchObject(busy);
    expect(asked).toEqual([START.href]);
  });
});

/** What a resolver answers of a name. */
const records = (...all: (readonly [type: number, data: string])[]) =>
  Response.json({ Status: 0, Answer: all.map(([type, data]) => ({ name: "example.org", type, TTL: 60, data })) });

describe("the resolver", () => {
  const { signal } = new AbortController();
  /** Asks a resolver that answers so. */
  const resolved = (answers: Readonly<Record<string, Response>>) => {
    const asked: URL[] = [];
    const resolve = resolverBy(async (url, init) => {
      asked.push(url);
      expect(new Headers(init.headers).get("Accept")).toBe("application/dns-json");
      expect(init.signal).toBe(signal);
      return answers[url.searchParams.get("type")!]!;
    });
    return { addresses: resolve("example.org", signal), asked };
  };
  it("[P1] is asked for both kinds of addresses, and passes over aliases", async () => {
    const { addresses, asked } = resolved({
      A: records([5, "edge.example.net."], [1, "93.184.215.14"], [1, "127.0.0.1"]),
      AAAA: records([5, "edge.example.net."], [28, "2606:2800:21F:0:0:0:0:1"]),
    });
    expect(await addresses).toEqual(["93.184.215.14", "127.0.0.1", "[2606:2800:21f::1]"]);
    expect(asked.map(String)).toEqual([
      `${PREVIEW_RESOLVER}?name=example.org&type=A`,
      `${PREVIEW_RESOLVER}?name=example.org&type=AAAA`,
    ]);
  });

  it("[P1] a name without addresses has none", async () => {
    const [A, AAAA] = [Response.json({ Status: 0 }), Response.json({ Status: 0 })];
    expect(await resolved({ A, AAAA }).addresses).toEqual([]);
  });

  it.each([
    ["no such name", () => Response.json({ Status: 3 })],
    ["a failure of its own", () => Response.json({ Status: 2, Answer: [] })],
    ["an error", () => new Response("no", { status: 500 })],
    ["another form", () => Response.json({ Status: 0, Answer: [{ type: 28 }] })],
    ["no JSON", () => new Response("no")],
    ["an address that is none", () => records([28, "example.org"])],
  ])("[P1] %s is no answer", async (_what, answer) => {
    await expect(resolved({ A: records([1, "93.184.215.14"]), AAAA: answer() }).addresses).rejects.toThrow();
  });
});
