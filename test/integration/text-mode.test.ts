import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText } from "../support/socket.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

describe("text mode", () => {
  it("[T1] each frame is one message, told to everybody as name: text, the sender too", async () => {
    const room = newRoom();
    const ann = await joinText(server, room, { name: "Ann" });
    expect(await ann.frames.next()).toBe(`* welcome to ${room}, Ann`);
    const bo = await joinText(server, room, { name: "Bo" });
    expect(await bo.frames.next()).toBe(`* welcome to ${room}, Bo`);
    expect(await ann.frames.next()).toBe("* Bo joined");
    const { socket: json } = await join(server, room, { name: "Cy" });
    for (const text of [ann, bo]) expect(await text.frames.next()).toBe("* Cy joined");
    ann.send("  hello  ");
    for (const text of [ann, bo]) expect(await text.frames.next()).toBe("Ann: hello");
    expect(await json.next("message")).toMatchObject({ seq: 1, text: "hello", user: { name: "Ann" } });
    await json.post("from JSON");
    for (const text of [ann, bo]) expect(await text.frames.next()).toBe("Cy: from JSON");
    await json.close();
    for (const text of [ann, bo]) expect(await text.frames.next()).toBe("* Cy left");
  });

  it.each([
    "/quit",
    '{"type":"send","text":"x"}',
    '[{"type":"rename","name":"Root"}]',
    "* Ann left",
    "Bo: I said that",
    "one\ntwo",
    "parley.v1",
    "null",
  ])("[T1] nothing is parsed: %j", async (said) => {
    const room = newRoom();
    const { socket: json } = await join(server, room);
    const ann = await joinText(server, room, { name: "Ann" });
    ann.send(said);
    expect(await json.next("message")).toMatchObject({ text: said, user: { name: "Ann" } });
    expect(await ann.frames.next((line) => line.startsWith("Ann: "))).toBe(`Ann: ${said}`);
  });

  it("[T1] the latest messages follow the greeting, a frame each", async () => {
    const room = newRoom();
    const { socket: json } = await join(server, room, { name: "Ann" });
    await json.postMany(["one", "two", "three"]);
    const text = await joinText(server, room, { name: "Bo", history: "2" });
    text.send("end");
    const before = await text.frames.before((line) => line === "Bo: end");
    expect(before).toEqual([`* welcome to ${room}, Bo`, "Ann: two", "Ann: three"]);
  });

  it("[T1] [B2] with a cursor what was missed follows", async () => {
    const room = newRoom();
    const { socket: json, welcome } = await join(server, room, { name: "Ann" });
    await json.postMany(["one", "two", "three"]);
    const text = await joinText(server, room, { name: "Bo", since: `${welcome.epoch}.2` });
    text.send("end");
    expect(await text.frames.before((line) => line === "Bo: end")).toEqual([`* welcome to ${room}, Bo`, "Ann: three"]);
  });

  it("[T1] many messages at once keep their order and are a frame each", async () => {
    const room = newRoom();
    const text = await joinText(server, room, { name: "Ann" });
    const lines = Array.from({ length: 200 }, (_, index) => `t${index}`);
    for (const line of lines) text.send(line);
    expect((await text.frames.before((line) => line === "Ann: t199")).slice(1)).toEqual(
      lines.slice(0, -1).map((line) => `Ann: ${line}`),
    );
  });

  it("[T1] an error is a line of the room, to its sender alone", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const text = await joinText(server, room, { name: "Ann" });
    const other = await joinText(server, room, { name: "Bo" });
    text.send("x".repeat(4_001));
    expect(await text.frames.next((line) => line.startsWith("* error: "))).toMatch(/4,?000/);
    await guard.expectServes();
    await guard.socket.post("end");
    const told = await other.frames.before((line) => line === "Witness: end");
    expect(told.filter((line) => line.includes("error"))).toEqual([]);
  });

  it("[T1] ?echo=0 leaves out one's own messages and no others", async () => {
    const room = newRoom();
    const ann = await joinText(server, room, { name: "Ann", echo: "0" });
    const { socket: json } = await join(server, room, { name: "Bo" });
    ann.send("mine");
    await json.next("message");
    await json.post("end");
    expect(await ann.frames.before((line) => line === "Bo: end")).toEqual([`* welcome to ${room}, Ann`, "* Bo joined"]);
  });

  it("[T1] ?echo=0 leaves them out of the history too", async () => {
    const room = newRoom();
    const { socket: json, welcome } = await join(server, room, { name: "Ann" });
    await json.post("mine");
    const { socket: other } = await join(server, room, { name: "Bo" });
    await other.post("theirs");
    const text = await joinText(server, room, { name: "Ann", token: welcome.token!, echo: "0" });
    await other.post("end");
    expect(await text.frames.before((line) => line === "Bo: end")).toEqual([`* welcome to ${room}, Ann`, "Bo: theirs"]);
  });

  it("[T1] ?raw=1 tells the bare texts and nothing else", async () => {
    const room = newRoom();
    const { socket: json } = await join(server, room, { name: "Ann" });
    await json.post("before");
    const bare = await joinText(server, room, { name: "Bo", raw: "1" });
    bare.send("own");
    await json.next("message", ({ text }) => text === "own");
    bare.send("x".repeat(4_001));
    bare.send(Buffer.from("binary"));
    await json.ask({ type: "rename", name: "Zoe" });
    await (await join(server, room)).socket.close();
    await json.post("* not a line of the room");
    await json.post("end");
    expect(await bare.frames.before((line) => line === "end")).toEqual(["before", "own", "* not a line of the room"]);
  });

  it("[T1] ?raw=1&echo=0 is a relay between programs", async () => {
    const room = newRoom();
    const [one, two] = await Promise.all([1, 2].map(() => joinText(server, room, { raw: "1", echo: "0" })));
    one!.send("from one");
    expect(await two!.frames.next()).toBe("from one");
    two!.send("from two");
    expect(await one!.frames.next()).toBe("from two");
    expect([one!.frames.all, two!.frames.all]).toEqual([["from two"], ["from one"]]);
  });

  it("[T1] lines that begin with * are the room's own: nobody's name makes one", async () => {
    const room = newRoom();
    const { socket: json } = await join(server, room, { name: "Bo" });
    const text = await joinText(server, room, { name: "Ann" });
    const renamed = await json.ask({ type: "rename", name: "* Ann left" });
    await json.post("and I am nobody");
    if (renamed.type === "error") expect(renamed.code).toBe("bad_command");
    expect(await text.frames.next((line) => line.includes("and I am nobody"))).not.toMatch(/^\* /);
  });
});
