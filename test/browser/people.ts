import type { Browser, Locator } from "playwright-core";
import type { DESKTOP } from "../support/room-page.ts";
import { RoomPage } from "../support/room-page.ts";

/** Opens a room that nobody guesses, as its owner. */
export async function openOwn(
  browser: Browser,
  origin: string,
  name: string,
  device: typeof DESKTOP = {},
): Promise<{ readonly room: string; readonly owner: RoomPage }> {
  const owner = await RoomPage.visit(browser, origin, device);
  await owner.page.getByLabel("Your name").fill(name);
  await owner.press(owner.page.getByRole("button", { name: "Open an unguessable room" }));
  await owner.welcomed();
  return { room: new URL(owner.page.url()).pathname.slice("/r/".length), owner };
}

/** Has the people shown, where they are not. */
export async function roster(guest: RoomPage): Promise<Locator> {
  const toggle = guest.page.locator("button[aria-expanded]", { hasText: "People" });
  if ((await toggle.getAttribute("aria-expanded")) === "false") await guest.press(toggle);
  const panel = guest.page.locator(".roster");
  await panel.waitFor();
  return panel;
}

/** Opens what can be done to somebody, from the list of people. */
export async function personMenu(guest: RoomPage, name: string): Promise<Locator> {
  const people = await roster(guest);
  await guest.press(people.getByRole("button", { name: new RegExp(`^${name}\\b`) }));
  return dialogOf(guest, name);
}

/** The same, from what somebody said. */
export async function messageMenu(guest: RoomPage, name: string, text: string): Promise<Locator> {
  await guest.point(text);
  await guest.press(guest.page.getByRole("button", { name: "More", exact: true }));
  return dialogOf(guest, name);
}

async function dialogOf(guest: RoomPage, name: string): Promise<Locator> {
  const dialog = guest.page.getByRole("dialog", { name });
  await dialog.getByRole("button", { name: /alone$/ }).waitFor();
  return dialog;
}

/** Opens what moderators look at, and one view of it. */
export async function moderation(guest: RoomPage, view: string): Promise<Locator> {
  const people = await roster(guest);
  await guest.press(people.getByRole("button", { name: /^Moderation/ }));
  const dialog = guest.page.getByRole("dialog", { name: "Moderation" });
  await guest.press(dialog.getByRole("tab", { name: view }));
  await dialog.getByRole("tabpanel", { name: view }).waitFor();
  return dialog;
}

/** Closes what stands before the room: all of it. */
export async function closeAll({ page }: RoomPage): Promise<void> {
  for (let count = await page.locator("dialog").count(); count > 0; count--) {
    await page.keyboard.press("Escape");
    // Not only closed, but gone: then what asked for it knows that.
    await page.waitForFunction((left) => document.querySelectorAll("dialog").length <= left, count - 1);
  }
}
