import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { DevServer } from "../support/dev-server.ts";
import { Proxy } from "../support/proxy.ts";
import { RoomPage } from "../support/room-page.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let browsers: [Browser, Browser];

beforeAll(async () => {
  [server, browsers] = await Promise.all([startServer(), Promise.all([launchBrowser(), launchBrowser()])]);
});
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await server.close();
});

/** Both end with the same log: each message once, each author's in the order they were written. */
async function expectSameLog(ann: RoomPage, bo: RoomPage, expected: readonly string[]): Promise<void> {
  for (const text of expected) await Promise.all([ann.sees(text), bo.sees(text)]);
  const [ofAnn, ofBo] = await Promise.all([ann.texts(/\b(?:ann|bo)-\d+\b/), bo.texts(/\b(?:ann|bo)-\d+\b/)]);
  expect(ofAnn).toEqual(ofBo);
  expect(ofAnn.toSorted()).toEqual(expected.toSorted());
  for (const author of ["ann", "bo"]) {
    const own = expected.filter((text) => text.startsWith(author));
    expect(ofAnn.filter((text) => text.startsWith(author))).toEqual(own);
  }
}

it.concurrent("two people talk", async () => {
  const room = newRoom("talk");
  const ann = await RoomPage.open(browsers[0], server.origin, room, "Ann");
  const bo = await RoomPage.open(browsers[1], server.origin, room, "Bo");
  await ann.say("ann-1");
  await bo.sees("ann-1");
  await bo.say("bo-1");
  await expectSameLog(ann, bo, ["ann-1", "bo-1"]);
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("[B2] [C3] what is written while the network is down arrives once, in order, on both sides", async () => {
  const room = newRoom("network");
  const proxy = await Proxy.start(server.origin);
  const ann = await RoomPage.open(browsers[0], proxy.origin, room, "Ann");
  const bo = await RoomPage.open(browsers[1], server.origin, room, "Bo");
  await ann.say("ann-1");
  await bo.sees("ann-1");

  proxy.down();
  await ann.say("ann-2");
  await bo.say("bo-1");
  await ann.say("ann-3");
  await bo.say("bo-2");
  await bo.sees("bo-2");
  await ann.page.getByText("Sending…").first().waitFor();
  proxy.up();

  await expectSameLog(ann, bo, ["ann-1", "ann-2", "ann-3", "bo-1", "bo-2"]);
  await Promise.all([ann.close(), bo.close()]);
  await proxy.close();
});

it.concurrent("[B2] an object that is evicted under both of them loses nothing", async () => {
  const room = newRoom("evicted");
  const ann = await RoomPage.open(browsers[0], server.origin, room, "Ann");
  const bo = await RoomPage.open(browsers[1], server.origin, room, "Bo");
  await ann.say("ann-1");
  await bo.sees("ann-1");

  await server.evict(room, "hibernate");
  await Promise.all([ann.say("ann-2"), bo.say("bo-1")]);
  await Promise.all([ann.sees("bo-1"), bo.sees("ann-2")]);
  await server.evict(room, "close");
  await Promise.all([ann.say("ann-3"), bo.say("bo-2")]);

  await expectSameLog(ann, bo, ["ann-1", "ann-2", "ann-3", "bo-1", "bo-2"]);
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("[C3] two tabs of one person keep what each of them has not sent, also when one is closed", async () => {
  const room = newRoom("tabs");
  const proxy = await Proxy.start(server.origin);
  const bo = await RoomPage.open(browsers[1], server.origin, room, "Bo");
  const first = await RoomPage.open(browsers[0], proxy.origin, room, "Ann");
  const second = await first.openTab(`${proxy.origin}/r/${room}`);

  proxy.down();
  await first.say("ann-1");
  await second.say("ann-2");
  await Promise.all([first.page.getByText("Sending…").waitFor(), second.page.getByText("Sending…").waitFor()]);
  await second.keptLists(2);
  await first.page.close();
  proxy.up();
  await bo.sees("ann-2");
  await second.page.reload();
  await bo.sees("ann-1");

  expect((await bo.texts(/\bann-\d\b/)).toSorted()).toEqual(["ann-1", "ann-2"]);
  await Promise.all([second.close(), bo.close()]);
  await proxy.close();
});

/** Goes to the lobby and back, to find there what had not been sent. */
async function throughTheLobby(guest: RoomPage, room: string): Promise<void> {
  await guest.page.getByRole("link", { name: "Parley, all rooms" }).click();
  await guest.page.getByRole("link", { name: room }).click();
  await guest.page.getByText("Sending…").waitFor();
}

/** The other side is told it, and nothing else of the kind. */
async function saidOnce(other: RoomPage, text: string): Promise<void> {
  await other.sees(text);
  expect(await other.texts(/\bann-\d\b/)).toEqual([text]);
}

it.concurrent("[C3] what was not sent is there again when somebody leaves the room for the lobby and comes back", async () => {
  const room = newRoom("back");
  const proxy = await Proxy.start(server.origin);
  const bo = await RoomPage.open(browsers[1], server.origin, room, "Bo");
  const ann = await RoomPage.open(browsers[0], proxy.origin, room, "Ann");
  proxy.down();
  await ann.say("ann-1");
  await ann.page.getByText("Sending…").waitFor();
  await ann.keptLists(1);
  await throughTheLobby(ann, room);
  proxy.up();
  await saidOnce(bo, "ann-1");
  await Promise.all([ann.close(), bo.close()]);
  await proxy.close();
});

it.concurrent("[C3] who wrote before ever being connected finds the room in the lobby, and the message in the room", async () => {
  const room = newRoom("never");
  const proxy = await Proxy.start(server.origin);
  const bo = await RoomPage.open(browsers[1], server.origin, room, "Bo");
  const ann = await RoomPage.visit(browsers[0], proxy.origin);
  proxy.down();
  await ann.join(room, "Ann");
  await ann.say("ann-1");
  await ann.keptLists(1);
  await throughTheLobby(ann, room);
  proxy.up();
  await saidOnce(bo, "ann-1");
  await Promise.all([ann.close(), bo.close()]);
  await proxy.close();
});

it.concurrent("[B1] a server that dies and comes back with its storage has the same log", async () => {
  const storage = mkdtempSync(join(tmpdir(), "parley-"));
  let dev = await DevServer.start(storage);
  const proxy = await Proxy.start(dev.origin);
  try {
    const ann = await RoomPage.open(browsers[0], proxy.origin, "restart", "Ann");
    const bo = await RoomPage.open(browsers[1], proxy.origin, "restart", "Bo");
    await ann.say("ann-1");
    await bo.sees("ann-1");

    proxy.down();
    await dev.kill();
    await Promise.all([ann.say("ann-2"), bo.say("bo-1")]);
    await ann.keeps("ann-2");
    await ann.page.reload().catch(() => {}); // There is nobody to reload from; the page stays an error page.
    dev = await DevServer.start(storage);
    proxy.up(dev.origin);
    await ann.page.goto(`${proxy.origin}/r/restart`);

    await expectSameLog(ann, bo, ["ann-1", "ann-2", "bo-1"]);
    await Promise.all([ann.close(), bo.close()]);
  } finally {
    await proxy.close();
    await dev.kill();
    rmSync(storage, { recursive: true, force: true });
  }
});
