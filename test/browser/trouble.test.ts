import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { Proxy } from "../support/proxy.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { refuseMessage } from "./refused-message.ts";

let server: TestServer;
let browser: Browser;
// The client asks for a sign of life as often as it is told to, at most once a second.
setStage({ MESSAGE_RATE: "0", HEARTBEAT_MS: "1000" }, (stage) => ({ server, browser } = stage));

it.concurrent("[R1] an address that spells no room says so, and leads to the lobby", async () => {
  const ann = await RoomPage.visit(browser, server.origin);
  for (const segment of ["no%20room!", "..%2f", "%ff", "a".repeat(65)]) {
    const answer = await ann.page.goto(server.http(`/r/${segment}`));
    await ann.page.getByRole("heading", { name: "There is no such room" }).waitFor();
    expect(answer!.status(), segment).toBe(400);
  }
  await ann.page.getByRole("link", { name: "Choose a room" }).click();
  await ann.page.getByRole("heading", { name: "A room is a link." }).waitFor();
  await soon(() => expect(new URL(ann.page.url()).pathname).toBe("/"));
  await ann.close();
});

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])(
  "a room that is entered while the network is down says so, and is joined once it is back, on a %s",
  async (_name, device) => {
    const proxy = await Proxy.start(server.origin);
    const ann = await RoomPage.visit(browser, proxy.origin, device);
    proxy.down();
    await ann.join(newRoom("down"), "Ann");
    const bar = ann.page.getByRole("status").filter({ hasText: "Reconnecting…" });
    await bar.waitFor();
    await ann.page.getByText("Not connected", { exact: true }).waitFor();
    // It stays while one attempt follows the other.
    const box = await ann.page.locator(".connection-bar").elementHandle();
    await ann.page.getByRole("button", { name: "Try now" }).click();
    await ann.page.getByText(/in \d s/).waitFor();
    expect(await box!.evaluate((element) => element.isConnected)).toBe(true);
    await ann.say("written before the first connection");
    await ann.page.getByText("Sending…").waitFor();

    proxy.up();
    await ann.here(1).waitFor();
    await bar.waitFor({ state: "detached" });
    await ann.page.getByText("Sending…").waitFor({ state: "detached" });
    expect(await ann.log.locator(".text").allTextContents()).toEqual(["written before the first connection"]);
    await ann.close();
    await proxy.close();
  },
);

it.concurrent("Try now tries now, and gives the focus back", async () => {
  const proxy = await Proxy.start(server.origin);
  const ann = await RoomPage.open(browser, proxy.origin, newRoom("now"), "Ann");
  await ann.here(1).waitFor();
  // The jitter of the waits, at its worst and worse: by itself the page would be away for most of a minute.
  await ann.page.evaluate(() => {
    Math.random = () => 100;
  });
  proxy.down();
  const button = ann.page.getByRole("button", { name: "Try now" });
  await button.waitFor();
  // No attempt is under way any more that the network, once it is back, would let through.
  await ann.page.getByText("Not connected", { exact: true }).waitFor();
  proxy.up();
  await button.focus();
  await button.press("Enter");
  await ann.here(1).waitFor();
  await button.waitFor({ state: "detached" });
  expect(await ann.composer.evaluate((field) => field === document.activeElement)).toBe(true);
  await ann.close();
  await proxy.close();
});

it.concurrent("a network that only swallows is found out, and what was written meanwhile arrives once", async () => {
  const proxy = await Proxy.start(server.origin);
  const room = newRoom("swallow");
  const ann = await RoomPage.open(browser, proxy.origin, room, "Ann");
  const bo = await RoomPage.open(browser, server.origin, room, "Bo", PHONE);
  await ann.say("before");
  await bo.sees("before");

  proxy.swallow();
  await ann.say("into nothing 1");
  await bo.say("not heard");
  await ann.say("into nothing 2");
  // The dead connection stays dead; only another one helps.
  proxy.up();
  await ann.sees("not heard");
  await bo.sees("into nothing 2");
  await ann.page.getByRole("list", { name: "Not sent yet" }).waitFor({ state: "detached" });
  const texts = ["before", "not heard", "into nothing 1", "into nothing 2"];
  expect(await ann.log.locator(".text").allTextContents()).toEqual(texts);
  expect(await bo.log.locator(".text").allTextContents()).toEqual(texts);
  await Promise.all([ann.close(), bo.close()]);
  await proxy.close();
});

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])(
  "[C3] a message that the server refuses says why, and can be tried again or discarded, on a %s",
  async (_name, device) => {
    const proxy = await Proxy.start(server.origin);
    const room = newRoom("refused");
    const ann = await RoomPage.open(browser, proxy.origin, room, "Ann", device);
    await ann.here(1).waitFor();
    await refuseMessage(server, proxy, ann, room, "refused");
    const alert = ann.page.getByRole("alert").filter({ hasText: "Not sent. Another message was sent in its place." });
    await alert.waitFor();

    // While the network is away the second try waits; the server then says the same again.
    proxy.down();
    await ann.page.getByText("Not connected", { exact: true }).waitFor();
    await ann.page.getByRole("button", { name: "Retry" }).click();
    await ann.page.getByText("Sending…").waitFor();
    expect(await alert.count()).toBe(0);
    proxy.up();
    await ann.online();
    await alert.waitFor();
    await ann.say("goes past it");
    await ann.log.locator("[data-seq]").filter({ hasText: "goes past it" }).waitFor();

    await ann.page.getByRole("button", { name: "Discard" }).click();
    await ann.log.getByText("refused", { exact: true }).waitFor({ state: "detached" });
    await ann.keptLists(0);
    await ann.page.reload();
    await ann.sees("goes past it");
    expect(await ann.log.getByText("refused", { exact: true }).count()).toBe(0);
    await ann.close();
    await proxy.close();
  },
);
