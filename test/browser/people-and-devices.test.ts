import type { Browser } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import type { TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { closeAll, roster } from "./people.ts";
import { carryLinkOf, comeIn, inviteLinkOf, openPrivate } from "./strangers.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const guests: RoomPage[] = [];
afterEach(() => Promise.all(guests.splice(0).map((guest) => guest.close())));

interface Scene {
  readonly ada: RoomPage;
  /** Bo's. */
  readonly phone: RoomPage;
  readonly desk: RoomPage;
  /** The room's. */
  readonly address: string;
}

/** Ada, and Bo, who has said something; he is in the room by his phone, and has taken himself along to his desk, where he is in the lobby. */
async function scene(): Promise<Scene> {
  const { owner: ada, address } = await openPrivate(browser, server.origin, {
    name: "Ada",
    title: "The reading circle",
  });
  guests.push(ada);
  const phone = await comeIn(browser, await inviteLinkOf(ada, "1 person"), "Bo", PHONE);
  guests.push(phone);
  await phone.say("Here I am");
  await ada.told("Here I am").waitFor();
  const desk = await RoomPage.follow(browser, await carryLinkOf(phone), DESKTOP);
  guests.push(desk);
  await desk.page.getByRole("button", { name: "Go on as that person" }).click();
  const arrival = desk.page.getByRole("dialog", { name: /^You are .?Bo.? here, too$/ });
  await arrival.getByRole("button", { name: "Go on" }).click();
  await soon(async () => expect(await desk.page.getByLabel("Your name").inputValue()).toBe("Bo"));
  await closeAll(phone);
  return { ada, phone, desk, address };
}

/** The row of a list in the lobby that has this text. */
const row = (guest: RoomPage, list: "Conversations" | "Mentions", text: string) =>
  guest.page.getByRole("region", { name: list }).getByRole("listitem").filter({ hasText: text });

const lobbyLink = (guest: RoomPage) => guest.page.getByRole("link", { name: /^Parley, all rooms/ });

/** What a room's page says of what is unread elsewhere. */
const elsewhere = (guest: RoomPage, count: number) =>
  guest.page.getByRole("link", { name: `Parley, all rooms ${count} unread elsewhere` });

/** Waits until a row has so much that is unread, or nothing; the row itself has to be there. */
async function expectUnread(guest: RoomPage, list: "Conversations" | "Mentions", text: string, count: number) {
  const line = row(guest, list, text);
  if (count > 0) return line.getByText(`${count} unread`, { exact: true }).waitFor();
  await line.waitFor();
  await line.getByText(/\d unread$/).waitFor({ state: "detached" });
}

it("[D4] [D6] [N2] what somebody writes to one alone is counted on both of one's devices, and read on both by either", async () => {
  const { ada, phone, desk } = await scene();
  await (await roster(ada)).getByRole("button", { name: "Write to Bo alone" }).click();
  await ada.page.getByRole("heading", { level: 1, name: "Bo", exact: true }).waitFor();
  await ada.page.getByText(/^\d+ here$/).waitFor();
  for (const text of ["A word, Bo", "When you have time"]) {
    await ada.say(text);
    await ada.told(text).waitFor();
  }
  await elsewhere(phone, 2).waitFor();
  await expectUnread(desk, "Conversations", "When you have time", 2);
  // What is said to one alone is not said in the room.
  expect(await phone.log.getByText("A word, Bo").count()).toBe(0);

  // Read on the phone.
  await phone.press(lobbyLink(phone));
  await expectUnread(phone, "Conversations", "When you have time", 2);
  await phone.press(row(phone, "Conversations", "Ada").getByRole("link"));
  await phone.page.getByRole("heading", { level: 1, name: "Ada", exact: true }).waitFor();
  await phone.told("When you have time").waitFor();
  await expectUnread(desk, "Conversations", "When you have time", 0);
  await phone.say("I have");
  await ada.told("I have").waitFor();
  await row(desk, "Conversations", "You: I have").waitFor();
  await phone.press(lobbyLink(phone));
  await expectUnread(phone, "Conversations", "You: I have", 0);

  // Read at the desk.
  await ada.say("So come over");
  for (const guest of [phone, desk]) await expectUnread(guest, "Conversations", "So come over", 1);
  await row(desk, "Conversations", "So come over").getByRole("link").click();
  await desk.told("So come over").waitFor();
  await expectUnread(phone, "Conversations", "So come over", 0);
  // Both are Bo: of two who talk, two are there.
  await phone.press(row(phone, "Conversations", "Ada").getByRole("link"));
  await phone.told("So come over").waitFor();
  await phone.here(2).waitFor();
  await phone.say("On my way");
  await desk.log.locator(".group.is-own").getByText("On my way", { exact: true }).waitFor();
  await ada.here(2).waitFor();
});

it("[D6] [C12] [N2] a mention is counted on both devices of who is away, and read on both by either", async () => {
  const { ada, phone, desk } = await scene();
  await phone.press(lobbyLink(phone));
  await phone.page.getByRole("main").waitFor();
  await ada.here(1).waitFor();
  await ada.say("Nobody in particular");
  await ada.say("@Bo, we meet at five");
  for (const guest of [phone, desk]) await expectUnread(guest, "Mentions", "@Bo, we meet at five", 1);
  await row(desk, "Mentions", "@Bo, we meet at five").getByRole("link").click();
  await desk.told("Nobody in particular").waitFor();
  await expectUnread(phone, "Mentions", "@Bo, we meet at five", 0);

  // Where one looks on, nothing is unread on any device.
  await ada.say("@Bo, bring a book");
  await desk.log.locator("[data-seq]").getByText("bring a book").waitFor();
  await expectUnread(phone, "Mentions", "@Bo, bring a book", 0);
  // In another conversation, one is told on the way to the lobby.
  await (await roster(desk)).getByRole("button", { name: "Write to Ada alone" }).click();
  await desk.page.getByRole("heading", { level: 1, name: "Ada", exact: true }).waitFor();
  await ada.here(1).waitFor();
  await ada.say("@Bo, and another one");
  await elsewhere(desk, 1).waitFor();
  await expectUnread(phone, "Mentions", "@Bo, and another one", 1);
  await phone.press(row(phone, "Mentions", "@Bo, and another one").getByRole("link"));
  await phone.welcomed();
  await phone.log.locator("[data-seq]").getByText("and another one").waitFor();
  await desk.page.getByRole("link", { name: "Parley, all rooms", exact: true }).waitFor();
});
