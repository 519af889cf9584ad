import type { Browser } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { expectNoObjection, overflows, WIDTHS } from "../support/inspect.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { join, type JsonSocket } from "../support/socket.ts";
import { setStage } from "../support/stage.ts";
import { ThreadView } from "./thread-view.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const guests: RoomPage[] = [];
afterEach(() => Promise.all(guests.splice(0).map((guest) => guest.close())));

async function open(room: string, name: string, device = DESKTOP): Promise<{ guest: RoomPage; thread: ThreadView }> {
  const guest = await RoomPage.open(browser, server.origin, room, name, device);
  guests.push(guest);
  return { guest, thread: new ThreadView(guest) };
}

/** A room in which Cleo asked something, and answered it once. */
async function asked(text = "Where do we eat?"): Promise<{ room: string; cleo: JsonSocket; question: number }> {
  const room = newRoom("thread");
  const { socket: cleo } = await join(server, room, { name: "Cleo" });
  const { seq: question } = await cleo.post(text);
  await cleo.post("By the river", { replyTo: question });
  return { room, cleo, question };
}

it("[C11] answers of a thread are answers in the room's log, and come to whoever has the thread open, on a desktop and a phone", async () => {
  const { room } = await asked();
  const { guest: ann, thread: atAnn } = await open(room, "Ann");
  const { guest: bo, thread: atBo } = await open(room, "Bo", PHONE);
  // What moves the log has moved it: what Ann presses stays where it is.
  await ann.log.getByText(/joined$/).waitFor();
  await atAnn.open("1 reply");
  await soon(async () => expect(await atAnn.field.evaluate((field) => field === document.activeElement)).toBe(true));
  await atAnn.say("In the garden");
  await bo.log.getByText("In the garden", { exact: true }).waitFor();
  expect(await bo.log.getByRole("button", { name: "In reply to Cleo Where do we eat?" }).count()).toBe(2);
  await atBo.open("2 replies");
  await atBo.say("Fine, @Cleo");
  await atAnn.told("Fine, @Cleo").waitFor();
  for (const thread of [atAnn, atBo]) {
    await thread.counts("3 replies");
    expect(await thread.texts()).toEqual(["Where do we eat?", "By the river", "In the garden", "Fine, @Cleo"]);
    // What is answered stands above, and not in each of them.
    expect(await thread.list.getByRole("button", { name: /^In reply to/ }).count()).toBe(0);
  }
  // What is written to the room is no answer.
  await ann.say("Something else");
  await ann.told("Something else").waitFor();
  await bo.log.getByText("Something else", { exact: true }).waitFor({ state: "attached" });
  expect(await atAnn.texts()).toHaveLength(4);
});

it.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("what is changed, taken back or given while a thread is open is seen there, on a %s", async (_name, device) => {
  const { room, cleo, question } = await asked();
  const { guest: ann, thread } = await open(room, "Ann", device);
  await thread.open("1 reply");
  await cleo.ask({ type: "edit", seq: question + 1, text: "By the lake" });
  await thread.list.getByText("By the lake (edited)").waitFor();
  await cleo.ask({ type: "react", seq: question, emoji: "🎉", on: true });
  await thread.list.getByRole("button", { name: "🎉 Cleo" }).click();
  await thread.list.getByRole("button", { name: "🎉 you and Cleo", pressed: true }).waitFor();

  // One's own: changed where it was written, and taken back.
  await thread.say("At mine");
  await thread.told("At mine").click();
  await thread.list.getByRole("button", { name: "Edit" }).click();
  const form = ann.page.locator("form", { has: thread.field });
  await form.getByRole("button", { name: "Save" }).waitFor();
  await soon(async () => expect(await thread.field.inputValue()).toBe("At mine"));
  await thread.field.fill("At my place");
  await form.getByRole("button", { name: "Save" }).click();
  await thread.list.getByText("At my place (edited)").waitFor();
  await form.getByRole("button", { name: "Send" }).waitFor();
  await thread.list.getByText("At my place (edited)").click();
  await thread.list.getByRole("button", { name: "Delete" }).click();
  const dialog = ann.page.getByRole("dialog", { name: "Delete this message?" });
  await dialog.getByRole("button", { name: "Delete" }).click();
  await thread.list.getByText("Message deleted").waitFor();

  // What is answered can be taken back, too: then nobody answers it any more.
  await cleo.ask({ type: "delete", seq: question });
  await ann.page.getByText("Nobody can reply here any more.").waitFor();
  expect(await thread.list.getByText("Message deleted").count()).toBe(2);
  expect(await thread.field.count()).toBe(0);
  await thread.list.getByText("By the lake (edited)").waitFor();
});

it("an answer to an answer stands in a thread of its own: a press leads there, and Back returns", async () => {
  const { room, cleo, question } = await asked();
  const { guest: ann, thread } = await open(room, "Ann");
  await thread.open("1 reply");
  await cleo.post("Which river?", { replyTo: question + 1 });
  await thread.list.getByRole("button", { name: "1 reply", exact: true }).click();
  await thread.told("Which river?").waitFor();
  expect(await thread.texts()).toEqual(["By the river", "Which river?"]);
  await ann.page.goBack();
  await thread.told("Where do we eat?").waitFor();
  // Reply means the same: nothing is answered beside the thread that is shown.
  await thread.told("By the river").hover();
  await thread.list.getByRole("button", { name: "Reply", exact: true }).click();
  await thread.told("Which river?").waitFor();
  await thread.say("The small one");
  await ann.log.getByRole("button", { name: "In reply to Cleo By the river" }).nth(1).waitFor();
  await thread.close.click();
  await thread.gone();
  expect(new URL(ann.page.url()).hash).toBe("");
});

it("the address says which thread is open: it is there after a reload, Back closes it on a phone, and it is left for good", async () => {
  const { room } = await asked();
  const { guest: bo, thread } = await open(room, "Bo", PHONE);
  await thread.open("1 reply");
  await bo.page.reload();
  await thread.counts("1 reply");
  await bo.page.goBack();
  await thread.gone();
  await bo.composer.waitFor();
  await thread.open("1 reply");
  await thread.close.tap();
  await thread.gone();
  const button = bo.log.getByRole("button", { name: "1 reply" });
  await soon(async () => expect(await button.evaluate((one) => one === document.activeElement)).toBe(true));
  await soon(() => expect(new URL(bo.page.url()).hash).toBe(""));
  await bo.page.goBack();
  await bo.page.getByRole("button", { name: "Join room" }).waitFor();

  // Who comes by such an address stays in the room.
  const tab = await bo.openTab(`${server.origin}/r/${room}#t=1`);
  const second = new ThreadView(tab);
  await second.counts("1 reply");
  await second.close.tap();
  await second.gone();
  expect(tab.page.url()).toBe(`${server.origin}/r/${room}`);
  await tab.composer.waitFor();
  await tab.page.evaluate(() => (location.hash = "#t=1"));
  await second.counts("1 reply");
  // Whoever goes to the field below the log leaves the thread where it is.
  await tab.page.setViewportSize({ width: 1280, height: 800 });
  await second.counts("1 reply");
  await tab.page.getByRole("link", { name: "Skip to the message field" }).focus();
  await tab.page.keyboard.press("Enter");
  await soon(async () => expect(await tab.composer.evaluate((field) => field === document.activeElement)).toBe(true));
  await second.counts("1 reply");
});

it("by keyboard alone: to a message's answers, along them, to one of them in the room, and back", async () => {
  const { room, cleo, question } = await asked();
  await cleo.post("Or at home", { replyTo: question });
  const { guest: ann, thread } = await open(room, "Ann");
  const { keyboard } = ann.page;
  const button = ann.log.getByRole("button", { name: /^\d replies$/ });
  await button.focus();
  await keyboard.press("Enter");
  await thread.counts("2 replies");
  const hasFocus = (element: typeof button) => element.evaluate((one) => one.contains(document.activeElement));
  await soon(async () => expect(await hasFocus(thread.field)).toBe(true));
  await keyboard.type("Mine, then");
  await keyboard.press("Enter");
  await thread.told("Mine, then").waitFor();
  await thread.list.focus();
  await keyboard.press("Home");
  await keyboard.press("ArrowDown");
  const second = thread.list.locator(`[data-seq="${question + 1}"]`);
  expect(await hasFocus(second)).toBe(true);
  const show = second.getByRole("button", { name: "Show in room" });
  await show.waitFor();
  await show.focus();
  await keyboard.press("Enter");
  const shown = ann.log.locator(`[data-seq="${question + 1}"]`);
  await soon(async () => expect(await hasFocus(shown)).toBe(true));
  await thread.field.focus();
  await keyboard.press("Escape");
  await thread.gone();
  expect(await hasFocus(button)).toBe(true);
});

it("one thing stands beside the log at a time: the people are behind the thread, and come back", async () => {
  const { room } = await asked();
  const { guest: ann, thread } = await open(room, "Ann");
  const people = ann.page.getByRole("complementary", { name: "In this room" });
  const button = ann.page.getByRole("button", { name: "People, 2 here" });
  await people.waitFor();
  await thread.open("1 reply");
  expect(await people.count()).toBe(0);
  expect(await button.getAttribute("aria-expanded")).toBe("false");
  await button.click();
  await people.waitFor();
  expect(await thread.list.count()).toBe(0);
  await thread.open("1 reply");
  await thread.close.click();
  await people.waitFor();
});

it.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("axe has nothing to object to, and nothing reaches over a side, on a %s", async (_name, device) => {
  const { room, cleo, question } = await asked(`Where? ${"Donaudampfschifffahrt".repeat(20)}`);
  await cleo.post("x".repeat(200), { replyTo: question });
  await cleo.post("Why?", { replyTo: question + 1 });
  const { guest: ann, thread } = await open(room, "W".repeat(32), device);
  await thread.open("2 replies");
  await thread.say("y".repeat(200));
  await thread.told("y".repeat(200)).click();
  await thread.list.getByRole("toolbar").waitFor();
  await expectNoObjection(ann.page, "a thread");
  for (const width of WIDTHS) {
    await ann.page.setViewportSize({ width, height: 700 });
    await thread.counts("3 replies");
    expect(await overflows(ann.page), `${width} wide`).toEqual([]);
  }
  await cleo.ask({ type: "delete", seq: question });
  await ann.page.getByText("Nobody can reply here any more.").waitFor();
  await expectNoObjection(ann.page, "a thread that nobody can answer");
});
