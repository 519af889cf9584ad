import type { Browser } from "playwright-core";
import { DESKTOP, RoomPage } from "../support/room-page.ts";
import { closeAll } from "./people.ts";

type Device = typeof DESKTOP;

/** Opens a private room in the lobby, as its owner. */
export async function openPrivate(
  browser: Browser,
  origin: string,
  { name, title }: { readonly name: string; readonly title: string },
): Promise<{ readonly owner: RoomPage; readonly address: string }> {
  const owner = await RoomPage.visit(browser, origin, DESKTOP);
  await owner.page.getByLabel("Your name").fill(name);
  await owner.page.getByRole("button", { name: "Choose its name and topic" }).click();
  const dialog = owner.page.getByRole("dialog", { name: "A room of your own" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByLabel("Kind of room").selectOption("Private");
  await dialog.getByRole("button", { name: "Open room" }).click();
  await owner.welcomed();
  await owner.page.getByRole("heading", { level: 1, name: title }).waitFor();
  return { owner, address: owner.page.url() };
}

/** Makes an invitation, from what the page says of the room. @param uses as it is offered @returns the link */
export async function inviteLinkOf(guest: RoomPage, uses: string): Promise<string> {
  await guest.press(guest.page.getByRole("button", { name: "About this room" }));
  const dialog = guest.page.getByRole("dialog", { name: "About this room" });
  await dialog.getByLabel("For how many").selectOption(uses);
  await guest.press(dialog.getByRole("button", { name: "Make a link" }));
  const link = await dialog.getByRole("textbox", { name: /^Here is the link/ }).inputValue();
  await closeAll(guest);
  return link;
}

/** Follows a link that somebody was given, in a browser that has never been here; says what one is called where that is asked. */
export async function follow(
  browser: Browser,
  link: string,
  name: string,
  device: Device = DESKTOP,
): Promise<RoomPage> {
  const guest = await RoomPage.follow(browser, link, device);
  const { page } = guest;
  const asked = page.getByRole("textbox", { name: "Your name" });
  await asked
    .or(page.getByText(/^\d+ here$/))
    .or(page.getByRole("alert"))
    .first()
    .waitFor();
  if ((await asked.count()) > 0) {
    await asked.fill(name);
    await asked.press("Enter");
  }
  return guest;
}

/** The same, and comes in by it. */
export async function comeIn(
  browser: Browser,
  link: string,
  name: string,
  device: Device = DESKTOP,
): Promise<RoomPage> {
  const guest = await follow(browser, link, name, device);
  await guest.welcomed();
  await guest.page.getByRole("button", { name: new RegExp(`^You are .?${name}\\b`) }).waitFor();
  return guest;
}

/** Makes somebody this, from the menu of theirs that is open. */
export async function giveRole(guest: RoomPage, role: string): Promise<void> {
  const { page } = guest;
  await guest.press(page.getByRole("button", { name: /^(Role in this room|Give up your role)…$/ }));
  await guest.press(page.getByRole("radio", { name: role }));
  await guest.press(page.getByRole("button", { name: "Save" }));
}

/** Opens the dialog that takes one along to another device. @returns the link in it */
export async function carryLinkOf(guest: RoomPage): Promise<string> {
  const { page } = guest;
  await guest.press(page.getByRole("button", { name: /^You are / }));
  await guest.press(page.getByRole("button", { name: "Use your other device, too" }));
  const dialog = page.getByRole("dialog", { name: "To your other device" });
  await dialog.getByRole("img", { name: "QR code of the link" }).waitFor();
  return dialog.getByRole("textbox", { name: "Link" }).inputValue();
}
