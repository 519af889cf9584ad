import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { expectNoObjection, overflows, WIDTHS } from "../support/inspect.ts";
import { DESKTOP, PHONE, RoomPage } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";
import { buttonOf, cellOf, dialogOf, openFor, searchOf } from "./picker.ts";
import { listOf } from "./writing.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

it.concurrent("what the device has no picture of is not offered, with all that came with it", async () => {
  const ann = await RoomPage.open(browser, server.origin, newRoom("old"), "Ann", DESKTOP);
  // A font from before 2023: of what is newer it draws a box in the pen's colour, or the parts.
  await ann.page.evaluate(() => {
    const { prototype } = CanvasRenderingContext2D;
    prototype.measureText = (text) => ({ width: text === "🙂‍↔️" ? 40 : 20 }) as TextMetrics;
    prototype.fillText = function (this: CanvasRenderingContext2D, text) {
      if (!["🫩", "🫪"].includes(text)) this.fillStyle = "#fc0";
      this.fillRect(0, 0, 20, 20);
    };
  });
  await buttonOf(ann).click();
  for (const [query, name] of [
    ["phoenix", "phoenix"],
    ["fingerprint", "fingerprint"],
    ["orca", "orca"],
  ] as const) {
    await searchOf(ann).fill(query);
    await dialogOf(ann).getByText("There is no emoji for that.").waitFor();
    expect(await cellOf(ann, name).count()).toBe(0);
  }
  await searchOf(ann).fill("melting");
  await cellOf(ann, "melting face").waitFor();
  await ann.close();
});

it.concurrent.each([
  ["desktop", DESKTOP, "click"],
  ["phone", PHONE, "tap"],
] as const)(
  "axe has nothing to object to, and nothing is too wide or too small, on a %s",
  async (name, device, press) => {
    const room = newRoom("axe");
    const { socket } = await join(server, room, { name: "Bo" });
    await socket.post("Hello");
    const ann = await RoomPage.open(browser, server.origin, room, "Ann", device);
    const { page } = ann;
    await ann.told("Hello").waitFor();
    await ann.composer.pressSequentially(":tad");
    await listOf(ann).waitFor();
    await expectNoObjection(page, "the suggestions");
    await ann.composer.press("Tab");
    await openFor(ann, "Hello", press);
    await dialogOf(ann).getByRole("grid", { name: "Used lately" }).waitFor();
    await expectNoObjection(page, "all emoji");
    if (name === "phone") {
      const boxes = await dialogOf(ann).locator("button, label, input:not([type=radio])").all();
      for (const box of await Promise.all(boxes.slice(0, 40).map((one) => one.boundingBox()))) {
        expect(Math.min(box!.width, box!.height)).toBeGreaterThanOrEqual(43.99);
      }
    }
    await searchOf(ann).fill("heart");
    await cellOf(ann, "red heart").waitFor();
    await expectNoObjection(page, "what was found");
    await searchOf(ann).fill("xyzzy");
    await dialogOf(ann).getByText("There is no emoji for that.").waitFor();
    await expectNoObjection(page, "nothing that was found");
    await searchOf(ann).fill("");
    await dialogOf(ann).getByRole("tab", { name: "Flags" })[press]();
    await dialogOf(ann).getByRole("grid", { name: "Flags" }).waitFor();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 640 });
      expect(await overflows(page), `all emoji, ${width} wide`).toEqual([]);
      const { x, y, width: wide, height } = (await dialogOf(ann).boundingBox())!;
      expect([x >= 0, y >= 0, x + wide <= width, y + height <= 640], `${width} wide`).toEqual([true, true, true, true]);
    }
    await page.keyboard.press("Escape");
    await dialogOf(ann).waitFor({ state: "detached" });
    // On the smallest phone the emoji that are given most take two rows.
    await page.getByRole("button", { name: "React", exact: true })[press]();
    await page.getByRole("button", { name: "More emoji" }).waitFor();
    expect(await overflows(page), "the emoji that are given most").toEqual([]);
    await ann.close();
  },
);
