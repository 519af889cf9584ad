import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { expectNoObjection } from "../support/inspect.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { carryLinkOf } from "./strangers.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

it.concurrent("[N2] one goes on as the same person on another device, once it was asked about; the link is good once", async () => {
  const room = newRoom("carry");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", DESKTOP);
  await ann.say("from the desk");
  await ann.told("from the desk").waitFor();
  const link = await carryLinkOf(ann);
  expect(link).toMatch(new RegExp(`^${server.origin}/#carry=g_\\w+\\.[0-9a-f]{32}$`));
  await expectNoObjection(ann.page, "the way to another device");
  await ann.page.keyboard.press("Escape");

  const phone = await RoomPage.visit(browser, server.origin, PHONE);
  await phone.page.goto(link);
  const question = phone.page.getByRole("dialog", { name: "Go on here, too?" });
  await question.waitFor();
  // Nothing of it stays in the address.
  expect(phone.page.url()).toBe(`${server.origin}/`);
  await expectNoObjection(phone.page, "the question whether to become somebody");
  await question.getByRole("button", { name: "Go on as that person" }).tap();
  await phone.page.getByRole("dialog", { name: /^You are .*Ann.* here, too$/ }).waitFor();
  await phone.page.getByRole("button", { name: "Go on", exact: true }).tap();
  await soon(async () => expect(await phone.page.getByLabel("Your name").inputValue()).toBe("Ann"));
  await phone.page.goto(`${server.origin}/r/${room}`);
  await phone.log.locator(".group.is-own").getByText("from the desk", { exact: true }).waitFor();
  await phone.say("from the phone");
  await ann.log.locator(".group.is-own").getByText("from the phone", { exact: true }).waitFor();
  await ann.here(1).waitFor();

  const third = await RoomPage.visit(browser, server.origin, DESKTOP);
  await third.page.goto(link);
  await third.page.getByRole("button", { name: "Go on as that person" }).click();
  await third.page
    .getByRole("alert")
    .getByText(/was used before, or is too old/)
    .waitFor();
  await Promise.all([ann.close(), phone.close(), third.close()]);
});

it.concurrent("[N2] whoever is somebody already is told so, and stays that when they decline", async () => {
  const room = newRoom("decline");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", DESKTOP);
  const link = await carryLinkOf(ann);
  const bo = await RoomPage.open(browser, server.origin, room, "Bo", DESKTOP);
  await bo.page.goto("about:blank");
  await bo.page.goto(link);
  const question = bo.page.getByRole("dialog", { name: "Go on here, too?" });
  await question.getByText(/you are .*Bo.* now/).waitFor();
  await question.getByRole("button", { name: "Cancel" }).click();
  await question.waitFor({ state: "detached" });
  await bo.page.goto(`${server.origin}/r/${room}`);
  await bo.welcomed();
  await bo.page.getByRole("button", { name: /^You are .*Bo/ }).waitFor();
  await Promise.all([ann.close(), bo.close()]);
});
