import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join, joinText } from "../support/socket.ts";

let server: TestServer;
let browser: Browser;
setStage({}, (stage) => ({ server, browser } = stage));

/** Ann at a desk and Bo on a phone, in a room of their own. */
async function meet(prefix: string): Promise<{ room: string; ann: RoomPage; bo: RoomPage }> {
  const room = newRoom(prefix);
  const [ann, bo] = await Promise.all([
    RoomPage.open(browser, server.origin, room, "Ann", DESKTOP),
    RoomPage.open(browser, server.origin, room, "Bo", PHONE),
  ]);
  await Promise.all([ann.here(2).waitFor(), bo.here(2).waitFor()]);
  return { room, ann, bo };
}

it.concurrent("one sees that the other is typing, until they stop or have spoken", async () => {
  const { ann, bo } = await meet("typing");
  const [boTypes, annTypes] = [ann.page.getByText(/Bo.* is typing…/), bo.page.getByText(/Ann.* is typing…/)];
  await bo.composer.pressSequentially("Hel");
  await boTypes.waitFor();
  await bo.composer.fill("");
  await boTypes.waitFor({ state: "hidden" });

  await ann.composer.pressSequentially("Hello");
  await annTypes.waitFor();
  await ann.composer.press("Enter");
  await bo.sees("Hello");
  await annTypes.waitFor({ state: "hidden" });
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("a new name reaches the other one, and stays on what was said under the old one", async () => {
  const { ann, bo } = await meet("rename");
  await bo.say("as Bo");
  await ann.sees("as Bo");
  await bo.page.getByRole("button", { name: /^You are/ }).tap();
  await bo.page.getByLabel("Name", { exact: true }).fill("Bodo");
  await bo.page.getByRole("button", { name: "Save" }).tap();
  await ann.page.getByText(/Bo.* is now .*Bodo/).waitFor();
  await bo.say("as Bodo");
  await ann.sees("as Bodo");
  expect(await ann.log.locator(".user-name").allInnerTexts()).toEqual(["Bo", "Bodo"]);
  await ann.page.getByRole("complementary").getByText("Bodo", { exact: true }).waitFor();

  await bo.page.reload();
  await bo.page.getByRole("button", { name: /^You are .*Bodo/ }).waitFor();
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("who comes and goes is one line, and none for those who only looked in", async () => {
  const { room, ann, bo } = await meet("notes");
  await ann.say("Who comes?");
  await ann.told("Who comes?").waitFor();
  const guests = [];
  for (const name of ["Cy", "Di", "Ed", "Flo"]) guests.push((await join(server, room, { name })).socket);
  const joined = ann.log.getByText(/Cy\W+Di\W+and 2 others joined$/);
  await joined.waitFor();

  for (const guest of guests) await guest.close();
  await joined.waitFor({ state: "detached" });
  await bo.close();
  await ann.log.getByText(/Bo.* left$/).waitFor();
  await ann.here(1).waitFor();
  await ann.close();
});

it.concurrent("two people of one name are told apart, wherever they are named", async () => {
  const room = newRoom("namesakes");
  const [one, two] = await Promise.all(["Sam", "sam"].map((name) => RoomPage.open(browser, server.origin, room, name)));
  await one!.say("from one");
  await two!.sees("from one");
  await two!.composer.pressSequentially("from two");
  await one!.page.getByText(/sam #[0-9a-f]{4}.* is typing/).waitFor();
  await two!.composer.press("Enter");
  await one!.sees("from two");
  for (const guest of [one!, two!]) await guest.log.locator(".user-tag").first().waitFor();

  // The roster is fetched apart from the log.
  const tagged = one!.page.getByRole("complementary").locator(".user-tag");
  await soon(async () => expect(await tagged.count()).toBe(2));
  const tags = await tagged.allInnerTexts();
  expect(tags).toEqual([expect.stringMatching(/^#[0-9a-f]{4}$/), expect.stringMatching(/^#[0-9a-f]{4}$/)]);
  expect(tags[0]).not.toBe(tags[1]);
  expect(await one!.log.locator(".user-name").allInnerTexts()).toEqual([expect.stringContaining(tags[1]!)]);
  expect(await two!.log.locator(".user-name").allInnerTexts()).toEqual([expect.stringContaining(tags[0]!)]);
  await Promise.all([one!.close(), two!.close()]);
});

it.concurrent("the roster lists who is here, oneself first", async () => {
  const { room, ann, bo } = await meet("roster");
  const { socket } = await join(server, room, { name: "Cy" });
  await ann.here(3).waitFor();
  const panel = ann.page.getByRole("complementary", { name: "In this room" }).getByRole("listitem");
  await soon(async () => expect((await panel.locator("bdi").allInnerTexts()).toSorted()).toEqual(["Ann", "Bo", "Cy"]));
  expect(await panel.first().innerText()).toMatch(/Ann\s*you$/);

  await bo.page.getByRole("button", { name: "People, 3 here" }).tap();
  const sheet = bo.page.getByRole("dialog", { name: "In this room" }).getByRole("listitem");
  expect(await sheet.first().innerText()).toMatch(/Bo\s*you$/);
  await socket.close();
  await soon(async () => expect(await sheet.count()).toBe(2));
  await bo.page.getByRole("button", { name: "Close" }).tap();
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("[T1] somebody with a bare WebSocket talks with somebody in a browser", async () => {
  const room = newRoom("text");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann");
  const socket = await joinText(server, room, { name: "Cy" });
  await ann.page.getByText(/Cy.* joined/).waitFor();
  await ann.say("two\nlines");
  await socket.frames.next((frame) => frame === "Ann: two\nlines", "what Ann says");
  socket.send('{"type":"send","text":"taken as it is"}');
  await ann.sees('{"type":"send","text":"taken as it is"}');
  await socket.close();
  await ann.page.getByText(/Cy.* joined/).waitFor();
  await ann.page.getByText(/Cy.* left/).waitFor();
  await ann.close();
});

it.concurrent("Enter that ends a composition sends nothing; Shift+Enter begins a line", async () => {
  const { ann, bo } = await meet("keys");
  const cdp = await ann.context.newCDPSession(ann.page);
  await ann.composer.focus();
  // What an input method takes for itself is a key without a character; some browsers tell of it after the composition.
  const enter = { type: "rawKeyDown", key: "Enter", code: "Enter" } as const;
  await cdp.send("Input.imeSetComposition", { text: "にほんご", selectionStart: 4, selectionEnd: 4 });
  await cdp.send("Input.dispatchKeyEvent", { ...enter, windowsVirtualKeyCode: 13 });
  await cdp.send("Input.insertText", { text: "日本語" });
  await cdp.send("Input.dispatchKeyEvent", { ...enter, windowsVirtualKeyCode: 229 });
  await soon(async () => expect(await ann.composer.inputValue()).toBe("日本語"));
  await ann.page.keyboard.press("Shift+Enter");
  await ann.page.keyboard.type("second line");
  expect(await ann.composer.inputValue()).toBe("日本語\nsecond line");
  await ann.page.keyboard.press("Enter");
  await bo.log.getByText("second line").waitFor();
  expect(await bo.log.locator(".text").allTextContents()).toEqual(["日本語\nsecond line"]);

  // The keyboard of a phone has no Shift+Enter: Enter is a new line there.
  await bo.composer.fill("one");
  await bo.composer.press("Enter");
  await bo.composer.pressSequentially("two");
  expect(await bo.composer.inputValue()).toBe("one\ntwo");
  await bo.send.tap();
  await ann.log.getByText("two").waitFor();
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("[C5] a text of more than 4,000 code points cannot be sent, and says so", async () => {
  const { ann, bo } = await meet("long");
  await ann.composer.fill("😀".repeat(3_900));
  await ann.page.getByText("100 characters left", { exact: true }).waitFor();
  await ann.composer.fill("😀".repeat(4_001));
  await ann.page.getByText("1 character too many", { exact: true }).waitFor();
  expect(await ann.send.isDisabled()).toBe(true);
  expect(await ann.composer.getAttribute("aria-invalid")).toBe("true");
  await ann.composer.press("Enter");
  await ann.composer.press("Backspace");
  await ann.page.getByText("0 characters left", { exact: true }).waitFor();
  await ann.composer.press("Enter");
  await ann.say("after it");
  await bo.sees("after it");
  expect(await bo.log.locator(".text").allTextContents()).toEqual(["😀".repeat(4_000), "after it"]);
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("what is being written in a room is there again after a reload, and gone once it is sent", async () => {
  const { room, ann, bo } = await meet("draft");
  await ann.composer.fill("half a thou");
  await soon(async () => expect((await ann.kept()).get(`draft:${room}`)).toBe("half a thou"));
  await ann.page.reload();
  await soon(async () => expect(await ann.composer.inputValue()).toBe("half a thou"));
  await ann.composer.press("End");
  await ann.composer.pressSequentially("ght");
  await ann.composer.press("Enter");
  await bo.sees("half a thought");
  await soon(async () => expect((await ann.kept()).has(`draft:${room}`)).toBe(false));
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("the title counts what came while one looked elsewhere, and a line shows where it begins", async () => {
  const { room, ann, bo } = await meet("unread");
  await bo.say("read");
  await ann.sees("read");
  expect(await ann.page.title()).toBe(`${room} · Parley`);
  await ann.show("hidden");
  await bo.say("unread 1");
  await bo.say("unread 2");
  await soon(async () => expect(await ann.page.title()).toBe(`(2) ${room} · Parley`));
  await ann.show("visible");
  await soon(async () => expect(await ann.page.title()).toBe(`${room} · Parley`));
  const [line, before, after] = await Promise.all(
    ["New", "read", "unread 1"].map((text) => ann.log.getByText(text, { exact: true }).boundingBox()),
  );
  expect(line!.y).toBeGreaterThan(before!.y);
  expect(line!.y).toBeLessThan(after!.y);
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("more than the server takes at once arrives all the same, in order, and once", async () => {
  const { ann, bo } = await meet("burst");
  const texts = Array.from({ length: 24 }, (_, index) => `burst-${index + 1}`);
  for (const text of texts) await ann.say(text);
  await Promise.all([bo.sees("burst-24"), ann.sees("burst-24")]);
  expect(await bo.log.locator(".text").allTextContents()).toEqual(texts);
  await ann.page.getByRole("list", { name: "Not sent yet" }).waitFor({ state: "detached" });
  expect(await ann.log.locator(".text").allTextContents()).toEqual(texts);
  await Promise.all([ann.close(), bo.close()]);
});
