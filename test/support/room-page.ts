import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { complaintsOf } from "./browser.ts";

/** Somebody in a room, in a browser, as they see it. */
export class RoomPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and policy violations so far. */
  readonly complaints: readonly string[];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    this.complaints = complaintsOf(page);
  }

  /** Opens a room under a name, in a browser profile of its own. */
  static async open(
    browser: Browser,
    origin: string,
    room: string,
    name: string,
    device: Parameters<Browser["newContext"]>[0] = {},
  ): Promise<RoomPage> {
    const context = await browser.newContext({ locale: "en-GB", ...device });
    const page = await context.newPage();
    const guest = new RoomPage(context, page);
    await page.goto(`${origin}/`);
    await page.getByLabel("Your name").fill(name);
    await page.getByLabel("Room", { exact: true }).fill(room);
    await page.getByRole("button", { name: "Join room" }).click();
    await guest.composer.waitFor();
    return guest;
  }

  /** The same person in another tab. */
  async openTab(url: string): Promise<RoomPage> {
    const tab = new RoomPage(this.context, await this.context.newPage());
    await tab.page.goto(url);
    await tab.composer.waitFor();
    return tab;
  }

  get composer() {
    return this.page.getByRole("textbox", { name: /^Message to/ });
  }

  get log() {
    return this.page.getByRole("log");
  }

  /** Writes a message and sends it with the Enter key. */
  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  /** The texts in the log that fit, in the order they stand there. */
  async texts(pattern: RegExp): Promise<string[]> {
    return ((await this.log.innerText()).match(new RegExp(pattern.source, "g")) ?? []) as string[];
  }

  /** Waits until this many tabs' unsent messages are on disk. */
  async keptLists(count: number): Promise<void> {
    await this.page.waitForFunction(async (wanted) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open("keyval-store");
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(request.error ?? new Error("no database")));
      });
      const keys = await new Promise<IDBValidKey[]>((resolve) => {
        const request = database.transaction("keyval").objectStore("keyval").getAllKeys();
        request.addEventListener("success", () => resolve(request.result));
      });
      database.close();
      return keys.filter((key) => String(key).startsWith("outbox:")).length === wanted;
    }, count);
  }

  /** Waits until the log shows this text. */
  async sees(text: string): Promise<void> {
    await this.log.getByText(text, { exact: true }).first().waitFor();
  }

  /** Leaves; the page had nothing to complain of. */
  async close(): Promise<void> {
    expect(this.complaints).toEqual([]);
    await this.context.close();
  }
}
