import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_PREVIEW_KEPT_S, PREVIEW_KEPT_S } from "../../src/config.ts";
import { PREVIEW_PERIOD_S, PREVIEWS_PER_CLIENT, PREVIEWS_PER_HOST } from "../../src/platform-quotas.ts";
import { LinkPreview } from "../../src/protocol/link-preview.ts";
import { FakeInternet } from "../support/fake-internet.ts";
import { fits } from "../support/fits.ts";
import { ask, rawRequest, type Answer } from "../support/http.ts";
import { startServer, type TestServer } from "../support/server.ts";

const internet = new FakeInternet();
let server: TestServer;
let off: TestServer;
beforeAll(async () => {
  [server, off] = await Promise.all([startServer({ LINK_PREVIEWS: "on" }), startServer({ LINK_PREVIEWS: "off" })]);
});
afterAll(async () => {
  await Promise.all([server.close(), off.close()]);
  internet.close();
});

let clients = 0;
/** Somebody new: an address of their own. */
const newClient = (): string => `192.0.2.${++clients}`;

function preview(url: string, client = newClient(), from = server): Promise<Answer> {
  return ask(from, `/api/preview?${new URLSearchParams({ url })}`, { headers: { "CF-Connecting-IP": client } });
}

let sites = 0;
/** A name that no other test has used. */
const newSite = (): string => `site-${++sites}.example.org`;

/** What is shown of a page. */
async function shown(html: string): Promise<unknown> {
  const site = newSite();
  internet.page(site, html);
  const { body } = await preview(`https://${site}/`);
  const { url: _, ...texts } = body as LinkPreview;
  return texts;
}

/** Waits until an answer is in the cache; from then on nothing is fetched for it. */
async function expectKept(url: string): Promise<void> {
  await expect.poll(async () => (await preview(url)).headers.get("CF-Cache-Status")).toBe("HIT");
  const before = internet.requests.length;
  await preview(url);
  expect(internet.requests.length).toBe(before);
}

const NOTHING = { status: 404, body: { error: { code: "not_found" } } };

describe("GET /api/preview", () => {
  it("[P1] is what a page says, and where it was found", async () => {
    const site = newSite();
    internet.page(
      site,
      `<!doctype html><html><head><meta charset="utf-8"><title>The Times</title>
       <meta property="og:title" content="Rain &amp; wind"><meta property="og:site_name" content="The Times">
       <meta property="og:description" content="Take an umbrella."></head><body><p>…</p></body></html>`,
    );
    const { status, headers, body } = await preview(`https://${site}/weather?day=today#wind`);
    expect([status, body]).toEqual([
      200,
      {
        url: `https://${site}/weather?day=today`,
        title: "Rain & wind",
        description: "Take an umbrella.",
        site: "The Times",
      },
    ]);
    expect(fits(LinkPreview, body)).toBe(true);
    expect(headers.get("Cache-Control")).toBe(`public, max-age=${PREVIEW_KEPT_S}`);
    expect(headers.get("Content-Type")).toContain("application/json");
  });

  it("[P1] the site is asked without a word about who asks", async () => {
    const site = newSite();
    internet.page(site, "<title>Hello</title>");
    await ask(server, `/api/preview?url=https://${site}/`, {
      headers: {
        "CF-Connecting-IP": "192.0.2.77",
        Authorization: "Bearer secret",
        Cookie: "a=secret",
        Referer: "https://secret.example.org/",
        "Accept-Language": "de",
        "User-Agent": "secret",
      },
    });
    const [request] = internet.requests.slice(-1);
    const headers = Object.fromEntries(request!.headers);
    expect(headers).toMatchObject({ accept: "text/html, application/xhtml+xml", "user-agent": /Parley/ });
    expect(Object.keys(headers).sort()).toEqual(["accept", "cf-worker", "host", "user-agent"]);
    expect(JSON.stringify(headers)).not.toMatch(/secret|192\.0\.2/);
  });

  it("[P1] of a redirect the page in the end", async () => {
    const [from, to] = [newSite(), newSite()];
    internet.site(from, () => new Response(null, { status: 301, headers: { Location: `https://${to}/there` } }));
    internet.page(to, "<title>There</title>");
    expect(await preview(`https://${from}/`)).toMatchObject({
      status: 200,
      body: { title: "There", url: `https://${to}/there` },
    });
  });

  it.each([
    ["http://127.0.0.1/", 400, "bad_command"],
    ["http://2130706433/", 400, "bad_command"],
    ["http://0x7f.1/", 400, "bad_command"],
    ["http://[::ffff:127.0.0.1]/", 400, "bad_command"],
    ["http://localhost/", 400, "bad_command"],
    ["ftp://example.org/", 400, "bad_command"],
    ["nonsense", 400, "bad_command"],
    ["", 400, "bad_command"],
    [`https://example.org/${"a".repeat(2_048)}`, 413, "too_big"],
  ])("[P1] %s is refused, and nothing is asked for", async (url, status, code) => {
    const before = internet.requests.length;
    expect(await preview(url)).toMatchObject({ status, body: { error: { code } } });
    expect(internet.requests.length).toBe(before);
  });

  it("[P1] without an address it is refused", async () => {
    expect(await ask(server, "/api/preview")).toMatchObject({ status: 400, body: { error: { code: "bad_command" } } });
  });

  it("[P1] this server itself is refused, by the name it was called by", async () => {
    const site = newSite();
    internet.page(site, "<title>Myself</title>");
    const path = `/api/preview?url=https://${site}/r/lobby`;
    const { status, body } = await rawRequest(server, path, { Host: site });
    expect([status, JSON.parse(body)]).toMatchObject([400, { error: { code: "bad_command" } }]);
    expect(internet.asked(site)).toBe(0);
    expect((await rawRequest(server, path, { Host: "chat.example.org" })).status).toBe(200);
  });

  it("[A3] a page of another site is told nothing", async () => {
    const site = newSite();
    internet.page(site, "<title>Hello</title>");
    const answer = await ask(server, `/api/preview?url=https://${site}/`, {
      headers: { Origin: "https://evil.example" },
    });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: "bad_origin" } } });
    expect(internet.asked(site)).toBe(0);
  });
});

describe("there is nothing to show", () => {
  it.each<[string, () => Response | Promise<Response>]>([
    ["of a page without a title", () => new Response("<p>Hello", { headers: { "Content-Type": "text/html" } })],
    [
      "of a page with an empty one",
      () => new Response("<title> </title>", { headers: { "Content-Type": "text/html" } }),
    ],
    ["of what is no page", () => new Response("<title>Hello</title>", { headers: { "Content-Type": "text/plain" } })],
    [
      "of an error",
      () => new Response("<title>Hello</title>", { status: 500, headers: { "Content-Type": "text/html" } }),
    ],
    ["of a redirect home", () => new Response(null, { status: 302, headers: { Location: "http://127.0.0.1/" } })],
    ["where nobody answers", () => Promise.reject(new Error("connection refused"))],
  ])("[P1] %s, and that is kept for a while", async (_what, answer) => {
    const site = newSite();
    internet.site(site, answer);
    const first = await preview(`https://${site}/`);
    expect(first).toMatchObject(NOTHING);
    expect(first.headers.get("Cache-Control")).toBe(`public, max-age=${NO_PREVIEW_KEPT_S}`);
    expect(first.headers.get("Link-Previews")).toBeNull();
    await expectKept(`https://${site}/`);
    expect(await preview(`https://${site}/`)).toMatchObject(NOTHING);
  });

  it.each([[["127.0.0.1"]], [["93.184.215.14", "fd00::1"]], [[]]])(
    "[P1] where a name leads to %j, which is not asked",
    async (addresses) => {
      const site = newSite();
      internet.page(site, "<title>Inside</title>", addresses);
      expect(await preview(`https://${site}/`)).toMatchObject(NOTHING);
      expect(internet.asked(site)).toBe(0);
    },
  );

  it("[P1] where there is no such name", async () => {
    expect(await preview("https://nobody-there.example.org/")).toMatchObject(NOTHING);
  });

  it("[P1] where a page takes too long, at its beginning or on the way", async () => {
    const [silent, halting] = [newSite(), newSite()];
    internet.site(silent, () => new Promise(() => {}));
    const half = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("<title>Half of</title>")),
    });
    internet.site(halting, () => new Response(half, { headers: { "Content-Type": "text/html" } }));
    const answers = await Promise.all([silent, halting].map((site) => preview(`https://${site}/`)));
    for (const answer of answers) expect(answer).toMatchObject(NOTHING);
  });
});

describe("what is read of a page", () => {
  it.each([
    ["a title alone", "<title>Hello</title>", { title: "Hello" }],
    [
      "what was made for previews, before the rest",
      `<title>Hello · Site</title><meta name="description" content="Long."><meta property="og:description" content="Short.">
       <meta property="og:title" content="Hello">`,
      { title: "Hello", description: "Short." },
    ],
    [
      "the rest where that is empty",
      '<meta property="og:title" content=" "><title>Hello</title><meta name="DESCRIPTION" content="Long.">',
      { title: "Hello", description: "Long." },
    ],
    ["the first of several", "<title>One</title><title>Two</title>", { title: "One" }],
    ["the first that says something", "<title> </title><title>Two</title><title>Three</title>", { title: "Two" }],
    ["no drawing's title", "<svg><title>Logo</title></svg><title>Page</title><svg/>", { title: "Page" }],
    [
      "nothing in comments and scripts",
      "<!--<title>No</title>--><script>'<title>No</title>'</script><title>Yes</title>",
      { title: "Yes" },
    ],
    [
      "character references, named, numbered and broken",
      `<title>Caf&eacute; &#x1F600; &#128512; &lt;b&gt; &amp;amp; &copy 2026 &nosuch; &#0;</title>
       <meta name="description" content="&quot;A&quot; &mdash; B&nbsp;C ?a=1&copy=2 &NotEqualTilde;">`,
      { title: "Café 😀 😀 <b> &amp; © 2026 &nosuch; \u{FFFD}", description: '"A" — B C ?a=1&copy=2 ≂̸' },
    ],
    [
      "one line without what turns it or cannot be seen",
      "<title>\n  A\u{202E}b\n  c\u{200B}d&#x202E;&#x0;&#8203;\t</title>",
      { title: "Ab cd\u{FFFD}" },
    ],
    ["markup as the text it is", "<title><b onclick=hit()>Bold</b></title>", { title: "<b onclick=hit()>Bold</b>" }],
    [
      "as much as fits",
      `<title>${"a".repeat(300)}</title><meta name="description" content="${"b".repeat(400)}">
       <meta property="og:site_name" content="${"c".repeat(100)}">`,
      { title: `${"a".repeat(199)}…`, description: `${"b".repeat(299)}…`, site: `${"c".repeat(59)}…` },
    ],
    [
      "what comes in the first 256 KiB",
      `<title>Yes</title>${" ".repeat(256 * 1024)}<meta property="og:title" content="No">`,
      { title: "Yes" },
    ],
    ["a title that is cut off there", `${" ".repeat(256 * 1024 - 12)}<title>Hello</title>`, { title: "Hello" }],
  ])("[P1] %s", async (_what, html, texts) => {
    expect(await shown(html)).toEqual(texts);
  });

  it.each([
    ["text/html; charset=shift_jis", [0x93, 0xfa, 0x96, 0x7b], "日本"],
    ["text/html; charset=windows-1251", [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2], "Привет"],
    ["text/html; charset=gb18030", [0xc4, 0xe3, 0xba, 0xc3], "你好"],
    ["text/html; charset=euc-kr", [0xc7, 0xd1, 0xb1, 0xdb], "한글"],
    ["text/html", [0xc3, 0xa4], "ä"],
  ])("[P1] %s", async (type, bytes, title) => {
    const site = newSite();
    const page = Buffer.concat([Buffer.from("<title>"), Buffer.from(bytes), Buffer.from("</title>")]);
    internet.site(site, () => new Response(page, { headers: { "Content-Type": type } }));
    expect(await preview(`https://${site}/`)).toMatchObject({ status: 200, body: { title } });
  });
});

describe("limits", () => {
  it("[P1] many who ask for the same page have it fetched once, whatever they look for in it", async () => {
    const site = newSite();
    internet.page(site, "<title>Hello</title>");
    await expectKept(`https://${site}/a?b#c`);
    const fetched = internet.asked(site);
    for (const url of [`https://${site}/a?b`, `HTTPS://${site.toUpperCase()}:443/x/../a?b#d`]) {
      expect((await preview(url)).body).toMatchObject({ url: `https://${site}/a?b`, title: "Hello" });
    }
    expect(internet.asked(site)).toBe(fetched);
    await preview(`http://${site}/a?b`);
    expect(internet.asked(site)).toBe(fetched + 1);
  });

  it("[P1] a client has so many fetched in a minute; what is kept is not counted, nor what others ask for", async () => {
    const [client, neighbour] = ["2001:db8:1:2::1", "2001:db8:1:2::2"];
    const kept = newSite();
    internet.page(kept, "<title>Kept</title>");
    await expectKept(`https://${kept}/`);
    const statuses: number[] = [];
    // The minute of the platform may turn in between.
    while (statuses.length <= 2 * PREVIEWS_PER_CLIENT && !statuses.includes(429)) {
      const site = newSite();
      internet.page(site, "<title>Hello</title>");
      const { status, headers, body } = await preview(`https://${site}/`, statuses.length % 2 ? client : neighbour);
      statuses.push(status);
      if (status !== 429) continue;
      expect(body).toMatchObject({ error: { code: "rate_limited", retryAfter: PREVIEW_PERIOD_S * 1000 } });
      expect(headers.get("Retry-After")).toBe(String(PREVIEW_PERIOD_S));
      expect(headers.get("Cache-Control")).toBeNull();
      expect(internet.asked(site)).toBe(0);
    }
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.length).toBeGreaterThan(PREVIEWS_PER_CLIENT);
    expect((await preview(`https://${kept}/`, client)).status).toBe(200);
    const site = newSite();
    internet.page(site, "<title>Hello</title>");
    expect((await preview(`https://${site}/`, newClient())).status).toBe(200);
  });

  it("[P1] a host is asked for so many in a minute, whoever wants them, by redirects too", async () => {
    const [site, detour] = [newSite(), newSite()];
    internet.page(site, "<title>Hello</title>");
    internet.site(
      detour,
      ({ url }) => new Response(null, { status: 302, headers: { Location: url.replace(detour, site) } }),
    );
    const statuses: number[] = [];
    // The minute of the platform may turn in between.
    while (!statuses.includes(429) && statuses.length <= 2 * PREVIEWS_PER_HOST) {
      const from = statuses.length;
      const urls = Array.from({ length: 8 }, (_, at) => `https://${at % 4 ? site : detour}/${from + at}`);
      statuses.push(...(await Promise.all(urls.map((url) => preview(url)))).map(({ status }) => status));
    }
    const shown = statuses.filter((status) => status === 200);
    expect(statuses).toContain(429);
    expect(shown.length).toBeGreaterThanOrEqual(PREVIEWS_PER_HOST);
    expect(internet.asked(site)).toBe(shown.length);
  });
});

it("[P1] where they are switched off that is said, and nothing is asked for", async () => {
  const site = newSite();
  internet.page(site, "<title>Hello</title>");
  for (const url of [`https://${site}/`, "nonsense"]) {
    const answer = await preview(url, newClient(), off);
    expect(answer).toMatchObject(NOTHING);
    expect(answer.headers.get("Link-Previews")).toBe("off");
    expect(answer.headers.get("Cache-Control")).toBe(`public, max-age=${NO_PREVIEW_KEPT_S}`);
  }
  expect(internet.asked(site)).toBe(0);
});

it("previews wake no room, and the logs say nothing of them", async () => {
  expect(await server.objects()).toEqual([]);
  expect(server.logs()).toEqual([]);
});
