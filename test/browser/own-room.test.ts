import type { Browser, Route } from "playwright-core";
import { expect, it } from "vitest";
import { ask } from "../support/http.ts";
import { expectFocus, expectNoObjection, overflows, smallTargets, WIDTHS } from "../support/inspect.ts";
import { tabTo } from "../support/keyboard.ts";
import { makeRoom } from "../support/owned.ts";
import { Proxy } from "../support/proxy.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";

let server: TestServer;
let browser: Browser;
setStage({}, (stage) => ({ server, browser } = stage));

const atOnce = (guest: RoomPage) => guest.page.getByRole("button", { name: "Open an unguessable room" });
const byName = (guest: RoomPage) => guest.page.getByRole("button", { name: "Choose its name and topic" });

/** Lets a request through, and loses the answer. */
async function lose(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}

/** The room that a page is in belongs to whoever is looking at it. */
async function expectOwn(guest: RoomPage): Promise<void> {
  await guest.welcomed();
  await guest.press(guest.page.getByRole("button", { name: "About this room" }));
  await guest.page.getByRole("dialog").getByText("This room is yours.").waitFor();
  await guest.page.keyboard.press("Escape");
  await guest.page.getByRole("dialog").waitFor({ state: "detached" });
}

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("[R4] an unguessable room belongs to whoever opens it, by the name they typed, on a %s", async (_name, device) => {
  const ann = await RoomPage.visit(browser, server.origin, device);
  await ann.page.getByLabel("Your name").fill("Ann");
  await ann.press(atOnce(ann));
  await ann.composer.waitFor();
  expect(new URL(ann.page.url()).pathname).toMatch(/^\/r\/[0-9a-f]{32}$/);
  await expectOwn(ann);
  await ann.page.getByRole("button", { name: /^You are .?Ann/ }).waitFor();
  await ann.page.reload();
  await expectOwn(ann);
  await ann.page.goto(server.origin);
  await ann.page.getByRole("heading", { name: "Recent rooms" }).waitFor();
  // The second one is the same guest's.
  const first = await ann.page.evaluate(() => localStorage.getItem("parley.token"));
  await ann.press(atOnce(ann));
  await expectOwn(ann);
  expect(await ann.page.evaluate(() => localStorage.getItem("parley.token"))).toBe(first);
  await ann.close();
});

// One after the other: all profiles of a browser copy to one clipboard.
it.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])(
  "[R4] its owner is shown the owner's link, once, and owns the room by it elsewhere, on a %s",
  async (_name, device) => {
    const ann = await RoomPage.visit(browser, server.origin, device);
    await ann.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await ann.page.getByLabel("Your name").fill("Ann");
    await ann.press(atOnce(ann));
    await ann.welcomed();
    const card = ann.page.getByRole("region", { name: "This room is yours" });
    const field = card.getByRole("textbox", { name: "Owner’s link" });
    const link = await field.inputValue();
    expect(link.startsWith(`${ann.page.url()}#invite=`)).toBe(true);
    await ann.press(card.getByRole("button", { name: "Copy link" }));
    await card.getByText("Copied.").waitFor();
    expect(await ann.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    if (device === PHONE) expect(await smallTargets(ann.page)).toEqual([]);
    await expectNoObjection(ann.page, "the owner's link");
    for (const width of WIDTHS) {
      await ann.page.setViewportSize({ width, height: 844 });
      await soon(async () => expect(await overflows(ann.page), `at ${width} px`).toEqual([]));
    }
    await ann.page.setViewportSize(device.viewport!);
    // It waits until it is put away, whatever is said meanwhile.
    await ann.say("hello");
    await ann.sees("hello");
    expect(await field.inputValue()).toBe(link);
    await ann.press(card.getByRole("button", { name: "Done" }));
    await card.waitFor({ state: "detached" });
    if (device === DESKTOP) await expectFocus(ann.composer);
    await ann.page.reload();
    await ann.sees("hello");
    expect(await card.count()).toBe(0);

    // Among the invitations it says what it is, and can be taken back as any other.
    await ann.press(ann.page.getByRole("button", { name: "About this room" }));
    const list = ann.page.getByRole("list", { name: "Links that are good" });
    await list.getByText("Owner’s link, made with the room", { exact: true }).waitFor();
    const bo = await RoomPage.visit(browser, server.origin, device);
    await bo.page.getByLabel("Your name").fill("Bo");
    await bo.page.evaluate(() => localStorage.setItem("parley.name", "Bo"));
    await bo.page.goto(link);
    await expectOwn(bo);
    expect(await bo.page.getByRole("region", { name: "This room is yours" }).count()).toBe(0);
    await ann.press(list.getByRole("button", { name: "Take back: Owner’s link, made with the room" }));
    await ann.page.getByText("Taken back.").waitFor();
    expect(await list.count()).toBe(0);
    await Promise.all([ann.close(), bo.close()]);
  },
);

it.concurrent("a name that is none keeps one from opening a room", async () => {
  const ann = await RoomPage.visit(browser, server.origin);
  await ann.page.getByLabel("Your name").fill("x".repeat(40));
  for (const open of [atOnce(ann), byName(ann)]) {
    await open.click();
    await expectFocus(ann.page.getByLabel("Your name"));
  }
  await ann.page.getByLabel("Your name").fill("Ann");
  await byName(ann).click();
  await ann.page.getByRole("dialog").waitFor();
  await ann.close();
});

it.concurrent("[R4] without a network it is told that no room was opened, and nothing is lost", async () => {
  const proxy = await Proxy.start(server.origin);
  const ann = await RoomPage.visit(browser, proxy.origin);
  await ann.page.getByLabel("Your name").fill("Ann");
  proxy.down();
  await atOnce(ann).click();
  const told = ann.page.getByText("You are not connected right now.");
  await told.waitFor();
  expect(await ann.page.getByLabel("Your name").inputValue()).toBe("Ann");
  proxy.up();
  await byName(ann).click();
  const dialog = ann.page.getByRole("dialog", { name: "A room of your own" });
  const room = newRoom("later");
  await dialog.getByLabel("Name").fill(room);
  await dialog.getByLabel("Topic").fill("What comes later");
  proxy.down();
  await dialog.getByRole("button", { name: "Open room" }).click();
  await dialog.getByText("You are not connected right now.").waitFor();
  expect(await dialog.getByLabel("Topic").inputValue()).toBe("What comes later");
  proxy.up();
  await dialog.getByRole("button", { name: "Open room" }).click();
  await ann.page.getByRole("button", { name: "Topic: What comes later" }).waitFor();
  await expectOwn(ann);
  await ann.close();
  await proxy.close();
});

it.concurrent("[R4] a room belongs to whoever opened it, though they never got the answer", async () => {
  const ann = await RoomPage.visit(browser, server.origin);
  const room = newRoom("lost");
  await byName(ann).click();
  const dialog = ann.page.getByRole("dialog", { name: "A room of your own" });
  await dialog.getByLabel("Name").fill(room);
  await ann.page.route("**/api/rooms", lose, { times: 1 });
  await dialog.getByRole("button", { name: "Open room" }).click();
  await dialog.getByText("You are not connected right now.").waitFor();
  await dialog.getByRole("button", { name: "Open room" }).click();
  await dialog.getByText("There is a room of that name already.").waitFor();
  await dialog.getByRole("link", { name: "Join it" }).click();
  await expectOwn(ann);
  await ann.close();
});

it.concurrent("[R4] whose token is not known any more opens a room as a new guest", async () => {
  const ann = await RoomPage.visit(browser, server.origin);
  await ann.page.evaluate(() => localStorage.setItem("parley.token", "forged"));
  await atOnce(ann).click();
  await expectOwn(ann);
  expect(await ann.page.evaluate(() => localStorage.getItem("parley.token"))).not.toBe("forged");
  await ann.close();
});

it.concurrent("[R4] a room of one's own may have a name and a topic; one that there is already can be joined", async () => {
  const taken = newRoom("taken");
  await makeRoom(server, { room: taken });
  const ann = await RoomPage.visit(browser, server.origin);
  await byName(ann).click();
  const dialog = ann.page.getByRole("dialog", { name: "A room of your own" });
  const name = dialog.getByLabel("Name");
  await expectFocus(name);
  for (const [typed, problem] of [
    ["no room!", "A room’s name has letters"],
    ["x".repeat(65), "A room’s name has at most 64 characters."],
  ] as const) {
    await name.fill(typed);
    await dialog.getByText(problem).waitFor();
  }
  await name.fill(taken.toUpperCase());
  await dialog.getByLabel("Topic").fill("x".repeat(251));
  await dialog.getByText("A topic has at most 250 characters.").waitFor();
  await name.press("Enter");
  await expectFocus(dialog.getByLabel("Topic"));
  await dialog.getByLabel("Topic").fill("  Tea, and what goes with it ");
  await dialog.getByLabel("Topic").press("Enter");
  await dialog.getByText("There is a room of that name already.").waitFor();
  await name.fill(`${taken} 2`);
  await dialog.getByText("There is a room of that name already.").waitFor({ state: "detached" });
  await dialog.getByText(`Opens ${new URL(server.origin).host}/r/${taken}-2`).waitFor();
  await name.press("Enter");
  await ann.page.getByRole("button", { name: "Topic: Tea, and what goes with it" }).waitFor();
  await expectOwn(ann);
  expect((await ask(server, `/api/rooms/${taken}-2`)).body).toMatchObject({
    settings: { topic: "Tea, and what goes with it" },
  });
  await ann.close();
});

it.concurrent("by the keyboard alone a room is opened, and the focus is where one writes", async () => {
  const ann = await RoomPage.visit(browser, server.origin, DESKTOP);
  const { keyboard } = ann.page;
  await tabTo(byName(ann));
  await keyboard.press("Enter");
  const dialog = ann.page.getByRole("dialog", { name: "A room of your own" });
  await expectFocus(dialog.getByLabel("Name"));
  await keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expectFocus(byName(ann));
  await keyboard.press("Enter");
  await expectFocus(dialog.getByLabel("Name"));
  await keyboard.press("Enter");
  await expectFocus(ann.composer);
  await expectOwn(ann);
  await ann.close();
});

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])(
  "the form for a room fits, has nothing that axe objects to, and is in German too, on a %s",
  async (_name, device) => {
    const ann = await RoomPage.visit(browser, server.origin, { ...device, locale: "de-DE" });
    await ann.press(ann.page.getByRole("button", { name: "Name und Thema selbst wählen" }));
    const dialog = ann.page.getByRole("dialog", { name: "Ein eigener Raum" });
    await dialog.getByLabel("Name").fill("w".repeat(64));
    await dialog.getByLabel("Thema").fill("x".repeat(251));
    await dialog.getByText("Ein Thema hat höchstens 250 Zeichen.").waitFor();
    for (const width of WIDTHS) {
      await ann.page.setViewportSize({ width, height: 844 });
      expect(await overflows(ann.page), `at ${width} px`).toEqual([]);
    }
    if (device === PHONE) expect(await smallTargets(ann.page)).toEqual([]);
    await expectNoObjection(ann.page, "the form for a room, with a mistake");
    // Where it is taller than the screen, one comes to both its ends.
    await ann.page.setViewportSize({ width: 640, height: 300 });
    for (const end of [dialog.getByRole("heading"), dialog.getByRole("button", { name: "Raum öffnen" })]) {
      await end.scrollIntoViewIfNeeded();
      const box = (await end.boundingBox())!;
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(300);
    }
    await ann.close();
  },
);
