import type { Browser, Locator } from "playwright-core";
import { expect, it } from "vitest";
import { overflows, smallTargets, WIDTHS } from "../support/inspect.ts";
import { ownedRoom } from "../support/owned.ts";
import { Proxy } from "../support/proxy.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";
import { refuseMessage } from "./refused-message.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const TEXTS = [
  "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikant".repeat(8),
  "https://example.org/" + "without-a-break".repeat(30),
  "これは改行のない長い文章です。".repeat(20),
  "مرحبا بكم في غرفة الدردشة https://example.org/مسار/طويل ".repeat(6),
  "👩‍👩‍👧‍👦".repeat(60),
  "👩‍👩‍👧‍👦👍🏽🎉",
  "W".repeat(400),
  "﷽".repeat(40),
];
const NAMES = [
  "W".repeat(32),
  "全角の名前がここにあります".repeat(2),
  "عبد الرحمن بن محمد بن عبد الله",
  "👩‍👩‍👧‍👦".repeat(12),
  "a b ".repeat(8),
];

it.concurrent("nothing is wider than the screen, however long, whatever the script", async () => {
  const room = newRoom("long-room-name-".repeat(3));
  const guests = await Promise.all(NAMES.map((name) => join(server, room, { name })));
  for (const [index, text] of TEXTS.entries()) await guests[index % guests.length]!.socket.post(text);
  const ann = await RoomPage.open(browser, server.origin, room, NAMES[0]!, DESKTOP);
  const { page } = ann;
  await ann.here(NAMES.length + 1).waitFor();
  for (const text of TEXTS) await ann.say(text);
  await soon(async () => expect(await ann.log.locator("[data-seq]").count()).toBe(TEXTS.length * 2));
  await join(server, room, { name: NAMES[2]! });
  await page.getByText(/joined$/).waitFor();
  await ann.composer.fill(TEXTS[0]!);

  const dialog = page.getByRole("dialog");
  const panel = page.getByRole("complementary");
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    await panel.waitFor({ state: width < 1000 ? "detached" : "attached" });
    for (const { socket } of guests) socket.say({ type: "typing", on: true });
    await page.getByText("Several people are typing…").waitFor();
    expect(await overflows(page), `the room at ${width} px`).toEqual([]);
    for (const name of width < 1000 ? [/^People/, /^You are/] : [/^You are/]) {
      await page.getByRole("button", { name }).click();
      await dialog.waitFor();
      expect(await overflows(page), `the dialog of ${String(name)} at ${width} px`).toEqual([]);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    }
  }

  await page.getByRole("link", { name: "Parley, all rooms" }).click();
  await page.getByRole("heading", { name: "Recent rooms" }).waitFor();
  await page.getByLabel("Room", { exact: true }).fill("w".repeat(64));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    expect(await overflows(page), `the lobby at ${width} px`).toEqual([]);
  }
  await ann.close();
});

it.concurrent("on a screen of 300 px height one sees what one writes, and something of the log", async () => {
  const room = newRoom("low");
  const { socket: bo } = await join(server, room, { name: "Bo" });
  await bo.postMany(Array.from({ length: 30 }, (_, index) => `line ${index + 1}`));
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", {
    ...PHONE,
    viewport: { width: 640, height: 300 },
  });
  await ann.sees("line 30");
  for (const text of ["", "one line", "many\n".repeat(40)]) {
    await ann.composer.fill(text);
    const [field, send, log] = await Promise.all([ann.composer, ann.send, ann.log].map((part) => part.boundingBox()));
    expect(field!.y, text).toBeGreaterThan(0);
    expect(field!.y + field!.height, text).toBeLessThanOrEqual(300);
    expect(send!.y + send!.height, text).toBeLessThanOrEqual(300);
    expect(log!.height, text).toBeGreaterThan(60);
  }
  await ann.page.getByRole("button", { name: /^You are/ }).tap();
  const save = (await ann.page.getByRole("button", { name: "Save" }).boundingBox())!;
  expect(save.y + save.height).toBeLessThanOrEqual(300);
  await ann.close();
});

it.concurrent("what is pressed with a finger is at least 44 px wide and high", async () => {
  const room = newRoom("touch");
  const proxy = await Proxy.start(server.origin);
  const ann = await RoomPage.open(browser, proxy.origin, room, "Ann", PHONE);
  const { page } = ann;
  await ann.page.getByRole("button", { name: "Copy link to invite people" }).waitFor();
  expect(await smallTargets(page), "an empty room").toEqual([]);
  await refuseMessage(server, proxy, ann, room, "no");
  await ann.log.evaluate((log) => (log.scrollTop = 0));
  await page.getByRole("button", { name: "Jump to latest" }).waitFor();
  proxy.down();
  await page.getByRole("button", { name: "Try now" }).waitFor();
  expect(await smallTargets(page), "a room in trouble").toEqual([]);
  await page.getByRole("button", { name: /^People/ }).tap();
  await page.getByRole("dialog").waitFor();
  expect(await smallTargets(page), "the roster").toEqual([]);
  await page.getByRole("button", { name: "Close" }).tap();
  // What follows is fetched when it is opened.
  proxy.up();
  await ann.online();
  await ann.here(1).waitFor();
  await page.getByRole("button", { name: /^You are/ }).tap();
  await page.getByRole("dialog").waitFor();
  expect(await smallTargets(page), "the rename dialog").toEqual([]);
  await page.getByRole("button", { name: "Cancel" }).tap();
  await page.getByRole("link", { name: "Parley, all rooms" }).tap();
  await page.getByRole("heading", { name: "Recent rooms" }).waitFor();
  expect(await smallTargets(page), "the lobby").toEqual([]);
  await ann.close();
  await proxy.close();
});

/** Where something is on screen. */
type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

const boxOf = async (target: Locator): Promise<Box> => (await target.boundingBox())!;

/** How much of one thing is behind another, in square px. */
function overlap(one: Box, other: Box): number {
  const wide = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const high = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, wide) * Math.max(0, high);
}

it.concurrent.each(["ltr", "rtl"])(
  "what a finger can do with a message hides nothing of it, and all of it is seen, %s",
  async (direction) => {
    const { room, owner, token } = await ownedRoom(server);
    const { socket: bo } = await join(server, room, { name: "Bo" });
    await bo.postMany(Array.from({ length: 20 }, (_, index) => `line ${index + 1}`));
    await owner.post("k");
    await bo.post("j");
    await bo.post("long ".repeat(700));
    await bo.post("last");
    const ann = await RoomPage.visit(browser, server.origin, PHONE);
    await ann.page.evaluate((text) => localStorage.setItem("parley.token", text), token);
    await ann.page.goto(server.http(`/r/${room}`));
    await ann.welcomed();
    await ann.page.evaluate((dir) => (document.documentElement.dir = dir), direction);
    const bar = ann.page.getByRole("toolbar", { name: "What to do with this message" });
    const message = (text: string) => ann.told(text).locator("xpath=ancestor::*[@data-seq]");
    const head = (text: string) => message(text).locator("xpath=ancestor::*[@class='messages']/preceding-sibling::*");
    // At the end of the log there is no room below it, yet; in between there are others.
    for (const text of ["last", "k", "j", "line 7"]) {
      await ann.told(text).scrollIntoViewIfNeeded();
      await ann.point(text);
      await message(text).getByRole("toolbar").waitFor();
      expect(await smallTargets(ann.page), text).toEqual([]);
      const parts = [ann.told(text), ...(await head(text).all())];
      await soon(async () => {
        for (const part of parts) expect(overlap(await boxOf(part), await boxOf(bar)), text).toBe(0);
        const [at, view] = await Promise.all([boxOf(bar), boxOf(ann.log)]);
        expect(overlap(at, view), text).toBeCloseTo(at.width * at.height, 0);
      });
      for (const width of [390, 320]) {
        await ann.page.setViewportSize({ width, height: 844 });
        await soon(async () => expect(await overflows(ann.page), `${text} at ${width} px`).toEqual([]));
      }
      await ann.page.setViewportSize(PHONE.viewport!);
    }
    // Of one that is taller than the screen it stands on what is seen.
    await ann.told("last").scrollIntoViewIfNeeded();
    const long = ann.log.locator("[data-seq]").filter({ hasText: "long long" });
    await long.getByText(/^long/).tap({ position: { x: 40, y: (await boxOf(long)).height - 60 } });
    await bar.waitFor();
    await soon(async () => {
      const [at, view] = await Promise.all([boxOf(bar), boxOf(ann.log)]);
      expect(overlap(at, view)).toBeCloseTo(at.width * at.height, 0);
    });
    await ann.close();
  },
);

it.concurrent("who asked for less motion sees none", async () => {
  const room = newRoom("motion");
  const { socket: bo } = await join(server, room, { name: "Bo" });
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", DESKTOP);
  const { page } = ann;
  await ann.here(2).waitFor();
  bo.say({ type: "typing", on: true });
  await page.getByText(/is typing/).waitFor();
  // Of any length that can be seen.
  const moving = () =>
    page.evaluate(
      () =>
        document.getAnimations().filter((one) => Number(one.effect?.getComputedTiming().activeDuration) > 20).length,
    );
  expect(await moving()).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await moving()).toBe(0);
  await ann.close();
});
