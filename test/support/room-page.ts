import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { expect, vi } from "vitest";
import { complaintsOf } from "./browser.ts";

type Device = NonNullable<Parameters<Browser["newContext"]>[0]>;

/** Screens that the page is looked at on. */
export const DESKTOP: Device = { viewport: { width: 1280, height: 800 } };
export const PHONE: Device = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/**
 * How long a test waits for what must come, in ms: longer than a page waits between two attempts to connect (30 s at
 * most). Nothing waits this long unless it fails.
 */
const PATIENCE_MS = 60_000;

/** Waits until an expectation holds; fails with what it last said. */
export function soon(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: PATIENCE_MS });
}

/** Somebody in a room, in a browser, as they see it. */
export class RoomPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and policy violations so far. */
  readonly complaints: readonly string[];

  readonly #hasTouch: boolean;

  private constructor(context: BrowserContext, page: Page, hasTouch: boolean) {
    this.context = context;
    this.page = page;
    this.#hasTouch = hasTouch;
    this.complaints = complaintsOf(page);
  }

  /** Opens an address as somebody who has never been here, in a browser profile of its own. */
  static async follow(browser: Browser, address: string, device: Device = {}): Promise<RoomPage> {
    const context = await browser.newContext({ locale: "en-GB", ...device });
    context.setDefaultTimeout(PATIENCE_MS);
    const guest = new RoomPage(context, await context.newPage(), device.hasTouch ?? false);
    await guest.page.goto(address);
    return guest;
  }

  /** Opens the lobby, in a browser profile of its own. */
  static async visit(browser: Browser, origin: string, device: Device = {}): Promise<RoomPage> {
    const guest = await RoomPage.follow(browser, `${origin}/`, device);
    // What one enters a room by comes with a part of its own.
    await guest.page.getByRole("main").waitFor();
    return guest;
  }

  /**
   * Opens a room under a name, in a browser profile of its own, and waits to be welcomed: who comes after that is
   * news, who was there before is not.
   */
  static async open(
    browser: Browser,
    origin: string,
    room: string,
    name: string,
    device: Device = {},
  ): Promise<RoomPage> {
    const guest = await RoomPage.visit(browser, origin, device);
    await guest.join(room, name);
    await guest.welcomed();
    return guest;
  }

  /** Goes from the lobby to a room. */
  async join(room: string, name: string): Promise<void> {
    await this.page.getByLabel("Your name").fill(name);
    await this.page.getByLabel("Room", { exact: true }).fill(room);
    await this.page.getByRole("button", { name: "Join room" }).click();
    await this.composer.waitFor();
  }

  /** The same person in another tab, welcomed there too. */
  async openTab(url: string): Promise<RoomPage> {
    const tab = new RoomPage(this.context, await this.context.newPage(), this.#hasTouch);
    await tab.page.goto(url);
    await tab.welcomed();
    return tab;
  }

  get composer() {
    return this.page.getByRole("textbox", { name: /^Message to/ });
  }

  get log() {
    return this.page.getByRole("log");
  }

  get send() {
    return this.page.getByRole("button", { name: "Send", exact: true });
  }

  /** How many there are here, as the header says once one has joined. */
  here(count: number) {
    return this.page.getByText(`${count} here`, { exact: true });
  }

  /** Waits until one has joined, whoever else is here. */
  async welcomed(): Promise<void> {
    await this.page.getByText(/^\d+ here$/).waitFor();
  }

  /** Writes a message and sends it: with the Enter key, or the button on a phone. */
  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    if (!this.#hasTouch) return this.composer.press("Enter");
    await this.send.tap();
    // A tap is over before the page has dealt with it: what is written next would be sent in the place of this.
    await soon(async () => expect(await this.composer.inputValue()).toBe(""));
  }

  /** Presses something: with the mouse, or a finger on a phone. */
  press(target: Locator): Promise<void> {
    return this.#hasTouch ? target.tap() : target.click();
  }

  /** Has what can be done with a message shown: points at it, or touches it on a phone. */
  point(text: string): Promise<void> {
    return this.#hasTouch ? this.told(text).tap() : this.told(text).hover();
  }

  /** The texts in the log that fit, in the order they stand there. */
  async texts(pattern: RegExp): Promise<string[]> {
    return ((await this.log.innerText()).match(new RegExp(pattern.source, "g")) ?? []) as string[];
  }

  /** What this browser has on disk for the next visit, by key. */
  async kept(): Promise<ReadonlyMap<string, unknown>> {
    return new Map(await this.page.evaluate(readKept));
  }

  /** Waits until a message that is not sent yet is on disk. */
  async keeps(text: string): Promise<void> {
    const lists = async () => JSON.stringify([...(await this.kept())].filter(([key]) => key.startsWith("outbox:")));
    await soon(async () => expect(await lists()).toContain(JSON.stringify(text)));
  }

  /** Waits until this many tabs' unsent messages are on disk. */
  async keptLists(count: number): Promise<void> {
    const lists = async () => [...(await this.kept()).keys()].filter((key) => key.startsWith("outbox:")).length;
    await soon(async () => expect(await lists()).toBe(count));
  }

  /** The device says that it has a network again: what waits for its next attempt does not wait any longer. */
  async online(): Promise<void> {
    await this.page.evaluate(() => dispatchEvent(new Event("online")));
  }

  /** Puts the page into the background, or in front again. Headless browsers have no way to do that to a window. */
  async show(state: "hidden" | "visible"): Promise<void> {
    await this.page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  }

  /** Waits until the log shows this text: of one's own it may still be on its way. */
  async sees(text: string): Promise<void> {
    await this.log.getByText(text, { exact: true }).first().waitFor();
  }

  /** A text that the room has told, one's own too: it is stored, has its place, and can be answered or changed. */
  told(text: string) {
    return this.log.locator("[data-seq]").getByText(text, { exact: true });
  }

  /** Leaves; the page had nothing to complain of. */
  async close(): Promise<void> {
    expect(this.complaints).toEqual([]);
    await this.context.close();
  }
}

/** Runs in the page. */
async function readKept(): Promise<[string, unknown][]> {
  const database = await new Promise<IDBDatabase | undefined>((resolve) => {
    const request = indexedDB.open("keyval-store");
    request.addEventListener("success", () => resolve(request.result));
    // It is the page's to make: until then nothing is kept.
    request.addEventListener("error", () => resolve(undefined));
    request.addEventListener("upgradeneeded", () => request.transaction?.abort());
  });
  if (!database) return [];
  const store = database.transaction("keyval").objectStore("keyval");
  const requests: (IDBRequest<IDBValidKey[]> | IDBRequest<unknown[]>)[] = [store.getAllKeys(), store.getAll()];
  const [keys = [], values = []] = await Promise.all(
    requests.map(
      (request) =>
        new Promise<unknown[]>((resolve) => request.addEventListener("success", () => resolve(request.result))),
    ),
  );
  database.close();
  return keys.map((key, index) => [String(key), values[index]]);
}
