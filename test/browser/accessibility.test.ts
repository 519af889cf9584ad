import type { Browser, Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectFocus, expectNoObjection } from "../support/inspect.ts";
import { Proxy } from "../support/proxy.ts";
import { tabTo } from "../support/keyboard.ts";
import { DESKTOP, PHONE, RoomPage } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";
import { refuseMessage } from "./refused-message.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("axe has nothing to object to, on a %s", async (name, device) => {
  const room = newRoom("axe");
  const proxy = await Proxy.start(server.origin);
  const { socket: bo } = await join(server, room, { name: "Bo" });
  const ann = await RoomPage.visit(browser, proxy.origin, device);
  const { page } = ann;
  await page.getByLabel("Room", { exact: true }).fill("no room!");
  await page.getByText("A room’s name has letters").waitFor();
  await expectNoObjection(page, "the lobby, with a mistake");

  await ann.join(room, "Ann");
  await ann.here(2).waitFor();
  await expectNoObjection(page, "an empty room");

  await refuseMessage(server, proxy, ann, room, "This one is refused");
  const others = await Promise.all(["Bo", "Cléo", "يوسف"].map((other) => join(server, room, { name: other })));
  for (const { socket } of others) await socket.postMany(["Hello", "Look: https://example.org/", "🎉"]);
  await ann.say("My own");
  await ann.told("My own").waitFor();
  bo.say({ type: "typing", on: true });
  await page.getByText(/is typing/).waitFor();
  await ann.log.evaluate((log) => (log.scrollTop -= 300));
  await page.getByRole("button", { name: "Jump to latest" }).waitFor();
  await bo.post("News");
  await page.getByRole("button", { name: "Jump to latest, 1 new message" }).waitFor();
  await expectNoObjection(page, "a room, read further up");

  proxy.down();
  await ann.say("On its way");
  await page.getByText("Sending…").waitFor();
  await page.getByRole("button", { name: "Try now" }).waitFor();
  await expectNoObjection(page, "a room without its connection, with messages that are refused and on their way");
  proxy.up();
  await ann.online();
  await ann.here(5).waitFor();

  if (name === "phone") {
    await page.getByRole("button", { name: /^People/ }).tap();
    await page.getByRole("dialog", { name: "In this room" }).waitFor();
    await expectNoObjection(page, "the roster");
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: /^You are/ }).click();
  await page.getByLabel("Name", { exact: true }).fill("");
  await page.getByText("Type a name.").waitFor();
  await expectNoObjection(page, "the rename dialog, with a mistake");
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Parley, all rooms" }).click();
  await page.getByRole("heading", { name: "Recent rooms" }).waitFor();
  await expectNoObjection(page, "the lobby, with a room");
  await ann.close();
  await proxy.close();
});

it.concurrent("the log is a live region with a name, and silent about the first page", async () => {
  const room = newRoom("live");
  const { socket: bo } = await join(server, room, { name: "Bo" });
  await bo.post("Before");
  const ann = await RoomPage.visit(browser, server.origin);
  await readOut(ann.page);
  await ann.join(room, "Ann");
  await ann.sees("Before");
  const log = ann.page.getByRole("log", { name: "Messages" });
  await ann.page.locator('[role="log"][aria-live="polite"]').waitFor();
  await bo.post("News");
  await log.getByText("News", { exact: true }).waitFor();
  expect(await readOut(ann.page)).toEqual(["News"]);
  await ann.close();
});

it.concurrent("much that was missed is told of as one, and little is read out", async () => {
  const room = newRoom("missed");
  const proxy = await Proxy.start(server.origin);
  const { socket: bo } = await join(server, room, { name: "Bo" });
  const ann = await RoomPage.open(browser, proxy.origin, room, "Ann");
  await ann.page.locator('[role="log"][aria-live="polite"]').waitFor();
  await readOut(ann.page);

  proxy.down();
  await bo.postMany(Array.from({ length: 30 }, (_, index) => `missed ${index + 1}`));
  proxy.up();
  await ann.sees("missed 30");
  await ann.page.getByText("Several messages came while you were away").waitFor();
  await ann.page.locator('[role="log"][aria-live="polite"]').waitFor();
  expect(await readOut(ann.page)).toEqual([]);

  proxy.down();
  await bo.postMany(["a", "b"]);
  proxy.up();
  await ann.sees("b");
  expect(await readOut(ann.page)).toEqual(["a", "b"]);
  await ann.close();
  await proxy.close();
});

/** The messages that a screen reader would have read out since this was asked first. */
function readOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const heard = globalThis as unknown as { heard?: string[] };
    if (heard.heard) return heard.heard.splice(0);
    const texts: string[] = (heard.heard = []);
    const listen = (changes: MutationRecord[]) => {
      if (document.querySelector("[role=log]")?.getAttribute("aria-live") === "off") return;
      for (const node of changes.flatMap((change) => [...change.addedNodes])) {
        if (!(node instanceof HTMLElement) || node.closest("[aria-live]")?.role !== "log") continue;
        for (const text of node.querySelectorAll(".text")) texts.push(text.textContent);
      }
    };
    new MutationObserver(listen).observe(document, { childList: true, subtree: true });
    return [];
  });
}

it.concurrent("by the keyboard alone: from the lobby to a message, through every panel, and back", async () => {
  const room = newRoom("keys");
  const ann = await RoomPage.visit(browser, server.origin, DESKTOP);
  const { page } = ann;
  const { keyboard } = page;
  await tabTo(page.getByLabel("Your name"));
  await keyboard.type("Ann");
  await tabTo(page.getByLabel("Room", { exact: true }));
  await keyboard.type(room);
  await keyboard.press("Enter");

  await expectFocus(ann.composer);
  await keyboard.type("Without a mouse");
  await keyboard.press("Enter");
  await ann.told("Without a mouse").waitFor();

  const me = page.getByRole("button", { name: /^You are/ });
  await tabTo(me, "Shift+Tab");
  await keyboard.press("Enter");
  await expectFocus(page.getByLabel("Name", { exact: true }));
  await keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await expectFocus(me);

  const close = page.getByRole("button", { name: "Close" });
  const people = page.getByRole("button", { name: /^People/ });
  await tabTo(close);
  await keyboard.press("Escape");
  await close.waitFor({ state: "detached" });
  await expectFocus(people);
  expect(await people.getAttribute("aria-expanded")).toBe("false");
  await keyboard.press("Enter");
  await close.waitFor();

  await page.setViewportSize({ width: 700, height: 800 });
  await close.waitFor({ state: "detached" });
  await keyboard.press("Enter");
  await page.getByRole("dialog", { name: "In this room" }).waitFor();
  await keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await expectFocus(people);

  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.reload();
  await ann.here(1).waitFor();
  const skip = page.getByRole("link", { name: "Skip to the message field" });
  await tabTo(skip, "Shift+Tab");
  await keyboard.press("Enter");
  await expectFocus(ann.composer);

  await tabTo(ann.log, "Shift+Tab");
  await keyboard.press("ArrowUp");
  await expectFocus(ann.log.getByRole("listitem"));
  await ann.close();
});

it.concurrent("what has the focus can be seen to have it", async () => {
  const room = newRoom("focus");
  const ann = await RoomPage.visit(browser, server.origin, DESKTOP);
  await expectVisibleFocus(ann.page, 4);
  await ann.join(room, "Ann");
  await ann.here(1).waitFor();
  await ann.say("Hello");
  await ann.told("Hello").waitFor();
  await ann.page.reload();
  await ann.sees("Hello");
  await ann.welcomed();
  await expectVisibleFocus(ann.page, 8);
  await ann.close();
});

/** Goes through what Tab reaches: each looks another way than without the focus. */
async function expectVisibleFocus(page: Page, atLeast: number): Promise<void> {
  const seen = new Set<string>();
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return undefined;
      const { x, y, width, height } = element.getBoundingClientRect();
      const name = element.ariaLabel ?? element.getAttribute("name") ?? element.textContent;
      return { name, clip: { x: Math.max(0, x - 6), y: Math.max(0, y - 6), width: width + 12, height: height + 12 } };
    });
    // Past the last one the browser begins anew.
    if (!stop) continue;
    if (seen.has(stop.name)) break;
    seen.add(stop.name);
    const focused = await page.screenshot({ clip: stop.clip, animations: "disabled" });
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    const blurred = await page.screenshot({ clip: stop.clip, animations: "disabled" });
    expect(focused.equals(blurred), `the focus on ${stop.name} cannot be seen`).toBe(false);
  }
  expect(seen.size).toBeGreaterThanOrEqual(atLeast);
}
