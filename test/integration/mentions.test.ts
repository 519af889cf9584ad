import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MENTIONS_MAX } from "../../src/protocol/limits.ts";
import { tagOf } from "../../src/protocol/people.ts";
import { page, post } from "../support/http.ts";
import { ownedRoom } from "../support/owned.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => void (server = await startServer({ MESSAGE_RATE: "0" })));
afterAll(() => server.close());

async function scene() {
  const room = newRoom("mentions");
  const { socket: ann, welcome } = await join(server, room, { name: "Ann" });
  const { socket: bo, welcome: bos } = await join(server, room, { name: "Bo Åberg" });
  return { room, ann, bo, annId: welcome.you.id, boId: bos.you.id, epoch: welcome.epoch };
}

describe("[M2] whom a message mentions", () => {
  it("is found by the room where the client does not say, whatever it speaks", async () => {
    const { room, bo, annId, boId, epoch } = await scene();
    const text = await joinText(server, room, { name: "Cy" });
    text.send("@ann, is @Bo Åberg there?");
    expect(await bo.next("message")).toMatchObject({ mentions: [annId, boId] });
    await post(server, room, "mail ann@ann.example");
    expect(await bo.next("message")).not.toHaveProperty("mentions");
    await post(server, room, "and @here?");
    expect(await bo.next("message")).toMatchObject({ here: true });
    await server.evict(room);
    const looks = [(await join(server, room)).welcome, (await join(server, room, { since: `${epoch}.0` })).welcome];
    for (const { events } of looks) {
      expect(events[0]).toMatchObject({ mentions: [annId, boId] });
      expect(events[1]).not.toHaveProperty("mentions");
      expect(events[2]).toMatchObject({ here: true });
    }
  });

  it("of two by one name, is the one whose tag follows; the name alone mentions nobody", async () => {
    const { room, bo, annId } = await scene();
    const { socket: other, welcome } = await join(server, room, { name: "ANN" });
    await bo.post("@Ann");
    await bo.post(`@Ann${tagOf(annId)}`);
    await bo.post(`@ann ${tagOf(welcome.you.id)} and you`);
    expect(await other.next("message")).not.toHaveProperty("mentions");
    expect(await other.next("message")).toMatchObject({ mentions: [annId] });
    expect(await other.next("message")).toMatchObject({ mentions: [welcome.you.id] });
  });

  it("is what the client says, where it says so; never oneself; always who is answered", async () => {
    const { ann, bo, annId, boId } = await scene();
    await bo.post("@Ann", { mentions: [] });
    expect(await ann.next("message")).not.toHaveProperty("mentions");
    await bo.post("you", { mentions: [annId, boId], here: false });
    expect(await ann.next("message")).toMatchObject({ mentions: [annId] });
    await ann.post("@Ann that is me", { replyTo: 1 });
    expect(await bo.next("message", ({ seq }) => seq === 3)).toMatchObject({ mentions: [boId] });
  });

  it("who is answered is mentioned beside as many as a client may name", async () => {
    const { ann, bo, annId } = await scene();
    await ann.post("the question");
    const others = Array.from({ length: MENTIONS_MAX }, (_, index) => `u${index}`);
    await bo.post("the answer", { replyTo: 1, mentions: others });
    expect(await ann.next("message", ({ seq }) => seq === 2)).toMatchObject({ mentions: [...others, annId] });
  });

  it("is counted for nobody else, whatever ids are named", async () => {
    const { room, bo } = await scene();
    const { welcome } = await join(server, room, { name: "Cy" });
    const id = welcome.you.id;
    await bo.post("tricks", { mentions: ['"', 'x"', '\\"\\"', ",", `${id}"`, `"${id}`, `x${id}`] });
    expect((await join(server, room, { token: welcome.token! })).welcome).toMatchObject({ unread: 1, mentioned: 0 });
  });

  it("follows an edit, for who comes back too, and goes with the text", async () => {
    const { room, ann, bo, annId, epoch } = await scene();
    await bo.post("nobody");
    await bo.ask({ type: "edit", seq: 1, text: "@Ann" });
    expect(await ann.next("edit")).toMatchObject({ mentions: [annId] });
    expect((await page(server, room)).messages).toMatchObject([{ mentions: [annId] }]);
    await server.evict(room);
    expect((await join(server, room, { since: `${epoch}.1` })).welcome.events).toMatchObject([{ mentions: [annId] }]);
    await bo.ask({ type: "edit", seq: 1, text: "nobody again" });
    expect((await page(server, room)).messages[0]).not.toHaveProperty("mentions");
    await bo.ask({ type: "edit", seq: 1, text: "@here @Ann" });
    await bo.ask({ type: "delete", seq: 1 });
    const [gone] = (await page(server, room)).messages;
    expect(gone).not.toHaveProperty("mentions");
    expect(gone).not.toHaveProperty("here");
  });

  it.each([
    ["too many", { mentions: Array.from({ length: MENTIONS_MAX + 1 }, (_, index) => `u${index}`) }, "too_big"],
    ["an id that is too long", { mentions: ["x".repeat(129)] }, "bad_command"],
    ["an id that nobody can have", { mentions: ["\0"] }, "bad_command"],
    ["an empty id", { mentions: [""] }, "bad_command"],
    ["no list", { mentions: "ann" }, "bad_command"],
    ["a here that is neither", { here: "yes" }, "bad_command"],
  ])("%s is refused, and nothing is sent", async (_what, fields, code) => {
    const { room, bo } = await scene();
    expect(await bo.ask({ type: "send", text: "x", ...fields })).toMatchObject({ type: "error", code });
    expect((await page(server, room)).head).toBe(0);
  });

  it("[R5] is everybody only by moderators, where the owner says so", async () => {
    const { room, owner } = await ownedRoom(server, { mentionAll: "moderators" });
    const { socket: bo } = await join(server, room);
    expect(await bo.ask({ type: "send", text: "@here!" })).toMatchObject({ code: "forbidden" });
    expect(await bo.ask({ type: "send", text: "all", here: true })).toMatchObject({ code: "forbidden" });
    expect(await bo.ask({ type: "send", text: "say `@here`", here: false })).toMatchObject({ seq: 1 });
    expect(await bo.ask({ type: "edit", seq: 1, text: "@here" })).toMatchObject({ code: "forbidden" });
    await owner.post("@here");
    expect(await bo.next("message", ({ seq }) => seq === 2)).toMatchObject({ here: true });
    const [first] = (await page(server, room)).messages;
    expect(first).toMatchObject({ text: "say `@here`" });
  });
});

describe("[C11] a thread", () => {
  it("is what answers one message, the oldest first, page by page, on every way", async () => {
    const { room, ann, bo } = await scene();
    await ann.post("the question");
    for (let count = 1; count <= 7; count++) {
      await bo.post(`between ${count}`);
      await bo.post(`answer ${count}`, { replyTo: 1 });
    }
    await bo.ask({ type: "delete", seq: 3 });
    const first = await ann.ask({ type: "history", thread: 1, limit: 3 });
    expect(first).toMatchObject({
      messages: [{ text: "", replyTo: 1 }, { text: "answer 2" }, { text: "answer 3" }],
      more: true,
    });
    const rest = await page(server, room, "?thread=1&after=7");
    expect(rest.messages.map(({ text }) => text)).toEqual(["answer 4", "answer 5", "answer 6", "answer 7"]);
    expect(rest.more).toBe(false);
    const back = await ann.ask({ type: "history", thread: 1, before: 7, limit: 1 });
    expect(back).toMatchObject({ messages: [{ text: "answer 2" }], more: true });
    expect((await page(server, room)).messages[0]).toMatchObject({ text: "the question", replies: 7 });
    await expect(page(server, room, "?thread=1&q=answer")).rejects.toThrow("HTTP 400");
    expect((await page(server, room, "?thread=99")).messages).toEqual([]);
  });

  it("many answers in one flush are all counted", async () => {
    const { room, ann } = await scene();
    ann.say({ type: "send", text: "q" }, ...Array.from({ length: 9 }, () => ({ type: "send", text: "a", replyTo: 1 })));
    await ann.post("done");
    expect((await page(server, room)).messages[0]).toMatchObject({ replies: 9 });
  });
});
