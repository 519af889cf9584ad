import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { DIRECTORY_TOLD_MAX } from "../../src/protocol/limits.ts";
import { bearer } from "../support/direct.ts";
import { directory, publicRoom } from "../support/directory.ts";
import { ask } from "../support/http.ts";
import { expectFocus, expectNoObjection, overflows, smallTargets, WIDTHS } from "../support/inspect.ts";
import { tabTo } from "../support/keyboard.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const list = (guest: RoomPage) => guest.page.getByRole("region", { name: "Public rooms" });
const row = (guest: RoomPage, text: string) => list(guest).getByRole("listitem").filter({ hasText: text });
const search = (guest: RoomPage) => list(guest).getByRole("searchbox", { name: "Search public rooms" });

/** What stands in the list, from its top. */
const order = async (guest: RoomPage, ...rooms: string[]) => {
  const texts = await list(guest).getByRole("listitem").allInnerTexts();
  return texts.flatMap((text) => rooms.filter((room) => text.includes(room)));
};

async function configure(room: string, token: string, settings: object): Promise<void> {
  const body = JSON.stringify({ type: "room", settings });
  const headers = { "Content-Type": "application/json", ...bearer({ token }) };
  const { status } = await ask(server, `/api/rooms/${room}/commands`, { method: "POST", headers, body });
  expect(status).toBe(200);
}

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])(
  "[L4] the lobby lists public rooms, live: they come, fill, change their names and go, on a %s",
  async (name, device) => {
    const guest = await RoomPage.visit(browser, server.origin, device);
    const { room, token } = await publicRoom(server, { topic: "What to drink" }, newRoom(`0-tea-${name}`));
    await row(guest, room).getByText("Nobody here").waitFor();
    await row(guest, room).getByText("What to drink").waitFor();
    const { socket: ann } = await join(server, room);
    await row(guest, room).getByText("1 here").waitFor();
    await configure(room, token, { title: `Tea on a ${name}`, locked: true });
    await row(guest, `Tea on a ${name}`).getByText("Locked: nobody new comes in").waitFor();
    // What it is really called stands beside it.
    await row(guest, `Tea on a ${name}`).getByText(room).waitFor();
    await ann.close();
    await row(guest, room).getByText("Nobody here").waitFor();
    await configure(room, token, { visibility: "unlisted" });
    await row(guest, room).waitFor({ state: "detached" });
    await guest.close();
  },
);

it.concurrent("[L3] one searches by the keyboard, and goes in by the name that one has typed", async () => {
  const word = newRoom("kettle");
  const { room } = await publicRoom(server, { topic: `All about the ${word}` });
  for (let count = 0; count < 6; count++) await publicRoom(server);
  const guest = await RoomPage.visit(browser, server.origin, DESKTOP);
  const name = guest.page.getByLabel("Your name");
  await search(guest).waitFor();
  await tabTo(name);
  await guest.page.keyboard.type("x".repeat(40));
  await tabTo(search(guest));
  await guest.page.keyboard.type(`nowhere ${word}`);
  await list(guest).getByText("No public room fits.").waitFor();
  await list(guest).getByRole("status").getByText("0 rooms fit").waitFor();
  await search(guest).fill(word.toUpperCase());
  await list(guest).getByRole("status").getByText("1 room fits").waitFor();
  expect(await order(guest, room)).toEqual([room]);
  const link = row(guest, word).getByRole("link");
  await tabTo(link);
  await guest.page.keyboard.press("Enter");
  // A name that is none has to be put right first.
  await expectFocus(name);
  await name.fill("Ann");
  await tabTo(link);
  await guest.page.keyboard.press("Enter");
  await guest.welcomed();
  await guest.page.getByRole("button", { name: /^You are .?Ann/ }).waitFor();
  expect(new URL(guest.page.url()).pathname).toBe(`/r/${room}`);
  await guest.close();
});

it("[L3] what the page was not told the server finds; more are shown when one asks for them", async () => {
  const many = await startServer({ MESSAGE_RATE: "0" });
  const rooms = Array.from({ length: DIRECTORY_TOLD_MAX + 1 }, (_, index) => `many-${1_000 + index}`);
  for (const room of rooms) await publicRoom(many, {}, room);
  await soon(async () => expect((await directory(many)).total).toBe(rooms.length));
  const guest = await RoomPage.visit(browser, many.origin, DESKTOP);
  await row(guest, rooms[0]!).waitFor();
  expect(await list(guest).getByRole("listitem").count()).toBe(8);
  await list(guest).getByRole("button", { name: "Show 92 more" }).click();
  await row(guest, rooms.at(-2)!).waitFor();
  await list(guest).getByText("There is 1 more: search for it.").waitFor();
  expect(await row(guest, rooms.at(-1)!).count()).toBe(0);
  await search(guest).fill(rooms.at(-1)!);
  await row(guest, rooms.at(-1)!).waitFor();
  await list(guest).getByRole("status").getByText("1 room fits").waitFor();
  await guest.close();
  await many.close();
});

it.concurrent("nothing moves away from whoever is about to press it", async () => {
  const word = newRoom("order");
  const rooms = await Promise.all(["a", "b", "c"].map((end) => publicRoom(server, {}, `${word}-${end}`)));
  const [a = "", b = "", c = ""] = rooms.map(({ room }) => room);
  for (let count = 0; count < 4; count++) await publicRoom(server);
  const guest = await RoomPage.visit(browser, server.origin, DESKTOP);
  await search(guest).fill(word);
  await soon(async () => expect(await order(guest, a, b, c)).toEqual([a, b, c]));
  await row(guest, a).getByRole("link").focus();
  const { socket } = await join(server, c);
  await row(guest, c).getByText("1 here").waitFor();
  expect(await order(guest, a, b, c)).toEqual([a, b, c]);
  await search(guest).focus();
  await soon(async () => expect(await order(guest, a, b, c)).toEqual([c, a, b]));
  await guest.close();
  await socket.close();
});

it.concurrent("axe has nothing to object to, nothing reaches over the side, and a finger finds all of it", async () => {
  const end = newRoom("x");
  const long = `${"a-room-whose-name-is-as-long-as-it-gets-and-does-not-end".slice(0, 63 - end.length)}-${end}`;
  const { token } = await publicRoom(server, { title: "Endless".repeat(11), topic: "endless".repeat(35) }, long);
  await publicRoom(server, { title: "غرفة يوسف", topic: "مرحبا بالجميع" });
  for (let count = 0; count < 6; count++) await publicRoom(server);
  const { socket } = await join(server, long);
  await configure(long, token, { locked: true });
  const guest = await RoomPage.visit(browser, server.origin, PHONE);
  await row(guest, "Endless").getByText("Locked: nobody new comes in").waitFor();
  await row(guest, "Endless").getByText("1 here").waitFor();
  await search(guest).waitFor();
  for (const width of WIDTHS) {
    await guest.page.setViewportSize({ width, height: 800 });
    await soon(async () => expect(await overflows(guest.page), `${width}`).toEqual([]));
  }
  expect(await smallTargets(guest.page)).toEqual([]);
  await expectNoObjection(guest.page, "the lobby with public rooms");
  await guest.page.evaluate(() => (document.documentElement.dir = "rtl"));
  expect(await overflows(guest.page)).toEqual([]);
  await guest.close();
  await socket.close();
});
