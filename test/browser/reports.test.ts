import type { Browser } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { expectFocus, expectNoObjection, overflows, smallTargets, WIDTHS } from "../support/inspect.ts";
import { tabTo } from "../support/keyboard.ts";
import { ownedRoom } from "../support/owned.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import type { TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";
import { closeAll, messageMenu, moderation, openOwn, personMenu, roster } from "./people.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const guests: RoomPage[] = [];
afterEach(() => Promise.all(guests.splice(0).map((guest) => guest.close())));

async function ownRoom(device: typeof DESKTOP): Promise<{ room: string; ann: RoomPage }> {
  const { room, owner } = await openOwn(browser, server.origin, "Ann", device);
  guests.push(owner);
  return { room, ann: owner };
}

it.each([
  ["a desktop and a phone", DESKTOP, PHONE],
  ["a phone and a desktop", PHONE, DESKTOP],
])("[K7] a guest reports a message; the owner sees that there is one, and deals with it: on %s", async (...args) => {
  const [, own, other] = args;
  const { room, ann } = await ownRoom(own);
  const { socket: cy } = await join(server, room, { name: "Cy" });
  await cy.post("Something ugly");
  const bo = await RoomPage.open(browser, server.origin, room, "Bo", other);
  guests.push(bo);
  await bo.sees("Something ugly");

  const menu = await messageMenu(bo, "Cy", "Something ugly");
  // Who looks after nothing sees no more than that.
  expect(await menu.getByRole("button").allInnerTexts()).toEqual([
    "",
    expect.stringMatching(/alone$/),
    "Report this message…",
  ]);
  await bo.press(menu.getByRole("button", { name: "Report this message…" }));
  const form = bo.page.getByRole("dialog", { name: "Report this message?" });
  await form.getByText("Something ugly").waitFor();
  await form.getByLabel("What is wrong with it?").fill("It is ugly");
  await expectNoObjection(bo.page, "a report");
  await bo.press(form.getByRole("button", { name: "Report", exact: true }));
  await bo.page.getByText("Reported. Thank you.").first().waitFor();

  await ann.page.getByText("1 report is open").first().waitFor({ state: "attached" });
  const reports = await moderation(ann, "Reports");
  await reports.getByText("Something ugly").waitFor();
  await reports.getByText(/^Reported by .*Bo.*: .*It is ugly/).waitFor();
  // Who wrote it can be dealt with from there, and one comes back.
  const about = reports.getByRole("button", { name: /^Author: .*Cy/ });
  await ann.press(about);
  await ann.page.getByRole("dialog", { name: "Cy" }).getByRole("button", { name: "Ban…" }).waitFor();
  await ann.page.keyboard.press("Escape");
  await ann.page.getByRole("dialog", { name: "Cy" }).waitFor({ state: "detached" });
  await expectFocus(about);
  await expectNoObjection(ann.page, "reports");
  expect(await overflows(ann.page)).toEqual([]);
  if (own === PHONE) expect(await smallTargets(ann.page)).toEqual([]);
  await ann.press(reports.getByRole("button", { name: /^Delete the message of .*Cy/ }));
  await reports.getByText("The message is deleted.").waitFor();
  await bo.log.getByText("Message deleted").waitFor();
  await ann.press(reports.getByRole("button", { name: /^Done with the message of .*Cy/ }));
  await reports.getByText("Nothing is reported.").waitFor();
  await expectFocus(reports.getByRole("tabpanel"));
  await closeAll(ann);
  await soon(async () => expect(await ann.page.getByText("1 report is open").count()).toBe(0));

  // After a reload it is still so.
  await ann.page.reload();
  await ann.welcomed();
  const log = await moderation(ann, "Log");
  await log.getByText(/Ann.* dealt with a report about .*Cy/).waitFor();
  await closeAll(ann);
});

it("[K6] the owner has a word hidden, which then nobody else can say", async () => {
  const { room, ann } = await ownRoom(DESKTOP);
  const { socket: bo } = await join(server, room, { name: "Bo" });
  const words = await moderation(ann, "Words");
  const field = words.getByLabel("Words that nobody is to read");
  await field.fill("bad*\n\n bad* \nworse");
  await words.getByRole("button", { name: "Save" }).click();
  await words.getByText("Saved.").waitFor();
  await field.fill("x".repeat(41));
  await words.getByRole("button", { name: "Save" }).click();
  await words.getByText(/is longer than 40 characters/).waitFor();
  await closeAll(ann);
  await bo.post("a badger, and worse");
  await ann.told("a ******, and *****").waitFor();
  const again = await moderation(ann, "Words");
  await soon(async () =>
    expect(await again.getByLabel("Words that nobody is to read").inputValue()).toBe("bad*\nworse"),
  );
  await closeAll(ann);
});

it("by the keyboard alone: to somebody, through what can be done to them, and back", async () => {
  const { room, ann } = await ownRoom(DESKTOP);
  const { page } = ann;
  const { keyboard } = page;
  const { socket: bo } = await join(server, room, { name: "Bo" });
  await bo.post("Hello");
  await ann.told("Hello").waitFor();

  const row = (await roster(ann)).getByRole("button", { name: /^Bo/ });
  await row.waitFor();
  await tabTo(row);
  await keyboard.press("Enter");
  const menu = page.getByRole("dialog", { name: "Bo" });
  await expectFocus(menu.getByRole("button", { name: /alone$/ }));
  for (let presses = 0; presses < 2; presses++) await keyboard.press("ArrowDown");
  await expectFocus(menu.getByRole("button", { name: "Mute…" }));
  await keyboard.press("Enter");
  await expectFocus(page.getByLabel("For how long"));
  await tabTo(page.getByRole("button", { name: "Cancel" }));
  await keyboard.press("Enter");
  await expectFocus(menu.getByRole("button", { name: /alone$/ }));
  await keyboard.press("ArrowUp");
  await keyboard.press("ArrowUp");
  await expectFocus(menu.getByRole("button", { name: "Ban…" }));
  await keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  await expectFocus(row);

  // From what they said.
  await tabTo(ann.log, "Shift+Tab");
  await keyboard.press("ArrowUp");
  const message = ann.log.locator("[data-seq]", { hasText: "Hello" });
  await expectFocus(message);
  await tabTo(page.getByRole("button", { name: "More", exact: true }));
  await keyboard.press("Enter");
  await expectFocus(menu.getByRole("button", { name: /alone$/ }));
  await keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  await expectFocus(message);

  // Who is sent away is gone from the list, and the focus with them.
  await tabTo(row);
  await keyboard.press("Enter");
  await menu.getByRole("button", { name: "Remove from the room…" }).press("Enter");
  await page.getByLabel("Reason").press("Enter");
  await page
    .getByText(/Bo.* was removed from the room\./)
    .first()
    .waitFor();
  await row.waitFor({ state: "detached" });
  await expectFocus(page.locator(".roster"));

  // What moderators look at.
  await tabTo(page.getByRole("button", { name: /^Moderation/ }));
  await keyboard.press("Enter");
  const tabs = page.getByRole("dialog", { name: "Moderation" }).getByRole("tab");
  await tabTo(tabs.first());
  for (const name of ["Muted, banned", "Log", "Words", "Reports", "Muted, banned", "Log"]) {
    await keyboard.press("ArrowRight");
    await expectFocus(page.getByRole("tab", { name, exact: true }));
  }
  await page.getByText(/Ann.* removed .*Bo.* from the room/).waitFor();
  await keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await expectFocus(page.getByRole("button", { name: /^Moderation/ }));
});

it.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("axe has nothing to object to, and all of it fits, on a %s", async (name, device) => {
  const { room, ann } = await ownRoom(device);
  const { page } = ann;
  const { socket: bo } = await join(server, room, { name: "Bo Bartholomew Bodenstein the 3." });
  await bo.post("Hello");
  await ann.told("Hello").waitFor();
  const look = async (what: string): Promise<void> => {
    await expectNoObjection(page, what);
    expect(await overflows(page), what).toEqual([]);
    if (name === "phone") expect(await smallTargets(page), what).toEqual([]);
  };
  await (await personMenu(ann, "Bo")).getByRole("button", { name: "Mute…" }).waitFor();
  await look("what can be done to somebody");
  for (const action of ["Role in this room…", "Mute…", "Remove from the room…", "Ban…", "Delete what they wrote…"]) {
    await ann.press(page.getByRole("button", { name: action }));
    await page.getByRole("button", { name: "Cancel" }).waitFor();
    await look(action);
    await ann.press(page.getByRole("button", { name: "Cancel" }));
  }
  await ann.press(page.getByRole("button", { name: "Mute…" }));
  await page.getByLabel("Reason").fill("x".repeat(251));
  await page.getByText("A reason has at most 250 characters.").waitFor();
  await look("a reason that is too long");
  await page.getByLabel("Reason").fill("");
  await ann.press(page.getByRole("button", { name: "Mute", exact: true }));
  await page
    .getByText(/is muted\./)
    .first()
    .waitFor();
  await closeAll(ann);
  for (const view of ["Muted, banned", "Log", "Words", "Reports"]) {
    const dialog = await moderation(ann, view);
    await dialog
      .getByText(/^Unmute$|muted .*Bo|One on each line|Nothing is reported/)
      .first()
      .waitFor();
    await look(view);
    await closeAll(ann);
  }
});

it("what moderators look at is called by what is in it, and fits, in German too", async () => {
  const { room, token } = await ownedRoom(server);
  const ann = await RoomPage.visit(browser, server.origin, { ...DESKTOP, locale: "de-DE" });
  guests.push(ann);
  await ann.page.evaluate((text) => localStorage.setItem("parley.token", text), token);
  await ann.page.goto(server.http(`/r/${room}`));
  await ann.page.getByRole("button", { name: "Moderation" }).click();
  const tabs = ann.page.getByRole("tab");
  await tabs.first().waitFor();
  expect(await tabs.allInnerTexts()).toEqual(["Meldungen", "Stumm, gesperrt", "Protokoll", "Wörter"]);
  for (const width of WIDTHS) {
    await ann.page.setViewportSize({ width, height: 800 });
    await soon(async () => expect(await overflows(ann.page), `at ${width} px`).toEqual([]));
    const beyond = await Promise.all(
      (await tabs.all()).map((tab) => tab.evaluate((one) => one.scrollWidth - one.clientWidth)),
    );
    expect(beyond, `at ${width} px`).toEqual([0, 0, 0, 0]);
  }
});
