import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { slashCommandsOf } from "../../src/client/index.ts";
import type { RoomMade } from "../../src/protocol/answers.ts";
import { tagOf } from "../../src/protocol/people.ts";
import { ask, page } from "../support/http.ts";
import { Program } from "../support/program.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

/** The terminal client, at the end of a pipe. */
class Terminal extends Program {
  constructor(...args: string[]) {
    super(process.execPath, "src/terminal/main.ts", ...args);
  }
}

const terminals: Terminal[] = [];
afterEach(() => {
  for (const terminal of terminals.splice(0)) terminal.kill();
});

function open(...args: string[]): Terminal {
  const terminal = new Terminal(...args);
  terminals.push(terminal);
  return terminal;
}

it("two talk: history, messages, comings and goings, a new name", async () => {
  const room = newRoom();
  const { socket } = await join(server, room, { name: "Ann" });
  await socket.post("before");
  const bo = open(server.http(`/r/${room}`), "--name", "Bo");
  await bo.lines.next((line) => line.startsWith(`* welcome to ${room}, Bo`), "welcome");
  await bo.lines.next((line) => line.endsWith("Ann: before"), "history");
  expect(await socket.next("join")).toMatchObject({ user: { name: "Bo" } });
  await socket.post("hello");
  await bo.lines.next((line) => line.endsWith("Ann: hello"), "a message");
  bo.write("/nonsense", "/nick *");
  await bo.lines.next(
    (line) => line === "* There is no command /nonsense. To send it as text, begin with //.",
    "a refusal",
  );
  await bo.lines.next((line) => /^\* .*begins with \*/.test(line), "a refused name");
  bo.write("hi", "//slash", "/nick Zoe");
  expect(await socket.next("message", ({ user }) => user.name === "Bo")).toMatchObject({ text: "hi" });
  expect(await socket.next("message")).toMatchObject({ text: "/slash" });
  expect(await socket.next("rename")).toMatchObject({ user: { name: "Zoe" }, was: "Bo" });
  // The answer, and what everybody is told: where both come at once either may be printed first.
  const told = ["* you are Zoe now", "* Bo is now Zoe"];
  const isTold = (line: string): boolean => told.includes(line);
  const lines = [await bo.lines.next(isTold, "the new name"), await bo.lines.next(isTold, "the new name, again")];
  expect(lines.toSorted()).toEqual(told.toSorted());
  bo.write("/who");
  await bo.lines.next((line) => line === "* 2 here: Ann, Zoe", "who is here");
  bo.write("/quit");
  // It was asked for things that could not be done.
  expect(await bo.ended).toMatchObject({ code: 1, errors: "" });
  expect(await socket.next("leave")).toMatchObject({ user: { name: "Zoe" } });
});

it("commands: what one does, a shrug, a search, a topic, what there is", async () => {
  const room = newRoom();
  const { body } = await ask(server, "/api/rooms", { method: "POST", body: JSON.stringify({ room }) });
  const { socket } = await join(server, room, { name: "Ann" });
  await socket.post("the key is under the pot");
  await socket.post("/me looks");
  const bo = open(server.http(`/r/${room}`), "--name", "Bo");
  await bo.lines.next((line) => /^\d\d:\d\d \* Ann looks$/.test(line), "what somebody did");
  bo.write("/me waves", "/shrug who knows", "//me waves");
  for (const text of ["/me waves", String.raw`who knows ¯\\\_(ツ)\_/¯`, "/me  waves"]) {
    expect(await socket.next("message", ({ user }) => user.name === "Bo")).toMatchObject({ text });
  }
  await bo.lines.next((line) => /^\d\d:\d\d \* Bo waves$/.test(line), "what one did");
  bo.write("/me", "/who there");
  await bo.lines.next((line) => line === "* /me needs more: /me <text>", "what is missing");
  await bo.lines.next((line) => line === "* /who stands alone: nothing comes after it.", "what is too much");
  bo.write("/search key");
  await bo.lines.next((line) => line === "* 1 message found", "how many were found");
  await bo.lines.next(
    (line) => /^\d{4}-\d\d-\d\d \d\d:\d\d Ann: the key is under the pot$/.test(line),
    "what was found",
  );
  bo.write("/search nowhere");
  await bo.lines.next((line) => line === "* 0 messages found", "that nothing was found");
  bo.write("/topic Keys");
  await bo.lines.next((line) => line.startsWith("* Moderators may set topic"), "a refused topic");
  bo.write("/help");
  for (const { name } of slashCommandsOf({ role: "guest" })) {
    await bo.lines.next((line) => line.startsWith(`* /${name}`), `how to ${name}`);
  }
  bo.write("/leave");
  // It was asked for things that could not be done.
  expect(await bo.ended).toMatchObject({ code: 1 });

  const owner = open(server.http(`/r/${room}`), "--token", (body as RoomMade).token!);
  owner.write("/topic Keys and pots");
  await owner.lines.next((line) => /^\* .+ set the topic: Keys and pots$/.test(line), "the new topic");
  expect(await socket.next("room")).toMatchObject({ settings: { topic: "Keys and pots" } });
});

it("a pipe says all its lines and ends when they are stored", async () => {
  const room = newRoom();
  const { socket } = await join(server, room);
  const pipe = open(server.http(`/r/${room}`), "--name", "Pipe", "--history", "0");
  pipe.write("one", "", "two", "three");
  pipe.end();
  expect(await pipe.ended).toMatchObject({ code: 0, errors: "" });
  for (const text of ["one", "two", "three"]) expect(await socket.next("message")).toMatchObject({ text });
});

it("a pipe says more than the rate allows at once, all of it, in order", async () => {
  const slow = await startServer({ MESSAGE_BURST: "5", MESSAGE_RATE: "20" });
  const room = newRoom();
  const pipe = open(slow.http(`/r/${room}`), "--name", "Pipe", "--history", "0");
  const lines = Array.from({ length: 40 }, (_, line) => `line ${line}`);
  pipe.write(...lines, "/nick Pope", "the last");
  pipe.end();
  expect(await pipe.ended).toMatchObject({ code: 0, errors: "" });
  const { messages } = await page(slow, room, "?limit=100");
  expect(messages.map(({ text }) => text)).toEqual([...lines, "the last"]);
  expect(messages.map(({ user }) => user.name)).toEqual([...lines.map(() => "Pipe"), "Pope"]);
  await slow.close();
});

it("a pipe that could not say something says so at the end", async () => {
  const room = newRoom();
  const pipe = open(server.http(`/r/${room}`), "--history", "0");
  pipe.write("x".repeat(4_001), "fits");
  pipe.end();
  expect(await pipe.ended).toMatchObject({ code: 1 });
  expect((await page(server, room)).messages).toMatchObject([{ text: "fits" }]);
});

it("comes back after its connection was cut, with what it missed", async () => {
  const room = newRoom();
  const { socket } = await join(server, room, { name: "Ann" });
  const bo = open(server.http(`/r/${room}`), "--name", "Bo");
  await bo.lines.next((line) => line.startsWith("* welcome"));
  await server.evict(room, "close");
  const { socket: again } = await join(server, room, { name: "Ann" });
  await again.post("meanwhile");
  await bo.lines.next((line) => /Ann#[0-9a-f]{4}: meanwhile$/.test(line), "what was missed");
  await socket.closed;
});

it("says what is wrong with a command line or a token, and ends", async () => {
  expect(await open("nonsense").ended).toMatchObject({ code: 2, errors: expect.stringContaining("Usage:") });
  const forged = open(server.http(`/r/${newRoom()}`), "--token", "a.b.c");
  expect(await forged.ended).toMatchObject({ code: 1, errors: expect.stringContaining("token") });
});

it("[N1] whoever looks like somebody else has a tag, in history, in what is told, and among who is here", async () => {
  const room = newRoom();
  const { socket: ann, welcome } = await join(server, room, { name: "Ann" });
  await ann.post("before");
  const bo = open(server.http(`/r/${room}`), "--name", "Bo");
  await bo.lines.next((line) => line.endsWith("Ann: before"), "history");
  const { socket: imitator, welcome: other } = await join(server, room, { name: "Аnn" });
  const [real, imitated] = [`Ann${tagOf(welcome.you.id)}`, `Аnn${tagOf(other.you.id)}`];
  await bo.lines.next((line) => line === `* ${imitated} joined, 3 here`, "who comes");
  await ann.post("after");
  await bo.lines.next((line) => line.endsWith(`${real}: after`), "a message");
  bo.write("/who");
  await bo.lines.next((line) => line === `* 3 here: ${real}, Bo, ${imitated}`, "who is here");
  await imitator.ask({ type: "rename", name: "Admin" });
  await bo.lines.next((line) => line === `* ${imitated} is now Admin${tagOf(other.you.id)}`, "a new name");
});
