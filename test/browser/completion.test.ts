import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { expectNoObjection, overflows, WIDTHS } from "../support/inspect.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";
import { keepsLine, listOf, meet, optionsOf, showsWritten } from "./writing.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

/** The option that is announced as the one that would be taken. */
function activeOf({ composer }: RoomPage) {
  return composer.evaluate((field) => {
    const id = field.getAttribute("aria-activedescendant");
    return id === null ? null : document.getElementById(id)!.querySelector("bdi")!.textContent;
  });
}

it.concurrent("a name is completed by keys: arrows, Enter, Tab and Escape mean the list while it is open", async () => {
  const { ann, bo } = await meet({ server, browser }, "names", "Zoë", "Zora", "Lee Zorn");
  const { composer, page } = ann;
  await composer.pressSequentially("hello @");
  await listOf(ann).waitFor();
  expect(await optionsOf(ann)).toEqual(expect.arrayContaining(["Zoë", "Zora", "Lee Zorn", "Bo", "here"]));
  expect(await optionsOf(ann)).not.toContain("Ann");
  await composer.pressSequentially("zo");
  await soon(async () => expect(await optionsOf(ann)).toEqual(["Zoë", "Zora", "Lee Zorn"]));
  await page.getByRole("status").getByText("3 suggestions").waitFor({ state: "attached" });
  expect(await activeOf(ann)).toBe("Zoë");
  await composer.press("ArrowDown");
  expect(await activeOf(ann)).toBe("Zora");
  await composer.press("ArrowUp");
  await composer.press("ArrowUp");
  expect(await activeOf(ann)).toBe("Lee Zorn");
  await composer.press("ArrowDown");
  await composer.press("Enter");
  await showsWritten(ann, "hello @Zoë |");
  await listOf(ann).waitFor({ state: "detached" });
  expect(await composer.getAttribute("aria-controls")).toBeNull();

  // In the middle of a text, and with what stands behind the caret.
  await composer.press("Home");
  await composer.pressSequentially("@le");
  await composer.press("Tab");
  await showsWritten(ann, "@Lee Zorn |hello @Zoë ");
  await composer.press("Control+z");
  await showsWritten(ann, "@le|hello @Zoë ");
  await composer.press("Escape");
  await listOf(ann).waitFor({ state: "detached" });
  // One goes on writing, and is not asked again.
  await composer.press("End");
  await composer.press("Enter");
  await bo.sees("@lehello @Zoë");
  await showsWritten(ann, "|");
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("Escape closes the list and not the answer; Enter sends what is all written already", async () => {
  const { ann, bo } = await meet({ server, browser }, "escape");
  await bo.say("Shall we?");
  await ann.sees("Shall we?");
  await ann.log.getByText("Shall we?").hover();
  await ann.page.getByRole("button", { name: "Reply" }).click();
  await ann.page.getByText("Reply to Bo").waitFor();
  await ann.composer.pressSequentially("@b");
  await listOf(ann).waitFor();
  await ann.composer.press("Escape");
  await listOf(ann).waitFor({ state: "detached" });
  await ann.page.getByText("Reply to Bo").waitFor();
  await ann.composer.pressSequentially("o");
  expect(await listOf(ann).count()).toBe(0);
  // What is taken away begins the word anew.
  await ann.composer.press("Backspace");
  await ann.composer.press("Backspace");
  await listOf(ann).waitFor();
  await ann.composer.pressSequentially("Bo");
  await soon(async () => expect(await optionsOf(ann)).toEqual(["Bo"]));
  await ann.composer.press("Enter");
  await bo.sees("@Bo");
  expect(await listOf(ann).count()).toBe(0);
  await ann.composer.press("Escape");
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("on a phone a tap takes an option; the keyboard stays, and each is as tall as a finger", async () => {
  const { ann, bo } = await meet({ server, browser }, "touch", "Zoë");
  await bo.composer.tap();
  await bo.composer.pressSequentially("ask @z");
  const option = listOf(bo).getByRole("option", { name: "Zoë" });
  expect((await option.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  await option.tap();
  await showsWritten(bo, "ask @Zoë |");
  expect(await bo.composer.evaluate((field) => field === document.activeElement)).toBe(true);
  await listOf(bo).waitFor({ state: "detached" });
  await bo.send.tap();
  await ann.sees("ask @Zoë");
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("while a word is composed no key chooses, and a tap still does", async () => {
  const { ann, bo } = await meet({ server, browser }, "ime", "美玲");
  const input = await bo.context.newCDPSession(bo.page);
  await bo.composer.tap();
  await bo.composer.pressSequentially("@");
  await listOf(bo).waitFor();
  await input.send("Input.imeSetComposition", { text: "美", selectionStart: 1, selectionEnd: 1 });
  await soon(async () => expect(await optionsOf(bo)).toEqual(["美玲"]));
  // The Enter that ends a composition, as browsers tell of it.
  await bo.composer.evaluate((field) => {
    const event = { key: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true };
    if (!field.dispatchEvent(new KeyboardEvent("keydown", event))) throw new Error("the key was taken");
  });
  await listOf(bo).getByRole("option").tap();
  await showsWritten(bo, "@美玲 |");
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("people of one name are told apart by their tags", async () => {
  const { ann, bo, crowd } = await meet({ server, browser }, "tags", "Sam", "sam");
  await ann.composer.pressSequentially("@sa");
  await soon(async () => expect(await optionsOf(ann)).toEqual(["sam", "Sam"]));
  const hints = await listOf(ann).locator(".suggestion-hint").allInnerTexts();
  expect(new Set(hints).size).toBe(2);
  for (const hint of hints) expect(hint).toMatch(/^#[0-9a-f]{4}$/);
  await ann.composer.press("ArrowDown");
  await ann.composer.press("Enter");
  await showsWritten(ann, `@Sam${hints[1]} |`);
  await ann.composer.press("Enter");
  const { socket, welcome } = crowd[0]!;
  expect((await socket.next("message")).mentions).toEqual([welcome.you.id]);
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("axe has nothing to object to, on a %s", async (_name, device) => {
  const room = newRoom("axe");
  await join(server, room, { name: "Zoë" });
  const { socket } = await join(server, room, { name: "Zoë" });
  await socket.post("/me waves");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", device);
  await ann.composer.pressSequentially("/");
  await listOf(ann).waitFor();
  await expectNoObjection(ann.page, "the commands");
  for (const width of WIDTHS) {
    await ann.page.setViewportSize({ width, height: 640 });
    expect(await overflows(ann.page), `the commands, ${width} wide`).toEqual([]);
  }
  await ann.composer.fill("");
  await ann.composer.pressSequentially("@");
  await soon(async () => expect(await optionsOf(ann)).toEqual(["Zoë", "Zoë", "here"]));
  await expectNoObjection(ann.page, "the people");
  await keepsLine(ann, "/foo", /There is no command/);
  await expectNoObjection(ann.page, "a command that does not exist");
  await ann.say("/help");
  await ann.page.getByRole("dialog", { name: "Commands" }).waitFor();
  await expectNoObjection(ann.page, "the list of commands");
  await ann.close();
});
