import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";
import { STILL_PX, watch } from "../support/watch.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const DAY_MS = 86_400_000;

/** How an English page writes the day so many days ago. */
function day(ago: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options }).format(Date.now() - ago * DAY_MS);
}

const SCREENS = [
  ["desktop", DESKTOP],
  ["phone", PHONE],
] as const;

/** Messages of one to three lines, so that none can be placed by counting. */
function lines(count: number, from = 1): string[] {
  return Array.from(
    { length: count },
    (_, index) => `line ${from + index}${" and more of it".repeat((index % 3) * 4)}`,
  );
}

/** How far the end of the log is below what is on screen, px. */
const belowScreen = (guest: RoomPage) =>
  guest.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);

it.concurrent.each(SCREENS)(
  "older messages come on scrolling up, without a jump, down to the beginning, on a %s",
  async (_name, device) => {
    const room = newRoom("older");
    const { socket: bo } = await join(server, room, { name: "Bo" });
    await bo.postMany(lines(300));
    const ann = await RoomPage.open(browser, server.origin, room, "Ann", device);
    await ann.log.getByText(/^line 300/).waitFor();
    await soon(async () => expect(await belowScreen(ann)).toBeLessThanOrEqual(STILL_PX));

    const beginning = ann.page.getByText("This is the beginning of");
    const older = ann.log.getByRole("button", { name: "Load older messages" });
    for (;;) {
      // The first screen asks for more by itself: it may have come to the beginning meanwhile.
      await older.or(beginning).waitFor({ state: "attached" });
      const watched = await watch(ann, true);
      if (watched.oldest === 1) break;
      await ann.log.locator(`[data-seq="${watched.oldest - 1}"]`).waitFor({ state: "attached" });
      const what = `the message ${watched.seq}, when those before ${watched.oldest} came`;
      expect(await watched.drift(), what).toBeLessThanOrEqual(STILL_PX);
    }
    await ann.log.evaluate((log) => (log.scrollTop = 0));
    await beginning.waitFor();
    const texts = await ann.log.locator("[data-seq] .text").evaluateAll((all) => all.map((text) => text.textContent));
    expect(texts).toEqual(lines(300));
    await ann.close();
  },
);

it.concurrent.each(SCREENS)(
  "what arrives does not move who reads further up, and is counted; at the end it is followed, on a %s",
  async (_name, device) => {
    const room = newRoom("follow");
    const { socket: bo } = await join(server, room, { name: "Bo" });
    await bo.postMany(lines(100));
    const ann = await RoomPage.open(browser, server.origin, room, "Ann", device);
    await ann.log.getByText(/^line 100/).waitFor();

    await bo.postMany(lines(10, 101));
    await ann.log.getByText(/^line 110/).waitFor();
    await soon(async () => expect(await belowScreen(ann)).toBeLessThanOrEqual(STILL_PX));

    await ann.log.evaluate((log) => (log.scrollTop -= 700));
    const jump = (name: string) => ann.page.getByRole("button", { name, exact: true });
    await jump("Jump to latest").waitFor();
    const watched = await watch(ann);
    await bo.post("one more");
    await jump("Jump to latest, 1 new message").waitFor();
    await bo.postMany(lines(4, 112));
    await jump("Jump to latest, 5 new messages").waitFor();
    expect(await watched.drift()).toBeLessThanOrEqual(STILL_PX);

    await jump("Jump to latest, 5 new messages").click();
    await ann.page.getByRole("button", { name: /^Jump to latest/ }).waitFor({ state: "detached" });
    await ann.log.getByText(/^line 115/).waitFor();
    await soon(async () => expect(await belowScreen(ann)).toBeLessThanOrEqual(STILL_PX));

    // Whoever writes wants to see it, from wherever they were.
    await ann.log.evaluate((log) => (log.scrollTop -= 700));
    await jump("Jump to latest").waitFor();
    await ann.say("my own");
    await ann.sees("my own");
    await soon(async () => expect(await belowScreen(ann)).toBeLessThanOrEqual(STILL_PX));

    // A field that grows takes its room from the log, not from its end.
    await ann.composer.fill("1\n2\n3\n4\n5");
    await soon(async () => expect(await belowScreen(ann)).toBeLessThanOrEqual(STILL_PX));
    await ann.close();
  },
);

it.concurrent("the log is divided by days, and by people; one's own messages are on the other side", async () => {
  const room = newRoom("days");
  const { socket: bo } = await join(server, room, { name: "Bo" });
  await bo.postMany(["long ago", "last week", "yesterday 1", "yesterday 2"]);
  const ago = async (seq: number, days: number) =>
    server.sql(room, "UPDATE events SET at = ? WHERE seq = ?", Date.now() - days * DAY_MS, seq);
  await Promise.all([ago(1, 800), ago(2, 6), ago(3, 1), ago(4, 1)]);
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", { ...DESKTOP, timezoneId: "UTC" });
  await bo.postMany(["today 1", "today 2"]);
  await ann.say("mine 1");
  await ann.say("mine 2");
  await soon(async () => expect(await ann.log.locator("[data-seq]").count()).toBe(8));

  expect(await ann.log.getByRole("heading").allInnerTexts()).toEqual([
    day(800, { day: "numeric", month: "long", year: "numeric" }),
    day(6, { weekday: "long" }),
    "Yesterday",
    "Today",
  ]);

  // Each day begins with the name; what follows at once does not repeat it.
  await soon(async () => expect(await ann.log.locator(".user-name").allInnerTexts()).toEqual(["Bo", "Bo", "Bo", "Bo"]));
  const box = async (text: string) => (await ann.log.getByText(text, { exact: true }).boundingBox())!;
  const [today1, today2, mine1, mine2] = await Promise.all(["today 1", "today 2", "mine 1", "mine 2"].map(box));
  expect(today1!.x).toBe(today2!.x);
  expect(mine1!.x + mine1!.width).toBe(mine2!.x + mine2!.width);
  expect(mine1!.x).toBeGreaterThan(today1!.x + today1!.width);
  expect(mine2!.y - mine1!.y).toBeLessThan(mine1!.height * 2.2);
  await ann.close();
});
