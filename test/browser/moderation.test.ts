import type { Browser } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { expectFocus } from "../support/inspect.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import type { TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { closeAll, messageMenu, moderation, openOwn, personMenu, roster } from "./people.ts";
import { giveRole } from "./strangers.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const guests: RoomPage[] = [];
afterEach(() => Promise.all(guests.splice(0).map((guest) => guest.close())));

async function open(room: string, name: string, device = DESKTOP): Promise<RoomPage> {
  const guest = await RoomPage.open(browser, server.origin, room, name, device);
  guests.push(guest);
  return guest;
}

/** Owner, moderator and troll, each on a device of their own. */
const DEVICES = [
  ["a desktop, a phone and a desktop", DESKTOP, PHONE, DESKTOP],
  ["a phone, a desktop and a phone", PHONE, DESKTOP, PHONE],
] as const;

it.each(DEVICES)(
  "[R10] [K2] [K3] [K5] [K9] the owner makes a moderator, who mutes, purges and bans a troll, who stays out until it is lifted: on %s",
  async (_name, own, other, trolls) => {
    const { room, owner: ann } = await openOwn(browser, server.origin, "Ann", own);
    guests.push(ann);
    const mo = await open(room, "Mo", other);
    await ann.here(2).waitFor();

    // A moderator.
    const menu = await personMenu(ann, "Mo");
    await ann.press(menu.getByRole("button", { name: "Role in this room…" }));
    await ann.press(ann.page.getByRole("radio", { name: "Moderator" }));
    await ann.press(ann.page.getByRole("button", { name: "Save" }));
    await ann.page.getByRole("dialog", { name: /Mo/ }).waitFor({ state: "detached" });
    await closeAll(ann);
    for (const guest of [ann, mo]) await guest.log.getByText(/Ann.* made .*Mo.* a moderator/).waitFor();

    // A troll is muted.
    const troll = await open(room, "Trudy", trolls);
    await mo.here(3).waitFor();
    await mo.say("Welcome, Trudy");
    await troll.sees("Welcome, Trudy");
    await troll.log.locator(".group", { hasText: "Welcome, Trudy" }).getByText("Moderator", { exact: true }).waitFor();
    for (const text of ["Buy this", "Buy that"]) await troll.say(text);
    await mo.told("Buy that").waitFor();
    const mute = await messageMenu(mo, "Trudy", "Buy that");
    await mo.press(mute.getByRole("button", { name: "Mute…" }));
    await mo.page.getByLabel("For how long").selectOption("1 day");
    await mo.page.getByLabel("Reason").fill("No adverts here");
    await mo.press(mo.page.getByRole("button", { name: "Mute", exact: true }));
    await mo.page
      .getByText(/Trudy.* is muted\./)
      .first()
      .waitFor();
    await expectMuted(troll);

    // All of it goes.
    const purge = await personMenu(mo, "Trudy");
    await purge.getByText(/^Muted until/).waitFor();
    await mo.press(purge.getByRole("button", { name: "Delete what they wrote…" }));
    await mo.page.getByLabel("From the last").selectOption("From all the time");
    await mo.press(mo.page.getByRole("button", { name: "Delete", exact: true }));
    await mo.page.getByRole("dialog", { name: /Trudy/ }).waitFor({ state: "detached" });
    await closeAll(mo);
    for (const guest of [ann, mo, troll]) {
      await soon(async () => expect(await guest.log.getByText("Message deleted").count()).toBe(2));
      expect(await guest.page.getByText(/Buy th/).count()).toBe(0);
      await guest.log.getByText(/Mo.* deleted messages of .*Trudy/).waitFor();
    }

    // They are banned, and stay out.
    const ban = await personMenu(mo, "Trudy");
    await mo.press(ban.getByRole("button", { name: "Ban…" }));
    await mo.page.getByLabel("For how long").selectOption("7 days");
    await mo.page.getByLabel("Reason").fill("Adverts all day long");
    await mo.press(mo.page.getByRole("button", { name: "Ban", exact: true }));
    await mo.page.getByRole("dialog", { name: /Trudy/ }).waitFor({ state: "detached" });
    await closeAll(mo);
    await expectBanned(troll, "Adverts all day long");
    await ann.here(2).waitFor();
    await troll.page.reload();
    await expectBanned(troll, "Adverts all day long");

    // They are let in again.
    const banned = await moderation(ann, "Muted, banned");
    await banned.getByText(/^By .*Mo.*: .*Adverts all day long/).waitFor();
    await ann.press(banned.getByRole("button", { name: /^Lift the ban of .*Trudy/ }));
    await banned.getByText(/Trudy.* may come back\./).waitFor();
    await ann.press(banned.getByRole("button", { name: /^Unmute .*Trudy/ }));
    await banned.getByText("Nobody is muted or banned.").waitFor();
    await troll.page.reload();
    await troll.welcomed();
    await troll.say("I am sorry");
    await ann.told("I am sorry").waitFor();

    // All of it can be read.
    await ann.press(banned.getByRole("tab", { name: "Log" }));
    const lines = ann.page.getByRole("tabpanel", { name: "Log" }).locator(".record-line");
    await soon(async () =>
      expect((await lines.allTextContents()).map((line) => line.replace(/[\u2068\u2069]/g, ""))).toEqual([
        "Ann unmuted Trudy",
        "Ann lifted the ban of Trudy",
        "Mo banned Trudy",
        "Mo deleted what Trudy wrote",
        "Mo muted Trudy",
        "Ann changed the role of Mo",
      ]),
    );
    await ann.page.getByText(/^for: 7 days · reason: .*Adverts all day long/).waitFor();
    await closeAll(ann);
  },
);

it("[R10] the focus stays among the people when what had it there is gone: one gives up a role, or somebody leaves", async () => {
  const { room, owner: ann } = await openOwn(browser, server.origin, "Ann", DESKTOP);
  guests.push(ann);
  const bo = await open(room, "Bo");
  await ann.here(2).waitFor();
  await personMenu(ann, "Bo");
  await giveRole(ann, "Owner");
  const people = await roster(ann);
  const own = people.getByRole("button", { name: /^Ann\b/ });
  await people.getByRole("button", { name: /^Bo\b.*Owner/ }).waitFor();
  await closeAll(ann);
  await own.press("Enter");
  await giveRole(ann, "Guest");
  await own.waitFor({ state: "detached" });
  await expectFocus(people);

  const bos = people.getByRole("button", { name: "Write to Bo alone" });
  await bos.focus();
  await expectFocus(bos);
  await bo.page.getByRole("link", { name: /^Parley, all rooms/ }).click();
  await bos.waitFor({ state: "detached" });
  await expectFocus(people);
});

/** Whoever is muted is told so where they would write. */
async function expectMuted(guest: RoomPage): Promise<void> {
  await guest.page.getByText(/^You may not write here until /).waitFor();
}

async function expectBanned(guest: RoomPage, reason: string): Promise<void> {
  const alert = guest.page.getByRole("alert");
  await alert.getByText(`They wrote: ${reason}`).waitFor();
  expect(await guest.composer.count()).toBe(0);
}
