import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { expectFocus, expectNoObjection, overflows, smallTargets, startOf, WIDTHS } from "../support/inspect.ts";
import { ownedRoom } from "../support/owned.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
let browser: Browser;
setStage({}, (stage) => ({ server, browser } = stage));

const list = (guest: RoomPage) => guest.page.getByRole("region", { name: "Recent rooms" });
const links = (guest: RoomPage) => list(guest).getByRole("link");
const texts = async (guest: RoomPage) => (await links(guest).allInnerTexts()).map((text) => text.split(/\s*\n\s*/));

/** Goes from a room to the lobby. */
async function leave(guest: RoomPage): Promise<void> {
  await guest.press(guest.page.getByRole("link", { name: "Parley, all rooms" }));
  await list(guest).waitFor();
}

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("rooms stand in the lobby by their titles, as they were last called, on a %s", async (_name, device) => {
  const { room, owner } = await ownedRoom(server, { title: "The shed" });
  const plain = newRoom("plain");
  const ann = await RoomPage.open(browser, server.origin, plain, "Ann", device);
  await leave(ann);
  await ann.join(room, "Ann");
  await ann.page.getByRole("heading", { level: 1, name: "The shed" }).waitFor();
  await leave(ann);
  // What it is really called stands below.
  expect(await texts(ann)).toEqual([["The shed", room], [plain]]);
  if (device === PHONE) expect(await smallTargets(ann.page)).toEqual([]);
  await expectNoObjection(ann.page, "recent rooms");

  await ann.press(links(ann).filter({ hasText: "The shed" }));
  await ann.welcomed();
  await owner.ask({ type: "room", settings: { title: "The barn" } });
  await ann.page.getByRole("heading", { level: 1, name: "The barn" }).waitFor();
  await leave(ann);
  await soon(async () => expect(await texts(ann)).toEqual([["The barn", room], [plain]]));

  await ann.press(links(ann).filter({ hasText: "The barn" }));
  await ann.welcomed();
  await owner.ask({ type: "room", settings: { title: "" } });
  await ann.page.getByRole("heading", { level: 1, name: room }).waitFor();
  await ann.page.goto(server.origin);
  await soon(async () => expect(await texts(ann)).toEqual([[room], [plain]]));
  await ann.press(list(ann).getByRole("button", { name: new RegExp(plain) }));
  await soon(async () => expect(await texts(ann)).toEqual([[room]]));
  await ann.close();
});

it.concurrent("titles of any length and direction fit", async () => {
  const rooms = await Promise.all(
    ["W".repeat(80), "مرحبا بكم في غرفة الدردشة"].map((title) => ownedRoom(server, { title })),
  );
  const ann = await RoomPage.visit(browser, server.origin);
  for (const { room } of rooms) {
    await ann.join(room, "Ann");
    await ann.welcomed();
    // Above what was said, the room's beginning tells it in full.
    await ann.say("hello");
    await ann.sees("hello");
    await ann.page.setViewportSize({ width: 320, height: 844 });
    await soon(async () => expect(await overflows(ann.page)).toEqual([]));
    await ann.page.setViewportSize(DESKTOP.viewport!);
    await leave(ann);
  }
  for (const dir of ["ltr", "rtl"]) {
    await ann.page.evaluate((value) => (document.documentElement.dir = value), dir);
    for (const width of WIDTHS) {
      await ann.page.setViewportSize({ width, height: 844 });
      await soon(async () => expect(await overflows(ann.page), `${dir} at ${width} px`).toEqual([]));
    }
    // Whatever its direction, a title begins where everything begins.
    await ann.page.setViewportSize(DESKTOP.viewport!);
    const heading = list(ann).getByRole("heading");
    const title = list(ann).getByText("مرحبا بكم في غرفة الدردشة", { exact: true });
    await soon(async () => expect(await startOf(title), dir).toBe(await startOf(heading)));
  }
  await ann.close();
});

it.concurrent("what an earlier version has kept is there, and what nobody could have kept is not", async () => {
  const [old, odd] = [newRoom("old"), newRoom("odd")];
  await join(server, old);
  const ann = await RoomPage.visit(browser, server.origin);
  const stored = [old, { room: odd, title: 7 }, { room: "no room!", title: "Nowhere" }, 5, null];
  await ann.page.evaluate((text) => localStorage.setItem("parley.recent", text), JSON.stringify(stored));
  await ann.page.reload();
  await soon(async () => expect(await texts(ann)).toEqual([[old], [odd]]));
  await links(ann).first().click();
  await ann.welcomed();
  expect(new URL(ann.page.url()).pathname).toBe(`/r/${old}`);
  await ann.close();
});

it.concurrent("one goes back by the name that one has typed, if it is one", async () => {
  const room = newRoom("again");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann");
  await leave(ann);
  await ann.page.getByLabel("Your name").fill("x".repeat(40));
  await links(ann).click();
  await expectFocus(ann.page.getByLabel("Your name"));
  await ann.page.getByLabel("Your name").fill("Anna");
  await links(ann).click();
  await ann.page.getByRole("button", { name: /^You are .?Anna/ }).waitFor();
  await ann.close();
});

it.concurrent("of two tabs, one forgets a room and keeps what the other one has come to; the focus stays among them", async () => {
  const [first, second, third] = [newRoom("first"), newRoom("second"), newRoom("third")];
  const ann = await RoomPage.open(browser, server.origin, first, "Ann");
  await leave(ann);
  await ann.join(second, "Ann");
  await ann.welcomed();
  await leave(ann);
  await soon(async () => expect(await texts(ann)).toEqual([[second], [first]]));
  const tab = await ann.openTab(server.http(`/r/${third}`));
  const forget = (room: string) => list(ann).getByRole("button", { name: new RegExp(room) });
  await forget(second).focus();
  await ann.page.keyboard.press("Enter");
  await soon(async () => expect(await texts(ann)).toEqual([[third], [first]]));
  await expectFocus(forget(first));
  await ann.page.keyboard.press("Enter");
  await soon(async () => expect(await texts(ann)).toEqual([[third]]));
  await expectFocus(forget(third));
  await ann.page.keyboard.press("Enter");
  await list(ann).waitFor({ state: "detached" });
  await expectFocus(ann.page.getByRole("heading", { level: 1 }));
  expect(tab.complaints).toEqual([]);
  await ann.close();
});
