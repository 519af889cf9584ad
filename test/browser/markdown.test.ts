import type { Browser, Page, Route } from "playwright-core";
import { expect, it } from "vitest";
import { expectNoObjection } from "../support/inspect.ts";
import { Proxy } from "../support/proxy.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";
import { STILL_PX, watch } from "../support/watch.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const SCREENS = [
  ["desktop", DESKTOP],
  ["phone", PHONE],
] as const;
/** What reads and shows Markdown. */
const PART = /\/build\/markdown-\w+\.js$/;
const CODE =
  "```ts\nconst answer: string = `a line that is much wider than any screen ${'x'.repeat(400)} that it is read on`;\n```";

/** Two people in a room: Ann at a desk, Bo with a phone. */
async function two(name: string): Promise<{ room: string; ann: RoomPage; bo: RoomPage }> {
  const room = newRoom(name);
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", DESKTOP);
  const bo = await RoomPage.open(browser, server.origin, room, "Bo", PHONE);
  await ann.here(2).waitFor();
  return { room, ann, bo };
}

it("what one writes in Markdown the other sees in its form, from a desktop to a phone and back", async () => {
  const { ann, bo } = await two("marks");
  for (const [from, to] of [
    [ann, bo],
    [bo, ann],
  ] as const) {
    const { log } = to;
    const own = from === ann ? "a" : "b";
    await from.say(`*em${own}* **st${own}** ~~del${own}~~ \`code${own}\` [link${own}](https://example.org/${own})`);
    await log.getByRole("emphasis").getByText(`em${own}`).waitFor();
    await log.getByRole("strong").getByText(`st${own}`).waitFor();
    await log.getByRole("deletion").getByText(`del${own}`).waitFor();
    await log.getByRole("code").getByText(`code${own}`).waitFor();
    const link = log.getByRole("link", { name: `link${own}` });
    expect(await link.evaluate((a) => Object.fromEntries([...a.attributes].map((x) => [x.name, x.value])))).toEqual({
      href: `https://example.org/${own}`,
      target: "_blank",
      rel: "noopener noreferrer nofollow",
    });
    await from.say(`> quoted${own}\nmine${own}`);
    await log.getByRole("blockquote").getByText(`quoted${own}`, { exact: true }).waitFor();
    expect(await log.getByRole("blockquote").getByText(`mine${own}`).count()).toBe(0);
    await from.say(`- one${own}\n  1. two${own}\n  5. three${own}`);
    const inner = log.getByRole("listitem").getByRole("list").getByRole("listitem");
    await inner.getByText(`three${own}`).waitFor();
    expect(await inner.last().evaluate((item) => (item as HTMLLIElement).value)).toBe(5);
  }
  await ann.log.getByText("mineb").waitFor();
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("a message is in its form while it is on its way, and when it was changed", async () => {
  const proxy = await Proxy.start(server.origin);
  const ann = await RoomPage.open(browser, proxy.origin, newRoom("way"), "Ann", DESKTOP);
  proxy.swallow();
  await ann.say("on *its* way");
  const outgoing = ann.page.getByRole("list", { name: "Not sent yet" });
  // It is fetched over the same network.
  proxy.cut();
  proxy.up();
  await ann.online();
  await ann.log.getByRole("emphasis").getByText("its").waitFor();
  await outgoing.waitFor({ state: "detached" });
  proxy.swallow();
  await ann.say("and **on**");
  await outgoing.getByRole("strong").getByText("on").waitFor();
  proxy.cut();
  proxy.up();
  await ann.online();
  await outgoing.waitFor({ state: "detached" });
  await ann.composer.press("ArrowUp");
  await soon(async () => expect(await ann.composer.inputValue()).toBe("and **on**"));
  await ann.composer.fill("and *off*");
  await ann.composer.press("Enter");
  await ann.log.getByText("and off (edited)").waitFor();
  await ann.close();
  await proxy.close();
});

it("a spoiler is shown by the keyboard and by touch; before that it cannot be read anywhere", async () => {
  const { ann, bo } = await two("spoiler");
  await ann.say("it was ||the *butler* https://example.org/||, **surely**");
  const [atDesk, onPhone] = [ann, bo].map(({ log }) => log.getByRole("button", { name: "Show spoiler" }));
  await atDesk!.waitFor();
  await onPhone!.waitFor();
  for (const { log } of [ann, bo]) expect(await log.innerText()).not.toMatch(/butler|example/);
  expect(await bo.log.getByRole("link").count()).toBe(0);

  await bo.log.getByText("surely").tap();
  await bo.page.getByRole("button", { name: "Reply" }).tap();
  await bo.page.getByText("it was ▮▮▮, surely").waitFor();
  await bo.say("really?");
  await ann.log.getByRole("button", { name: "In reply to Ann it was ▮▮▮, surely" }).waitFor();
  await ann.page.getByRole("button", { name: "Search this room" }).click();
  const dialog = ann.page.getByRole("dialog");
  await dialog.getByLabel("Words").fill("butler");
  await dialog.getByLabel("Words").press("Enter");
  await dialog.getByRole("button", { name: /it was ▮▮▮, surely/ }).waitFor();
  expect(await dialog.innerText()).not.toContain("butler");
  await ann.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });

  await expectNoObjection(ann.page, "with a hidden spoiler");
  await atDesk!.focus();
  const before = await atDesk!.boundingBox();
  await ann.page.keyboard.press("Enter");
  const shown = ann.log.getByText("the butler");
  await shown.waitFor();
  expect(await shown.locator("..").boundingBox()).toEqual(before);
  expect(await ann.page.evaluate(() => document.activeElement?.textContent)).toBe("the butler https://example.org/");
  await onPhone!.tap();
  await bo.log.getByText("the butler").waitFor();
  await bo.log.getByRole("link").waitFor();
  await expectNoObjection(ann.page, "with a spoiler that is shown");

  // Another text is another secret.
  await ann.composer.focus();
  await ann.composer.press("ArrowUp");
  await soon(async () => expect(await ann.composer.inputValue()).toContain("butler"));
  await ann.composer.fill("it was ||the gardener||");
  await ann.composer.press("Enter");
  await atDesk!.waitFor();
  expect(await ann.log.innerText()).not.toContain("gardener");
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("what a spoiler hides is in no notification", async () => {
  const ann = await RoomPage.visit(browser, server.origin, DESKTOP);
  const room = newRoom("told");
  await ann.context.grantPermissions(["notifications"]);
  await ann.page.addInitScript(() => {
    localStorage.setItem("parley.notify", "on");
    const told: string[] = [];
    Object.assign(globalThis, { told });
    const Original = Notification;
    globalThis.Notification = class extends Original {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        told.push(options?.body ?? "");
      }
    };
  });
  await ann.page.reload();
  await ann.join(room, "Ann");
  await ann.here(1).waitFor();
  const { socket: bo } = await join(server, room, { name: "Bo" });
  await ann.here(2).waitFor();
  await ann.show("hidden");
  await bo.post("@Ann ||secret|| here");
  const told = () => ann.page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
  await soon(async () => expect(await told()).toEqual(["@Ann ▮▮▮ here"]));
  await ann.log.getByRole("button", { name: "Show spoiler" }).waitFor();
  await bo.post("@Ann **again** ||secret||");
  await soon(async () => expect(await told()).toEqual(["@Ann ▮▮▮ here", "@Ann again ▮▮▮"]));
  await ann.close();
});

it.each(SCREENS)("code has colours, is copied, and scrolls by itself, on a %s", async (_name, device) => {
  const room = newRoom("code");
  const { socket: bo } = await join(server, room, { name: "Bo" });
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", device);
  const { page } = ann;
  await ann.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await bo.post(`before\n${CODE}\nafter`);
  await ann.say(CODE);
  const code = ann.log.getByRole("group", { name: "Code ts" });
  await soon(async () => expect(await code.locator(".hljs-keyword").allInnerTexts()).toEqual(["const", "const"]));
  expect(await code.first().innerText()).toBe(CODE.split("\n")[1]);

  await page.getByRole("button", { name: "Copy code" }).first().click();
  await page.getByRole("status").getByText("Code copied").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(CODE.split("\n")[1]);

  for (const width of [device.viewport!.width, 320]) {
    await page.setViewportSize({ width, height: 700 });
    expect(await tooWide(page), `at ${width} px`).toEqual([]);
  }
  await code.first().focus();
  await page.keyboard.press("ArrowRight");
  await soon(async () => expect(await code.first().evaluate((part) => part.scrollLeft)).toBeGreaterThan(0));
  await expectNoObjection(page, "with code");
  if (device.hasTouch) {
    const copy = (await page.getByRole("button", { name: "Copy code" }).first().boundingBox())!;
    expect(Math.min(copy.width, copy.height)).toBeGreaterThanOrEqual(43.99);
  }
  await ann.close();
});

it.concurrent("code that cannot be copied is selected", async () => {
  const ann = await RoomPage.open(browser, server.origin, newRoom("select"), "Ann", DESKTOP);
  await ann.page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await ann.say("```\nlet it be\n```");
  await ann.page.getByRole("button", { name: "Copy code" }).click();
  await ann.page.getByRole("status").getByText("The code is selected").waitFor();
  expect(await ann.page.evaluate(() => String(getSelection()))).toBe("let it be");
  await ann.close();
});

it.concurrent.each(SCREENS)("whatever is typed, nothing of it becomes an element, on a %s", async (_name, device) => {
  const room = newRoom("hostile");
  const { socket: bo } = await join(server, room, { name: "Bo" });
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", device);
  const { page } = ann;
  await page.evaluate(() => Object.assign(globalThis, { hit: () => document.body.setAttribute("data-hit", "") }));
  const texts = [
    "**<img src=x onerror=hit()>**",
    "> <script>hit()</script>",
    "- [a](javascript:hit())\n- ![b](javascript:hit())\n- [c](data:text/html,<script>hit()</script>)",
    '[d](https://example.org/"onmouseover="hit()) [e](https://ann@evil.example/)',
    "```html\n<svg onload=hit()><script>hit()</script>\n```",
    '```"><img/src=x/onerror=hit()>\ncode\n```',
    "||<iframe srcdoc='<script>parent.hit()</script>'>||",
    "`<b onclick=hit()>`",
    `${"> ".repeat(900)}${"*a ".repeat(500)}`,
    `${"[".repeat(1900)}${"](https://e.example)".repeat(80)}`,
  ];
  for (const text of texts) await bo.post(text);
  await bo.post("*done*");
  await ann.log.getByRole("emphasis").getByText("done").waitFor();
  for (const spoiler of await ann.log.getByRole("button", { name: "Show spoiler" }).all()) await spoiler.click();
  await ann.log.locator(".hljs-keyword").first().waitFor();

  const foreign =
    "#app .text :is(img, script, iframe, svg:not(.code-head svg), object, b, [onload], [onerror], [onclick])";
  expect(await page.locator(foreign).count()).toBe(0);
  const hrefs = await ann.log.locator(".text a").evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
  expect(hrefs.filter((href) => !/^https:\/\/(example\.org|e\.example)\//.test(href))).toEqual([]);
  expect(await page.locator("body").getAttribute("data-hit")).toBeNull();
  expect(await tooWide(page)).toEqual([]);
  await ann.close();
});

it.concurrent.each(SCREENS)(
  "nothing is fetched without need; when it comes, what is read stays where it is, and is not read out again, on a %s",
  async (_name, device) => {
    const room = newRoom("later");
    const { socket: bo } = await join(server, room, { name: "Bo" });
    await bo.postMany(Array.from({ length: 60 }, (_, index) => `plain ${index}, and 2 * 3, in snake_case`));
    const ann = await RoomPage.visit(browser, server.origin, device);
    const held = await hold(ann.page);
    await ann.join(room, "Ann");
    await ann.log.getByText(/^plain 59/).waitFor();
    expect(held.asked()).toBe(0);

    await bo.postMany(
      Array.from(
        { length: 40 },
        (_, index) => `**marked ${index}**\n> quoted\n- a\n- b\n\`\`\`js\nlet it = be\n\`\`\``,
      ),
    );
    await ann.log.getByText(/marked 39/).waitFor();
    await soon(() => expect(held.asked()).toBe(1));
    await ann.log.evaluate((log) => (log.scrollTop -= 1500));
    await ann.page.getByRole("button", { name: /^Jump to latest/ }).waitFor();
    await ann.page.locator('[role="log"][aria-live="polite"]').waitFor();
    await ann.page.evaluate(noteLive);
    const watched = await watch(ann);
    await held.letGo();
    await ann.log.locator(`[data-seq="${watched.seq}"] strong`).waitFor();
    await ann.log.locator(`[data-seq="${watched.seq}"] .hljs-keyword`).waitFor();
    expect(await watched.drift()).toBeLessThanOrEqual(STILL_PX);
    expect(await ann.page.evaluate(() => (globalThis as unknown as { live: string[] }).live)).toEqual(["off"]);

    await ann.page.locator('[role="log"][aria-live="polite"]').waitFor();
    await ann.page.getByRole("button", { name: /^Jump to latest/ }).click();
    const below = () => ann.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
    await soon(async () => expect(await below()).toBeLessThanOrEqual(STILL_PX));
    await bo.post("*the last*");
    await ann.log.getByRole("emphasis").getByText("the last").waitFor();
    expect(held.asked()).toBe(1);
    await ann.close();
  },
);

it.concurrent("at the end of the log it stays there when the form comes", async () => {
  const room = newRoom("end");
  const { socket: bo } = await join(server, room, { name: "Bo" });
  await bo.postMany(Array.from({ length: 40 }, (_, index) => `**marked ${index}**\n\`\`\`\ncode\n\`\`\``));
  const ann = await RoomPage.visit(browser, server.origin, PHONE);
  const held = await hold(ann.page);
  await ann.join(room, "Ann");
  await ann.log.getByText(/marked 39/).waitFor();
  await held.letGo();
  await ann.log.getByRole("strong").getByText("marked 39").waitFor();
  await soon(async () => {
    const below = await ann.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
    expect(below).toBeLessThanOrEqual(STILL_PX);
  });
  expect(await ann.page.getByRole("button", { name: /^Jump to latest/ }).count()).toBe(0);
  await ann.close();
});

it.concurrent("where it cannot be fetched the text stays, without what is hidden, and the next message asks again", async () => {
  const room = newRoom("lost");
  const { socket: bo } = await join(server, room, { name: "Bo" });
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", DESKTOP);
  let refused = 0;
  const refuse = (route: Route) => {
    refused += 1;
    return route.abort();
  };
  await ann.page.route(PART, refuse);
  await bo.post("**first** ||secret||");
  await ann.sees("**first** ▮▮▮");
  await soon(() => expect(refused).toBe(1));
  await bo.post("plain");
  await ann.sees("plain");
  expect(refused).toBe(1);
  await ann.page.unroute(PART, refuse);
  await bo.post("**second**");
  await ann.log.getByRole("strong").getByText("second").waitFor();
  await ann.log.getByRole("strong").getByText("first").waitFor();
  await ann.close();
});

/** Keeps what shows Markdown from coming until it is let go. */
async function hold(page: Page): Promise<{ asked(): number; letGo(): Promise<void> }> {
  const waiting: Route[] = [];
  await page.route(PART, (route) => void waiting.push(route));
  return {
    asked: () => waiting.length,
    letGo: async () => {
      await soon(() => expect(waiting.length).toBeGreaterThan(0));
      await Promise.all(waiting.map((route) => route.continue()));
    },
  };
}

/** Runs in the page: notes whether the log is read out when text in it changes. */
function noteLive(): void {
  const log = document.querySelector("[role=log]")!;
  const live: string[] = Object.assign(globalThis, { live: [] }).live;
  new MutationObserver((changes) => {
    for (const change of changes) {
      const target = change.target as Element;
      const now = target.closest("[aria-live]")?.getAttribute("aria-live") ?? "";
      if (change.addedNodes.length > 0 && target.closest(".text") && !live.includes(now)) live.push(now);
    }
  }).observe(log, { childList: true, subtree: true });
}

/** What reaches over the side of the screen; code does so inside what scrolls it. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("body, .log-scroller *")]
      .filter((element) => !element.closest("pre > *, .sr-only"))
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (left < -0.5 || right > innerWidth + 0.5);
      })
      .map((element) => `${element.tagName}.${element.className}`),
  );
}
