import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { complaintsOf } from "../support/browser.ts";
import { expectNoObjection, overflows, WIDTHS } from "../support/inspect.ts";
import { ownedRoom, type OwnedRoom } from "../support/owned.ts";
import { DESKTOP } from "../support/room-page.ts";
import type { TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { setStage } from "../support/stage.ts";
import { requestExport } from "../support/transfer.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(joinPath(tmpdir(), "parley-export-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Takes a room out as a page, and opens the file as somebody does who has it on their disk. */
async function openExport(room: string, language = "en"): Promise<{ page: Page; complaints: string[] }> {
  const response = await requestExport(server, room, "?format=html", { "Accept-Language": language });
  expect(response.status).toBe(200);
  const file = joinPath(folder, `${room}-${language}.html`);
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
  const context = await browser.newContext({ reducedMotion: "reduce", ...DESKTOP });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(String(pathToFileURL(file)));
  return { page, complaints };
}

/** A room in which all is said that an export shows. */
async function livelyRoom(): Promise<OwnedRoom> {
  const owned = await ownedRoom(server, { topic: "What is for lunch, and where" });
  const { owner, room } = owned;
  const { socket: bo } = await join(server, room, { name: "Bo" });
  const { socket: other } = await join(server, room, { name: "ليلى" });
  await owner.post("Lunch at twelve?\nThe usual place: https://example.org/menu?day=1&for=all (or next door).");
  await bo.post("See you there.", { replyTo: 1 });
  await owner.post("said too soon");
  await other.post("إلى اللقاء في الساعة 12", { replyTo: 2 });
  await bo.post("/me waves");
  await owner.post(`${"averylongwordwithoutanyend".repeat(20)}`, { replyTo: 3 });
  await owner.ask({ type: "delete", seq: 3 });
  await bo.ask({ type: "edit", seq: 2, text: "See you there, at a quarter past." });
  for (const socket of [owner, bo, other]) await socket.ask({ type: "react", seq: 1, emoji: "👍", on: true });
  await owner.ask({ type: "pin", seq: 1, on: true });
  // Of yesterday, so that there are two days.
  await server.sql(room, "UPDATE events SET at = at - 86400000 WHERE seq = 1");
  return owned;
}

it("[R7] a room as a page is read like one: days, names, times, answers that lead to what they answer", async () => {
  const { room } = await livelyRoom();
  const { page, complaints } = await openExport(room);
  await page.getByRole("heading", { name: room, level: 1 }).waitFor();
  expect(await page.getByRole("heading", { level: 2 }).count()).toBe(3);
  const article = (seq: number) => page.locator(`#m${seq}`);
  const quote = article(2).getByRole("link", { name: /^Answer to: .*Owner.* #[0-9a-f]{4}: .*Lunch at twelve/ });
  await quote.click();
  await page.locator("#m1:target", { hasText: "The usual place" }).waitFor();
  const link = article(1).getByRole("link", { name: "https://example.org/menu?day=1&for=all" });
  expect(await link.getAttribute("rel")).toContain("noopener");
  expect(await article(1).getByRole("listitem").textContent()).toBe("👍 3");
  expect(await article(1).textContent()).toContain("pinned");
  expect(await article(2).textContent()).toMatch(/at a quarter past\./);
  expect(await article(2).textContent()).toContain("edited");
  expect(await article(3).textContent()).toContain("This message was deleted.");
  expect(await article(5).locator("em").textContent()).toBe("Bo waves");
  expect(
    await article(4)
      .locator(".text")
      .evaluate((element) => getComputedStyle(element).direction),
  ).toBe("rtl");
  await page.getByText("That is all: 6 messages.").waitFor();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    expect(await overflows(page), `${width} wide`).toEqual([]);
  }
  await expectNoObjection(page, "a room as a page");
  expect(complaints).toEqual([]);
  await page.context().close();
});

it("[R7] the page is in German for who reads that", async () => {
  const { room } = await livelyRoom();
  const { page, complaints } = await openExport(room, "de-DE,en;q=0.5");
  await page.getByText("Das ist alles: 6 Nachrichten.").waitFor();
  await page.locator("#m3", { hasText: "Diese Nachricht wurde gelöscht." }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

/** What somebody may say who wants to do something to whoever reads it. */
const HOSTILE = [
  `<script>document.title = "done"</script>`,
  `</p></article></main><script src="https://evil.example/x.js"></script>`,
  `<img src=x onerror="document.title='done'">`,
  `"><svg onload=alert(1)>`,
  `</style><style>* { display: none }</style>`,
  `</title><meta http-equiv="refresh" content="0;url=https://evil.example/">`,
  `<!-- <![CDATA[ <?php ?>`,
  `javascript:alert(1) data:text/html,<script>1</script> vbscript:x`,
  `https://example.org/"onmouseover="alert(1) https://example.org/'><script>alert(1)</script>`,
  `https://bank.example@evil.example/ https://example.org/\u202Egpj.exe`,
  `\u202Egnp.erom\u2066 never closed`,
  `&lt;script&gt; &#x3c;script&#x3e; &amp;`,
  `\0\u0001\u001B[31m\u007F\u0085\uFFFE`,
  "`<b>` ${1} {{2}}",
];

it("[R7] what people wrote is text in it, whatever they wrote", async () => {
  const { room, owner } = await ownedRoom(server, { topic: HOSTILE[0] });
  for (const text of HOSTILE) await owner.post(text);
  for (let seq = 1; seq <= HOSTILE.length; seq++) await owner.post("yes", { replyTo: seq });
  await owner.ask({ type: "pin", seq: 2, on: true });
  // No way in lets these by; a page must stand them nevertheless.
  await server.sql(
    room,
    `UPDATE events SET user_name = ?, reactions = ? WHERE seq <= 3`,
    `"><script>alert(1)</script>\0`,
    JSON.stringify([[`<img src=x onerror=alert(1)>`, ["g_a"]]]),
  );
  await server.sql(room, "UPDATE events SET text = 'lone ' || CAST(x'EDA080' AS TEXT) || ' surrogate' WHERE seq = 4");
  await server.evict(room);
  const { page, complaints } = await openExport(room);
  await page.getByText(`That is all: ${2 * HOSTILE.length} messages.`).waitFor();
  const found = await page.evaluate(() => {
    const attributes = [...document.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes].map(({ name }) => `${element.localName}[${name}]`),
    );
    return {
      title: document.title,
      elements: [...new Set([...document.querySelectorAll("*")].map(({ localName }) => localName))].sort(),
      attributes: [...new Set(attributes)].sort(),
      links: [...document.querySelectorAll("a")].map(({ href, rel }) => ({ href, rel })),
      texts: [...document.querySelectorAll(".text")].map(({ textContent }) => textContent),
      hasControls: /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]/.test(document.documentElement.textContent),
    };
  });
  expect(found.title).toBe(`${room} · Parley`);
  expect(found.elements).toEqual(
    [
      "a",
      "article",
      "bdi",
      "body",
      "div",
      "footer",
      "h1",
      "h2",
      "head",
      "header",
      "html",
      "li",
      "main",
      "meta",
      "p",
    ].concat(["section", "span", "style", "time", "title", "ul"]),
  );
  expect(found.attributes.filter((name) => /\[(on|style|src|srcdoc|action|formaction)/.test(name))).toEqual([]);
  const outside = found.links.filter(({ href }) => !href.startsWith("file:"));
  for (const { href, rel } of outside) {
    // Addresses that people wrote lead where they say, and nowhere else.
    expect(href).toMatch(/^https:\/\/(example\.org|evil\.example)\/[^"<>]*$/);
    expect(rel).toContain("noopener");
  }
  expect(outside.length).toBeGreaterThan(3);
  expect(found.texts).toHaveLength(2 * HOSTILE.length);
  for (const index of [0, 1, 4, 5, 8, 11]) expect(found.texts).toContain(HOSTILE[index]);
  expect(found.hasControls).toBe(false);
  // Nothing was even tried that the page's policy would have had to stop.
  expect(complaints).toEqual([]);
  // And it would have stopped it.
  await page.evaluate(() =>
    document.body.append(Object.assign(document.createElement("script"), { text: "document.title = 'done'" })),
  );
  expect(await page.title()).toBe(`${room} · Parley`);
  expect(complaints.join()).toMatch(/Content Security Policy/);
  await page.context().close();
});
