import type { Browser, Page } from "playwright-core";
import { expect, it } from "vitest";
import { complaintsOf } from "../support/browser.ts";
import { expectNoObjection, overflows, WIDTHS } from "../support/inspect.ts";
import { DESKTOP, PHONE, soon } from "../support/room-page.ts";
import type { TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";

let server: TestServer;
let browser: Browser;
setStage({}, (stage) => ({ server, browser } = stage));

type Device = NonNullable<Parameters<Browser["newContext"]>[0]>;

/** Opens the description of the API; at the end it had nothing to complain of. */
async function read(device: Device, test: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...device });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(server.http("/api"));
  await test(page);
  expect(complaints).toEqual([]);
  await context.close();
}

/** Where an element begins, counted from the top of the window. */
const topOf = (page: Page, heading: string): Promise<number> =>
  page.getByRole("heading", { name: heading, exact: true }).evaluate((element) => element.getBoundingClientRect().top);

it.concurrent("without JavaScript all of it can be read, and the contents lead to it", async () => {
  await read({ ...PHONE, javaScriptEnabled: false }, async (page) => {
    await page.getByRole("heading", { name: "Parley API", level: 1 }).waitFor();
    const contents = page.getByRole("navigation", { name: "Contents" });
    await contents.getByText("Contents", { exact: true }).tap();
    await contents.getByRole("link", { name: "Send a message" }).tap();
    await soon(async () => expect(await topOf(page, "Send a message")).toBeLessThan(300));
    expect(await topOf(page, "Send a message")).toBeGreaterThan(0);
    const operation = page.locator("#sendMessage");
    await operation.getByRole("rowheader", { name: "Idempotency-Key" }).waitFor();
    await operation.getByText(`curl -d 'hello' '${server.origin}/api/rooms/lobby/messages?name=Ann'`).waitFor();
    await operation.getByRole("link", { name: "id_conflict" }).tap();
    await page.locator("tr:target", { hasText: "This id was used before" }).waitFor();
  });
});

it.concurrent("beside the text the contents are open, and stay while one reads", async () => {
  await read(DESKTOP, async (page) => {
    const link = page.getByRole("navigation", { name: "Contents" }).getByRole("link", { name: "Errors" });
    await link.click();
    await soon(async () => expect(await topOf(page, "Errors")).toBeLessThan(300));
    await expect(link.isVisible()).resolves.toBe(true);
    expect((await link.boundingBox())!.y).toBeGreaterThan(0);
  });
});

// One after the other: the page is long, and axe looks at all of it.
it.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("axe has nothing to object to in the description of the API, on a %s", async (_name, device) => {
  await read(device, async (page) => {
    await expectNoObjection(page, "the description of the API");
  });
});

it.concurrent("nothing in the description of the API is wider than the screen, all of it unfolded", async () => {
  await read(DESKTOP, async (page) => {
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 844 });
      expect(await overflows(page), `at ${width} px`).toEqual([]);
    }
  });
});

it.concurrent("it is light by day and dark by night", async () => {
  await read(DESKTOP, async (page) => {
    const lightness = () =>
      page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return [backgroundColor, color].map((text) => Number(/\d+/.exec(text)?.[0]));
      });
    const [paper, ink] = await lightness();
    expect(paper).toBeGreaterThan(ink!);
    await page.emulateMedia({ colorScheme: "dark" });
    await soon(async () => {
      const [night, chalk] = await lightness();
      expect(night).toBeLessThan(chalk!);
    });
  });
});

it.concurrent("by the keyboard: past the contents, and what has the focus can be seen to have it", async () => {
  await read(DESKTOP, async (page) => {
    const focused = () =>
      page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
        const { top, bottom } = document.activeElement!.getBoundingClientRect();
        return {
          text: document.activeElement!.textContent,
          isOutlined: outlineStyle !== "none" && outlineWidth !== "0px",
          isOnScreen: top >= 0 && bottom <= innerHeight,
        };
      });
    const expectFocus = (text: string) =>
      soon(async () => expect(await focused()).toEqual({ text, isOutlined: true, isOnScreen: true }));
    await page.keyboard.press("Tab");
    await expectFocus("Skip the contents");
    await page.keyboard.press("Enter");
    await page.locator("#content:target").waitFor();
    await page.keyboard.press("Tab");
    await expectFocus("ErrorAnswer");
    await page.getByText("200 application/json").first().focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await expectFocus("200 application/json");
  });
});

it.concurrent("what is pressed with a finger is at least 44 px high", async () => {
  await read(PHONE, async (page) => {
    await page.getByText("Contents", { exact: true }).tap();
    await page.getByRole("navigation", { name: "Contents" }).getByRole("link", { name: "Errors" }).waitFor();
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".top a, .contents a, summary")]
        .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 43.99)
        .map((target) => target.textContent),
    );
    expect(small).toEqual([]);
  });
});
