import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { post } from "../support/http.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

it.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])("finds what was said long ago, and leads there, on a %s", async (_name, device) => {
  const room = newRoom("search");
  await post(server, room, "The key is under the flower pot", {}, "?name=Bo");
  for (let count = 0; count < 130; count++) await post(server, room, `filler ${count}`);
  await post(server, room, "聊天室里的午饭");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", device);
  await ann.sees("聊天室里的午饭");
  const { page } = ann;
  await page.getByRole("button", { name: "Search this room" }).click();
  const field = page.getByRole("dialog").getByLabel("Words");
  await field.fill("午饭");
  await field.press("Enter");
  await page.getByRole("dialog").getByText("1 message found").waitFor({ state: "attached" });
  await field.fill("has:image");
  await field.press("Enter");
  await page.getByRole("dialog").getByText("has: knows link only.").waitFor();
  await field.fill("nowhere to be found");
  await field.press("Enter");
  await page.getByText("Nothing was found.").waitFor();
  await field.fill("FLOWER from:bo");
  await field.press("Enter");
  const hit = page.getByRole("dialog").getByRole("button", { name: /under the flower pot/ });
  await hit.waitFor();
  expect(await hit.locator("mark").allInnerTexts()).toEqual(["flower"]);
  await hit.click();
  const message = ann.log.locator('[data-seq="1"]');
  await soon(async () => expect(await message.evaluate((element) => element === document.activeElement)).toBe(true));
  await soon(async () => expect((await message.boundingBox())!.y).toBeGreaterThan(0));
  await ann.close();
});

it("shows older finds when asked for", async () => {
  const room = newRoom("search");
  for (let count = 0; count < 60; count++) await post(server, room, `needle ${count}`);
  const ann = await RoomPage.open(browser, server.origin, room, "Ann");
  await ann.sees("needle 59");
  await ann.page.getByRole("button", { name: "Search this room" }).click();
  const dialog = ann.page.getByRole("dialog");
  await dialog.getByLabel("Words").fill("needle");
  await dialog.getByLabel("Words").press("Enter");
  await dialog.getByText("50 messages found, and more").waitFor({ state: "attached" });
  await dialog.getByRole("button", { name: "Show older" }).click();
  await dialog.getByText("60 messages found").waitFor({ state: "attached" });
  expect(await dialog.getByRole("listitem").count()).toBe(60);
  await ann.close();
});
