import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Inbox, Letters, openDirect, Room } from "../../src/client/index.ts";
import type { Observable } from "../../src/client/index.ts";
import { TIMING } from "../../src/client/config.ts";
import { tagOf } from "../../src/protocol/people.ts";
import { closesAfterEach } from "../support/closing.ts";
import { bearer, lookAt, openDirect as direct, person, type Person } from "../support/direct.ts";
import { ask, type Page } from "../support/http.ts";
import { HttpProxy } from "../support/http-proxy.ts";
import { Program } from "../support/program.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

const closing = closesAfterEach();

const QUICK = { ...TIMING, backoffBaseMs: 20, backoffCapMs: 100, sayAgainMs: 20 };

/** Waits until a value is like this. */
function becomes<T>(of: Observable<T>, like: object) {
  return expect.poll(() => of.value).toMatchObject(like);
}

/** A device that listens to an inbox. */
function listen({ token }: Person, url = server.origin): Inbox {
  const inbox = new Inbox({ url, token }, QUICK);
  closing(() => inbox.close());
  inbox.connect();
  return inbox;
}

/** A device in a room. */
function enter(room: string, { token, name }: Person): Room {
  const client = new Room({ url: server.origin, room, token, name });
  closing(() => client.close());
  client.connect();
  return client;
}

async function two(): Promise<readonly [Person, Person]> {
  return [await person(server, "Ann"), await person(server, "Bo")];
}

/** The texts of a conversation. */
async function textsIn(room: string, who: Person): Promise<string[]> {
  const { body } = await ask(server, `/api/rooms/${room}/messages`, { headers: bearer(who) });
  return (body as Page).messages.map(({ text }) => text);
}

describe("[D5] an inbox of the SDK", () => {
  it("opens conversations, is told of messages, and of their being read on another device", async () => {
    const [ann, bo] = await two();
    const [anns, first, second] = [listen(ann), listen(bo), listen(bo)];
    await becomes(anns.state, { status: "online" });
    const { room, user } = await anns.openDirect(bo.id);
    expect(user.id).toBe(bo.id);
    await enter(room, ann).send("hello");
    for (const inbox of [first, second]) {
      await becomes(inbox.state, { unread: 1, conversations: [{ room, user: { id: ann.id, name: "Ann" } }] });
    }
    const bos = enter(room, bo);
    await becomes(bos.state, { status: "online", direct: { id: ann.id }, unread: 1 });
    bos.markRead(1);
    for (const inbox of [first, second]) await becomes(inbox.state, { unread: 0, conversations: [{ unread: 0 }] });
    await first.hide(room);
    await becomes(second.state, { conversations: [] });
  });

  it("is exact after its connection broke, whatever came meanwhile", async () => {
    const [ann, bo] = await two();
    const proxy = await HttpProxy.start(server.origin);
    closing(() => proxy.close());
    const inbox = listen(bo, proxy.origin);
    await becomes(inbox.state, { status: "online" });
    const room = await direct(server, ann, bo);
    const anns = enter(room, ann);
    await anns.send("one");
    await becomes(inbox.state, { unread: 1 });
    proxy.upgrades = "refuse";
    proxy.cut();
    await becomes(inbox.state, { status: "waiting" });
    await anns.send("two");
    await expect.poll(() => lookAt(server, bo)).toMatchObject({ conversations: [{ unread: 2 }] });
    expect(inbox.state.value.unread).toBe(1);
    proxy.upgrades = "pass";
    inbox.reconnect();
    await becomes(inbox.state, { status: "online", unread: 2, conversations: [{ text: "two" }] });
    await server.evictInbox(bo.id, "close");
    await becomes(inbox.state, { status: "online", unread: 2 });
    await anns.send("three");
    await becomes(inbox.state, { unread: 3 });
  });

  it("has mentions, and marks them read", async () => {
    const [ann, bo] = await two();
    const [inbox, other] = [listen(bo), listen(bo)];
    const room = newRoom();
    await enter(room, ann).send("come here", { mentions: [bo.id] });
    await becomes(inbox.state, { unread: 1, mentions: [{ room, seq: 1, read: false }] });
    await inbox.read(room, 1);
    for (const each of [inbox, other]) await becomes(each.state, { unread: 0, mentions: [{ read: true }] });
  });

  it("is not set back by an answer that comes late", async () => {
    const [ann, bo] = await two();
    const inbox = listen(bo);
    const room = newRoom();
    const anns = enter(room, ann);
    await anns.send("one", { mentions: [bo.id] });
    await becomes(inbox.state, { unread: 1 });
    const { fetch } = globalThis;
    const late = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    vi.spyOn(globalThis, "fetch").mockImplementation(async (...request) => {
      const answer = await fetch(...request);
      asked.resolve();
      await late.promise;
      return answer;
    });
    const read = inbox.read(room, 1);
    await asked.promise;
    vi.restoreAllMocks();
    await anns.send("two", { mentions: [bo.id] });
    await becomes(inbox.state, { mentions: [{ seq: 2 }, { seq: 1 }] });
    late.resolve();
    await read;
    expect(inbox.state.value).toMatchObject({
      unread: 1,
      mentions: [
        { seq: 2, read: false },
        { seq: 1, read: true },
      ],
    });
  });

  it("gives up where its token does not hold", async () => {
    const inbox = listen({ id: "x", name: "X", token: "no.token.atall" });
    await becomes(inbox.state, { status: "refused", problem: { code: "unauthorized" } });
  });
});

describe("[C3] a message to somebody alone", () => {
  it("is there once, however often its answer is lost", async () => {
    const [ann, bo] = await two();
    const proxy = await HttpProxy.start(server.origin, { loses: 2 });
    closing(() => proxy.close());
    const letters = new Letters(() => ({ base: new URL(proxy.origin), token: ann.token }), QUICK);
    const { room } = await letters.send(bo, "exactly once");
    expect(proxy.requests.filter((path) => path.includes("/messages"))).toHaveLength(3);
    expect(await textsIn(room, bo)).toEqual(["exactly once"]);
  });

  it("is there once where it was given up and written again", async () => {
    const [ann, bo] = await two();
    const proxy = await HttpProxy.start(server.origin, { loses: 4 });
    closing(() => proxy.close());
    const letters = new Letters(() => ({ base: new URL(proxy.origin), token: ann.token }), QUICK);
    await expect(letters.send(bo, "again")).rejects.toMatchObject({ code: "disconnected" });
    const { room } = await letters.send(bo, "again");
    expect(await textsIn(room, bo)).toEqual(["again"]);
    // What has arrived is over: the same words are another message.
    await letters.send(bo, "again");
    expect(await textsIn(room, bo)).toEqual(["again", "again"]);
  });

  it("is refused with the server's own reason", async () => {
    const [ann, bo] = await two();
    const base = new URL(server.origin);
    const letters = new Letters(() => ({ base, token: ann.token }), QUICK);
    await expect(letters.send(ann, "to myself")).rejects.toMatchObject({ code: "bad_command" });
    await expect(letters.send(bo, " ")).rejects.toMatchObject({ code: "bad_command" });
    await expect(openDirect({ base, token: undefined }, bo.id, QUICK)).rejects.toMatchObject({ code: "unauthorized" });
  });
});

it("/msg in a terminal writes to somebody alone, and says so", async () => {
  const room = newRoom();
  const bo = await person(server, "Bo");
  const { socket } = await join(server, room, { token: bo.token, name: "Bo" });
  const { socket: other } = await join(server, room, { name: "bo" });
  const terminal = new Program(process.execPath, "src/terminal/main.ts", server.http(`/r/${room}`), "--name", "Ann");
  closing(() => terminal.kill());
  await terminal.lines.next((line) => line.startsWith("* welcome"), "welcome");
  terminal.write("/msg Bo psst");
  await terminal.lines.next((line) => line.startsWith("* Several people here are called Bo:"), "which one");
  await other.close();
  await terminal.lines.next((line) => /^\* bo#[\da-f]{4} left/.test(line), "the other one to leave");
  terminal.write("/msg Zoe psst", "/msg Bo", "/msg @Bo psst");
  const told = [
    "* Nobody here is called like that.",
    "* /msg needs more: /msg <name> <text>",
    `* sent to Bo${tagOf(bo.id)} alone: ${server.http("/r/dm-")}`,
  ];
  const lines = [];
  for (const _ of told)
    lines.push(await terminal.lines.next((line) => told.some((one) => line.startsWith(one)), "told"));
  expect(lines.map((line) => line.replace(/dm-.*/, "dm-")).toSorted()).toEqual(told.toSorted());
  const [conversation] = (await lookAt(server, bo)).conversations;
  expect(conversation).toMatchObject({ text: "psst", user: { name: "Ann" }, unread: 1 });
  // Whoever comes to the link is told with whom they talk.
  const bos = new Program(
    process.execPath,
    "src/terminal/main.ts",
    server.http(`/r/${conversation!.room}`),
    "--token",
    bo.token,
  );
  closing(() => bos.kill());
  await bos.lines.next((line) => line.startsWith("* welcome to your conversation with Ann, Bo"), "welcome");
  await bos.lines.next((line) => line.endsWith("Ann: psst"), "the message");
  await socket.close();
});
