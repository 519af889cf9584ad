import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PURGE_LOOKED_BACK, PURGE_MAX } from "../../src/config.ts";
import { FILTER_WORD_MAX_CODE_POINTS, FILTER_WORDS_MAX } from "../../src/protocol/limits.ts";
import { come, done, moderatedRoom } from "../support/crowd.ts";
import { page, post } from "../support/http.ts";
import { startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { joinText } from "../support/socket.ts";
import { grow } from "../support/transfer.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

describe("[K5] purge", () => {
  it("takes back all that somebody said, by one event; what others said, and what comes later, stays", async () => {
    const { room, owner, moderator } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    const text = await joinText(server, room, { name: "Cy" });
    const one = await bo.socket.post("one");
    await owner.post("two", { replyTo: one.seq });
    const three = await bo.socket.post("three");
    await done(bo.socket, { type: "edit", seq: three.seq, text: "changed" });
    await done(owner, { type: "react", seq: three.seq, emoji: "👍", on: true });
    await done(owner, { type: "pin", seq: one.seq, on: true });
    const ack = await done(moderator.socket, { type: "purge", user: bo.you.id, id: "purge" });
    expect(await owner.next("purge")).toEqual({
      type: "purge",
      seq: ack.seq,
      id: "purge",
      at: ack.at,
      user: { id: moderator.you.id, name: "Mo" },
      whom: { id: bo.you.id, name: "Bo" },
      from: one.seq,
      unpinned: [one.seq],
    });
    expect(await text.frames.next((line) => line.includes("took back"))).toBe("* Mo took back what Bo had said");
    await bo.socket.post("four");
    const { messages } = await page(server, room);
    expect(messages.map(({ text: said }) => said)).toEqual(["", "two", "", "four"]);
    expect(messages[2]).not.toHaveProperty("edited");
    expect(messages[2]).not.toHaveProperty("reactions");
    const left = await server.sql(room, "SELECT count(*) AS n FROM events WHERE text IN ('one', 'three', 'changed')");
    expect(left).toEqual([{ n: 0 }]);
    expect(await done(owner, { type: "pins" })).toMatchObject({ messages: [] });
    // A repeat does nothing again [C3], and what is gone is not found.
    expect(await done(moderator.socket, { type: "purge", user: bo.you.id, id: "purge" })).toMatchObject({
      seq: ack.seq,
      duplicate: true,
    });
    expect(await bo.socket.ask({ type: "edit", seq: one.seq, text: "x" })).toMatchObject({ code: "not_found" });
  });

  it("outlives an eviction in the middle, all of it or nothing", async () => {
    const { room, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    await bo.socket.postMany(Array.from({ length: 300 }, (_, index) => `text ${index}`));
    const [answer] = await Promise.all([owner.ask({ type: "purge", user: bo.you.id }), server.evict(room)]);
    expect(answer).toMatchObject({ type: "ack" });
    await server.evict(room);
    const [row] = await server.sql(room, "SELECT count(*) AS left FROM events WHERE text <> ''");
    expect(row).toEqual({ left: 0 });
    const { messages } = await page(server, room);
    expect(messages.every(({ text }) => text === "")).toBe(true);
  });

  it("goes as far back as it says, and no further than 1,000 messages", async () => {
    const { room, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    await bo.socket.postMany(Array.from({ length: PURGE_MAX + 3 }, (_, index) => `text ${index}`));
    const first = await done(owner, { type: "purge", user: bo.you.id });
    const event = await owner.next("purge");
    expect(event.seq).toBe(first.seq);
    const left = await server.sql(room, "SELECT seq FROM events WHERE text <> '' ORDER BY seq");
    expect(left).toHaveLength(3);
    expect(event.from).toBe((left.at(-1)!["seq"] as number) + 1);
    await done(owner, { type: "purge", user: bo.you.id });
    expect(await server.sql(room, "SELECT seq FROM events WHERE text <> ''")).toEqual([]);
    // Where there is nothing left, nobody is told.
    expect((await done(owner, { type: "purge", user: bo.you.id })).seq).toBeUndefined();
  });

  it("no further than 10,000 places of the log", async () => {
    const { room, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    await bo.socket.post("long ago");
    await grow(server, room, PURGE_LOOKED_BACK + 5);
    expect((await done(owner, { type: "purge", user: bo.you.id })).seq).toBeUndefined();
    expect(await server.sql(room, "SELECT count(*) AS n FROM events WHERE text = 'long ago'")).toEqual([{ n: 1 }]);
  });

  it("of who is as much or more is forbidden; one's own a moderator may take back", async () => {
    const { owner, welcome, moderator, room } = await moderatedRoom(server);
    await owner.post("mine");
    await moderator.socket.post("hers");
    const guest = await come(server, room, "Guest");
    expect(await moderator.socket.ask({ type: "purge", user: welcome.you.id })).toMatchObject({ code: "forbidden" });
    expect(await guest.socket.ask({ type: "purge", user: guest.you.id })).toMatchObject({ code: "forbidden" });
    await done(moderator.socket, { type: "purge", user: moderator.you.id });
    expect((await page(server, room)).messages.map(({ text }) => text)).toEqual(["mine", ""]);
  });
});

describe("[K5] purge of the last minutes", () => {
  let clock: ClockServer;
  beforeAll(async () => {
    clock = await startClockServer({ MESSAGE_RATE: "0" });
    await clock.stop();
  });
  afterAll(() => clock.close());

  it("leaves what is older", async () => {
    const { room, owner } = await moderatedRoom(clock);
    const bo = await come(clock, room, "Bo");
    await bo.socket.post("old");
    await clock.advance(60_001);
    const { seq } = await bo.socket.post("new");
    await done(owner, { type: "purge", user: bo.you.id, seconds: 60 });
    expect(await owner.next("purge")).toMatchObject({ from: seq });
    expect((await page(clock, room)).messages.map(({ text }) => text)).toEqual(["old", ""]);
  });
});

describe("[K6] the filter", () => {
  it("masks words of guests and members before they are accepted, in an edit too, by every way", async () => {
    const { room, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    const words = ["heck", "darn*", "heck"];
    expect(await done(owner, { type: "filter", words })).toMatchObject({ words: ["heck", "darn*"] });
    const { seq } = await bo.socket.post("What the HECK, darned");
    expect(await owner.next("message")).toMatchObject({ text: "What the ****, ******" });
    await done(bo.socket, { type: "edit", seq, text: "heck no" });
    expect(await owner.next("edit")).toMatchObject({ text: "**** no" });
    expect((await post(server, room, "oh heck")).body).toMatchObject({ text: "oh ****" });
    // [E4] What was accepted is what is kept.
    await server.evict(room);
    await bo.socket.post("heck again");
    const { messages } = await page(server, room);
    expect(messages.map(({ text }) => text)).toEqual(["**** no", "oh ****", "**** again"]);
    expect(await done(owner, { type: "search", query: "heck" })).toMatchObject({ messages: [] });
  });

  it("masks what only looks like a word, with letters of another script, and no other word of that script", async () => {
    const { room, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    await done(owner, { type: "filter", words: ["heck", "cop"] });
    await bo.socket.post("oh h\u0435\u0441k \u04BBe\u0441\u043A");
    await bo.socket.post("\u0441\u043E\u0440 \u0438\u0437 \u0438\u0437\u0431\u044B");
    const { messages } = await page(server, room);
    expect(messages.map(({ text }) => text)).toEqual([
      "oh **** ****",
      "\u0441\u043E\u0440 \u0438\u0437 \u0438\u0437\u0431\u044B",
    ]);
  });

  it("moderators say what they say", async () => {
    const { owner, moderator } = await moderatedRoom(server);
    await done(moderator.socket, { type: "filter", words: ["heck"] });
    await moderator.socket.post("the word is heck");
    expect(await owner.next("message")).toMatchObject({ text: "the word is heck" });
  });

  it("[C3] what was masked is known again by its id, whatever the words are by then", async () => {
    const { room, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    await done(owner, { type: "filter", words: ["heck"] });
    const { seq } = await bo.socket.post("oh heck", { id: "one" });
    await done(owner, { type: "filter", words: [] });
    expect(await bo.socket.ask({ type: "send", id: "one", text: "oh heck" })).toMatchObject({ seq, duplicate: true });
    expect(await bo.socket.ask({ type: "send", id: "one", text: "oh well" })).toMatchObject({ duplicate: true });
    expect(await bo.socket.ask({ type: "send", id: "one", text: "an oh heck" })).toMatchObject({ code: "id_conflict" });
  });

  it.each([
    ["too many", Array.from({ length: FILTER_WORDS_MAX + 1 }, (_, index) => `w${index}`), "too_big"],
    ["one too long", ["x".repeat(FILTER_WORD_MAX_CODE_POINTS + 1)], "too_big"],
    ["an empty one", [" "], "bad_command"],
    ["everything", ["*"], "bad_command"],
    ["what nobody sees", ["\u200B"], "bad_command"],
  ])("%s: refused, and the words are as they were", async (_, words, code) => {
    const { owner } = await moderatedRoom(server);
    await done(owner, { type: "filter", words: ["heck"] });
    expect(await owner.ask({ type: "filter", words })).toMatchObject({ code });
    expect(await done(owner, { type: "filter" })).toMatchObject({ words: ["heck"] });
  });
});
