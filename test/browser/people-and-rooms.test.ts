import type { Browser } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { expectFocus } from "../support/inspect.ts";
import { PHONE, RoomPage, soon } from "../support/room-page.ts";
import type { TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { closeAll, messageMenu, moderation, personMenu, roster } from "./people.ts";
import { comeIn, follow, giveRole, inviteLinkOf, openPrivate } from "./strangers.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const guests: RoomPage[] = [];
afterEach(() => Promise.all(guests.splice(0).map((guest) => guest.close())));

/** Remembers who came, to see them off. */
async function arrives(guest: Promise<RoomPage>): Promise<RoomPage> {
  const arrived = await guest;
  guests.push(arrived);
  return arrived;
}

/** Ada's private room, as she has it before her, and its plain address. */
async function circle(): Promise<{ readonly ada: RoomPage; readonly address: string }> {
  const { owner, address } = await openPrivate(browser, server.origin, { name: "Ada", title: "The reading circle" });
  guests.push(owner);
  return { ada: owner, address };
}

/** What one is told where one is not let in. */
const door = (guest: RoomPage, title: string) => guest.page.getByRole("alert").getByRole("heading", { name: title });

it("[R4] [R11] [R12] who is invited to a private room talks there; its address alone, and an invitation that is used up, let nobody in", async () => {
  const { ada, address } = await circle();
  await expectFocus(ada.composer);
  const invitation = await inviteLinkOf(ada, "1 person");

  const bo = await arrives(comeIn(browser, invitation, "Bo", PHONE));
  await bo.page.getByRole("heading", { level: 1, name: "The reading circle" }).waitFor();
  // The invitation is nobody else's: it stands in the address no more.
  expect(bo.page.url()).toBe(address);
  await bo.say("Thank you for the invitation");
  await ada.told("Thank you for the invitation").waitFor();
  await ada.say("You are welcome");
  await bo.told("You are welcome").waitFor();
  await (await roster(bo)).getByRole("button", { name: /^Ada\b.*Owner/ }).waitFor();
  await closeAll(bo);
  // Who belongs to the room comes in by what they came by before, too.
  await bo.page.goto("about:blank");
  await bo.page.goto(invitation);
  await bo.told("You are welcome").waitFor();

  const cy = await arrives(follow(browser, address, "Cy"));
  await door(cy, "This room is for its members").waitFor();
  await cy.page.getByText("Ask somebody who belongs to it for an invitation.").waitFor();
  expect(await cy.log.count()).toBe(0);
  await cy.page.getByRole("button", { name: "Try again" }).press("Enter");
  await door(cy, "This room is for its members").waitFor();
  await expectFocus(door(cy, "This room is for its members"));

  const dee = await arrives(follow(browser, invitation, "Dee", PHONE));
  await door(dee, "This invitation is not good any more").waitFor();
  await dee.press(dee.page.getByRole("button", { name: "Go on without it" }));
  await door(dee, "This room is for its members").waitFor();
  expect(await dee.log.count()).toBe(0);

  // Where the lobby asks for a link, one may give the invitation to it.
  await cy.page.getByRole("link", { name: "Choose another room" }).click();
  await cy.page.getByLabel("Your name").fill("Cy");
  await cy.page.getByLabel("Room", { exact: true }).fill(await inviteLinkOf(ada, "10 people"));
  await cy.page.getByRole("button", { name: "Join room" }).click();
  await cy.welcomed();
  await cy.told("Thank you for the invitation").waitFor();
  expect(cy.page.url()).toBe(address);
  await ada.here(3).waitFor();
  await (await roster(ada)).getByRole("button", { name: /^Cy\b/ }).waitFor();
});

it("[R10] [K1] [K2] [K3] [K5] [K9] a moderator mutes, sends out and bans whom another invitation had let in; all of it is told, and holds", async () => {
  const { ada, address } = await circle();
  const bo = await arrives(comeIn(browser, await inviteLinkOf(ada, "1 person"), "Bo", PHONE));
  const invitation = await inviteLinkOf(ada, "10 people");
  const eve = await arrives(comeIn(browser, invitation, "Eve"));
  await ada.here(3).waitFor();
  for (const text of ["Buy my shoes", "Buy my hats"]) await eve.say(text);
  await bo.told("Buy my hats").waitFor();

  await personMenu(ada, "Bo");
  await giveRole(ada, "Moderator");
  for (const guest of [ada, bo, eve]) await guest.log.getByText(/^.?Ada.? made .?Bo.? a moderator$/).waitFor();

  // From what she said.
  await bo.press((await messageMenu(bo, "Eve", "Buy my hats")).getByRole("button", { name: "Mute…" }));
  await bo.page.getByLabel("Reason").fill("No adverts here");
  await bo.press(bo.page.getByRole("button", { name: "Mute", exact: true }));
  await bo.page.getByRole("dialog", { name: /Eve/ }).waitFor({ state: "detached" });
  await eve.page.getByText(/^You may not write here until .*\d:\d\d/).waitFor();
  await eve.page.getByText("They wrote: No adverts here").waitFor();
  await eve.composer.waitFor({ state: "hidden" });

  // Whatever stands before the room does not keep it from her that she is out of it.
  await openAbout(eve);
  // From the list of people: what was done before is known there.
  const kick = await personMenu(bo, "Eve");
  await kick.getByText(/^Muted until /).waitFor();
  await bo.press(kick.getByRole("button", { name: "Remove from the room…" }));
  await bo.page.getByLabel("Reason").fill("Take a walk");
  await bo.press(bo.page.getByRole("button", { name: "Remove", exact: true }));
  await door(eve, "You were sent out").waitFor();
  await eve.page.getByText("They wrote: Take a walk").waitFor();
  await expectFocus(door(eve, "You were sent out"));
  await ada.here(2).waitFor();
  await eve.page.getByRole("button", { name: "Come back in" }).click();
  await eve.welcomed();
  await eve.page.getByText("They wrote: No adverts here").waitFor();
  await ada.here(3).waitFor();

  await closeAll(bo);
  await bo.press((await personMenu(bo, "Eve")).getByRole("button", { name: "Delete what they wrote…" }));
  await bo.page.getByLabel("From the last").selectOption("From all the time");
  await bo.press(bo.page.getByRole("button", { name: "Delete", exact: true }));
  for (const guest of [ada, bo, eve]) {
    await soon(async () => expect(await guest.log.getByText("Message deleted").count()).toBe(2));
    expect(await guest.log.getByText(/Buy my/).count()).toBe(0);
  }

  await openAbout(eve);
  await closeAll(bo);
  await bo.press((await personMenu(bo, "Eve")).getByRole("button", { name: "Ban…" }));
  await bo.page.getByLabel("For how long").selectOption("7 days");
  await bo.page.getByLabel("Reason").fill("Adverts all day long");
  await bo.press(bo.page.getByRole("button", { name: "Ban", exact: true }));
  await expectBanned(eve);
  await expectFocus(door(eve, "You are banned from this room"));
  await ada.here(2).waitFor();
  await eve.page.reload();
  await expectBanned(eve);
  // The invitation is good yet, but not for her.
  await eve.page.goto("about:blank");
  await eve.page.goto(invitation);
  await expectBanned(eve);
  expect(eve.page.url()).toBe(address);
  expect(await eve.log.count()).toBe(0);
  const fay = await arrives(comeIn(browser, invitation, "Fay"));
  await fay.say("Good morning");
  await ada.told("Good morning").waitFor();
  // What comes and goes is told in an order that can have been.
  const notes = (await ada.log.locator(".note").allInnerTexts()).join("\n").replaceAll(/[\u2068\u2069]/g, "");
  expect(notes.indexOf("Eve left")).toBeGreaterThan(notes.indexOf("Ada made Bo a moderator"));

  const lines = (await moderation(ada, "Log")).locator(".record-line");
  await soon(async () =>
    expect((await lines.allTextContents()).map((line) => line.replaceAll(/[\u2068\u2069]/g, ""))).toEqual([
      "Bo banned Eve",
      "Bo deleted what Eve wrote",
      "Bo removed Eve from the room",
      "Bo muted Eve",
      "Ada changed the role of Bo",
      "Ada made an invitation",
      "Ada made an invitation",
    ]),
  );
  await ada.page.getByText(/^for: 7 days · reason: .?Adverts all day long/).waitFor();
});

async function openAbout(guest: RoomPage): Promise<void> {
  await guest.press(guest.page.getByRole("button", { name: "About this room" }));
  await guest.page.getByRole("dialog", { name: "About this room" }).waitFor();
}

/** Eve reads that she is banned, why and until when; nothing is offered that leads nowhere. */
async function expectBanned(eve: RoomPage): Promise<void> {
  await door(eve, "You are banned from this room").waitFor();
  await eve.page.getByText("They wrote: Adverts all day long").waitFor();
  await eve.page.getByText(/^You may come back after .*\d:\d\d/).waitFor();
  expect(await eve.composer.count()).toBe(0);
  expect(await eve.page.locator(".refused").getByRole("button").count()).toBe(0);
}

it("[R10] the only owner of a room stays that, is told how to go on, and hands it on before they go", async () => {
  const { ada } = await circle();
  const bo = await arrives(comeIn(browser, await inviteLinkOf(ada, "1 person"), "Bo", PHONE));
  await bo.say("Hello");
  await ada.told("Hello").waitFor();
  await openOwnMenu(ada, "Ada");
  await ada.page.getByRole("button", { name: "Give up your role…" }).click();
  // The door is closed to guests: whoever gives up all that they are stands before it.
  await ada.page.getByText("Has to leave: nobody comes in now who does not belong to the room.").waitFor();
  await ada.page.getByRole("radio", { name: "Guest" }).check();
  await ada.page.getByRole("button", { name: "Save" }).click();
  await expectStaysOwner(ada);
  await closeAll(ada);
  await ada.composer.fill("/leave");
  await ada.composer.press("Enter");
  await bo.here(1).waitFor();
  await ada.page.goBack();
  await ada.welcomed();
  await (await roster(ada)).getByRole("button", { name: /^Ada\b.*Owner/ }).waitFor();

  await personMenu(ada, "Bo");
  await giveRole(ada, "Owner");
  for (const guest of [ada, bo]) await guest.log.getByText(/^.?Ada.? made .?Bo.? an owner$/).waitFor();
  await closeAll(ada);
  await openOwnMenu(ada, "Ada");
  await giveRole(ada, "Guest");
  await door(ada, "You do not belong to this room any more").waitFor();
  await bo.log.getByText(/^.?Ada.? is a guest now$/).waitFor();
  await bo.here(1).waitFor();

  await openOwnMenu(bo, "Bo");
  await giveRole(bo, "Member");
  await expectStaysOwner(bo);
  await closeAll(bo);
  // Whose room it is invites whom they want, and what Ada was is not hers by that.
  await ada.page.goto(await inviteLinkOf(bo, "1 person"));
  await ada.welcomed();
  await ada.here(2).waitFor();
  const people = await roster(ada);
  await people.getByText("Owner", { exact: true }).waitFor();
  expect(await people.getByRole("button", { name: /^Moderation/ }).count()).toBe(0);
});

async function expectStaysOwner(guest: RoomPage): Promise<void> {
  const problem = guest.page.getByRole("alert");
  await problem.getByText("You are the only owner. Make somebody else an owner first.").waitFor();
}

/** Opens what can be done about oneself, from the list of people. */
async function openOwnMenu(guest: RoomPage, name: string): Promise<void> {
  const people = await roster(guest);
  await guest.press(people.getByRole("button", { name: new RegExp(`^${name}\\b`) }));
}
