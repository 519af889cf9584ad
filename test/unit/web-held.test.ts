import { expect, test } from "vitest";
import { Held } from "../../src/web/state/held.ts";
import { BEA, joined, ME, message, messages, until } from "./support/client.ts";

test("[C8] [K5] what is quoted or pinned, and not in the log here, is taken back with the rest", async () => {
  const { room, socket } = await joined({}, { head: 90, events: messages(89, 90), more: true });
  const held = new Held(room);
  const found = [2, 3, 4].map((seq) => held.ask(seq));
  for (let asked = 0; asked < 3; asked++) {
    const { id, after = 0 } = (await socket.command()) as { readonly id?: string; readonly after?: number };
    const said = message(after + 1, after === 2 ? { user: ME } : {});
    socket.send({ type: "ack", id, epoch: "e1", first: 1, head: 90, messages: [said], more: true });
  }
  await expect.poll(() => found.map(({ value }) => value?.text)).toEqual(["text 2", "text 3", "text 4"]);
  socket.send(
    { type: "delete", seq: 91, id: "d", target: 2, at: 1, user: BEA },
    { type: "purge", seq: 92, id: "p", whom: BEA, from: 1, at: 1, user: ME },
  );
  await until(room.state, ({ messages: said }) => said.every(({ deleted }) => deleted === 1));
  expect(found.map(({ value }) => value?.text)).toEqual(["", "text 3", ""]);
});
