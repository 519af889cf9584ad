import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom } from "../support/server.ts";
import { join } from "../support/socket.ts";
import type { Stage } from "../support/stage.ts";

/** Two who write: Ann at a desk and Bo on a phone, with others in a room of their own. */
export async function meet({ server, browser }: Stage, prefix: string, ...others: readonly string[]) {
  const room = newRoom(prefix);
  const crowd = [];
  for (const name of others) crowd.push(await join(server, room, { name }));
  const [ann, bo] = await Promise.all([
    RoomPage.open(browser, server.origin, room, "Ann", DESKTOP),
    RoomPage.open(browser, server.origin, room, "Bo", PHONE),
  ]);
  const count = others.length + 2;
  await Promise.all([ann.here(count).waitFor(), bo.here(count).waitFor()]);
  return { ann, bo, crowd };
}

/** The list above the field. */
export function listOf({ page }: RoomPage) {
  return page.getByRole("listbox", { name: "Suggestions" });
}

/** What is offered. */
export function optionsOf(guest: RoomPage): Promise<string[]> {
  return listOf(guest).getByRole("option").locator("bdi").allInnerTexts();
}

/** What is in the field, with the caret as a bar. */
function written({ composer }: RoomPage): Promise<string> {
  return composer.evaluate((field: HTMLTextAreaElement) => {
    const { value, selectionEnd } = field;
    return `${value.slice(0, selectionEnd)}|${value.slice(selectionEnd)}`;
  });
}

/** Waits until this is in the field. @param marked with the caret as a bar */
export async function showsWritten(guest: RoomPage, marked: string): Promise<void> {
  await soon(async () => expect(await written(guest)).toBe(marked));
}

/** Tries to send a line, which stays where it is. @param reason what is told of it. @returns where that is told */
export async function keepsLine(guest: RoomPage, line: string, reason: string | RegExp): Promise<Locator> {
  await guest.composer.fill(line);
  await guest.send.click();
  const note = guest.page.getByText(reason);
  await note.waitFor();
  await showsWritten(guest, `${line}|`);
  return note;
}
