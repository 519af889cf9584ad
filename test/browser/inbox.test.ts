import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { openDirect, person, type Person } from "../support/direct.ts";
import { expectNoObjection, overflows, WIDTHS } from "../support/inspect.ts";
import { ownedRoom } from "../support/owned.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

type Device = Parameters<typeof RoomPage.visit>[2];

/** Another device of somebody: a browser profile that comes with their token, in the lobby. */
async function deviceOf({ token, name }: Person, device: Device = DESKTOP): Promise<RoomPage> {
  const guest = await RoomPage.visit(browser, server.origin, device);
  await guest.page.evaluate(
    ([token, name]) => {
      localStorage.setItem("parley.token", token);
      localStorage.setItem("parley.name", name);
    },
    [token, name] as const,
  );
  await guest.page.reload();
  return guest;
}

/** A device of somebody, in a room. */
async function deviceIn(room: string, who: Person, device: Device = DESKTOP): Promise<RoomPage> {
  const guest = await deviceOf(who, device);
  await guest.page.goto(server.http(`/r/${room}`));
  await guest.welcomed();
  return guest;
}

/** The row of a list in the lobby that leads to where this is written. */
const row = (guest: RoomPage, list: string, text: string | RegExp) =>
  guest.page.getByRole("region", { name: list }).getByRole("listitem").filter({ hasText: text });

/** Waits until a page is told of so much elsewhere, by the link to the lobby. */
const badge = (guest: RoomPage, count: number) =>
  guest.page.locator(".home .elsewhere").filter({ hasText: new RegExp(`^${count}$`) });

const heading = (guest: RoomPage, name: string) => guest.page.getByRole("heading", { level: 1, name, exact: true });

const people = () => Promise.all(["Ann", "Bo"].map((name) => person(server, name))) as Promise<[Person, Person]>;

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])(
  "[D4] one writes to somebody from the roster; it is unread on their devices until one reads it, on a %s",
  async (_, device) => {
    const room = newRoom("inbox");
    const [annIs, boIs] = await people();
    const bo = await deviceIn(room, boIs, device);
    const second = await deviceOf(boIs);
    const ann = await deviceIn(room, annIs, device);
    if (device === PHONE) await ann.page.getByRole("button", { name: /^People/ }).tap();
    await ann.page.getByRole("button", { name: "Write to Bo alone" }).click();
    await heading(ann, "Bo").waitFor();
    await ann.here(1).waitFor();
    expect(ann.page.url()).toMatch(/\/r\/dm-[0-9a-f]{32}$/);
    await ann.page.getByRole("textbox", { name: "Message to Bo" }).waitFor();
    expect(await ann.page.title()).toBe("Bo · Parley");
    await ann.say("psst");
    await ann.told("psst").waitFor();
    await ann.page.getByText(/^This is the beginning of your conversation with .Bo.\.$/).waitFor();

    await badge(bo, 1).waitFor();
    await bo.page.getByRole("link", { name: "Parley, all rooms 1 unread elsewhere" }).waitFor();
    await row(second, "Conversations", "Ann").getByText("1 unread").waitFor();
    await bo.page.getByRole("link", { name: "Parley, all rooms" }).click();
    await row(bo, "Conversations", "psst").getByRole("link").click();
    await heading(bo, "Ann").waitFor();
    await bo.sees("psst");
    // What was read on one device is read on all.
    await row(second, "Conversations", "Ann").getByText("1 unread").waitFor({ state: "detached" });
    await bo.say("yes?");
    await ann.sees("yes?");
    await row(second, "Conversations", "You: yes?").waitFor();
    // A conversation is in its own list, and not among the rooms.
    await second.page.reload();
    await row(second, "Conversations", "You: yes?").waitFor();
    expect(await second.page.getByText(/dm-/).count()).toBe(0);
    await Promise.all([ann, bo, second].map((guest) => guest.close()));
  },
);

it.concurrent("[D6] a mention in any room stands in the lobby, and is read by going there", async () => {
  const room = newRoom("mentioned");
  const [annIs, boIs] = await people();
  const [bo, second] = [await deviceOf(boIs), await deviceOf(boIs)];
  const { socket: ann } = await join(server, room, { token: annIs.token, name: "Ann" });
  await ann.post("@Bo come and see", { mentions: [boIs.id] });
  for (const guest of [bo, second]) await row(guest, "Mentions", "@Bo come and see").getByText("1 unread").waitFor();
  await row(bo, "Mentions", new RegExp(`Ann.* in .*${room}`))
    .getByRole("link")
    .click();
  await bo.sees("@Bo come and see");
  await row(second, "Mentions", "@Bo come and see").getByText("1 unread").waitFor({ state: "detached" });
  await Promise.all([bo.close(), second.close(), ann.close()]);
});

it.concurrent("[D6] a mention is said to be in the room by the title that it had when one was there", async () => {
  const { room, owner } = await ownedRoom(server, { title: "The shed" });
  const [, boIs] = await people();
  const bo = await deviceIn(room, boIs);
  await bo.page.getByRole("heading", { level: 1, name: "The shed" }).waitFor();
  await bo.press(bo.page.getByRole("link", { name: "Parley, all rooms" }));
  await owner.post("@Bo where are you?", { mentions: [boIs.id] });
  await row(bo, "Mentions", / in .?The shed/).waitFor();
  await Promise.all([bo.close(), owner.close()]);
});

it.concurrent("[D7] a conversation that is hidden stays away on every device until one writes again", async () => {
  const [annIs, boIs] = await people();
  const conversation = await openDirect(server, annIs, boIs);
  const { socket: ann } = await join(server, conversation, { token: annIs.token, name: "Ann" });
  await ann.post("one");
  const [bo, second] = [await deviceOf(boIs), await deviceOf(boIs, PHONE)];
  await row(second, "Conversations", "one").waitFor();
  await row(bo, "Conversations", "one").getByRole("button", { name: "Hide the conversation with Ann" }).click();
  for (const guest of [bo, second]) await row(guest, "Conversations", "Ann").waitFor({ state: "detached" });
  await ann.post("two");
  const { socket: bos } = await join(server, conversation, { token: boIs.token, name: "Bo" });
  await bos.post("three");
  for (const guest of [bo, second]) await row(guest, "Conversations", "You: three").waitFor();
  await Promise.all([bo.close(), second.close(), ann.close(), bos.close()]);
});

it.concurrent("/msg writes to somebody alone, and says so; an outsider with the link is refused", async () => {
  const room = newRoom("msg");
  const [annIs, boIs] = await people();
  const bo = await deviceIn(room, boIs);
  const ann = await deviceIn(room, annIs);
  await ann.here(2).waitFor();
  await ann.composer.fill("/msg Zoe psst");
  await ann.composer.press("Enter");
  await ann.page.getByText("Nobody here is called like that.").waitFor();
  await ann.composer.fill("/msg Bo psst");
  await ann.composer.press("Enter");
  await ann.page.getByText(/^Sent to .Bo. alone\.$/).waitFor();
  expect(await ann.composer.inputValue()).toBe("");
  await badge(bo, 1).waitFor();
  expect(await bo.log.getByText("psst").count()).toBe(0);
  const conversation = await openDirect(server, annIs, boIs);
  const eve = await RoomPage.visit(browser, server.origin);
  await eve.page.goto(server.http(`/r/${conversation}`));
  await eve.page.getByRole("heading", { name: "This conversation is not yours" }).waitFor();
  // Trying again leads nowhere.
  expect(await eve.page.locator(".refused").getByRole("button").count()).toBe(0);
  await Promise.all([ann.close(), bo.close(), eve.close()]);
});

it.concurrent("axe has nothing to object to, nothing reaches over the side, and it works by keyboard", async () => {
  const [annIs, boIs] = await people();
  const conversation = await openDirect(server, annIs, boIs);
  const { socket: ann } = await join(server, conversation, { token: annIs.token, name: "Ann".repeat(10) });
  await ann.post(`A long message without an end ${"endless".repeat(40)}`);
  const rooms = Array.from({ length: 7 }, () => newRoom("a-room-whose-name-is-as-long-as-it-gets"));
  for (const room of rooms) {
    const { socket } = await join(server, room, { name: "يوسف" });
    await socket.post("@Bo مرحبا", { mentions: [boIs.id] });
    await socket.close();
  }
  const bo = await deviceOf(boIs);
  await row(bo, "Mentions", rooms.at(-1)!).waitFor();
  for (const width of WIDTHS) {
    await bo.page.setViewportSize({ width, height: 800 });
    await soon(async () => expect(await overflows(bo.page), `${width}`).toEqual([]));
  }
  await expectNoObjection(bo.page, "the lobby with conversations and mentions");
  await bo.page.getByRole("button", { name: "Show all 7" }).press("Enter");
  await row(bo, "Mentions", rooms[0]!).waitFor();
  await row(bo, "Conversations", "AnnAnn").getByRole("link").press("Enter");
  await heading(bo, "Ann".repeat(10)).waitFor();
  await badge(bo, 7).waitFor();
  await expectNoObjection(bo.page, "a conversation, with mentions elsewhere");
  await Promise.all([bo.close(), ann.close()]);
});
