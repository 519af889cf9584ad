import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PICTURE_MAX_CHARACTERS } from "../../src/protocol/limits.ts";
import { ask, page, post } from "../support/http.ts";
import { makeRoom, ownedRoom } from "../support/owned.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText } from "../support/socket.ts";
import { memberToken, SECRET } from "../support/token.ts";
import { exported } from "../support/transfer.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

const ANN = { id: "u1", name: "Ann", picture: "https://host.example/ann.png?s=64" };
const tokenOf = ({ id, name, picture }: { id: string; name: string; picture?: unknown }): Promise<string> =>
  memberToken({ sub: id, name, picture });

describe("[I4] a picture that a token names", () => {
  it("is told wherever somebody is: to them, in the roster, when they come and go, with what they say", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room, { name: "Watcher" });
    const token = await tokenOf(ANN);
    const { socket, welcome } = await join(server, room, { token });
    expect(welcome.you).toEqual({ ...ANN, role: "member" });
    expect(welcome.members.list).toContainEqual(ANN);
    expect(await watcher.next("join")).toMatchObject({ user: ANN });
    await socket.post("hello");
    expect(await watcher.next("message")).toMatchObject({ user: ANN, text: "hello" });
    expect(await watcher.ask({ type: "members" })).toMatchObject({ list: expect.arrayContaining([ANN]) });
    expect(
      await ask(server, "/api/session", { method: "POST", headers: { Authorization: `Bearer ${token}` } }),
    ).toMatchObject({
      body: { you: ANN },
    });
    await socket.close();
    expect(await watcher.next("leave")).toMatchObject({ user: ANN });
  });

  it("is kept with what they said: in history, through an eviction, for who comes back, and over HTTP", async () => {
    const room = newRoom();
    const token = await tokenOf(ANN);
    const { socket, welcome } = await join(server, room, { token });
    const { seq } = await socket.post("one");
    const posted = await post(server, room, "two", { Authorization: `Bearer ${token}` });
    expect(posted.body).toMatchObject({ user: ANN, text: "two" });
    await server.evict(room);
    const { messages } = await page(server, room);
    expect(messages.map(({ user }) => user)).toEqual([ANN, ANN]);
    await socket.ask({ type: "edit", seq, text: "one, changed" });
    expect((await page(server, room)).messages[0]).toMatchObject({ user: ANN, text: "one, changed" });
    const back = await join(server, room, { name: "Bo", since: `${welcome.epoch}.0` });
    expect(back.welcome.recovered).toBe(true);
    expect(back.welcome.events[0]).toMatchObject({ user: ANN });
    const { socket: other } = await join(server, room, { name: "Bo" });
    await server.evict(room);
    expect(await other.ask({ type: "members" })).toMatchObject({ list: expect.arrayContaining([ANN]) });
  });

  it("costs no row, and who has none is stored as before", async () => {
    const room = newRoom();
    const { socket } = await join(server, room, { token: await tokenOf(ANN) });
    const { socket: guest } = await join(server, room, { name: "Bo" });
    await socket.post("with");
    // By what their address is told again is kept with the first thing that a guest says.
    await guest.post("without");
    const rows = async () => Number((await server.sql(room, "SELECT total_changes() AS rows"))[0]!["rows"]);
    const before = await rows();
    await socket.post("with");
    await guest.post("without");
    expect((await rows()) - before).toBe(2);
    const stored = await server.sql(room, "SELECT user_picture FROM events ORDER BY seq");
    expect(stored.map((row) => row["user_picture"])).toEqual([ANN.picture, null, ANN.picture, null]);
    expect((await page(server, room)).messages.at(-1)?.user).toEqual({ id: expect.any(String), name: "Bo" });
  });

  it("may become another: everybody is told, on all connections of theirs; as text there is nothing to say", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room, { name: "Watcher" });
    const text = await joinText(server, room, { name: "Text" });
    const { socket: one } = await join(server, room, { token: await tokenOf(ANN) });
    const { socket: two } = await join(server, room, { token: await tokenOf(ANN) });
    const other = { ...ANN, picture: "https://host.example/other.png" };
    expect(await one.ask({ type: "auth", token: await tokenOf(other) })).toMatchObject({ you: other });
    expect(await watcher.next("rename")).toEqual({ type: "rename", user: other, was: "Ann" });
    await two.post("from the other device");
    expect(await watcher.next("message")).toMatchObject({ user: other });
    const none = { id: ANN.id, name: ANN.name };
    await join(server, room, { token: await tokenOf(none) });
    expect(await watcher.next("rename")).toEqual({ type: "rename", user: none, was: "Ann" });
    await one.post("without");
    expect((await watcher.next("message")).user).toEqual(none);
    await text.frames.next((line) => line === "Ann: without", "the last line");
    expect(text.frames.all.filter((line) => line.includes("is now"))).toEqual([]);
  });

  it("stays where only the name changes", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room, { name: "Watcher" });
    const { socket } = await join(server, room, { token: await tokenOf(ANN) });
    expect(await socket.ask({ type: "rename", name: "Zoe" })).toMatchObject({ you: { ...ANN, name: "Zoe" } });
    expect(await watcher.next("rename")).toEqual({ type: "rename", user: { ...ANN, name: "Zoe" }, was: "Ann" });
  });

  it.each([
    ["not encrypted on the way", "http://host.example/ann.png"],
    ["a script", "javascript:alert(1)"],
    ["the picture itself", "data:image/png;base64,AAAA"],
    ["no whole address", "//host.example/ann.png"],
    ["one with a password", "https://ann:secret@host.example/"],
    ["one with a line break", "https://host.example/\nann.png"],
    ["too long", `https://host.example/${"x".repeat(PICTURE_MAX_CHARACTERS)}`],
    ["a number", 7],
    ["null", null],
  ])("is left out where it is %s: one comes in all the same", async (_what, picture) => {
    const { welcome } = await join(server, newRoom(), { token: await tokenOf({ ...ANN, picture }) });
    expect(welcome.you).toEqual({ id: "u1", name: "Ann", role: "member" });
  });

  it("has as many characters as it may have", async () => {
    const picture = "https://host.example/".padEnd(PICTURE_MAX_CHARACTERS, "x");
    const { welcome } = await join(server, newRoom(), { token: await tokenOf({ ...ANN, picture }) });
    expect(welcome.you.picture).toBe(picture);
  });

  it("is no guest's", async () => {
    const token = await memberToken({ sub: "g_1", name: "Bo", picture: ANN.picture });
    expect((await join(server, newRoom(), { token, name: "Bo" })).welcome.you).toEqual({
      id: "g_1",
      name: "Bo",
      role: "guest",
    });
  });
});

/** Puts a file in the place of what was said in a room. */
const bringIn = (room: string, token: string, body: string) =>
  ask(server, `/api/rooms/${room}/import`, { method: "POST", body, headers: { Authorization: `Bearer ${token}` } });
/** A room as a file, in which somebody with a picture has spoken. */
async function file(): Promise<string> {
  const room = newRoom();
  const { socket } = await join(server, room, { token: await tokenOf(ANN) });
  const { seq } = await socket.post("hello");
  await socket.ask({ type: "react", seq, emoji: "👍", on: true });
  const { text, entries } = await exported(server, room);
  expect(entries[0]).toMatchObject({ user: ANN });
  return text;
}

describe("[I4] pictures in a file", () => {
  it("travel with a room that a host application's user brings in", async () => {
    const token = await memberToken({ sub: "u2", name: "Bea" });
    const room = newRoom();
    await makeRoom(server, { room }, { Authorization: `Bearer ${token}` });
    expect(await bringIn(room, token, await file())).toMatchObject({ status: 200 });
    expect((await page(server, room)).messages[0]?.user).toEqual(ANN);
  });

  it("do not with one that a guest brings in, who could have them fetched from anywhere", async () => {
    const { room, token } = await ownedRoom(server);
    expect(await bringIn(room, token, await file())).toMatchObject({ status: 200 });
    expect((await page(server, room)).messages[0]?.user).toEqual({ id: "u1", name: "Ann" });
  });

  it("are checked as everything is, and what is wrong is told with its line", async () => {
    const { room, token } = await ownedRoom(server);
    const broken = (await file()).replace(ANN.picture, "http://host.example/ann.png");
    expect(await bringIn(room, token, broken)).toMatchObject({
      status: 400,
      body: { error: { code: "bad_command", message: expect.stringMatching(/line 2\b.*https/i) } },
    });
    expect((await page(server, room)).messages).toEqual([]);
  });
});

/** The policy of the page. */
const policyOf = async (other: TestServer): Promise<string> =>
  (await fetch(other.http("/r/tea"))).headers.get("Content-Security-Policy") ?? "";

it("[I4] the page may load them where a host application signs its users in, and nowhere else", async () => {
  expect(await policyOf(server)).toContain("img-src 'self' data: https:;");
  const lone = await startServer();
  try {
    expect(await policyOf(lone)).toContain("img-src 'self' data:;");
  } finally {
    await lone.close();
  }
});
