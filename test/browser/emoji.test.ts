import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { expectFocus } from "../support/inspect.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";
import { buttonOf, cellOf, dialogOf, openFor, searchOf } from "./picker.ts";
import { ThreadView } from "./thread-view.ts";
import { listOf, meet, optionsOf, showsWritten } from "./writing.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

it.concurrent("any emoji is put on a message; the others see it with how many gave it, and who", async () => {
  const { ann, bo } = await meet({ server, browser }, "react");
  await ann.say("Look, the sea");
  await Promise.all([ann.told("Look, the sea").waitFor(), bo.told("Look, the sea").waitFor()]);
  const message = ann.log.getByRole("listitem").filter({ hasText: "Look, the sea" });

  await openFor(bo, "Look, the sea", "tap");
  await dialogOf(bo).getByRole("tab", { name: "Animals and nature" }).tap();
  await cellOf(bo, "octopus").tap();
  await dialogOf(bo).waitFor({ state: "detached" });
  await ann.log.getByRole("button", { name: "🐙 Bo", pressed: false }).waitFor();

  // By the keyboard: what is found first is taken by Enter.
  await openFor(ann, "Look, the sea", "click");
  await expectFocus(searchOf(ann));
  await ann.page.keyboard.type("octop");
  await cellOf(ann, "octopus").waitFor();
  await ann.page.keyboard.press("Enter");
  await dialogOf(ann).waitFor({ state: "detached" });
  const given = bo.log.getByRole("button", { name: "🐙 you and Ann", pressed: true });
  await given.waitFor();
  expect(await given.innerText()).toMatch(/2$/);
  await expectFocus(message);

  for (const close of [
    () => ann.page.keyboard.press("Escape"),
    () => dialogOf(ann).getByRole("button", { name: "Close" }).click(),
    // Beside it.
    () => ann.page.mouse.click(640, 795),
  ]) {
    await openFor(ann, "Look, the sea", "click");
    await close();
    await dialogOf(ann).waitFor({ state: "detached" });
    await expectFocus(message);
  }
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("an emoji is written at the caret, by arrow keys alone, and can be undone", async () => {
  const { ann, bo } = await meet({ server, browser }, "insert");
  const { composer, page } = ann;
  // The keyboard of a phone has its own.
  expect(await buttonOf(bo).count()).toBe(0);

  await composer.pressSequentially("Good  morning");
  for (let presses = 0; presses < " morning".length; presses++) await composer.press("ArrowLeft");
  await buttonOf(ann).click();
  await expectFocus(searchOf(ann));
  await page.keyboard.press("Escape");
  await dialogOf(ann).waitFor({ state: "detached" });
  await expectFocus(buttonOf(ann));

  await page.keyboard.press("Enter");
  await expectFocus(searchOf(ann));
  await page.keyboard.press("ArrowDown");
  await expectFocus(cellOf(ann, "grinning face"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expectFocus(cellOf(ann, "upside-down face"));
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expectFocus(searchOf(ann));
  // To the tabs, and from there to another kind.
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expectFocus(dialogOf(ann).getByRole("tab", { name: "Food and drink", selected: true }));
  await page.keyboard.press("Tab");
  await expectFocus(cellOf(ann, "grapes"));
  await page.keyboard.press("ArrowRight");
  await expectFocus(cellOf(ann, "melon"));
  await page.keyboard.press("Enter");
  await dialogOf(ann).waitFor({ state: "detached" });
  await showsWritten(ann, "Good 🍈| morning");
  await expectFocus(composer);
  await composer.press("Control+z");
  await showsWritten(ann, "Good | morning");
  await composer.press("Control+Shift+z");
  await showsWritten(ann, "Good 🍈| morning");
  await composer.press("Enter");
  await bo.sees("Good 🍈 morning");
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("a word that begins with a colon is completed, and one between colons becomes its emoji", async () => {
  const { ann, bo } = await meet({ server, browser }, "codes");
  const { composer } = ann;
  await composer.pressSequentially("party :ta");
  await listOf(ann).waitFor();
  expect((await optionsOf(ann)).slice(0, 3)).toEqual([":taco:", ":taxi:", ":tada:"]);
  await composer.press("ArrowDown");
  await composer.press("ArrowDown");
  await composer.press("Enter");
  await showsWritten(ann, "party 🎉 |");
  await composer.pressSequentially("at 12:30 :+1: :)");
  await showsWritten(ann, "party 🎉 at 12:30 👍 :)|");
  expect(await listOf(ann).count()).toBe(0);
  await composer.press("Enter");
  await bo.sees("party 🎉 at 12:30 👍 :)");

  await composer.pressSequentially("https://example.org/:tada: is :tada:");
  await showsWritten(ann, "https://example.org/:tada: is 🎉|");
  await composer.press("Control+z");
  await showsWritten(ann, "https://example.org/:tada: is :tada:|");
  await composer.fill("");

  await bo.composer.tap();
  await bo.composer.pressSequentially("so :octop");
  await listOf(bo).getByRole("option", { name: "octopus" }).tap();
  await showsWritten(bo, "so 🐙 |");
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent.each([
  ["desktop", DESKTOP, "click"],
  ["phone", PHONE, "tap"],
] as const)("what was used lately and the skin tone stay on the device, on a %s", async (_name, device, press) => {
  const room = newRoom("kept");
  const { socket } = await join(server, room, { name: "Bo" });
  await socket.post("Hello");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", device);
  const { page } = ann;
  await ann.told("Hello").waitFor();
  await openFor(ann, "Hello", press);
  await dialogOf(ann).getByRole("radio", { name: "Medium", exact: true }).locator("xpath=..")[press]();
  await searchOf(ann).fill("call me");
  await cellOf(ann, "call me hand")[press]();
  await ann.log.getByRole("button", { name: "🤙🏽 you" }).waitFor();
  expect((await socket.next("reaction")).emoji).toBe("🤙🏽");

  await page.reload();
  await ann.told("Hello").waitFor();
  await ann.log.getByRole("button", { name: "🤙🏽 you" }).waitFor();
  await openFor(ann, "Hello", press);
  await dialogOf(ann).getByRole("radio", { name: "Medium", exact: true, checked: true }).waitFor({ state: "attached" });
  const lately = dialogOf(ann).getByRole("grid", { name: "Used lately" }).getByRole("gridcell");
  expect(await lately.allInnerTexts()).toEqual(["🤙🏽"]);
  await page.keyboard.press("Escape");
  await dialogOf(ann).waitFor({ state: "detached" });
  await ann.composer.pressSequentially(":ca");
  await soon(async () => expect((await optionsOf(ann))[0]).toBe(":call_me_hand:"));
  await ann.close();
});

it.concurrent("what is not fetched yet, or cannot be, is in nobody's way", async () => {
  const { ann, bo } = await meet({ server, browser }, "late");
  const { composer, page } = ann;
  await page.route("**/build/emoji*.json", (route) => route.abort());
  await composer.pressSequentially("a :tada: b");
  await buttonOf(ann).click();
  await page.getByText("That did not work. You are not connected right now.").waitFor();
  await composer.press("Enter");
  await bo.sees("a :tada: b");

  // While it comes, one goes on writing; what was meant for another text is not done to this one.
  await page.unroute("**/build/emoji*.json");
  const held: (() => Promise<void>)[] = [];
  await page.route("**/build/emoji*.json", (route) => void held.push(() => route.continue()));
  await composer.pressSequentially(":tada:");
  await soon(() => expect(held.length).toBe(2));
  await composer.pressSequentially("!");
  await Promise.all(held.map((go) => go()));
  await composer.pressSequentially(" :tad");
  await listOf(ann).waitFor();
  await composer.press("Tab");
  await showsWritten(ann, ":tada:! 🎉 |");
  await page.unroute("**/build/emoji*.json");
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("[C11] what leads back out of a thread takes away what emoji are chosen from in it", async () => {
  const room = newRoom("back");
  const bo = await RoomPage.open(browser, server.origin, room, "Bo", PHONE);
  const { socket } = await join(server, room, { name: "Cy" });
  await socket.post("Who comes?");
  await socket.post("I do", { replyTo: 1 });
  const thread = new ThreadView(bo);
  await thread.open("1 reply");
  await thread.told("I do").tap();
  await thread.list.getByRole("button", { name: "React", exact: true }).tap();
  await thread.list.getByRole("button", { name: "More emoji" }).tap();
  await bo.page.getByRole("textbox", { name: "Search emoji" }).waitFor();
  await bo.page.goBack();
  await thread.gone();
  await dialogOf(bo).waitFor({ state: "detached" });
  await bo.say("Here I am");
  await bo.told("Here I am").waitFor();
  await bo.close();
});
