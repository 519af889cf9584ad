import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { HttpProxy } from "../support/http-proxy.ts";
import { RoomPage } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

it.concurrent.each([
  ["swallows upgrades", {}],
  ["swallows upgrades and keeps streams back", { buffers: true }],
] as const)("two people talk, one of them behind a proxy that %s; at the next visit it is known", async (_, habits) => {
  const proxy = await HttpProxy.start(server.origin, { upgrades: "swallow", ...habits });
  const room = newRoom("fallback");
  const bo = await RoomPage.open(browser, server.origin, room, "Bo");
  await bo.here(1).waitFor();
  const ann = await RoomPage.open(browser, proxy.origin, room, "Ann");
  await ann.here(2).waitFor();
  await bo.here(2).waitFor();

  const texts: string[] = [];
  for (const [writer, reader, name] of [
    [ann, bo, "ann"],
    [bo, ann, "bo"],
    [ann, bo, "ann"],
    [bo, ann, "bo"],
  ] as const) {
    const text = `${name}-${texts.length}`;
    texts.push(text);
    await writer.say(text);
    await reader.sees(text);
  }
  // What is written while the network is away arrives once, in order, with what was missed.
  proxy.cut();
  await ann.say("ann-4");
  await bo.sees("ann-4");
  expect(await bo.texts(/\b(?:ann|bo)-\d\b/)).toEqual([...texts, "ann-4"]);
  await ann.sees("ann-4");
  expect(await ann.texts(/\b(?:ann|bo)-\d\b/)).toEqual([...texts, "ann-4"]);

  // To the room: the inbox has no other way, and goes on trying now and then.
  const upgrades = (): number => proxy.requests.filter((request) => request.startsWith("UPGRADE /api/rooms/")).length;
  const before = upgrades();
  expect(before).toBeGreaterThan(0);
  await ann.page.reload();
  await ann.here(2).waitFor();
  await ann.say("ann-5");
  await bo.sees("ann-5");
  expect(upgrades()).toBe(before);
  await Promise.all([ann.close(), bo.close()]);
  await proxy.close();
});
