import type { Browser, Locator } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { expectFocus, expectNoObjection, overflows, smallTargets, startOf, WIDTHS } from "../support/inspect.ts";
import { tabTo } from "../support/keyboard.ts";
import { inviteBy, ownedRoom } from "../support/owned.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { join, type JsonSocket } from "../support/socket.ts";
import { setStage } from "../support/stage.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const guests: RoomPage[] = [];
afterEach(() => Promise.all(guests.splice(0).map((guest) => guest.close())));

type Device = typeof DESKTOP;
const DEVICES: readonly (readonly [string, Device])[] = [
  ["desktop", DESKTOP],
  ["phone", PHONE],
];

/** Somebody who follows a link, in a browser of their own. */
async function follow(address: string, device: Device = DESKTOP): Promise<RoomPage> {
  const guest = await RoomPage.visit(browser, server.origin, device);
  guests.push(guest);
  await guest.page.getByLabel("Your name").fill("Bo");
  await guest.page.evaluate(() => localStorage.setItem("parley.name", "Bo"));
  await guest.page.goto(new URL(address, server.origin).href);
  return guest;
}

/** Somebody who comes by a link for the first time, in a browser of their own. */
async function come(address: string, device: Device): Promise<RoomPage> {
  const guest = await RoomPage.follow(browser, new URL(address, server.origin).href, device);
  guests.push(guest);
  return guest;
}

/** A title, whatever its direction, begins where the lines of the page begin. */
async function expectBegins(guest: RoomPage, title: string, heading: Locator): Promise<void> {
  const sign = guest.page.getByText(title, { exact: true });
  await sign.waitFor();
  for (const dir of ["ltr", "rtl"]) {
    await guest.page.evaluate((value) => (document.documentElement.dir = value), dir);
    await soon(async () => expect(await startOf(sign), dir).toBe(await startOf(heading)));
  }
}

/** What stands at the door. */
const door = (guest: RoomPage, title: string) => guest.page.getByRole("heading", { name: title });

/** axe finds nothing, it fits on every width, and fingers hit what there is to hit. */
async function expectTidy(guest: RoomPage, where: string): Promise<void> {
  await expectNoObjection(guest.page, where);
  const size = guest.page.viewportSize() ?? { width: 0, height: 0 };
  const isPhone = size.width === PHONE.viewport?.width;
  if (isPhone) expect(await smallTargets(guest.page), where).toEqual([]);
  for (const width of WIDTHS) {
    await guest.page.setViewportSize({ width, height: size.height });
    // What follows the width is drawn anew in its own time.
    await soon(async () => expect(await overflows(guest.page), `${where}, ${width} px`).toEqual([]));
  }
  await guest.page.setViewportSize(size);
}

async function about(guest: RoomPage): Promise<Locator> {
  await guest.press(guest.page.getByRole("button", { name: "About this room" }));
  const dialog = guest.page.getByRole("dialog", { name: "About this room" });
  await dialog.getByRole("heading", { name: "Its link" }).waitFor();
  return dialog;
}

it.each(DEVICES)("[R11] a private room with a password asks for it, once, on a %s", async (_name, device) => {
  const room = newRoom("private");
  const ann = await RoomPage.visit(browser, server.origin, device);
  guests.push(ann);
  await ann.page.getByLabel("Your name").fill("Ann");
  await ann.press(ann.page.getByRole("button", { name: "Choose its name and topic" }));
  const dialog = ann.page.getByRole("dialog", { name: "A room of your own" });
  await dialog.getByLabel("Name", { exact: true }).fill(room);
  await dialog.getByLabel("Title").fill("The shed");
  await dialog.getByLabel("Kind of room").selectOption("Private");
  await dialog.getByText("Only whom you invite, and who knows its password").waitFor();
  await dialog.getByLabel("Password").fill("rosebud");
  await expectTidy(ann, "a new room");
  await ann.press(dialog.getByRole("button", { name: "Open room" }));
  await ann.welcomed();
  await ann.page.getByRole("heading", { level: 1, name: "The shed" }).waitFor();
  await soon(async () => expect(await ann.page.title()).toContain("The shed"));

  // Its link alone lets nobody in: one is led to those that do.
  await ann.press(ann.page.getByRole("button", { name: "Invite people…" }));
  const invitations = ann.page.getByRole("heading", { name: "Invitations" });
  await expectFocus(invitations);
  await soon(async () => expect((await invitations.boundingBox())?.y).toBeLessThan(800));
  await ann.page.keyboard.press("Escape");
  await ann.page.getByRole("dialog").waitFor({ state: "detached" });

  const bo = await follow(`/r/${room}`, device);
  await door(bo, "This room has a password").waitFor();
  await bo.page.getByText("The shed", { exact: true }).waitFor();
  expect(await bo.log.count()).toBe(0);
  await expectTidy(bo, "a password");
  const field = bo.page.getByLabel("Password");
  const enter = bo.page.getByRole("button", { name: "Come in", exact: true });
  await bo.press(enter);
  await bo.page.getByText("Type the password.").waitFor();
  await expectFocus(field);
  await field.fill("citizen");
  await field.press("Enter");
  await bo.page.getByText("This is not the password.").waitFor();
  await soon(async () => expect(await field.getAttribute("aria-invalid")).toBe("true"));
  await expectFocus(field);
  await field.fill("rosebud");
  await field.press("Enter");
  await bo.welcomed();
  await bo.say("found it");
  await ann.sees("found it");
  // Who belongs to the room is not asked again.
  await bo.page.reload();
  await bo.welcomed();
  await bo.sees("found it");
});

it.each(DEVICES)(
  "[R12] an invitation is made, followed in another browser, and taken back, on a %s",
  async (_name, device) => {
    const { room, token } = await ownedRoom(server, { visibility: "private" });
    const ann = await follow("/", device);
    await ann.page.evaluate((text) => localStorage.setItem("parley.token", text), token);
    await ann.page.goto(server.http(`/r/${room}`));
    await ann.welcomed();
    let dialog = await about(ann);
    await dialog.getByLabel("For how many").selectOption("1 person");
    await ann.press(dialog.getByRole("button", { name: "Make a link" }));
    const link = await dialog.getByRole("textbox", { name: /^Here is the link/ }).inputValue();
    expect(link).toMatch(new RegExp(`^${server.origin}/r/${room}#invite=[\\w-]{22}$`));
    const list = dialog.getByRole("list", { name: "Links that are good" });
    await list.getByText(/for 1 more person/).waitFor();
    await expectNoObjection(ann.page, "invitations");

    const bo = await follow(link, device);
    await bo.welcomed();
    // The invitation is nobody else's: it does not stand in the address any more.
    expect(bo.page.url()).toBe(server.http(`/r/${room}`));
    await bo.say("thank you");
    await ann.sees("thank you");

    const cleo = await follow(link, device);
    await door(cleo, "This invitation is not good any more").waitFor();
    await expectTidy(cleo, "a bad invitation");
    await cleo.press(cleo.page.getByRole("button", { name: "Go on without it" }));
    await door(cleo, "This room is for its members").waitFor();
    await expectTidy(cleo, "members only");

    await ann.page.reload();
    await ann.welcomed();
    dialog = await about(ann);
    await ann.press(dialog.getByRole("button", { name: "Make a link" }));
    const other = await dialog.getByRole("textbox", { name: /^Here is the link/ }).inputValue();
    await ann.press(dialog.getByRole("button", { name: /^Take back: Member/ }));
    await dialog.getByText("Taken back.").waitFor();
    await expectFocus(dialog.getByRole("heading", { name: "Invitations" }));
    // Nobody hands a link on that is good no more.
    await dialog.getByRole("textbox", { name: /^Here is the link/ }).waitFor({ state: "detached" });
    const dave = await follow(other, device);
    await door(dave, "This invitation is not good any more").waitFor();
  },
);

it.each(DEVICES)("[R12] who is invited and has no name yet is asked for one, on a %s", async (_name, device) => {
  const { room, owner } = await ownedRoom(server, { visibility: "private", title: "The shed" });
  const { code } = await inviteBy(owner, { uses: 2 });
  const bo = await come(`/r/${room}#invite=${code}`, device);
  await door(bo, "You are invited").waitFor();
  await bo.page.getByText("The shed", { exact: true }).waitFor();
  const field = bo.page.getByLabel("Your name");
  const enter = bo.page.getByRole("button", { name: "Come in", exact: true });
  if (device === DESKTOP) await expectFocus(field);
  await expectTidy(bo, "invited");
  await field.fill("x".repeat(40));
  await bo.page.getByText("A name has at most 32 characters.").waitFor();
  await bo.press(enter);
  await expectFocus(field);
  await field.fill(" Bo ");
  await field.press("Enter");
  await bo.page.getByRole("button", { name: /^You are .?Bo\b/ }).waitFor();
  expect((await owner.next("join")).user.name).toBe("Bo");
  // Who has a name is not asked again, and the invitation was used once.
  await bo.page.goto("about:blank");
  await bo.page.goto(server.http(`/r/${room}#invite=${code}`));
  await bo.welcomed();
  const { invitations = [] } = (await owner.ask({ type: "invites" })) as { invitations?: { uses?: number }[] };
  expect(invitations.map(({ uses }) => uses)).toEqual([undefined, 1]);

  // Who wants no name is a guest.
  const cleo = await come(`/r/${room}#invite=${code}`, device);
  await door(cleo, "You are invited").waitFor();
  await cleo.press(cleo.page.getByRole("button", { name: "Come in", exact: true }));
  await cleo.page.getByRole("button", { name: /^You are .?guest-/ }).waitFor();
});

it.each(DEVICES)(
  "[R13] who knows the password and has no name yet is asked for one, on a %s",
  async (_name, device) => {
    const { room, owner } = await ownedRoom(server, {}, { password: "rosebud" });
    const bo = await come(`/r/${room}`, device);
    await door(bo, "This room has a password").waitFor();
    const field = bo.page.getByLabel("Your name");
    if (device === DESKTOP) await expectFocus(field);
    await expectTidy(bo, "a name and a password");
    await field.fill("x".repeat(40));
    await bo.page.getByLabel("Password").fill("rosebud");
    await bo.press(bo.page.getByRole("button", { name: "Come in", exact: true }));
    await expectFocus(field);
    await field.fill("Bo");
    await bo.page.getByLabel("Password").press("Enter");
    await bo.welcomed();
    expect((await owner.next("join")).user.name).toBe("Bo");
  },
);

it("a title of another direction than the page's begins at the door where the rest does", async () => {
  const title = "مرحبا";
  const { room, owner } = await ownedRoom(server, { visibility: "private", title });
  const { code } = await inviteBy(owner, {});
  const bo = await come(`/r/${room}#invite=${code}`, PHONE);
  await expectBegins(bo, title, door(bo, "You are invited"));
  const cleo = await come(`/r/${room}`, PHONE);
  await expectBegins(cleo, title, door(cleo, "This room is for its members"));
});

it("[R12] who gives an invitation to the lobby of a phone is led to what is asked of them", async () => {
  const { room, owner } = await ownedRoom(server, { visibility: "private" });
  const { code } = await inviteBy(owner, {});
  const bo = await come("/", PHONE);
  const field = bo.page.getByLabel("Room", { exact: true });
  await field.fill(server.http(`/r/${room}#invite=${code}`));
  await field.press("Enter");
  // Not to the field: that would open a keyboard.
  await expectFocus(door(bo, "You are invited"));
});

const share = (guest: RoomPage) => guest.page.getByRole("button", { name: "Share the link to this room" });
const copied = (guest: RoomPage) => guest.page.evaluate(() => navigator.clipboard.readText());
const aboutOf = (guest: RoomPage) => guest.page.getByRole("dialog", { name: "About this room" });

it.each(DEVICES)(
  "[R11] where the room's link lets nobody in, sharing leads to what does, or tells that, on a %s",
  async (_name, device) => {
    const { room, token, owner } = await ownedRoom(server);
    const ann = await follow("/", device);
    await ann.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await ann.page.evaluate((text) => localStorage.setItem("parley.token", text), token);
    await ann.page.goto(server.http(`/r/${room}`));
    await ann.welcomed();
    const { bo, user } = await known(room, owner, device);
    await bo.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    // Whoever has the link comes in.
    await bo.press(share(bo));
    await bo.page.getByText("Link copied").waitFor();
    expect(await copied(bo)).toBe(server.http(`/r/${room}`));
    expect(await bo.page.getByRole("dialog").count()).toBe(0);

    await owner.ask({ type: "role", user, role: "member" });
    await owner.ask({ type: "room", settings: { visibility: "private" } });
    await ann.page.getByRole("button", { name: "Invite people…" }).waitFor();
    await ann.press(share(ann));
    await expectFocus(ann.page.getByRole("heading", { name: "Invitations" }));
    const close = aboutOf(ann).getByRole("button", { name: "Close" });
    // However far one is in it, it can be closed.
    expect((await close.boundingBox())!.y).toBeGreaterThanOrEqual(0);
    await ann.press(close);
    await aboutOf(ann).waitFor({ state: "detached" });

    await bo.page.getByRole("button", { name: "Copy link to invite people" }).waitFor({ state: "detached" });
    await bo.press(share(bo));
    await expectFocus(aboutOf(bo).getByRole("heading", { name: "Its link" }));
    await aboutOf(bo).getByText("Only members get in by this link. Those who look after the room can invite").waitFor();
    await expectTidy(bo, "a link for members");
    await bo.press(aboutOf(bo).getByRole("button", { name: "Share link" }));
    await aboutOf(bo).getByText("Link copied").waitFor();
    // It is told as the room changes.
    await owner.ask({ type: "room", settings: {}, password: "rosebud" });
    await aboutOf(bo).getByText("Only members get in by this link, and who knows the password.").waitFor();
    await owner.ask({ type: "room", settings: { visibility: "unlisted", locked: true }, password: null });
    await aboutOf(bo).getByText("The room is locked: only members get in by this link.").waitFor();
    await owner.ask({ type: "room", settings: { locked: false } });
    await aboutOf(bo).getByText("The room is locked").waitFor({ state: "detached" });
  },
);

it("[R12] an invitation makes a moderator, who sees and does what that is", async () => {
  const { room, owner } = await ownedRoom(server, { visibility: "private" });
  const { code } = await inviteBy(owner, { role: "moderator" });
  const bo = await follow(`/r/${room}#invite=${code}`);
  await bo.welcomed();
  const dialog = await about(bo);
  await dialog.getByText("You help to look after this room.").waitFor();
  await dialog.getByLabel("Slow mode").selectOption("30 seconds");
  await dialog.getByRole("checkbox", { name: /^Locked/ }).check();
  expect(await dialog.getByLabel("Kind of room").count()).toBe(0);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Saved.").waitFor();
  expect((await owner.next("room", ({ settings }) => settings.slowMode === 30)).settings.locked).toBe(true);
  // Members they may make, and no more than that.
  expect(await dialog.getByLabel("Becomes").count()).toBe(0);
});

it.each(DEVICES)(
  "[R11] [R13] a room that is locked, or full, says so, and lets in once it is not, on a %s",
  async (_name, device) => {
    const { room, owner } = await ownedRoom(server, { locked: true, maxMembers: 0 });
    const bo = await follow(`/r/${room}`, device);
    await door(bo, "This room is locked").waitFor();
    await expectTidy(bo, "locked");
    await owner.ask({ type: "room", settings: { locked: false, maxMembers: 1 } });
    await bo.press(bo.page.getByRole("button", { name: "Try again" }));
    await door(bo, "This room is full").waitFor();
    await expectTidy(bo, "full");
    await owner.ask({ type: "room", settings: { maxMembers: 0 } });
    await bo.press(bo.page.getByRole("button", { name: "Try again" }));
    await bo.welcomed();
    await bo.say("at last");
    await bo.sees("at last");
  },
);

it.each(DEVICES)(
  "[R14] who may only read is told, and what was being written waits, on a %s",
  async (_name, device) => {
    const { room, owner } = await ownedRoom(server);
    const bo = await follow(`/r/${room}`, device);
    await bo.welcomed();
    await bo.composer.fill("half a thou");
    await owner.ask({ type: "room", settings: { write: "members" } });
    await bo.page.getByText("Only members write in this room. You can read along.").waitFor();
    await bo.composer.waitFor({ state: "hidden" });
    await expectTidy(bo, "read only");
    await owner.post("for you to read");
    const { seq } = await owner.post("and to like");
    await owner.ask({ type: "react", seq, emoji: "👍", on: true });
    const reaction = bo.page.getByRole("button", { name: /^👍/ });
    await reaction.waitFor();
    // What would be refused is not offered.
    expect(await reaction.getAttribute("aria-disabled")).toBe("true");
    await bo.point("for you to read");
    const actions = bo.page.getByRole("toolbar");
    await actions.getByRole("button", { name: "More" }).waitFor();
    expect(await actions.getByRole("button").count()).toBe(1);
    await owner.ask({ type: "room", settings: { write: "everyone" } });
    await bo.composer.waitFor();
    await actions.getByRole("button", { name: "Reply" }).waitFor();
    await soon(async () => expect(await reaction.getAttribute("aria-disabled")).toBe("false"));
    expect(await bo.composer.inputValue()).toBe("half a thou");
    await bo.say("all of it");
    await bo.sees("all of it");
  },
);

it.each(DEVICES)(
  "[R14] in slow mode one sees how long to wait, and writes meanwhile, on a %s",
  async (_name, device) => {
    const { room, owner } = await ownedRoom(server, { slowMode: 3_600 });
    const bo = await follow(`/r/${room}`, device);
    await bo.welcomed();
    await bo.say("one");
    await bo.page.getByText(/^Slow mode: \d+:\d\d left$/).waitFor();
    await bo.composer.fill("two");
    expect(await bo.send.isDisabled()).toBe(true);
    await bo.composer.press("Control+Enter");
    expect(await bo.composer.inputValue()).toBe("two");
    await expectTidy(bo, "slow mode");
    // Coming in anew makes it no shorter.
    await bo.page.reload();
    await bo.page.getByText(/^Slow mode: \d+:\d\d left$/).waitFor();
    // By time, it ends of itself.
    await owner.ask({ type: "room", settings: { slowMode: 1 } });
    await bo.page.getByText(/^Slow mode: .+ left$/).waitFor({ state: "detached" });
    await bo.composer.fill("two");
    await soon(async () => expect(await bo.send.isEnabled()).toBe(true));
    await bo.say("two");
    await bo.sees("two");
    expect(await bo.log.getByText("Not sent").count()).toBe(0);
  },
);

/** Somebody in a room, and their id there. */
async function known(room: string, owner: JsonSocket, device: Device): Promise<{ bo: RoomPage; user: string }> {
  const bo = await follow(`/r/${room}`, device);
  const { user } = await owner.next("join");
  await bo.welcomed();
  return { bo, user: user.id };
}

it.each(DEVICES)(
  "[K3] who is muted is told until when and why, and writes again after that, on a %s",
  async (_name, device) => {
    const { room, owner } = await ownedRoom(server);
    const { bo, user } = await known(room, owner, device);
    await bo.composer.fill("what I wanted to say");
    await owner.ask({ type: "mute", user, seconds: 3_600, reason: "Count to ten." });
    await bo.page.getByText(/^You may not write here until .*\d:\d\d/).waitFor();
    await bo.page.getByText("They wrote: Count to ten.").waitFor();
    await bo.composer.waitFor({ state: "hidden" });
    await expectTidy(bo, "muted");
    await bo.page.reload();
    await bo.page.getByText("They wrote: Count to ten.").waitFor();
    await owner.ask({ type: "unmute", user });
    await bo.composer.waitFor();
    await owner.ask({ type: "mute", user });
    await bo.page.getByText("You may not write here.").waitFor();
    // By time, it ends of itself.
    await owner.ask({ type: "mute", user, seconds: 1 });
    await bo.composer.waitFor();
    await soon(async () => expect(await bo.composer.inputValue()).toBe("what I wanted to say"));
    await bo.say("ten");
    await bo.sees("ten");
  },
);

it.each(DEVICES)(
  "[K1] [K2] who is sent out may come back, who is banned may not until then, on a %s",
  async (_name, device) => {
    const { room, owner } = await ownedRoom(server);
    const { bo, user } = await known(room, owner, device);
    await bo.say("something rude");
    await owner.ask({ type: "kick", user, reason: "Not here." });
    await door(bo, "You were sent out").waitFor();
    await bo.page.getByText("They wrote: Not here.").waitFor();
    await expectTidy(bo, "sent out");
    await bo.press(bo.page.getByRole("button", { name: "Come back in" }));
    await bo.welcomed();
    await owner.ask({ type: "ban", user, seconds: 3_600, reason: "Twice." });
    await door(bo, "You are banned from this room").waitFor();
    await bo.page.getByText("They wrote: Twice.").waitFor();
    await bo.page.getByText(/^You may come back after .*\d:\d\d/).waitFor();
    await bo.page.reload();
    await door(bo, "You are banned from this room").waitFor();
    await bo.page.getByText(/^You may come back after .*\d:\d\d/).waitFor();
    expect(await bo.log.count()).toBe(0);
    await expectTidy(bo, "banned");
    await bo.press(bo.page.getByRole("link", { name: "Choose another room" }));
    await bo.page.getByRole("heading", { name: "A room is a link." }).waitFor();
  },
);

it("[R10] the owner says who comes in and who writes, and everybody sees it", async () => {
  const { room, token } = await ownedRoom(server);
  const ann = await follow("/");
  await ann.page.evaluate((text) => localStorage.setItem("parley.token", text), token);
  await ann.page.goto(server.http(`/r/${room}`));
  await ann.welcomed();
  const bo = await follow(`/r/${room}`, PHONE);
  await bo.welcomed();
  const dialog = await about(ann);
  await dialog.getByLabel("Title").fill(" Garden club ");
  await dialog.getByLabel("Kind of room").selectOption("Private");
  await dialog.getByLabel("Password").fill("rosebud");
  await dialog.getByLabel("How many people at once").fill("many");
  await dialog.getByLabel("Sites whose pages may come in").fill("example");
  await dialog.getByLabel("Who writes").selectOption("Members");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expectFocus(dialog.getByLabel("How many people at once"));
  await dialog.getByText("Type a whole number, or nothing.").waitFor();
  await dialog.getByText("An address is like https://example.org.").waitFor();
  await dialog.getByLabel("How many people at once").fill("20");
  await dialog.getByLabel("Sites whose pages may come in").fill("");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Saved.").waitFor();
  expect(await dialog.getByLabel("New password").inputValue()).toBe("");
  await expectNoObjection(ann.page, "all settings");

  await bo.page.getByRole("heading", { level: 1, name: "Garden club" }).waitFor();
  await bo.page.getByText("Only members write in this room.").waitFor();
  const facts = await about(bo);
  await facts.getByText("Its members. Others need the password.").waitFor();
  await facts.getByText("Members", { exact: true }).waitFor();
  await expectNoObjection(bo.page, "facts");

  await dialog.getByRole("checkbox", { name: "No password any more" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await facts.getByText("Its members.", { exact: true }).waitFor();
  const { socket, welcome } = await join(server, room, { token });
  expect(welcome.settings).toMatchObject({ title: "Garden club", maxMembers: 20, password: false, write: "members" });
  socket.close();
});

it("by the keyboard alone one comes to a door, and in", async () => {
  const { room } = await ownedRoom(server, {}, { password: "rosebud" });
  const bo = await follow(`/r/${room}`);
  await door(bo, "This room has a password").waitFor();
  await expectFocus(bo.page.getByLabel("Password"));
  await bo.page.keyboard.type("rosebud");
  await tabTo(bo.page.getByRole("checkbox", { name: "Show it" }));
  await bo.page.keyboard.press("Space");
  await soon(async () => expect(await bo.page.getByLabel("Password").getAttribute("type")).toBe("text"));
  await tabTo(bo.page.getByRole("button", { name: "Come in", exact: true }));
  await bo.page.keyboard.press("Enter");
  await bo.welcomed();
  await expectFocus(bo.composer);
});

it.each(DEVICES)(
  "[K2] [R9] who is sent away is told whatever is open before the room, and so is who was in one that is deleted, on a %s",
  async (_name, device) => {
    const { room, token, owner } = await ownedRoom(server);
    const bo = await follow(`/r/${room}`, device);
    await bo.welcomed();
    const { user } = await owner.next("join");
    const dialogs = bo.page.getByRole("dialog");
    await about(bo);
    await owner.ask({ type: "kick", user: user.id });
    await expectFocus(door(bo, "You were sent out"));
    await dialogs.waitFor({ state: "detached" });
    // What was said can still be looked through.
    const search = bo.page.getByRole("button", { name: "Search this room" });
    await bo.press(search);
    await expectFocus(dialogs.getByRole("textbox"));
    await bo.page.keyboard.press("Escape");
    await dialogs.waitFor({ state: "detached" });
    await bo.press(bo.page.getByRole("button", { name: "Come back" }));
    await bo.welcomed();

    await bo.press(search);
    await expectFocus(dialogs.getByRole("textbox"));
    const headers = { Authorization: `Bearer ${token}` };
    expect((await fetch(server.http(`/api/rooms/${room}`), { method: "DELETE", headers })).status).toBe(204);
    await expectFocus(door(bo, "This room was deleted"));
    await dialogs.waitFor({ state: "detached" });
  },
);
