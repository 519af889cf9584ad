import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import type { RoomMade } from "../../src/protocol/answers.ts";
import { expectNoObjection, overflows } from "../support/inspect.ts";
import { makeRoom } from "../support/owned.ts";
import { DESKTOP, PHONE, RoomPage } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

/** Makes a room that has an owner, and lets the owner delete it. */
async function ownedRoom(): Promise<{ room: string; remove: () => Promise<void> }> {
  const room = newRoom("owned");
  const { token } = (await makeRoom(server, { room, name: "Owner" })).body as RoomMade;
  return {
    room,
    remove: async () => {
      const headers = { Authorization: `Bearer ${token}` };
      const { status } = await fetch(server.http(`/api/rooms/${room}`), { method: "DELETE", headers });
      expect(status).toBe(204);
    },
  };
}

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])(
  "[R9] whoever is in a room that is deleted is told, sees nothing of it any more, and may open an empty one, on a %s",
  async (_name, device) => {
    const { room, remove } = await ownedRoom();
    const ann = await RoomPage.open(browser, server.origin, room, "Ann", device);
    const bo = await RoomPage.open(browser, server.origin, room, "Bo", device);
    await ann.say("a secret");
    await bo.sees("a secret");
    await remove();
    for (const guest of [ann, bo]) {
      const alert = guest.page.getByRole("alert");
      await alert.getByRole("heading", { name: "This room was deleted" }).waitFor();
      await alert.getByText("Everything that was said in it is gone.").waitFor();
      expect(await guest.page.getByText("a secret").count()).toBe(0);
      expect(await overflows(guest.page)).toEqual([]);
    }
    await expectNoObjection(ann.page, "a room that was deleted");
    // Nobody comes back by themselves, so that it stays deleted.
    expect((await fetch(server.http(`/api/rooms/${room}`))).status).toBe(404);
    await ann.page.getByRole("button", { name: "Open an empty one" }).click();
    await ann.here(1).waitFor();
    await ann.page.getByText("Nobody has said anything yet.").waitFor();
    await bo.page.getByRole("link", { name: "Choose another room" }).click();
    await bo.page.getByRole("heading", { name: "A room is a link." }).waitFor();
    await Promise.all([ann.close(), bo.close()]);
  },
);
