import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { CHALLENGE_VERIFY_URL } from "../../src/config.ts";
import { launchBrowser } from "../support/browser.ts";
import { FakeInternet } from "../support/fake-internet.ts";
import { expectFocus, expectNoObjection } from "../support/inspect.ts";
import { DESKTOP, PHONE, RoomPage } from "../support/room-page.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";

/** Turnstile's own keys for tests: developers.cloudflare.com/turnstile/troubleshooting/testing */
const KEYS = {
  TURNSTILE_SITE_KEY: "1x00000000000000000000AA",
  TURNSTILE_SECRET_KEY: "1x0000000000000000000000000000000AA",
};
/** Of the service's script only the shape: it shows something, and calls back. */
const SCRIPT = `globalThis.turnstile = {
  render(place, options) {
    const button = document.createElement("button");
    button.textContent = "I am no program: " + options.sitekey;
    button.addEventListener("click", () => options.callback("an answer " + Math.random()));
    place.append(button);
  },
};`;

const internet = new FakeInternet();
let server: TestServer;
let roomsOnly: TestServer;
let browser: Browser;
let isPassed = true;
beforeAll(async () => {
  internet.site(new URL(CHALLENGE_VERIFY_URL).hostname, () => Response.json({ success: isPassed, "error-codes": [] }));
  [server, roomsOnly, browser] = await Promise.all([
    startServer(KEYS),
    startServer({ ...KEYS, TURNSTILE_FOR: "rooms" }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await roomsOnly.close();
  internet.close();
});

/** Lets a browser find the service, or not. */
async function serve(context: BrowserContext, isThere = true): Promise<void> {
  await context.route("https://challenges.cloudflare.com/**", (route) =>
    isThere ? route.fulfill({ contentType: "text/javascript", body: SCRIPT }) : route.abort(),
  );
}

it.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("[A5] whoever comes for the first time passes the challenge, and is in the room, on a %s", async (_name, device) => {
  const room = newRoom("challenge");
  const ann = await RoomPage.visit(browser, server.origin, device);
  const { page } = ann;
  await serve(ann.context);
  await page.goto(server.http(`/r/${room}`));
  const widget = page
    .frameLocator("iframe")
    .getByRole("button", { name: `I am no program: ${KEYS.TURNSTILE_SITE_KEY}` });
  await widget.waitFor();
  await expectFocus(page.getByRole("heading", { name: "One moment" }));
  await expectNoObjection(page, "the challenge");

  isPassed = false;
  await ann.press(widget);
  await page.getByRole("alert").getByText("wants to see first").waitFor();
  isPassed = true;
  await ann.press(page.getByRole("button", { name: "Try again" }));
  await ann.press(widget);
  await ann.welcomed();
  await ann.say("I am in");
  await ann.told("I am in").waitFor();

  // Who was here once is not asked again.
  await page.reload();
  await ann.welcomed();
  await ann.close();
});

it("[A5] where the service cannot be reached that is said, and tried again", async () => {
  const ann = await RoomPage.visit(browser, server.origin, DESKTOP);
  const { page } = ann;
  await serve(ann.context, false);
  await page.goto(server.http(`/r/${newRoom("challenge")}`));
  await page.getByRole("alert").getByText("A blocker, or the network").waitFor();
  await ann.context.unroute("https://challenges.cloudflare.com/**");
  await serve(ann.context);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.frameLocator("iframe").getByRole("button").click();
  await ann.welcomed();
  await ann.context.close();
});

it("[A5] whose token is not known any more is told what is asked, and passes it", async () => {
  const ann = await RoomPage.visit(browser, server.origin, DESKTOP);
  const { page } = ann;
  await serve(ann.context);
  const room = newRoom("challenge");
  await page.evaluate(() => localStorage.setItem("parley.token", "not.a.token"));
  await page.goto(server.http(`/r/${room}`));
  await page.getByText("wants to see first that you are no program").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.frameLocator("iframe").getByRole("button").click();
  await ann.welcomed();
  await ann.context.close();
});

it.each([
  ["with all that is asked", () => server],
  ["where nothing else is asked", () => roomsOnly],
])("[A5] whoever opens a room passes the challenge first, %s", async (_what, which) => {
  const ann = await RoomPage.visit(browser, which().origin, DESKTOP);
  const { page } = ann;
  await serve(ann.context);
  await page.getByRole("button", { name: "Open an unguessable room" }).click();
  await page.frameLocator("iframe").getByRole("button").click();
  await ann.welcomed();
  await ann.close();
});
