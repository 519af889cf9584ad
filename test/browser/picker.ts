import type { RoomPage } from "../support/room-page.ts";

/** What emoji are chosen from. */
export const dialogOf = ({ page }: RoomPage) => page.getByRole("dialog");
export const searchOf = (guest: RoomPage) => dialogOf(guest).getByRole("textbox", { name: "Search emoji" });
export const cellOf = (guest: RoomPage, name: string) => dialogOf(guest).getByRole("gridcell", { name, exact: true });
/** What asks for it, beside the field. */
export const buttonOf = ({ page }: RoomPage) => page.getByRole("button", { name: "Emoji", exact: true });

/** Asks for all emoji there are, for a message that the room has told. */
export async function openFor(guest: RoomPage, text: string, press: "click" | "tap"): Promise<void> {
  if (press === "click") await guest.told(text).hover();
  else await guest.told(text).tap();
  await guest.page.getByRole("button", { name: "React", exact: true })[press]();
  await guest.page.getByRole("button", { name: "More emoji" })[press]();
  await searchOf(guest).waitFor();
}
