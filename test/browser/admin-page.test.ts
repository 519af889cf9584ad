import type { Browser, Page } from "playwright-core";
import { expect, it } from "vitest";
import { complaintsOf } from "../support/browser.ts";
import { expectFocus, expectNoObjection, overflows, smallTargets, WIDTHS } from "../support/inspect.ts";
import { tabTo } from "../support/keyboard.ts";
import { ADMIN_TOKEN, entryOf, inspect, listRooms, setClosed, WITH_OPERATOR } from "../support/operator.ts";
import { makeRoom, ownedRoom } from "../support/owned.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join, refusal } from "../support/socket.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0", ...WITH_OPERATOR }, (stage) => ({ server, browser } = stage));

type Device = NonNullable<Parameters<Browser["newContext"]>[0]>;
let addresses = 0;

/** Opens the operator's page in a browser profile of its own; at the end it had nothing to complain of. */
async function operate(device: Device, test: (page: Page) => Promise<void>): Promise<void> {
  const extraHTTPHeaders = { "CF-Connecting-IP": `192.0.2.${++addresses}` };
  const context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce", extraHTTPHeaders, ...device });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(server.http("/admin"));
  await page.getByLabel("Secret").waitFor();
  await test(page);
  expect(complaints).toEqual([]);
  await context.close();
}

/** Shows the secret, and waits for the rooms. */
async function signIn(page: Page): Promise<void> {
  await page.getByLabel("Secret").fill(ADMIN_TOKEN);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "All rooms" }).waitFor();
}

/** A room with its owner in it, which is in the list. */
async function listedRoom(settings: object = {}) {
  const owned = await ownedRoom(server, settings);
  await soon(async () => expect((await entryOf(server, owned.room))?.online).toBe(1));
  return owned;
}

/** Looks for a room and opens it. */
async function openRoom(page: Page, room: string): Promise<void> {
  await page.getByLabel("Search rooms").fill(room);
  await page.getByText("1 room", { exact: true }).waitFor();
  await page.getByRole("button", { name: room, exact: true }).click();
  await page.getByRole("dialog", { name: room }).getByText("People right now").waitFor();
}

it.concurrent("a wrong secret is told, the right one is kept in this tab alone, until one signs out", async () => {
  await listedRoom();
  await operate(DESKTOP, async (page) => {
    const field = page.getByLabel("Secret");
    await expectFocus(field);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Type the secret.").waitFor();
    await field.fill("not-the-secret-of-anybody");
    await field.press("Enter");
    await page.getByText("This is not the secret.").waitFor();
    await expectFocus(field);
    await signIn(page);
    await expectFocus(page.getByRole("heading", { name: "All rooms" }));
    await page.reload();
    await page.getByRole("table").waitFor();
    const other = await page.context().newPage();
    await other.goto(server.http("/admin"));
    await other.getByLabel("Secret").waitFor();
    await other.close();
    await page.getByRole("button", { name: "Sign out" }).click();
    await field.waitFor();
    await page.reload();
    await field.waitFor();
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(
      ADMIN_TOKEN,
    );
  });
});

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("rooms are listed, sorted and found, on a %s", async (name, device) => {
  const { room, owner } = await listedRoom({ title: `Tea on a ${name}` });
  await owner.post("hello");
  await operate(device, async (page) => {
    await signIn(page);
    await page.getByLabel("Sort by").selectOption({ label: "Name" });
    await page.locator('th[aria-sort="ascending"]', { hasText: "Room" }).waitFor();
    await page.getByLabel("Search rooms").fill(`on a ${name.toUpperCase()}`);
    await page.getByRole("rowheader", { name: room }).waitFor();
    await page.getByText("1 room", { exact: true }).waitFor();
    await page.getByText(`Tea on a ${name}`, { exact: true }).waitFor();
    await page.getByLabel("Search rooms").fill("no-such-room-anywhere");
    await page.getByText("No room has this in its name or title.").waitFor();
    await page.getByRole("button", { name: "Look at the room no-such-room-anywhere" }).click();
    await page.getByText("There is no such room any more.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await openRoom(page, room);
    await page.getByRole("dialog").getByText(`Tea on a ${name}`).waitFor();
    await page.getByText("Nothing that nobody has looked after.").waitFor();
  });
});

it.concurrent("more rooms than fit on a page are turned over", async () => {
  const prefix = newRoom("many");
  const names = Array.from({ length: 52 }, (_, index) => `${prefix}-${String(index).padStart(2, "0")}`);
  await Promise.all(names.map((name) => join(server, name)));
  await soon(async () => expect((await listRooms(server, { q: prefix })).found).toBe(52));
  await operate(DESKTOP, async (page) => {
    await signIn(page);
    await page.getByLabel("Sort by").selectOption({ label: "Name" });
    await page.getByLabel("Search rooms").fill(prefix);
    await page.getByText("1 to 50 of 52").waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText("51 to 52 of 52").waitFor();
    await page.getByRole("button", { name: names[51]!, exact: true }).waitFor();
    expect(await page.getByRole("rowheader").count()).toBe(2);
    expect(await page.getByRole("button", { name: "Next" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Previous" }).click();
    await page.getByText("1 to 50 of 52").waitFor();
  });
});

it.concurrent("[O3] a room is closed with a reason, opened again and deleted, by the keyboard alone", async () => {
  const { room, owner } = await listedRoom();
  await operate(DESKTOP, async (page) => {
    await signIn(page);
    const { keyboard } = page;
    await tabTo(page.getByLabel("Search rooms"));
    await keyboard.type(room);
    await page.getByText("1 room", { exact: true }).waitFor();
    await tabTo(page.getByRole("button", { name: room, exact: true }));
    await keyboard.press("Enter");
    await page.getByText("People right now").waitFor();
    await tabTo(page.getByRole("button", { name: "Close room…" }));
    await keyboard.press("Enter");
    await expectFocus(page.getByLabel("Why"));
    await keyboard.type("Too much advertising.");
    await keyboard.press("Enter");
    await page.getByText(/^Closed since .*Too much advertising\.$/).waitFor();
    expect(await owner.next("bye")).toMatchObject({ code: 4510, reason: expect.stringContaining("advertising") });
    expect(await refusal(server.ws(`/r/${room}`))).toMatchObject({ status: 403 });
    await expectFocus(page.locator(".room-view"));

    await tabTo(page.getByRole("button", { name: "Reopen room" }));
    await keyboard.press("Enter");
    await page.getByText("The room is open again.").waitFor();
    expect((await inspect(server, room)).closed).toBeUndefined();

    await tabTo(page.getByRole("button", { name: "Delete room…" }));
    await keyboard.press("Enter");
    const name = page.getByLabel(/^To be sure/);
    await expectFocus(name);
    await keyboard.type("another");
    await keyboard.press("Enter");
    await page.getByText("This is not the room’s name.").waitFor();
    await expectFocus(name);
    await name.fill(room);
    await keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("No room has this in its name or title.").waitFor();
    expect(await entryOf(server, room)).toBeUndefined();
  });
});

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("axe has nothing to object to, and a finger finds everything, on a %s", async (_name, device) => {
  const { room } = await listedRoom({ title: "A room with a title" });
  await operate(device, async (page) => {
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Type the secret.").waitFor();
    await expectNoObjection(page, "the secret, with a mistake");
    await signIn(page);
    await page.getByRole("table").waitFor();
    await expectNoObjection(page, "the list");
    if (device === PHONE) expect(await smallTargets(page), "the list").toEqual([]);
    await openRoom(page, room);
    await expectNoObjection(page, "a room");
    if (device === PHONE) expect(await smallTargets(page), "a room").toEqual([]);
    await page.getByRole("button", { name: "Close room…" }).click();
    await page.getByLabel("Why").fill("x".repeat(300));
    await page.getByText("A reason has at most 250 characters.").waitFor();
    await expectNoObjection(page, "a room that is to be closed");
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByText("People right now").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Tell everybody…" }).click();
    await page.getByRole("button", { name: "Send to all rooms" }).click();
    await page.getByText("Type what is to be told.").waitFor();
    await expectNoObjection(page, "a notice, with a mistake");
    if (device === PHONE) expect(await smallTargets(page), "a notice").toEqual([]);
  });
});

it.concurrent("nothing is wider than the screen, in German neither, nor from right to left", async () => {
  const room = newRoom("w".repeat(40));
  await makeRoom(server, { room, settings: { title: "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikant" } });
  await soon(async () => expect(await entryOf(server, room)).toBeDefined());
  const context = await browser.newContext({ ...DESKTOP, locale: "de-DE" });
  const page = await context.newPage();
  await page.goto(server.http("/admin"));
  await page.getByLabel("Geheimnis").fill(ADMIN_TOKEN);
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByRole("heading", { name: "Alle Räume" }).waitFor();
  for (const direction of ["ltr", "rtl"]) {
    await page.evaluate((dir) => (document.documentElement.dir = dir), direction);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 844 });
      await page.getByLabel("Räume suchen").fill("donaudampf");
      await page.getByRole("button", { name: room, exact: true }).waitFor();
      expect(await overflows(page), `the list at ${width} px, ${direction}`).toEqual([]);
      await page.getByRole("button", { name: room, exact: true }).click();
      await page.getByText("Personen im Moment").waitFor();
      expect(await overflows(page), `a room at ${width} px, ${direction}`).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
  }
  await context.close();
});

it.concurrent("[O3] whoever is in a room that is closed is told so in their language, and why", async () => {
  const room = newRoom("closing");
  await makeRoom(server, { room });
  const ann = await RoomPage.visit(browser, server.origin, { ...PHONE, locale: "de-DE" });
  await ann.page.goto(server.http(`/r/${room}`));
  await ann.page.getByText("1 hier", { exact: true }).waitFor();
  await setClosed(server, room, true, { reason: "Zu viel Werbung." });
  const told = ann.page.getByRole("alert");
  await told.getByRole("heading", { name: "Dieser Raum ist geschlossen" }).waitFor();
  await told.getByText("Wer diesen Server betreibt, hat ihn geschlossen.", { exact: true }).waitFor();
  await told.getByText("Dazu heißt es: Zu viel Werbung.", { exact: true }).waitFor();
  await ann.close();
});

it.concurrent("[O4] a notice is shown in every room until one has read it, and to the operator how far it came", async () => {
  const room = newRoom("notice");
  const text = `Back at eight. ${"And so on. ".repeat(20)}`.trim();
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", DESKTOP);
  const bo = await RoomPage.open(browser, server.origin, room, "Bo", PHONE);
  await soon(async () => expect((await entryOf(server, room))?.online).toBeGreaterThan(0));
  await operate(DESKTOP, async (page) => {
    await signIn(page);
    await page.getByRole("button", { name: "Tell everybody…" }).click();
    const field = page.getByLabel("Notice", { exact: true });
    await expectFocus(field);
    await field.fill("x".repeat(501));
    await page.getByRole("button", { name: "Send to all rooms" }).click();
    await page.getByText("A notice has at most 500 characters.").waitFor();
    await field.fill(text);
    await page.getByRole("button", { name: "Send to all rooms" }).click();
    await page.getByText("The notice is on its way.").waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Tell everybody…" }).click();
    await page.getByText(text, { exact: true }).waitFor();
    await page.getByText(/ in \d+ rooms?$/).waitFor();
  });
  for (const guest of [ann, bo]) {
    const alert = guest.page.getByRole("alert").getByText(text, { exact: true });
    await alert.waitFor();
    await expectNoObjection(guest.page, "a room with a notice");
    expect(await overflows(guest.page)).toEqual([]);
    if (guest === bo) expect(await smallTargets(guest.page)).toEqual([]);
    await guest.press(guest.page.getByRole("button", { name: "Dismiss", exact: true }));
    await alert.waitFor({ state: "detached" });
  }
  await expectFocus(ann.composer);
  await ann.close();
  await bo.close();
});
