import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { type RoomPage, soon } from "../support/room-page.ts";

/** A thread as somebody sees it. */
export class ThreadView {
  readonly #guest: RoomPage;

  constructor(guest: RoomPage) {
    this.#guest = guest;
  }

  /** The message and its answers. */
  get list() {
    return this.#guest.page.getByRole("region", { name: "A message and its replies" });
  }

  /** Where one answers. */
  get field() {
    return this.#guest.page.getByRole("textbox", { name: "Reply in this thread" });
  }

  get close() {
    return this.#guest.page.locator(".thread, dialog").getByRole("button", { name: "Close" });
  }

  /** An answer that the room has told. */
  told(text: string) {
    return this.list.locator("[data-seq]").getByText(text, { exact: true });
  }

  /** Presses the button below a message in the log, and waits until the answers are there. */
  async open(count: string): Promise<void> {
    await this.#guest.log.getByRole("button", { name: count, exact: true }).click();
    await this.counts(count);
  }

  /** Opens the thread that an answer in the log is part of. */
  async openFrom(answer: Locator): Promise<void> {
    await answer.click();
    await this.#guest.log.getByRole("button", { name: "Open thread" }).click();
  }

  /** Waits until it says how many answers there are. */
  async counts(count: string): Promise<void> {
    await this.list.locator(".thread-count").getByText(count, { exact: true }).waitFor();
  }

  /** Waits until no thread is shown. */
  async gone(): Promise<void> {
    await this.list.waitFor({ state: "detached" });
  }

  /** Answers there. */
  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.#guest.page.locator("form", { has: this.field }).getByRole("button", { name: "Send" }).click();
    await soon(async () => expect(await this.field.inputValue()).toBe(""));
  }

  /** What stands there, in order. */
  async texts(): Promise<string[]> {
    return this.list.locator(".text").allInnerTexts();
  }
}
