import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { ownedRoom } from "../support/owned.ts";
import { DESKTOP, PHONE, RoomPage, soon } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

const texts = (count: number) => Array.from({ length: count }, (_, index) => `said ${index + 1}`);

it.concurrent.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("[C12] who comes back is told how much is new, and led to where it begins, on %s", async (_where, device) => {
  const room = newRoom("missed");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", device);
  const { socket: bo } = await join(server, room, { name: "Bo" });
  await bo.post("before");
  await ann.sees("before");
  await soon(async () => expect(await server.sql(room, "SELECT seq FROM reads")).toEqual([{ seq: 1 }]));
  await ann.page.goto("about:blank");
  await bo.next("leave", ({ user }) => user.name === "Ann");
  await bo.postMany(texts(120));

  await ann.page.goto(`${server.origin}/r/${room}`);
  await ann.page.getByRole("button", { name: "120 new messages" }).click();
  await ann.log.getByText("New", { exact: true }).waitFor();
  const line = ann.log.getByText("New", { exact: true });
  await soon(async () => {
    const [before, divider, first] = await Promise.all(
      [ann.log.getByText("before", { exact: true }), line, ann.log.getByText("said 1", { exact: true })].map((part) =>
        part.boundingBox(),
      ),
    );
    expect(divider!.y).toBeGreaterThan(before!.y);
    expect(first!.y).toBeGreaterThan(divider!.y);
    expect(divider!.y).toBeGreaterThan(0);
  });
  await ann.page.getByRole("button", { name: "120 new messages" }).waitFor({ state: "detached" });
  await ann.say("thanks");
  await line.waitFor({ state: "detached" });
  await ann.close();
});

it.concurrent("[C12] what is read on one device is read on the other", async () => {
  const room = newRoom("devices");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", DESKTOP);
  const second = await ann.openTab(`${server.origin}/r/${room}`);
  await second.here(1).waitFor();
  const { socket: bo } = await join(server, room, { name: "Bo" });
  await ann.here(2).waitFor();
  await ann.show("hidden");
  await second.show("hidden");
  for (const text of texts(3)) await bo.post(text);
  await soon(async () => expect(await ann.page.title()).toBe(`(3) ${room} · Parley`));
  await soon(async () => expect(await second.page.title()).toBe(`(3) ${room} · Parley`));
  await second.show("visible");
  await soon(async () => expect(await ann.page.title()).toBe(`${room} · Parley`));
  await bo.post("one more");
  await soon(async () => expect(await second.page.title()).toBe(`${room} · Parley`));
  await ann.show("visible");
  await ann.sees("one more");
  await ann.close();
});

it.concurrent("[M2] a mention stands out, is counted on the icon, and told where that is allowed", async () => {
  const room = newRoom("mentioned");
  const ann = await RoomPage.visit(browser, server.origin, DESKTOP);
  await ann.context.grantPermissions(["notifications"]);
  await ann.page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    const Original = Notification;
    globalThis.Notification = class extends Original {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        told.push(`${title}: ${options?.body ?? ""}`);
      }
    };
  });
  await ann.page.reload();
  await ann.join(room, "Ann");
  await ann.here(1).waitFor();
  const { socket: bo } = await join(server, room, { name: "Bo" });
  await ann.here(2).waitFor();
  const icon = () => ann.page.locator('link[rel="icon"]').getAttribute("href");
  const plain = await icon();

  await ann.page.getByRole("button", { name: /^You are .*Ann/ }).click();
  const wants = ann.page.getByRole("checkbox", { name: "Tell me when I am mentioned" });
  await wants.check();
  await soon(async () => expect(await ann.page.evaluate(() => localStorage.getItem("parley.notify"))).toBe("on"));
  await ann.page.keyboard.press("Escape");

  await ann.show("hidden");
  await bo.post("hello all");
  await soon(async () => expect(await icon()).toMatch(/^data:image\/png/));
  const unread = await icon();
  await bo.post("hello @Ann");
  await bo.post("and @here");
  await soon(async () => expect(await icon()).not.toBe(unread));
  const told = () => ann.page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
  await soon(async () => expect(await told()).toEqual([`Bo · ${room}: hello @Ann`, `Bo · ${room}: and @here`]));
  await ann.show("visible");
  await soon(async () => expect(await icon()).toMatch(plain!));
  const marked = ann.log.locator(".message.is-mention .text");
  await soon(async () => expect(await marked.allTextContents()).toEqual(["hello @Ann", "and @here"]));
  await bo.post("@Ann again");
  await ann.sees("@Ann again");
  expect(await told()).toHaveLength(2);

  // In the text those stand out who are meant, in Markdown too, and nobody else.
  await join(server, room, { name: "Cleo" });
  await ann.here(3).waitFor();
  await bo.post("**@ann** and @Cleo, not @nobody, ann@here.example nor https://example.org/@Ann");
  const last = ann.log.locator(".message").last();
  await last.locator("strong .mention").waitFor();
  expect(await last.locator(".mention").allTextContents()).toEqual(["@ann", "@Cleo"]);
  expect(await last.locator(".mention.is-you").allTextContents()).toEqual(["@ann"]);
  expect(await ann.log.locator(".mention.is-you").allTextContents()).toEqual(["@Ann", "@here", "@Ann", "@ann"]);
  await ann.close();
});

it.concurrent("[M2] who has left can be mentioned, and finds it on coming back", async () => {
  const room = newRoom("gone");
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", PHONE);
  const bo = await RoomPage.open(browser, server.origin, room, "Bo", DESKTOP);
  await ann.say("back in a minute");
  await bo.sees("back in a minute");
  await ann.page.goto("about:blank");
  await bo.here(1).waitFor();
  await bo.say("@ann, it is your turn");
  await bo.told("@ann, it is your turn").waitFor();
  await ann.page.goto(`${server.origin}/r/${room}`);
  await ann.log.locator(".message.is-mention").getByText("@ann, it is your turn").waitFor();
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("[R5] who has read is told under what was said last, where the room tells", async () => {
  const { room, owner } = await ownedRoom(server, { seenBy: true });
  const ann = await RoomPage.open(browser, server.origin, room, "Ann", PHONE);
  const bo = await RoomPage.open(browser, server.origin, room, "Bo", DESKTOP);
  await ann.say("did you see this?");
  await bo.sees("did you see this?");
  await ann.log.getByText(/^Seen by .*Bo/).waitFor();
  await owner.ask({ type: "room", settings: { seenBy: false } });
  await ann.log.getByText(/^Seen by/).waitFor({ state: "detached" });
  await Promise.all([ann.close(), bo.close()]);
});
