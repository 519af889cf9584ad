import type { Browser } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { page, post } from "../support/http.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const guests: RoomPage[] = [];
afterEach(() => Promise.all(guests.splice(0).map((guest) => guest.close())));

/** Two people in a room, one at a desk and one with a phone. */
async function two(): Promise<{ room: string; ann: RoomPage; bo: RoomPage }> {
  const room = newRoom("changes");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", DESKTOP);
  const bo = await RoomPage.open(browser, server.origin, room, "Bo", PHONE);
  guests.push(ann, bo);
  await ann.here(2).waitFor();
  return { room, ann, bo };
}

it("a message is changed where it was written: by its button, and by the arrow key in an empty field", async () => {
  const { room, ann, bo } = await two();
  await ann.say("Lunch at twelve");
  await bo.sees("Lunch at twelve");
  await ann.told("Lunch at twelve").hover();
  await ann.page.getByRole("button", { name: "Edit" }).click();
  const save = ann.page.getByRole("button", { name: "Save" });
  await save.waitFor();
  await soon(async () => expect(await ann.composer.inputValue()).toBe("Lunch at twelve"));
  await ann.composer.fill("Lunch at one");
  await save.click();
  await bo.log.getByText("Lunch at one (edited)").waitFor();
  await ann.send.waitFor();
  await ann.composer.press("ArrowUp");
  await save.waitFor();
  await ann.composer.press("Escape");
  await ann.send.waitFor();
  await soon(async () => expect(await ann.composer.inputValue()).toBe(""));
  expect((await page(server, room)).messages.map(({ text }) => text)).toEqual(["Lunch at one"]);
});

it("what was being written waits while another message is changed", async () => {
  const { ann } = await two();
  await ann.say("one");
  await ann.told("one").waitFor();
  await ann.composer.fill("half a thought");
  await ann.told("one").hover();
  await ann.page.getByRole("button", { name: "Edit" }).click();
  await soon(async () => expect(await ann.composer.inputValue()).toBe("one"));
  await ann.page.getByRole("button", { name: "Cancel" }).click();
  await soon(async () => expect(await ann.composer.inputValue()).toBe("half a thought"));
});

it("who answers while changing a message answers with what was being written before", async () => {
  const { ann, bo } = await two();
  await ann.say("one");
  await bo.say("two");
  await ann.sees("two");
  await ann.composer.fill("half a thought");
  await ann.told("one").hover();
  await ann.page.getByRole("button", { name: "Edit" }).click();
  await soon(async () => expect(await ann.composer.inputValue()).toBe("one"));
  await ann.log.getByText("two", { exact: true }).hover();
  await ann.page.getByRole("button", { name: "Reply" }).click();
  await soon(async () => expect(await ann.composer.inputValue()).toBe("half a thought"));
  await ann.composer.press("Enter");
  await bo.log.getByRole("button", { name: "In reply to Bo two" }).waitFor();
  await bo.sees("half a thought");
});

it("a message is taken back, after a question; its place stays, and what answered it stays too", async () => {
  const { room, ann, bo } = await two();
  await ann.say("Oops, wrong room");
  await bo.sees("Oops, wrong room");
  await bo.log.getByText("Oops, wrong room").tap();
  await bo.page.getByRole("button", { name: "Reply" }).tap();
  await bo.page.getByText("Reply to Ann").waitFor();
  await bo.say("Indeed");
  await ann.sees("Indeed");
  await ann.log.getByText("Oops, wrong room", { exact: true }).first().hover();
  await ann.page.getByRole("button", { name: "Delete" }).click();
  const dialog = ann.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  await ann.log.getByText("Oops, wrong room", { exact: true }).first().hover();
  await ann.page.getByRole("button", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await bo.log.getByRole("button", { name: "In reply to Ann Message deleted" }).waitFor();
  await soon(async () => expect(await bo.log.innerText()).not.toContain("Oops"));
  expect(JSON.stringify(await server.sql(room, "SELECT text FROM events"))).not.toContain("Oops");
});

it("an emoji is given, counted with the others' and taken away, with names", async () => {
  const { ann, bo } = await two();
  await ann.say("Cake in the kitchen");
  await bo.sees("Cake in the kitchen");
  await bo.log.getByText("Cake in the kitchen").tap();
  await bo.page.getByRole("button", { name: "React" }).tap();
  await bo.page.getByRole("button", { name: "🎉" }).tap();
  const chip = ann.log.getByRole("button", { name: "🎉 Bo" });
  await chip.click();
  await bo.log.getByRole("button", { name: "🎉 you and Ann", pressed: true }).tap();
  await ann.log.getByRole("button", { name: "🎉 you", pressed: true }).waitFor();
});

it("an answer quotes what it answers, and leads there, however far back that is", async () => {
  const { room, ann, bo } = await two();
  await ann.say("The very first thing");
  await bo.sees("The very first thing");
  await bo.log.getByText("The very first thing").tap();
  await bo.page.getByRole("button", { name: "Reply" }).tap();
  await bo.page.getByText("Reply to Ann").waitFor();
  for (let count = 0; count < 140; count++) await post(server, room, `filler ${count}`);
  await bo.sees("filler 139");
  await bo.say("About that first thing");
  const late = await RoomPage.open(browser, server.origin, room, "Late", DESKTOP);
  guests.push(late);
  await late.sees("About that first thing");
  const quote = late.log.getByRole("button", { name: "In reply to Ann The very first thing" });
  await quote.click();
  const first = late.log.locator('[data-seq="1"]');
  await soon(async () => expect(await first.evaluate((element) => element === document.activeElement)).toBe(true));
  await soon(async () => {
    const box = await first.boundingBox();
    expect(box!.y).toBeGreaterThan(0);
    expect(box!.y).toBeLessThan(800);
  });
});

it("without a connection it is said that it did not work, and what was written stays", async () => {
  const { ann, bo } = await two();
  await ann.say("Before");
  await bo.sees("Before");
  await ann.told("Before").hover();
  await ann.page.getByRole("button", { name: "Edit" }).click();
  await ann.page.getByRole("button", { name: "Save" }).waitFor();
  await ann.composer.fill("x".repeat(10));
  await server.evict((await ann.page.url().split("/r/")[1])!, "close");
  await ann.composer.press("Enter");
  await soon(async () => {
    const text = await bo.log.innerText();
    const isTold = await ann.page.getByRole("status").getByText("That did not work").isVisible();
    expect(text.includes("xxxxxxxxxx (edited)") || isTold).toBe(true);
  });
});

it("by keyboard alone: to a message, to what can be done with it, and back", async () => {
  const { ann, bo } = await two();
  await bo.say("Press me");
  await ann.sees("Press me");
  await ann.log.focus();
  await ann.page.keyboard.press("ArrowUp");
  // It may still be on its way.
  await ann.page.getByRole("toolbar", { name: "What to do with this message" }).waitFor();
  await ann.page.keyboard.press("Tab");
  await ann.page.keyboard.press("Enter");
  await ann.page.getByRole("toolbar", { name: "React" }).waitFor();
  await ann.page.keyboard.press("Enter");
  await bo.log.getByRole("button", { name: "👍 Ann" }).waitFor();
});

it.each([
  ["a desk", DESKTOP],
  ["a phone", PHONE],
])(
  "what can be done with a message is in view where the message is at the upper edge, at %s",
  async (_where, device) => {
    const room = newRoom("edge");
    for (let count = 1; count <= 60; count++) await post(server, room, `line ${count}`);
    const ann = await RoomPage.open(browser, server.origin, room, "Ann", device);
    guests.push(ann);
    await ann.told("line 60").waitFor();
    const edge = (await ann.log.boundingBox())!.y;
    for (const hidden of [0, 8]) {
      // So much of it is scrolled away.
      await ann.told("line 40").evaluate((text, by) => {
        const log = text.closest("[role=log]")!;
        log.scrollTop += text.getBoundingClientRect().top - log.getBoundingClientRect().top + by;
      }, hidden);
      await soon(async () => expect((await ann.told("line 40").boundingBox())!.y).toBeCloseTo(edge - hidden, 0));
      await ann.point("line 40");
      const reply = ann.page.getByRole("button", { name: "Reply", exact: true });
      await reply.waitFor();
      expect((await reply.boundingBox())!.y).toBeGreaterThanOrEqual(edge);
      await ann.press(reply);
      const cancel = ann.page.getByRole("button", { name: "Cancel" });
      await cancel.waitFor();
      await ann.press(cancel);
      await cancel.waitFor({ state: "detached" });
    }
  },
);
