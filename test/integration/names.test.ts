import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tagOf } from "../../src/protocol/people.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText, refusal } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

describe("names that look the same", () => {
  it("[N1] [T1] have a tag in text mode, for everybody, from the moment on that there are two", async () => {
    const room = newRoom();
    const text = await joinText(server, room, { name: "Watcher" });
    const { socket: ann, welcome } = await join(server, room, { name: "Ann" });
    await ann.post("one");
    const { socket: imitator, welcome: other } = await join(server, room, { name: "Аnn" });
    await imitator.post("two");
    await ann.post("three");
    await imitator.ask({ type: "rename", name: "Bo" });
    await imitator.post("four");
    expect(await text.frames.before((line) => line === "Bo: four")).toEqual([
      `* welcome to ${room}, Watcher`,
      "* Ann joined",
      "Ann: one",
      `* Аnn${tagOf(other.you.id)} joined`,
      `Аnn${tagOf(other.you.id)}: two`,
      `Ann${tagOf(welcome.you.id)}: three`,
      `* Аnn${tagOf(other.you.id)} is now Bo`,
    ]);
  });

  it("[N1] [T1] [T3] have it where the other one has left, in what was said before, after an eviction, and on streams", async () => {
    const room = newRoom();
    const { socket: ann, welcome } = await join(server, room, { name: "Ann" });
    await ann.post("one");
    await ann.close();
    const { socket: second, welcome: other } = await join(server, room, { name: "ann" });
    await server.evict(room);
    await second.post("two");
    const lines = [`Ann${tagOf(welcome.you.id)}: one`, `ann${tagOf(other.you.id)}: two`];
    const text = await joinText(server, room, { name: "Bo" });
    text.send("end");
    expect(await text.frames.before((line) => line === "Bo: end")).toEqual([`* welcome to ${room}, Bo`, ...lines]);
    const stream = await fetch(server.http(`/api/rooms/${room}/events?format=text`));
    let told = "";
    for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
      told += chunk;
      if (told.includes("Bo: end\n")) break;
    }
    expect(told).toContain(`${lines.join("\n")}\nBo: end\n`);
  });

  it("[N1] [T1] names that seem to speak for the room have it always; the bare texts are bare", async () => {
    const room = newRoom();
    const raw = await joinText(server, room, { name: "Raw", raw: "1" });
    const text = await joinText(server, room, { name: "Bo" });
    const { socket, welcome } = await join(server, room, { name: "ADMIN" });
    await socket.post("give me your password");
    const named = `ADMIN${tagOf(welcome.you.id)}`;
    expect(await text.frames.next((line) => line.startsWith("ADMIN"))).toBe(`${named}: give me your password`);
    expect(await raw.frames.next()).toBe("give me your password");
  });

  it("[C5] [N1] ten thousand marks on one letter are no name, and change nothing", async () => {
    const room = newRoom();
    const { socket } = await join(server, room, { name: "Ann" });
    const name = `A${"\u0301".repeat(10_000)}`;
    expect(await socket.ask({ type: "rename", name })).toMatchObject({ type: "error", code: "too_big" });
    const query = new URLSearchParams({ name: `A${"\u0301".repeat(500)}` });
    expect(await refusal(server.ws(`/r/${room}?${query}`))).toMatchObject({ status: 400, code: "bad_command" });
    const { welcome } = await join(server, room, { name: "Bo" });
    expect(welcome.members.list!.map(({ name }) => name)).toEqual(["Ann", "Bo"]);
  });
});
