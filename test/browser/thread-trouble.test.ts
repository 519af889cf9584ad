import type { Browser } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { Proxy } from "../support/proxy.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { join, type JsonSocket } from "../support/socket.ts";
import { setStage } from "../support/stage.ts";
import { ThreadView } from "./thread-view.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const guests: RoomPage[] = [];
const proxies: Proxy[] = [];
afterEach(async () => {
  await Promise.all(guests.splice(0).map((guest) => guest.close()));
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

/** A room in which Cleo asked something. */
async function asked(): Promise<{ room: string; cleo: JsonSocket; question: number }> {
  const room = newRoom("thread");
  const { socket: cleo } = await join(server, room, { name: "Cleo" });
  const { seq: question } = await cleo.post("Where do we eat?");
  return { room, cleo, question };
}

async function open(
  room: string,
  name: string,
  device = DESKTOP,
  { origin }: { readonly origin: string } = server,
): Promise<{ guest: RoomPage; thread: ThreadView }> {
  const guest = await RoomPage.open(browser, origin, room, name, device);
  guests.push(guest);
  return { guest, thread: new ThreadView(guest) };
}

async function network(): Promise<Proxy> {
  const proxy = await Proxy.start(server.origin);
  proxies.push(proxy);
  return proxy;
}

/** Answers that are told: `from` to `to`. */
function answers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `answer ${from + index}`);
}

async function answer(cleo: JsonSocket, replyTo: number, texts: readonly string[]): Promise<void> {
  for (const text of texts) await cleo.post(text, { replyTo });
}

/** More than is told to who comes back [B2]. */
const TOO_MANY = 520;

it("[C11] a long thread comes page by page, the oldest answers first; what one says meanwhile stands below", async () => {
  const { room, cleo, question } = await asked();
  await answer(cleo, question, answers(1, 70));
  const { guest: ann, thread } = await open(room, "Ann");
  await thread.openFrom(ann.told("answer 70"));
  await thread.counts("70 replies");
  await thread.told("answer 50").waitFor();
  const more = thread.list.getByRole("button", { name: "Show more replies" });
  await more.waitFor();
  await thread.say("mine");
  await thread.told("mine").waitFor();
  expect(await thread.texts()).toEqual(["Where do we eat?", ...answers(1, 50), "mine"]);
  // Whoever writes sees it.
  await soon(async () => expect(await thread.told("mine").evaluate(isOnScreen)).toBe(true));
  await more.focus();
  await more.press("Enter");
  await thread.told("answer 70").waitFor();
  expect(await thread.texts()).toEqual(["Where do we eat?", ...answers(1, 70), "mine"]);
  expect(await more.count()).toBe(0);
  // What had the focus is gone.
  await soon(async () => expect(await thread.list.evaluate((list) => list === document.activeElement)).toBe(true));
});

it("a connection is cut while a thread is open: what one writes waits there, what was missed comes, all of it once", async () => {
  const { room, cleo, question } = await asked();
  await answer(cleo, question, answers(1, 2));
  const proxy = await network();
  const { guest: ann, thread } = await open(room, "Ann", DESKTOP, proxy);
  await thread.open("2 replies");
  await thread.told("answer 2").waitFor();
  proxy.down();
  await ann.page.getByRole("button", { name: "Try now" }).waitFor();
  await thread.say("written offline");
  await thread.list.getByText("Sending…").waitFor({ state: "attached" });
  await answer(cleo, question, ["answer 3"]);
  await cleo.ask({ type: "edit", seq: question + 1, text: "answer one" });
  proxy.up();
  await ann.online();
  await thread.told("written offline").waitFor();
  await thread.list.getByText("answer one (edited)").waitFor();
  await thread.counts("4 replies");
  expect(await thread.texts()).toEqual([
    "Where do we eat?",
    "answer one (edited)",
    "answer 2",
    "answer 3",
    "written offline",
  ]);
});

it("[B2] who was away for too long to be told all of it has the thread loaded anew", async () => {
  const { room, cleo, question } = await asked();
  await answer(cleo, question, answers(1, 2));
  const proxy = await network();
  const { guest: ann, thread } = await open(room, "Ann", DESKTOP, proxy);
  await thread.open("2 replies");
  await thread.told("answer 2").waitFor();
  proxy.down();
  await ann.page.getByRole("button", { name: "Try now" }).waitFor();
  await cleo.ask({ type: "delete", seq: question + 1 });
  await answer(cleo, question, ["answer 3"]);
  await cleo.postMany(Array.from({ length: TOO_MANY }, (_, index) => `filler ${index}`));
  proxy.up();
  await ann.online();
  await thread.told("answer 3").waitFor();
  await thread.list.getByText("Message deleted").waitFor();
  await thread.counts("3 replies");
  expect(await thread.texts()).toEqual(["Where do we eat?", "answer 2", "answer 3"]);
});

it.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])(
  "the thread of a message far up is opened from an answer, and leads to it in the log, on a %s",
  async (name, device) => {
    const { room, cleo, question } = await asked();
    await cleo.postMany(Array.from({ length: 140 }, (_, index) => `filler ${index}`));
    await answer(cleo, question, ["a late answer"]);
    const { guest: ann, thread } = await open(room, "Ann", device);
    await thread.openFrom(ann.told("a late answer"));
    await thread.counts("1 reply");
    expect(await thread.texts()).toEqual(["Where do we eat?", "a late answer"]);
    // Who writes beside the log stays where they are in it.
    if (name === "desktop") {
      await ann.log.evaluate((log) => (log.scrollTop -= 300));
      await ann.page.getByRole("button", { name: "Jump to latest" }).waitFor();
      await thread.say("later still");
      await thread.told("later still").waitFor();
      await ann.log.getByText("later still", { exact: true }).waitFor({ state: "attached" });
      expect(await ann.page.getByRole("button", { name: /^Jump to latest/ }).count()).toBe(1);
    }
    await thread.told("Where do we eat?").click();
    await thread.list.getByRole("button", { name: "Show in room" }).click();
    const first = ann.log.locator(`[data-seq="${question}"]`);
    await soon(async () => expect(await first.evaluate((element) => element === document.activeElement)).toBe(true));
    await soon(async () => expect(await first.evaluate(isOnScreen)).toBe(true));
    if (name === "phone") await thread.gone();
    else expect(await thread.list.count()).toBe(1);
  },
);

it("a message that is not kept any more: its answers are shown, that is told, and nobody can answer", async () => {
  const { room, cleo, question } = await asked();
  await answer(cleo, question, answers(1, 2));
  const { guest: ann, thread } = await open(room, "Ann");
  await thread.open("2 replies");
  await thread.told("answer 2").waitFor();
  await server.sql(room, "DELETE FROM events WHERE seq = ?", question);
  await server.evict(room);
  // It went while the thread was open.
  await thread.say("too late");
  await thread.list.getByText("Not sent. It is not there any more.").waitFor();
  await thread.list.getByRole("button", { name: "Discard" }).click();
  await thread.list.getByText("too late").waitFor({ state: "detached" });
  await soon(async () => expect(await thread.field.evaluate((field) => field === document.activeElement)).toBe(true));
  await ann.page.reload();
  await thread.list.getByText("The message that is answered here is not in the log any more.").waitFor();
  await ann.page.getByText("Nobody can reply here any more.").waitFor();
  expect(await thread.texts()).toEqual(answers(1, 2));
  expect(await thread.field.count()).toBe(0);
});

it("an address with a thread that never was tells that, and the room goes on", async () => {
  const { room } = await asked();
  const { guest: ann } = await open(room, "Ann");
  const tab = await ann.openTab(`${server.origin}/r/${room}#t=999`);
  const thread = new ThreadView(tab);
  await thread.list.getByText("The message that is answered here is not in the log any more.").waitFor();
  await tab.say("Still here");
  await ann.sees("Still here");
  await thread.close.click();
  await thread.gone();
  const other = await ann.openTab(`${server.origin}/r/${room}#t=0`);
  expect(await new ThreadView(other).list.count()).toBe(0);
});

it("what is written in a thread and not sent is there when one comes back to it, and not in the room's field", async () => {
  const { room, cleo, question } = await asked();
  await answer(cleo, question, ["answer 1"]);
  const { guest: ann, thread } = await open(room, "Ann");
  await thread.open("1 reply");
  await thread.field.fill("half an answer");
  await thread.close.click();
  await thread.gone();
  expect(await ann.composer.inputValue()).toBe("");
  await thread.open("1 reply");
  await soon(async () => expect(await thread.field.inputValue()).toBe("half an answer"));
});

it("names are completed in a thread, and commands are carried out there: /me answers", async () => {
  const { room, cleo, question } = await asked();
  await answer(cleo, question, ["answer 1"]);
  const { guest: ann, thread } = await open(room, "Ann");
  await thread.open("1 reply");
  await thread.field.pressSequentially("Hi @cl");
  await ann.page.getByRole("option", { name: "Cleo" }).waitFor();
  await thread.field.press("Tab");
  await soon(async () => expect(await thread.field.inputValue()).toBe("Hi @Cleo "));
  await thread.field.press("Enter");
  await thread.told("Hi @Cleo").waitFor();
  await thread.field.fill("/me waves");
  await thread.field.press("Enter");
  await thread.counts("3 replies");
  await thread.told("waves").waitFor();
  await thread.field.fill("/nope");
  await thread.field.press("Enter");
  const note = ann.page.locator("form", { has: thread.field }).getByText("There is no command /");
  await note.waitFor();
  expect(await ann.page.getByText("There is no command /").count()).toBe(1);
});

/** Runs in the page. */
function isOnScreen(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}
