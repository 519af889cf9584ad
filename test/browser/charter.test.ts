import { readFile } from "node:fs/promises";
import type { Browser, Locator } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { PINS_MAX } from "../../src/protocol/limits.ts";
import { ask, page as history } from "../support/http.ts";
import { expectFocus, expectNoObjection, overflows, smallTargets, WIDTHS } from "../support/inspect.ts";
import { tabTo } from "../support/keyboard.ts";
import { ownedRoom } from "../support/owned.ts";
import { Proxy } from "../support/proxy.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const guests: RoomPage[] = [];
afterEach(() => Promise.all(guests.splice(0).map((guest) => guest.close())));

type Device = typeof DESKTOP;

/** Two devices, each as the owner's and as a guest's. */
const DEVICES: readonly (readonly [string, Device, Device])[] = [
  ["a desktop and a phone", DESKTOP, PHONE],
  ["a phone and a desktop", PHONE, DESKTOP],
];

/** Opens a room in the lobby, as its owner. */
async function openOwn(origin: string, device: Device, topic = ""): Promise<{ room: string; ann: RoomPage }> {
  const room = newRoom("charter");
  const ann = await RoomPage.visit(browser, origin, device);
  guests.push(ann);
  await ann.page.getByLabel("Your name").fill("Ann");
  await ann.press(ann.page.getByRole("button", { name: "Choose its name and topic" }));
  const dialog = ann.page.getByRole("dialog", { name: "A room of your own" });
  await dialog.getByLabel("Name").fill(room);
  await dialog.getByLabel("Topic").fill(topic);
  await ann.press(dialog.getByRole("button", { name: "Open room" }));
  await ann.welcomed();
  return { room, ann };
}

/** An owner, Ann, and a guest, Bo, in a room. */
async function two(own: Device, other: Device, topic = ""): Promise<{ room: string; ann: RoomPage; bo: RoomPage }> {
  const { room, ann } = await openOwn(server.origin, own, topic);
  const bo = await RoomPage.open(browser, server.origin, room, "Bo", other);
  guests.push(bo);
  await ann.here(2).waitFor();
  return { room, ann, bo };
}

const topicOf = (guest: RoomPage, topic: string) => guest.page.getByRole("button", { name: `Topic: ${topic}` });
const pinMark = (guest: RoomPage, seq: number) =>
  guest.log.locator(`[data-seq="${seq}"]`).getByRole("img", { name: "Pinned" });

/** Opens what the room is. */
async function about(guest: RoomPage): Promise<Locator> {
  await guest.press(guest.page.getByRole("button", { name: "About this room" }));
  const dialog = guest.page.getByRole("dialog", { name: "About this room" });
  await dialog.getByRole("heading", { name: "Its link" }).waitFor();
  return dialog;
}

async function close(guest: RoomPage): Promise<void> {
  await guest.page.keyboard.press("Escape");
  await guest.page.getByRole("dialog").waitFor({ state: "detached" });
}

/** Says a command over HTTP with the token that the page has, as somebody could who changed the page. */
async function forge(guest: RoomPage, room: string, command: object): Promise<string> {
  const token = await guest.page.evaluate(() => localStorage.getItem("parley.token"));
  const { body } = await ask(server, `/api/rooms/${room}/commands`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify(command),
  });
  return (body as { error: { code: string } }).error.code;
}

it.each(DEVICES)(
  "[R5] the owner sets the topic and the rest, and the guest sees it at once, on %s",
  async (...args) => {
    const [, own, other] = args;
    const { room, ann, bo } = await two(own, other, "Plans");
    await topicOf(bo, "Plans").waitFor();
    const facts = await about(bo);
    await facts.getByText("for good").waitFor();
    await facts.getByText("is not shown.").waitFor();
    const dialog = await about(ann);
    await dialog.getByText("This room is yours.").waitFor();
    await dialog.getByLabel("Topic").fill("Plans, see https://example.org/plans");
    await dialog.getByLabel("Days").fill("30");
    await dialog.getByLabel("Entries").fill("1000");
    await ann.press(dialog.getByLabel("Everybody may mention all by @here"));
    await ann.press(dialog.getByLabel("Everybody sees how far others have read"));
    await ann.press(dialog.getByRole("button", { name: "Save" }));
    await dialog.getByText("Saved.").waitFor();
    for (const text of [
      "for 30 days, the newest 1,000",
      "is shown to everybody.",
      "Only those who look after the room",
    ]) {
      await facts.getByText(text).waitFor();
    }
    expect(await facts.getByRole("link", { name: "https://example.org/plans" }).getAttribute("href")).toBe(
      "https://example.org/plans",
    );
    await close(bo);
    // All of the topic is told, though its line may be too short for it.
    const topic = topicOf(bo, "Plans, see https://example.org/plans");
    expect(await topic.getAttribute("title")).toBe("Plans, see https://example.org/plans");
    await bo.press(topic);
    await bo.page.getByRole("dialog", { name: "About this room" }).waitFor();
    await close(bo);

    await ann.press(dialog.getByRole("button", { name: "Save" }));
    await dialog.getByText("There is nothing to save.").waitFor();
    await dialog.getByLabel("Topic").fill("");
    await dialog.getByLabel("Days").fill("");
    await ann.press(dialog.getByRole("button", { name: "Save" }));
    await dialog.getByText("Saved.").waitFor();
    await bo.page.getByRole("button", { name: /^Topic/ }).waitFor({ state: "detached" });
    expect((await ask(server, `/api/rooms/${room}`)).body).toMatchObject({
      settings: { topic: "", keepDays: 0, keepMessages: 1000, seenBy: true, mentionAll: "moderators" },
    });
    await ann.page.reload();
    await ann.welcomed();
    expect(await (await about(ann)).getByLabel("Entries").inputValue()).toBe("1000");
  },
);

it("[R5] what is wrong is told at its field, and nothing is saved; what others change meanwhile is followed", async () => {
  const { room, owner, token } = await ownedRoom(server, { topic: "tea" });
  const ann = await RoomPage.visit(browser, server.origin);
  guests.push(ann);
  await ann.page.evaluate((value) => localStorage.setItem("parley.token", value), token);
  await ann.page.goto(`${server.origin}/r/${room}`);
  await ann.welcomed();
  const dialog = await about(ann);
  const days = dialog.getByLabel("Days");
  await days.fill("a week");
  await dialog.getByText("Type a whole number, or nothing.").waitFor();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expectFocus(days);
  await days.fill("5000");
  await dialog.getByText("At most 3,650.").waitFor();
  await owner.ask({ type: "room", settings: { topic: "coffee", seenBy: true } });
  await soon(async () => expect(await dialog.getByLabel("Topic").inputValue()).toBe("coffee"));
  expect(await dialog.getByLabel("Everybody sees how far others have read").isChecked()).toBe(true);
  expect(await days.inputValue()).toBe("5000");
  await days.fill("7");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Saved.").waitFor();
  expect(await owner.next("room")).toMatchObject({ settings: { topic: "coffee" } });
  expect(await owner.next("room")).toMatchObject({ settings: { keepDays: 7 } });
});

it("[R5] that the connection broke while it was saved is told, and what was typed stays", async () => {
  const proxy = await Proxy.start(server.origin);
  const { room, ann } = await openOwn(proxy.origin, DESKTOP);
  const dialog = await about(ann);
  await dialog.getByLabel("Topic").fill("Tea");
  proxy.swallow();
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.locator("[aria-busy=true]").waitFor();
  proxy.down();
  const told = dialog.getByText("You are not connected right now.");
  await told.waitFor();
  expect(await dialog.getByLabel("Topic").inputValue()).toBe("Tea");
  // While there is no connection that is told at once.
  await dialog.getByLabel("Topic").fill("Tea and cake");
  await told.waitFor({ state: "detached" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await told.waitFor();
  proxy.up();
  await ann.online();
  await ann.here(1).waitFor();
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Saved.").waitFor();
  expect((await ask(server, `/api/rooms/${room}`)).body).toMatchObject({ settings: { topic: "Tea and cake" } });
  await ann.close();
  guests.splice(0);
  await proxy.close();
});

it.each(DEVICES)("[C10] what the owner pins the guest finds, wherever it stands, on %s", async (...args) => {
  const [, own, other] = args;
  const { room, ann, bo } = await two(own, other);
  await ann.say("Bring a spade");
  await bo.say("I have tomatoes");
  await ann.told("I have tomatoes").waitFor();
  for (const [seq, text] of [
    [1, "Bring a spade"],
    [2, "I have tomatoes"],
  ] as const) {
    await ann.point(text);
    await ann.press(ann.page.getByRole("button", { name: "Pin", exact: true }));
    await pinMark(bo, seq).waitFor();
    await pinMark(ann, seq).waitFor();
  }
  const { socket: cy } = await join(server, room, { name: "Cy" });
  await cy.postMany(Array.from({ length: 130 }, (_, index) => `filler ${index}`));
  await bo.sees("filler 129");
  await bo.page.reload();
  await bo.sees("filler 129");
  const pins = bo.page.getByRole("button", { name: "2 pinned messages" });
  await bo.press(pins);
  const list = bo.page.getByRole("dialog", { name: "Pinned messages" });
  await list.getByRole("button", { name: /Bring a spade/ }).waitFor();
  // The latest that was pinned stands first; a guest can take none off.
  expect(await list.getByRole("listitem").allInnerTexts()).toEqual([
    expect.stringMatching(/Bo[^]+I have tomatoes/),
    expect.stringMatching(/Ann[^]+Bring a spade/),
  ]);
  expect(await list.getByRole("button", { name: /^Unpin/ }).count()).toBe(0);
  await bo.press(list.getByRole("button", { name: /Bring a spade/ }));
  await list.waitFor({ state: "detached" });
  const message = bo.log.locator('[data-seq="1"]');
  await expectFocus(message);
  await soon(async () => expect((await message.boundingBox())!.y).toBeGreaterThan(0));

  await ann.press(ann.page.getByRole("button", { name: "2 pinned messages" }));
  const own2 = ann.page.getByRole("dialog", { name: "Pinned messages" });
  await ann.press(own2.getByRole("button", { name: /^Unpin.*Bring a spade/ }));
  await pinMark(bo, 1).waitFor({ state: "detached" });
  await bo.page.getByRole("button", { name: "1 pinned message" }).waitFor();
  // What is taken back is pinned no more.
  await bo.log.evaluate((log) => (log.scrollTop = 0));
  await bo.point("I have tomatoes");
  await bo.press(bo.page.getByRole("button", { name: "Delete" }));
  await bo.press(bo.page.getByRole("dialog").getByRole("button", { name: "Delete" }));
  await own2.getByText("Nothing is pinned any more.").waitFor();
  await close(ann);
  await expectFocus(ann.page.getByRole("heading", { level: 1 }));
  for (const guest of [ann, bo]) {
    await guest.page.getByRole("button", { name: /pinned message/ }).waitFor({ state: "detached" });
  }
});

it(`[C10] that ${PINS_MAX} are pinned already is told`, async () => {
  const { room, owner, token } = await ownedRoom(server);
  await owner.postMany(Array.from({ length: PINS_MAX + 1 }, (_, index) => `m${index + 1}`));
  const pins = JSON.stringify(Array.from({ length: PINS_MAX }, (_, index) => index + 1));
  await server.evict(room);
  await server.sql(room, "INSERT INTO meta (key, value) VALUES ('pins', ?)", pins);
  await server.evict(room);
  const ann = await RoomPage.visit(browser, server.origin);
  guests.push(ann);
  await ann.page.evaluate((value) => localStorage.setItem("parley.token", value), token);
  await ann.page.goto(`${server.origin}/r/${room}`);
  await ann.sees(`m${PINS_MAX + 1}`);
  await ann.point(`m${PINS_MAX + 1}`);
  await ann.page.getByRole("button", { name: "Pin", exact: true }).click();
  await ann.page.getByText(`${PINS_MAX} messages are pinned already.`).waitFor();
  expect(await pinMark(ann, PINS_MAX + 1).count()).toBe(0);
});

it.each(DEVICES)("[C8] the owner takes back what the guest wrote, not the other way round, on %s", async (...args) => {
  const [, own, other] = args;
  const { room, ann, bo } = await two(own, other, "Plans");
  await bo.say("Buy cheap watches");
  await ann.say("Not here");
  await bo.told("Not here").waitFor();
  await bo.point("Not here");
  await bo.page.getByRole("button", { name: "Reply" }).waitFor();
  for (const name of ["Pin", "Delete", "Edit"]) {
    expect(await bo.page.getByRole("button", { name, exact: true }).count(), name).toBe(0);
  }
  const dialog = await about(bo);
  for (const role of ["textbox", "checkbox"] as const) expect(await dialog.getByRole(role).count(), role).toBe(0);
  expect(await dialog.getByRole("button", { name: /Save|Delete/ }).count()).toBe(0);
  await close(bo);
  expect(await forge(bo, room, { type: "pin", seq: 2, on: true })).toBe("forbidden");
  expect(await forge(bo, room, { type: "delete", seq: 2 })).toBe("forbidden");
  expect(await forge(bo, room, { type: "room", settings: { topic: "mine" } })).toBe("forbidden");

  await ann.point("Buy cheap watches");
  const remove = ann.page.getByRole("button", { name: "Delete" });
  await remove.waitFor();
  expect(await ann.page.getByRole("button", { name: "Edit" }).count()).toBe(0);
  await ann.press(remove);
  const question = ann.page.getByRole("dialog", { name: "Delete this message?" });
  await ann.press(question.getByRole("button", { name: "Delete" }));
  await bo.log.getByText("Message deleted").waitFor();
  expect((await history(server, room)).messages.map(({ text }) => text)).toEqual(["", "Not here"]);
  await topicOf(bo, "Plans").waitFor();
});

it.each(DEVICES)("[R9] the owner deletes the room, once its name was typed, on %s", async (...args) => {
  const [, own, other] = args;
  const { room, ann, bo } = await two(own, other, "Plans");
  await bo.say("a secret");
  await ann.sees("a secret");
  const dialog = await about(ann);
  await ann.press(dialog.getByRole("button", { name: "Delete this room…" }));
  const question = ann.page.getByRole("dialog", { name: "Delete this room?" });
  const remove = question.getByRole("button", { name: "Delete room" });
  const name = question.getByRole("textbox");
  await name.fill(`${room}x`);
  await ann.press(remove);
  await question.getByText("This is not the room’s name.").waitFor();
  await expectFocus(name);
  expect((await ask(server, `/api/rooms/${room}`)).status).toBe(200);
  await ann.page.route(`**/api/rooms/${room}`, (route) => route.abort(), { times: 1 });
  await name.fill(room.toUpperCase());
  await ann.press(remove);
  await question.getByText("You are not connected right now.").waitFor();
  await ann.press(remove);
  for (const guest of [ann, bo]) {
    await guest.page.getByRole("alert").getByRole("heading", { name: "This room was deleted" }).waitFor();
    await guest.page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await guest.page.getByText("a secret").count()).toBe(0);
    expect(await guest.page.getByText("Plans").count()).toBe(0);
    expect(await guest.page.getByRole("button", { name: "About this room" }).count()).toBe(0);
  }
  expect((await ask(server, `/api/rooms/${room}`)).status).toBe(404);
  await ann.press(ann.page.getByRole("link", { name: "Choose another room" }));
  await ann.page.getByRole("heading", { name: "A room is a link." }).waitFor();
  expect(await ann.page.getByRole("heading", { name: "Recent rooms" }).count()).toBe(0);
});

it("[R7] a room says where it is, and what is kept of it can be downloaded", async () => {
  const { room, ann } = await openOwn(server.origin, DESKTOP);
  await ann.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ann.say("Read this later");
  await ann.told("Read this later").waitFor();
  const dialog = await about(ann);
  await dialog.getByText(`${new URL(server.origin).host}/r/${room}`).waitFor();
  await dialog.getByRole("button", { name: "Share link" }).click();
  await dialog.getByText("Link copied").waitFor();
  expect(await ann.page.evaluate(() => navigator.clipboard.readText())).toBe(`${server.origin}/r/${room}`);
  for (const [name, format] of [
    ["As a page", "html"],
    ["As data", "ndjson"],
  ] as const) {
    const link = dialog.getByRole("link", { name });
    expect(await link.getAttribute("href")).toBe(`/api/rooms/${room}/export?format=${format}`);
    const [download] = await Promise.all([ann.page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${format}$`));
    expect(await readFile(await download.path(), "utf8")).toContain("Read this later");
  }
});

it("by the keyboard alone the owner pins, sets the topic and comes back to where they were", async () => {
  const { ann } = await openOwn(server.origin, DESKTOP);
  const { page } = ann;
  await ann.say("Read this first");
  await ann.told("Read this first").waitFor();
  await tabTo(ann.log, "Shift+Tab");
  await page.keyboard.press("ArrowUp");
  await expectFocus(ann.log.getByRole("listitem"));
  const pin = page.getByRole("button", { name: "Pin", exact: true });
  await pin.waitFor();
  await tabTo(pin);
  await page.keyboard.press("Enter");
  await pinMark(ann, 1).waitFor();
  await expectFocus(ann.log.getByRole("listitem"));

  const pins = page.getByRole("button", { name: "1 pinned message" });
  await tabTo(pins, "Shift+Tab");
  await page.keyboard.press("Enter");
  const unpin = page.getByRole("dialog").getByRole("button", { name: /^Unpin/ });
  await unpin.waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await expectFocus(pins);

  const open = page.getByRole("button", { name: "About this room" });
  await tabTo(open, "Shift+Tab");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "About this room" });
  await dialog.getByLabel("Topic").waitFor();
  await tabTo(dialog.getByLabel("Topic"));
  await page.keyboard.type("Tea");
  await page.keyboard.press("Enter");
  await dialog.getByText("Saved.").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expectFocus(open);
  await topicOf(ann, "Tea").waitFor();
});

it.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])(
  "with everything as long as it may be, in German, it fits and axe has nothing to object to, on a %s",
  async (...args) => {
    const [name, device] = args;
    const made = await ownedRoom(server, { topic: "Donaudampfschifffahrt".repeat(11) });
    const { room, owner, token } = made;
    const { socket: bo } = await join(server, room, { name: "W".repeat(32) });
    await bo.post("W".repeat(400));
    await owner.ask({ type: "pin", seq: 1, on: true });
    const ann = await RoomPage.visit(browser, server.origin, { ...device, locale: "de-DE" });
    guests.push(ann);
    const { page } = ann;
    await page.evaluate((value) => localStorage.setItem("parley.token", value), token);
    await page.goto(`${server.origin}/r/${room}`);
    const dialog = page.getByRole("dialog");
    const opens: readonly (readonly [string, string])[] = [
      ["Über diesen Raum", "Diesen Raum löschen…"],
      ["1 angeheftete Nachricht", "Lösen"],
    ];
    await page.getByRole("button", { name: "1 angeheftete Nachricht" }).waitFor();
    await ann.log.getByRole("img", { name: "Angeheftet" }).waitFor();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 844 });
      expect(await overflows(page), `the room at ${width} px`).toEqual([]);
      const heading = await page.locator(".room-heading").boundingBox();
      expect(heading!.width, `the heading at ${width} px`).toBeGreaterThan(64);
      for (const [button, within] of opens) {
        await ann.press(page.getByRole("button", { name: button }));
        await dialog.getByRole("button", { name: within }).waitFor();
        expect(await overflows(page), `${button} at ${width} px`).toEqual([]);
        await close(ann);
      }
    }
    await page.setViewportSize(device.viewport!);
    await expectNoObjection(page, "a room with a topic and a pin");
    if (name === "phone") expect(await smallTargets(page)).toEqual([]);
    for (const [button, within] of opens) {
      await ann.press(page.getByRole("button", { name: button }));
      await dialog.getByRole("button", { name: within }).waitFor();
      await expectNoObjection(page, button);
      if (name === "phone") expect(await smallTargets(page), button).toEqual([]);
      await close(ann);
    }
    await ann.press(page.getByRole("button", { name: "Über diesen Raum" }));
    await ann.press(dialog.getByRole("button", { name: "Diesen Raum löschen…" }));
    const question = page.getByRole("dialog", { name: "Diesen Raum löschen?" });
    await ann.press(question.getByRole("button", { name: "Raum löschen" }));
    await question.getByText("So heißt der Raum nicht.").waitFor();
    await expectNoObjection(page, "the question whether to delete a room");
    expect(await overflows(page)).toEqual([]);
  },
);
