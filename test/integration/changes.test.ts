import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REACTION_KINDS_MAX, REACTORS_MAX, REACTORS_MAX_BYTES, REACTORS_TOLD_MAX } from "../../src/protocol/limits.ts";
import { ask, page } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText, type JsonSocket } from "../support/socket.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => void (server = await startServer({ MESSAGE_RATE: "0" })));
afterAll(() => server.close());

/** Two people in a room, and one message of the first. */
async function scene(): Promise<{
  room: string;
  ann: JsonSocket;
  bo: JsonSocket;
  epoch: string;
  ids: [string, string];
}> {
  const room = newRoom();
  const { socket: ann, welcome } = await join(server, room, { name: "Ann" });
  const { socket: bo, welcome: bos } = await join(server, room, { name: "Bo" });
  await ann.post("first");
  await bo.next("message");
  return { room, ann, bo, epoch: welcome.epoch, ids: [welcome.you.id, bos.you.id] };
}

async function messages(room: string) {
  return (await page(server, room)).messages;
}

describe("edit", () => {
  it("[C7] is told everybody, and is what history says from then on", async () => {
    const { room, ann, bo, ids } = await scene();
    const ack = await ann.ask({ type: "edit", seq: 1, text: "  better " });
    expect(ack).toMatchObject({ type: "ack", seq: 2 });
    const told = { type: "edit", seq: 2, target: 1, text: "better", user: { id: ids[0], name: "Ann" } };
    expect(await bo.next("edit")).toMatchObject(told);
    expect(await messages(room)).toMatchObject([{ seq: 1, text: "better", edited: expect.any(Number) }]);
    await server.evict(room);
    expect((await join(server, room)).welcome).toMatchObject({ head: 2, events: [{ seq: 1, text: "better" }] });
  });

  it("[B2] is told to who comes back, with the text as it is by then", async () => {
    const { room, ann, epoch } = await scene();
    await ann.ask({ type: "edit", seq: 1, text: "second" });
    await ann.post("between");
    await ann.ask({ type: "edit", seq: 1, text: "third" });
    const { welcome } = await join(server, room, { since: `${epoch}.1` });
    expect(welcome).toMatchObject({
      recovered: true,
      events: [
        { type: "edit", seq: 2, target: 1, text: "third" },
        { type: "message", seq: 3, text: "between" },
        { type: "edit", seq: 4, target: 1, text: "third" },
      ],
    });
  });

  it.each([
    ["another's", { seq: 1, text: "mine now" }, "forbidden"],
    ["what is not there", { seq: 99, text: "x" }, "not_found"],
    ["what is no message", { seq: 2, text: "x" }, "not_found"],
    ["what was taken back", { seq: 3, text: "x" }, "not_found"],
    ["to nothing", { seq: 4, text: " " }, "bad_command"],
    ["to too much", { seq: 4, text: "x".repeat(4_001) }, "too_big"],
    ["nothing in particular", { text: "x" }, "bad_command"],
  ])("%s is refused, and nothing changes", async (_what, fields, code) => {
    const { room, ann, bo } = await scene();
    await ann.ask({ type: "edit", seq: 1, text: "edited" });
    await bo.post("to be taken back");
    await bo.post("Bo's");
    await bo.ask({ type: "delete", seq: 3 });
    const before = await messages(room);
    const guard = await witness(server, room);
    expect(await bo.ask({ type: "edit", ...fields })).toMatchObject({ type: "error", code });
    await guard.expectServes();
    expect((await messages(room)).slice(0, -1)).toEqual(before);
  });
});

describe("delete", () => {
  it("[C8] leaves a place without words, in storage too", async () => {
    const { room, ann, bo, epoch } = await scene();
    await ann.ask({ type: "edit", seq: 1, text: "secret" });
    await bo.ask({ type: "react", seq: 1, emoji: "👍", on: true });
    await bo.ask({ type: "send", text: "an answer", replyTo: 1 });
    expect(await ann.ask({ type: "delete", seq: 1 })).toMatchObject({ type: "ack", seq: 5 });
    expect(await bo.next("delete")).toMatchObject({ target: 1, user: { name: "Ann" } });
    const [tombstone, answer] = await messages(room);
    expect(tombstone).toEqual({
      type: "message",
      seq: 1,
      id: expect.any(String),
      user: expect.anything(),
      at: expect.any(Number),
      text: "",
      deleted: expect.any(Number),
      replies: 1,
    });
    expect(answer).toMatchObject({ text: "an answer", replyTo: 1 });
    const rows = [await server.sql(room, "SELECT * FROM events"), await server.sql(room, "SELECT * FROM changes")];
    expect(JSON.stringify(rows)).not.toMatch(/first|secret/);
    expect(await ann.ask({ type: "search", query: "secret" })).toMatchObject({ messages: [] });
    const { welcome } = await join(server, room, { since: `${epoch}.1` });
    expect(JSON.stringify(welcome.events)).not.toMatch(/first|secret/);
    expect(welcome.events.map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
  });

  it("of another's, of nothing and of what is gone already is refused", async () => {
    const { ann, bo } = await scene();
    expect(await bo.ask({ type: "delete", seq: 1 })).toMatchObject({ code: "forbidden" });
    expect(await bo.ask({ type: "delete", seq: 7 })).toMatchObject({ code: "not_found" });
    await ann.ask({ type: "delete", seq: 1 });
    expect(await ann.ask({ type: "delete", seq: 1 })).toMatchObject({ code: "not_found" });
    expect(await ann.ask({ type: "react", seq: 1, emoji: "👍", on: true })).toMatchObject({ code: "not_found" });
    expect(await ann.ask({ type: "send", text: "late", replyTo: 1 })).toMatchObject({ code: "not_found" });
  });
});

describe("react", () => {
  it("[C9] counts who put which emoji, and forgets who took theirs away", async () => {
    const { room, ann, bo, ids } = await scene();
    await ann.ask({ type: "react", seq: 1, emoji: "👍", on: true });
    expect(await bo.next("reaction")).toMatchObject({ target: 1, emoji: "👍", on: true, user: { id: ids[0] } });
    await bo.ask({ type: "react", seq: 1, emoji: "👍", on: true });
    await bo.ask({ type: "react", seq: 1, emoji: "🏳️‍🌈", on: true });
    const both = [
      { emoji: "👍", count: 2, users: ids },
      { emoji: "🏳️‍🌈", count: 1, users: [ids[1]] },
    ];
    expect(await messages(room)).toMatchObject([{ reactions: both }]);
    await server.evict(room);
    await ann.ask({ type: "react", seq: 1, emoji: "👍", on: false });
    await bo.ask({ type: "react", seq: 1, emoji: "🏳️‍🌈", on: false });
    expect(await messages(room)).toMatchObject([{ reactions: [{ emoji: "👍", count: 1, users: [ids[1]] }] }]);
    await bo.ask({ type: "react", seq: 1, emoji: "👍", on: false });
    expect((await messages(room))[0]).not.toHaveProperty("reactions");
  });

  it("what is so already uses no seq and is told nobody", async () => {
    const { ann, bo } = await scene();
    const ack = await ann.ask({ type: "react", seq: 1, emoji: "👍", on: false });
    expect(ack).toEqual({ type: "ack", id: expect.any(String) });
    await ann.ask({ type: "react", seq: 1, emoji: "👍", on: true });
    await ann.ask({ type: "react", seq: 1, emoji: "👍", on: true });
    await ann.post("next");
    expect((await bo.events.before(({ type }) => type === "message")).map(({ type }) => type)).toEqual(["reaction"]);
  });

  it("is spelt one way, however it was spelt", async () => {
    const { room, ann, bo } = await scene();
    await ann.ask({ type: "react", seq: 1, emoji: "❤", on: true });
    await bo.ask({ type: "react", seq: 1, emoji: "❤️", on: true });
    expect(await messages(room)).toMatchObject([{ reactions: [{ emoji: "❤️", count: 2 }] }]);
  });

  it("[C9] every emoji that the page offers is one, the newest and those of several people too", async () => {
    const { room, ann } = await scene();
    const offered = ["🫪", "🧑‍🩰", "🙂‍↔️", "👩🏽‍❤️‍💋‍👨🏽", "🧑🏿‍🤝‍🧑🏿", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "#️⃣"];
    for (const emoji of offered) await ann.ask({ type: "react", seq: 1, emoji, on: true });
    expect(await messages(room)).toMatchObject([{ reactions: offered.map((emoji) => ({ emoji, count: 1 })) }]);
  });

  it.each(["", "ok", "👍👍", "a sentence", "👍🏽x", "\u200d", "1", "x".repeat(10_000), 5, null])(
    "with %j is refused: it is not one emoji",
    async (emoji) => {
      const { ann } = await scene();
      expect(await ann.ask({ type: "react", seq: 1, emoji, on: true })).toMatchObject({ code: "bad_command" });
    },
  );

  it("has room for so many different emoji, and tells so many by id", async () => {
    const { room, ann, bo } = await scene();
    const emoji = [
      "😀",
      "😃",
      "😄",
      "😁",
      "😆",
      "😅",
      "🤣",
      "😂",
      "🙂",
      "🙃",
      "🫠",
      "😉",
      "😊",
      "😇",
      "🥰",
      "😍",
      "🤩",
      "😘",
      "😗",
      "☺️",
      "😚",
    ];
    const answers = [];
    for (const one of emoji.slice(0, REACTION_KINDS_MAX + 1))
      answers.push(await ann.ask({ type: "react", seq: 1, emoji: one, on: true }));
    expect(answers.filter(({ type }) => type === "ack")).toHaveLength(REACTION_KINDS_MAX);
    expect(answers.at(-1)).toMatchObject({ code: "too_big" });
    // One that is there already has room for others.
    expect(await bo.ask({ type: "react", seq: 1, emoji: "😀", on: true })).toMatchObject({ type: "ack" });
    expect((await messages(room))[0]).toMatchObject({ reactions: { length: REACTION_KINDS_MAX } });
    expect(REACTORS_TOLD_MAX).toBeGreaterThan(1);
  });

  it.each([
    ["from so many people", 1, REACTORS_MAX, 20],
    ["with ids of so many bytes in all", 10, Math.ceil(REACTORS_MAX_BYTES / 10 / 128), 125],
  ])("an emoji is given %s and no more; who gave one can take it away", async (_what, kinds, people, length) => {
    const { room, ann, bo } = await scene();
    const emoji = ["😀", "😃", "😄", "😁", "😆", "😅", "🤣", "😂", "🙂", "🙃"].slice(0, kinds);
    // As many as a room would be told in hours. One's own is one of them.
    const ids = Array.from({ length: people - 1 }, (_, index) => `${index}`.padStart(length, "x"));
    await ann.ask({ type: "react", seq: 1, emoji: "😀", on: true });
    const [row] = await server.sql(room, "SELECT reactions FROM events WHERE seq = 1");
    const [[, [own]]] = JSON.parse(String(row!["reactions"])) as [[string, [string]]];
    const kept = emoji.map((one, index) => [one, index === 0 ? [own, ...ids] : [...ids, "y".padStart(length, "y")]]);
    await server.sql(room, "UPDATE events SET reactions = ? WHERE seq = 1", JSON.stringify(kept));
    await server.evict(room);
    expect(await bo.ask({ type: "react", seq: 1, emoji: "😀", on: true })).toMatchObject({ code: "too_big" });
    expect((await messages(room))[0]).toMatchObject({ reactions: { 0: { count: people } } });
    expect(await ann.ask({ type: "react", seq: 1, emoji: "😀", on: false })).toMatchObject({ type: "ack" });
    expect((await messages(room))[0]).toMatchObject({ reactions: { 0: { count: people - 1 } } });
  });

  it("many at once, in the middle of messages and of evictions, are all counted", async () => {
    const { room, ann } = await scene();
    const others = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => (await join(server, room, { name: `g${index}` })).socket),
    );
    await Promise.all(
      others.map(async (socket, index) => {
        await socket.ask({ type: "react", seq: 1, emoji: "🎉", on: true });
        await socket.post(`hello ${index}`);
        if (index % 2 === 0) await socket.ask({ type: "react", seq: 1, emoji: "🎉", on: false });
      }),
    );
    await ann.ask({ type: "edit", seq: 1, text: "with a party" });
    const [message] = await messages(room);
    expect(message).toMatchObject({ text: "with a party", reactions: [{ emoji: "🎉", count: 6 }] });
    await server.evict(room);
    expect((await messages(room))[0]).toEqual(message);
  });
});

describe("[C3] a repeat", () => {
  it("of an edit, a delete or a reaction does nothing again, across an eviction and after other changes", async () => {
    const { room, ann } = await scene();
    const edit = { type: "edit", seq: 1, text: "one", id: "e" };
    expect(await ann.ask(edit)).toMatchObject({ seq: 2 });
    await ann.ask({ type: "edit", seq: 1, text: "two" });
    await server.evict(room);
    expect(await ann.ask(edit)).toMatchObject({ seq: 2, duplicate: true });
    expect(await messages(room)).toMatchObject([{ text: "two" }]);
    const reaction = { type: "react", seq: 1, emoji: "👍", on: true, id: "r" };
    await ann.ask(reaction);
    await ann.ask({ ...reaction, on: false, id: "r2" });
    expect(await ann.ask(reaction)).toMatchObject({ duplicate: true });
    expect((await messages(room))[0]).not.toHaveProperty("reactions");
    expect(await ann.ask({ ...reaction, emoji: "🎉" })).toMatchObject({ code: "id_conflict" });
    await ann.ask({ type: "delete", seq: 1, id: "d" });
    expect(await ann.ask({ type: "delete", seq: 1, id: "d" })).toMatchObject({ duplicate: true });
    expect(await ann.ask({ type: "send", text: "x", id: "d" })).toMatchObject({ code: "id_conflict" });
  });

  it("of a message that has been changed since is still one", async () => {
    const { room, ann } = await scene();
    const message = { type: "send", text: "said", id: "m" };
    await ann.ask(message);
    await ann.ask({ type: "edit", seq: 2, text: "changed" });
    expect(await ann.ask(message)).toMatchObject({ seq: 2, duplicate: true });
    await ann.ask({ type: "delete", seq: 2 });
    expect(await ann.ask(message)).toMatchObject({ seq: 2, duplicate: true });
    expect(await messages(room)).toHaveLength(2);
  });
});

it("a message that is changed before it is on disk is changed", async () => {
  const room = newRoom();
  const { socket } = await join(server, room);
  socket.say(
    { type: "send", text: "one", id: "1" },
    { type: "react", seq: 1, emoji: "👍", on: true, id: "2" },
    { type: "edit", seq: 1, text: "two", id: "3" },
    { type: "send", text: "answer", replyTo: 1, id: "4" },
    { type: "delete", seq: 4, id: "5" },
  );
  for (const [id, seq] of [
    ["1", 1],
    ["2", 2],
    ["3", 3],
    ["4", 4],
    ["5", 5],
  ] as const) {
    expect(await socket.answer(id)).toMatchObject({ type: "ack", seq });
  }
  expect(await messages(room)).toMatchObject([
    { seq: 1, text: "two", reactions: [{ emoji: "👍", count: 1 }] },
    { seq: 4, text: "", deleted: expect.any(Number) },
  ]);
});

it("each costs two rows written, and many changes of one message in one flush one more than there are", async () => {
  const { room, ann } = await scene();
  const written = async (): Promise<number> => {
    const { body } = await (
      await fetch(server.http(`/api/rooms/${room}/stats`))
    )
      .json()
      .then((body) => ({ body: body as { counts: { rowsWritten: number } } }));
    return body.counts.rowsWritten;
  };
  const costOf = async (command: Record<string, unknown>): Promise<number> => {
    const before = await written();
    await ann.ask(command);
    return (await written()) - before;
  };
  expect(await costOf({ type: "send", text: "x" })).toBe(1);
  expect(await costOf({ type: "edit", seq: 1, text: "y" })).toBe(2);
  expect(await costOf({ type: "react", seq: 1, emoji: "👍", on: true })).toBe(2);
  expect(await costOf({ type: "react", seq: 1, emoji: "👍", on: true })).toBe(0);
  expect(await costOf({ type: "delete", seq: 1 })).toBe(2);
  expect(await costOf({ type: "search", query: "x" })).toBe(0);
});

it("a page reads no more rows than it returns, however much was done to messages, and a wake reads few", async () => {
  const { room, ann, bo } = await scene();
  for (let count = 0; count < 14; count++) {
    await ann.ask({ type: "react", seq: 1, emoji: "👍", on: count % 2 === 0 });
    await bo.ask({ type: "react", seq: 1, emoji: "🎉", on: count % 2 === 0 });
  }
  await ann.post("second");
  const read = async (): Promise<number> => {
    const { body } = await ask(server, `/api/rooms/${room}/stats`);
    return (body as { counts: { rowsRead: number } }).counts.rowsRead;
  };
  for (const query of ["?limit=2", "?after=1&limit=1", "?before=30&limit=1"]) {
    const before = await read();
    await page(server, room, query);
    expect((await read()) - before, query).toBeLessThanOrEqual(3);
  }
  const before = await read();
  await server.evict(room);
  expect((await join(server, room)).welcome).toMatchObject({ first: 1, head: 30 });
  // Tables, migrations, ends and the two messages: nothing of what was done to them.
  expect((await read()) - before).toBeLessThan(32);
});

it("[T1] text clients are told of changed words and of messages taken back", async () => {
  const { room, ann } = await scene();
  const text = await joinText(server, room);
  await ann.ask({ type: "edit", seq: 1, text: "better" });
  await text.frames.next((frame) => frame === "* Ann changed a message: better");
  await ann.ask({ type: "react", seq: 1, emoji: "👍", on: true });
  await ann.ask({ type: "delete", seq: 1 });
  expect(await text.frames.before((frame) => frame === "* Ann took a message back")).toEqual([]);
});

/** Says a command over HTTP. */
function say(room: string, command: unknown, headers: Record<string, string> = {}): ReturnType<typeof ask> {
  return ask(server, `/api/rooms/${room}/commands`, { method: "POST", headers, body: JSON.stringify(command) });
}

describe("[T8] any command over HTTP", () => {
  it("is carried out as on a socket, for the user of the token, who need not be there", async () => {
    const { room, bo } = await scene();
    const { body } = await ask(server, "/api/session", { method: "POST", body: '{"name":"Cy"}' });
    const { token, you } = body as { token: string; you: { id: string } };
    const headers = { Authorization: `Bearer ${token}` };
    expect(await say(room, { type: "send", text: "over HTTP", id: "a" }, headers)).toMatchObject({
      status: 200,
      body: { type: "ack", id: "a", seq: 2 },
    });
    expect(await say(room, { type: "edit", seq: 2, text: "and edited" }, headers)).toMatchObject({ body: { seq: 3 } });
    expect(await say(room, { type: "react", seq: 2, emoji: "👍", on: true }, headers)).toMatchObject({
      body: { seq: 4 },
    });
    expect(await bo.next("reaction")).toMatchObject({ target: 2, user: { id: you.id, name: "Cy" } });
    expect(await say(room, { type: "search", query: "edited from:cy" })).toMatchObject({
      body: { messages: [{ seq: 2 }] },
    });
    expect(await say(room, { type: "members" })).toMatchObject({ body: { online: 2 } });
    // Nobody types who is not there.
    await say(room, { type: "typing", on: true }, headers);
    expect(await say(room, { type: "edit", seq: 1, text: "mine" }, headers)).toMatchObject({ status: 403 });
    expect(await say(room, { type: "delete", seq: 9 }, headers)).toMatchObject({ status: 404 });
    await say(room, { type: "delete", seq: 2 }, headers);
    expect((await bo.events.before(({ type }) => type === "delete")).map(({ type }) => type)).toEqual([]);
  });

  it("[R3] makes no room, and of one that is not says so", async () => {
    const room = newRoom();
    for (const command of [
      { type: "history" },
      { type: "react", seq: 0, emoji: "👍", on: true },
      { type: "members" },
    ]) {
      expect(await say(room, command)).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
    }
    expect(await say(room, { type: "send", text: "x", replyTo: 0 })).toMatchObject({ status: 404 });
  });

  it("has the limit of a connection for each user, however many requests they make", async () => {
    const { room } = await scene();
    const answers = await Promise.all(Array.from({ length: 140 }, () => say(room, { type: "members" })));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeLessThan(140);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
  });

  it.each([
    [400, "bad_json", "{"],
    [400, "bad_command", "[]"],
    [400, "bad_command", '{"type":"nothing"}'],
    [400, "bad_command", '{"type":"react","seq":1,"emoji":"no","on":true}'],
    [401, "unauthorized", '{"type":"edit","seq":1,"text":"mine"}'],
    [401, "unauthorized", '{"type":"delete","seq":1}'],
    [401, "unauthorized", '{"type":"rename","name":"Everybody"}'],
    [404, "not_found", '{"type":"react","seq":9,"emoji":"👍","on":true}'],
    [413, "too_big", `{"type":"send","text":"${"x".repeat(4_001)}"}`],
  ])("answers %i %s to %s", async (status, code, body) => {
    const { room } = await scene();
    const answer = await ask(server, `/api/rooms/${room}/commands`, { method: "POST", body });
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  });
});

describe("[T5] search", () => {
  it("by who, when and what, in quotes too, on a socket and over HTTP", async () => {
    const room = newRoom();
    const { socket: ann } = await join(server, room, { name: "Ann B" });
    const { socket: bo, welcome } = await join(server, room, { name: "bo" });
    await ann.post("lunch at https://example.org");
    await bo.post("lunch at twelve");
    await bo.post("聊天室里的午饭");
    await bo.post("dinner");
    const find = async (query: string): Promise<number[]> => {
      const answer = await bo.ask({ type: "search", query });
      const overHttp = await page(server, room, `?${new URLSearchParams({ q: query })}`);
      if (answer.type !== "ack") throw new Error(answer.message);
      expect(overHttp.messages).toEqual(answer.messages);
      return answer.messages!.map(({ seq }) => seq);
    };
    expect(await find("lunch")).toEqual([1, 2]);
    expect(await find("午饭")).toEqual([3]);
    expect(await find("lunch from:BO")).toEqual([2]);
    expect(await find('from:"ann b"')).toEqual([1]);
    expect(await find(`from:${welcome.you.id}`)).toEqual([2, 3, 4]);
    expect(await find("has:link")).toEqual([1]);
    expect(await find('"at twelve"')).toEqual([2]);
    expect(await find("after:2020-01-01 lunch before:2999-12-31")).toEqual([1, 2]);
    expect(await find("before:2020-01-01")).toEqual([]);
    expect(await find("http://")).toEqual([]);
  });

  it.each(["", '""', "has:image", "before:yesterday", "after:2026-13-40", "x".repeat(201), "a b c d e f g h i"])(
    "refuses %j",
    async (query) => {
      const { bo } = await scene();
      expect(await bo.ask({ type: "search", query })).toMatchObject({
        type: "error",
        code: query.length > 200 || query.split(" ").length > 8 ? "too_big" : "bad_command",
      });
    },
  );
});
