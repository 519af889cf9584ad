import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventOf } from "../../src/protocol/events.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText, type JsonSocket } from "../support/socket.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

/** Asks for a page of history. */
async function history(
  socket: JsonSocket,
  query: Record<string, unknown> = {},
): Promise<EventOf<"ack"> & { seqs: number[] }> {
  const answer = await socket.ask({ type: "history", ...query });
  if (answer.type === "error") throw new Error(answer.message);
  return { ...answer, seqs: answer.messages!.map(({ seq }) => seq) };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("history", () => {
  it.each([
    [{}, range(71, 120), true],
    [{ limit: 100 }, range(21, 120), true],
    [{ limit: 1 }, [120], true],
    [{ before: 51 }, range(1, 50), false],
    [{ before: 52 }, range(2, 51), true],
    [{ before: 1 }, [], false],
    [{ before: 0 }, [], false],
    [{ before: 10_000, limit: 2 }, [119, 120], true],
    [{ after: 0, limit: 3 }, [1, 2, 3], true],
    [{ after: 117 }, [118, 119, 120], false],
    [{ after: 120 }, [], false],
    [{ after: 10_000 }, [], false],
    [{ after: 10, before: 14 }, [11, 12, 13], false],
  ])("%j of 120 messages", async (query, seqs, more) => {
    const { socket, welcome } = await join(server, await filled());
    const page = await history(socket, query);
    expect(page.seqs).toEqual(seqs);
    expect(page).toMatchObject({ epoch: welcome.epoch, first: 1, head: 120, more });
  });

  let room: Promise<string> | undefined;
  /** A room with 120 messages, the same for all of these. */
  function filled(): Promise<string> {
    room ??= (async () => {
      const name = newRoom();
      const { socket } = await join(server, name);
      await socket.postMany(range(1, 120).map((index) => `t${index}`));
      return name;
    })();
    return room;
  }

  it("walking back page by page meets every message once", async () => {
    const { socket } = await join(server, await filled());
    const seen: number[] = [];
    let page = await history(socket, { limit: 33 });
    seen.unshift(...page.seqs);
    while (page.more) {
      page = await history(socket, { limit: 33, before: seen[0] });
      seen.unshift(...page.seqs);
    }
    expect(seen).toEqual(range(1, 120));
  });

  it("says no less than what was said in the same frame", async () => {
    const { socket } = await join(server, newRoom());
    socket.say({ type: "send", text: "one" }, { type: "send", text: "two" }, { type: "history", id: "h" });
    const answer = await socket.answer("h");
    expect(answer.type === "ack" && answer.messages?.map(({ text }) => text)).toEqual(["one", "two"]);
  });

  it("of more than 100 at once: too_big, the limit is named", async () => {
    const name = newRoom();
    const guard = await witness(server, name);
    const { socket } = await join(server, name);
    const error = await socket.ask({ type: "history", limit: 101 });
    expect(error).toMatchObject({ type: "error", code: "too_big" });
    expect(error.type === "error" && error.message).toContain("100");
    await guard.expectServes();
  });

  it("of a room without messages is empty", async () => {
    const { socket } = await join(server, newRoom());
    expect(await history(socket)).toMatchObject({ messages: [], first: 1, head: 0, more: false });
  });
});

describe("typing", () => {
  it("is told to the others with who it is, and is kept nowhere", async () => {
    const name = newRoom();
    const { socket: ann, welcome } = await join(server, name, { name: "Ann" });
    const guard = await witness(server, name);
    for (const on of [true, false]) {
      expect(await ann.ask({ type: "typing", on })).toMatchObject({ type: "ack" });
      const told = await guard.socket.next("typing");
      expect(told).toEqual({ type: "typing", user: { id: welcome.you.id, name: "Ann" }, on });
    }
    await guard.expectServes();
    expect((await history(ann)).messages).toHaveLength(1);
  });

  it("is no line of text mode", async () => {
    const name = newRoom();
    const { socket: ann } = await join(server, name, { name: "Ann" });
    const text = await joinText(server, name, { name: "Bo" });
    await ann.ask({ type: "typing", on: true });
    await ann.post("done");
    expect(await text.frames.before((line) => line === "Ann: done")).toEqual([`* welcome to ${name}, Bo`]);
  });
});

describe("members", () => {
  it("tells who is here, by id", async () => {
    const name = newRoom();
    const joined = await Promise.all(["Ann", "Bo", "Cy"].map((user) => join(server, name, { name: user })));
    const users = joined.map(({ welcome }) => ({ id: welcome.you.id, name: welcome.you.name }));
    const sorted = users.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const { socket } = joined[0]!;
    expect(await socket.ask({ type: "members" })).toMatchObject({ online: 3, list: sorted, more: false });
    const after = await socket.ask({ type: "members", after: sorted[0]!.id });
    expect(after).toMatchObject({ online: 3, list: sorted.slice(1), more: false });
    expect(await socket.ask({ type: "members", after: sorted[2]!.id })).toMatchObject({ online: 3, list: [] });
  });
});
