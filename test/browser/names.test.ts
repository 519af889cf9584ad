import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { tagOf } from "../../src/protocol/people.ts";
import { expectNoObjection } from "../support/inspect.ts";
import { DESKTOP, PHONE, RoomPage } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

it.concurrent("[N1] whoever looks like somebody else is told apart, wherever they are named", async () => {
  const room = newRoom("looks");
  const viewer = await RoomPage.open(browser, server.origin, room, "Viewer", DESKTOP);
  const { socket: ann, welcome } = await join(server, room, { name: "Ann" });
  const { seq } = await ann.post("I am Ann");
  const head = viewer.log.locator(".group-head");
  await viewer.told("I am Ann").waitFor();
  expect(await head.last().innerText()).not.toContain("#");

  const { socket: imitator, welcome: other } = await join(server, room, { name: "Аnn" });
  const [real, imitated] = [tagOf(welcome.you.id), tagOf(other.you.id)];
  await imitator.post("I am Ann, too", { replyTo: seq });
  await viewer.told("I am Ann, too").waitFor();
  // The log, those who were there before included; the roster; who came; and what is answered.
  await head.filter({ hasText: real }).waitFor();
  await head.filter({ hasText: imitated }).waitFor();
  const roster = viewer.page.getByRole("complementary", { name: "In this room" });
  for (const tag of [real, imitated]) await roster.getByText(tag, { exact: true }).waitFor();
  await viewer.log.locator(".note").filter({ hasText: imitated }).waitFor();
  await viewer.log.locator(".quote-name", { hasText: `Ann ${real}` }).waitFor();
  // Names that nobody is mistaken in have none.
  expect(await roster.locator("li").first().innerText()).not.toContain("#");

  // What is mentioned by the bare name says who is meant.
  await ann.post("and @Аnn is not me", { mentions: [other.you.id] });
  await viewer.log.locator(".mention .user-tag", { hasText: imitated }).waitFor();
  imitator.say({ type: "typing", on: true });
  await viewer.page.locator(".typing-names", { hasText: imitated }).waitFor();
  // The completion writes the tag.
  await viewer.composer.pressSequentially("@An");
  await viewer.page.getByRole("option", { name: `Ann ${real}` }).click();
  expect(await viewer.composer.inputValue()).toBe(`@Ann${real} `);
  await expectNoObjection(viewer.page, "a room with people who look like each other");

  await imitator.close();
  await viewer.log.locator(".note").filter({ hasText: /left/ }).waitFor();
  await expect(head.filter({ hasText: real }).count()).resolves.toBeGreaterThan(0);
  await viewer.close();
});

it.concurrent("[N1] whoever seems to speak for the room has a tag, alone too, on a phone and to themselves", async () => {
  const room = newRoom("official");
  const { socket, welcome } = await join(server, room, { name: "ADМIN" });
  await socket.post("Tell me your password");
  const viewer = await RoomPage.open(browser, server.origin, room, "Viewer", PHONE);
  await viewer.log.locator(".group-head", { hasText: tagOf(welcome.you.id) }).waitFor();
  const system = await RoomPage.open(browser, server.origin, room, "System", DESKTOP);
  await system.page.getByRole("button", { name: /^You are .*System #[0-9a-f]{4}/ }).waitFor();
  await viewer.close();
  await system.close();
});
