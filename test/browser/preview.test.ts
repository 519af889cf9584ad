import type { Browser } from "playwright-core";
import { afterAll, afterEach, expect, it } from "vitest";
import { FakeInternet } from "../support/fake-internet.ts";
import { expectNoObjection, overflows } from "../support/inspect.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { setStage } from "../support/stage.ts";

const internet = new FakeInternet();
let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0", LINK_PREVIEWS: "on" }, (stage) => ({ server, browser } = stage));
afterAll(() => internet.close());

const guests: RoomPage[] = [];
afterEach(() => Promise.all(guests.splice(0).map((guest) => guest.close())));

type Device = Parameters<typeof RoomPage.open>[4];
const SCREENS = [
  ["desktop", DESKTOP],
  ["phone", PHONE],
] as const;
/** As far as what is read may move, in px. */
const STILL_PX = 2;

let addresses = 0;
/** Somebody in the lobby, with an address of their own, for how much is fetched is limited by address. */
async function visit(device: Device = DESKTOP, origin = server.origin): Promise<RoomPage> {
  const extraHTTPHeaders = { "CF-Connecting-IP": `192.0.2.${++addresses}` };
  const guest = await RoomPage.visit(browser, origin, { ...device, extraHTTPHeaders });
  guests.push(guest);
  return guest;
}

/** Somebody in a room. */
async function open(room: string, name: string, device?: Device): Promise<RoomPage> {
  const guest = await visit(device);
  await guest.join(room, name);
  await guest.page.getByText(/^\d+ here$/).waitFor();
  return guest;
}

let sites = 0;
const newSite = (): string => `site-${++sites}.example.org`;

const head = (title: string, description = "") =>
  `<title>${title}</title><meta property="og:site_name" content="The Gazette"><meta name="description" content="${description}">`;

const card = (guest: RoomPage, title: string) => guest.log.getByRole("link", { name: title });
const hide = (guest: RoomPage) => guest.log.getByRole("button", { name: "Hide preview" });

/** The links that a page asks about from now on. */
function questions(guest: RoomPage): string[] {
  const asked: string[] = [];
  guest.page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/api/preview") asked.push(searchParams.get("url")!);
  });
  return asked;
}

const belowScreen = (guest: RoomPage) =>
  guest.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);

it("a link that is posted has one card, for two people on two devices; it says what the page says and where it is", async () => {
  const site = newSite();
  internet.page(site, head("Rain &amp; wind", "Take an umbrella."));
  const room = newRoom("preview");
  const ann = await open(room, "Ann");
  const bo = await open(room, "Bo", PHONE);
  await ann.here(2).waitFor();
  await ann.say(`Look: https://${site}/rain, also https://elsewhere.example.org/`);
  for (const guest of [ann, bo]) {
    const link = card(guest, "Rain & wind");
    await link.waitFor();
    expect(await link.innerText()).toMatch(
      new RegExp(`^The Gazette\\s+${site}\\s+Rain & wind\\s+Take an umbrella\\.$`),
    );
    expect(await link.getAttribute("href")).toBe(`https://${site}/rain`);
    expect(await link.getAttribute("target")).toBe("_blank");
    expect(await link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
    expect(await guest.log.getByRole("link").count()).toBe(3);
  }
  expect(internet.asked("elsewhere.example.org")).toBe(0);
});

it("a link is asked about once in a visit; one to this server, and one in a message that was taken back, never", async () => {
  const [site, other] = [newSite(), newSite()];
  internet.page(site, head("The page"));
  internet.page(other, head("Another page"));
  const room = newRoom("preview");
  const ann = await open(room, "Ann");
  const asked = questions(ann);
  await ann.say(`https://${site}/`);
  await card(ann, "The page").waitFor();
  await ann.say(`${server.origin}/r/elsewhere`);
  await ann.say(`again https://${site}/#part`);
  await ann.say(`again https://${site}/`);
  await soon(async () => expect(await card(ann, "The page").count()).toBe(3));
  expect(asked).toEqual([`https://${site}/`, `https://${site}/#part`]);

  await ann.log.getByText(`again https://${site}/`, { exact: true }).hover();
  await ann.page.getByRole("button", { name: "Edit" }).click();
  await ann.page.getByRole("button", { name: "Save" }).waitFor();
  await ann.composer.fill(`https://${other}/`);
  await ann.composer.press("Enter");
  await card(ann, "Another page").waitFor();
  expect(await card(ann, "The page").count()).toBe(2);

  await ann.log.getByText(`https://${other}/`, { exact: true }).hover();
  await ann.page.getByRole("button", { name: "Delete" }).click();
  await ann.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await card(ann, "Another page").waitFor({ state: "detached" });
  await ann.page.reload();
  await soon(async () => expect(await card(ann, "The page").count()).toBe(2));
  expect(asked).not.toContain(`${server.origin}/r/elsewhere`);
  expect(asked.filter((url) => url === `https://${other}/`)).toHaveLength(1);
});

it("where there is nothing to show there is no card", async () => {
  const site = newSite();
  internet.site(site, () => new Response("no", { status: 500 }));
  const ann = await open(newRoom("preview"), "Ann");
  const answered = ann.page.waitForResponse((response) => response.url().includes("/api/preview"));
  await ann.say(`https://${site}/`);
  expect((await answered).status()).toBe(404);
  await ann.sees(`https://${site}/`);
  expect(await hide(ann).count()).toBe(0);
});

it("where previews are switched off, a page asks once in a visit, whatever links there are", async () => {
  const off = await startServer({ MESSAGE_RATE: "0", LINK_PREVIEWS: "off" });
  const room = newRoom("preview");
  const { socket: bo } = await join(off, room, { name: "Bo" });
  await bo.postMany(["https://a.example.org/", "https://b.example.org/", "https://c.example.org/"]);
  const ann = await visit(DESKTOP, off.origin);
  const asked = questions(ann);
  const answered = ann.page.waitForResponse((response) => response.url().includes("/api/preview"));
  await ann.join(room, "Ann");
  expect((await answered).headers()["link-previews"]).toBe("off");
  const pages = internet.requests.length;
  await bo.post("https://d.example.org/");
  await ann.sees("https://d.example.org/");
  await ann.say("https://e.example.org/");
  await ann.sees("https://e.example.org/");
  expect(asked).toHaveLength(1);
  expect(internet.requests.length).toBe(pages);
  await off.close();
});

it("a preview is hidden by its reader, on this device and for good", async () => {
  const site = newSite();
  internet.page(site, head("The page"));
  const room = newRoom("preview");
  const ann = await open(room, "Ann");
  const bo = await open(room, "Bo", PHONE);
  await bo.say(`https://${site}/`);
  await card(ann, "The page").waitFor();
  await card(bo, "The page").waitFor();
  await hide(ann).click();
  await card(ann, "The page").waitFor({ state: "detached" });
  expect(await ann.log.locator('[data-seq="1"]').evaluate((message) => message === document.activeElement)).toBe(true);

  await ann.page.reload();
  await ann.sees(`https://${site}/`);
  await ann.say(`the same: https://${site}/`);
  await card(ann, "The page").waitFor();
  expect(await ann.log.locator('[data-seq="1"]').getByRole("link").count()).toBe(1);
  expect(await bo.log.locator('[data-seq="1"]').getByRole("link").count()).toBe(2);

  // By the keyboard, too.
  await hide(ann).focus();
  await ann.page.keyboard.press("Enter");
  await card(ann, "The page").waitFor({ state: "detached" });
});

/** A site with a page at every address, which has a good deal to say. */
function longSite(): string {
  const site = newSite();
  internet.site(site, ({ url }) => {
    const page = head(`Page ${new URL(url).pathname.slice(1)}`, "A line. ".repeat(40));
    return new Response(page, { headers: { "Content-Type": "text/html" } });
  });
  return `https://${site}/`;
}

/** Keeps all questions of a page back. @returns what lets them through */
async function holdBack(guest: RoomPage): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await guest.page.route("**/api/preview?*", async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

/** Takes from a browser what Safari does not have (as of 2026): keeping the place of what is scrolled. */
async function loseAnchoring(guest: RoomPage): Promise<void> {
  await guest.page.evaluate(() => {
    const styles = document.styleSheets[0]!;
    styles.insertRule(".log-scroller { overflow-anchor: none !important; }");
    styles.insertRule(".block { content-visibility: visible !important; }");
  });
}

const line = (index: number) => `line ${index}${" and more of it".repeat((index % 3) * 4)}`;

it.each(SCREENS)("at the end of the log the end stays in view when cards come, on a %s", async (_name, device) => {
  const site = longSite();
  const room = newRoom("preview");
  const { socket: bo } = await join(server, room, { name: "Bo" });
  const texts = Array.from({ length: 40 }, (_, index) => `${line(index)}${index % 5 ? "" : ` ${site}${index}`}`);
  await bo.postMany([...texts, `the last ${site}last`]);
  const ann = await visit(device);
  const asked = questions(ann);
  const letThrough = await holdBack(ann);
  await ann.join(room, "Ann");
  await ann.log.getByText(/^the last/).waitFor();
  await soon(async () => expect(await belowScreen(ann)).toBeLessThanOrEqual(STILL_PX));
  await soon(() => expect(asked.length).toBeGreaterThan(0));
  letThrough();
  await card(ann, "Page last").waitFor();
  await card(ann, "Page 35").waitFor();
  await soon(async () => expect(await belowScreen(ann)).toBeLessThanOrEqual(STILL_PX));
  expect(await ann.page.getByRole("button", { name: /^Jump to latest/ }).count()).toBe(0);

  await bo.post(`news ${site}news`);
  await card(ann, "Page news").waitFor();
  await soon(async () => expect(await belowScreen(ann)).toBeLessThanOrEqual(STILL_PX));
});

it.each([
  ["on a desktop", DESKTOP, true],
  ["on a phone", PHONE, true],
  ["in a browser that does not keep the place itself", PHONE, false],
] as const)(
  "further up what is read does not move when cards come above it; what is far above is not asked about, %s",
  async (_name, device, keepsPlace) => {
    const site = longSite();
    const room = newRoom("preview");
    const { socket: bo } = await join(server, room, { name: "Bo" });
    const texts = Array.from({ length: 200 }, (_, index) => line(index));
    texts[3] = `${site}far`;
    for (let index = 100; index < 125; index += 6) texts[index] = `${site}${index}`;
    await bo.postMany(texts);
    const ann = await visit(device);
    const asked = questions(ann);
    const letThrough = await holdBack(ann);
    if (!keepsPlace) await loseAnchoring(ann);
    await ann.join(room, "Ann");
    await ann.log.getByText(/^line 199/).waitFor();
    // Up to what stands a little below the links.
    const read = ann.log.locator('[data-seq="128"]');
    while ((await read.count()) === 0) await ann.log.evaluate((log) => (log.scrollTop = 0));
    await read.evaluate((message) => message.scrollIntoView({ block: "start" }));
    await soon(() => expect(asked.length).toBeGreaterThan(0));
    await soon(async () => expect(await read.evaluate((message) => message.checkVisibility())).toBe(true));

    const place = () => read.evaluate((message) => message.getBoundingClientRect().top);
    const before = await place();
    letThrough();
    await card(ann, "Page 118").waitFor({ state: "attached" });
    await card(ann, "Page 124").waitFor({ state: "attached" });
    await ann.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(STILL_PX);
    expect(asked).not.toContain(`${site}far`);

    // Hidden above what is read, a card moves it as little.
    const last = ann.log.locator('[data-seq="125"]').getByRole("button", { name: "Hide preview" });
    await last.evaluate((button) => (button as HTMLElement).click());
    await card(ann, "Page 124").waitFor({ state: "detached" });
    expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(STILL_PX);
  },
);

const LONG =
  "A very long title that goes on and on, as titles of newspapers and shops do, until nobody reads it any more, with a-word-thatisfartoolongtofitanywhereonasmallscreenatall";

it.each(SCREENS)("whatever a page says fits, is text, and has nothing to object to, on a %s", async (name, device) => {
  const [plain, long, rtl, hostile] = [newSite(), newSite(), newSite(), newSite()];
  internet.page(plain, head("Rain and wind until Sunday", "Take an umbrella, and a second one for the way back."));
  internet.page(long, head(LONG, `${LONG}. `.repeat(3)));
  internet.page(rtl, `<title>الطقس: مطر ورياح</title><meta name="description" content="خذ مظلة معك عند الخروج.">`);
  internet.page(hostile, head("<img src=x onerror=hit()>", "&lt;script&gt;hit()&lt;/script&gt;"));
  const room = newRoom("preview");
  const ann = await open(room, "Ann", device);
  const { socket: bo } = await join(server, room, { name: "Bo" });
  await bo.post(`Is it this one? https://${plain}/weather`);
  await bo.post(`https://${long}/`);
  await ann.say(`https://${rtl}/`);
  await ann.say(`And this: https://${hostile}/`);
  await soon(async () => expect(await hide(ann).count()).toBe(4));
  expect(await ann.log.getByText("<img src=x onerror=hit()>").count()).toBe(1);
  expect(await ann.page.locator("#app :is(img, script)").count()).toBe(0);

  await expectNoObjection(ann.page, "a room with previews");
  const { height } = (await hide(ann).first().boundingBox())!;
  expect(height).toBeGreaterThanOrEqual(name === "phone" ? 44 : 40);
  for (const width of [device.viewport!.width, 320]) {
    await ann.page.setViewportSize({ width, height: 844 });
    await soon(async () => expect(await overflows(ann.page)).toEqual([]));
  }
  expect(await ann.log.locator(".preview").first().getAttribute("aria-live")).toBe("off");
});
