import type { Proxy } from "../support/proxy.ts";
import type { RoomPage } from "../support/room-page.ts";
import type { TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";

/** More than a page of history: who comes back does not see what is behind it. */
const A_PAGE_AND_MORE = 60;

/**
 * Has the server refuse a message for good: while the message is stuck in a dead network,
 * another device of the same person uses its id for another one. The person then comes back to the room.
 */
export async function refuseMessage(
  server: TestServer,
  proxy: Proxy,
  guest: RoomPage,
  room: string,
  text: string,
): Promise<void> {
  const { page } = guest;
  proxy.swallow();
  await guest.say(text);
  await guest.keptLists(1);
  const [list] = [...(await guest.kept())].filter(([key]) => key.startsWith("outbox:")).map(([, value]) => value);
  const [{ id }] = list as [{ id: string }];
  const token = await page.evaluate(() => localStorage.getItem("parley.token") ?? "");

  const { socket } = await join(server, room, { token });
  await socket.post("Something else", { id });
  await socket.postMany(Array.from({ length: A_PAGE_AND_MORE }, (_, index) => `From another device, ${index + 1}`));
  await socket.close();

  await page.goto("about:blank");
  proxy.cut();
  proxy.up();
  await page.goto(`${proxy.origin}/r/${room}`);
  await page.getByText("Not sent.").waitFor();
}
