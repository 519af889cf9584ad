import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KEEP_DAYS_MAX, PINS_MAX, TOPIC_MAX_CODE_POINTS } from "../../src/protocol/limits.ts";
import { DEFAULT_SETTINGS } from "../../src/protocol/settings.ts";
import { ask, page } from "../support/http.ts";
import { makeRoom, ownedRoom } from "../support/owned.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
beforeAll(async () => void (server = await startServer({ MESSAGE_RATE: "0" })));
afterAll(() => server.close());

describe("[R4] a room of one's own", () => {
  it("has whoever makes it as its owner, wherever they come back from", async () => {
    const { room, token, welcome } = await ownedRoom(server, { topic: "  lunch\n and  tea " });
    expect(welcome).toMatchObject({
      you: { name: "Owner", role: "owner" },
      settings: { ...DEFAULT_SETTINGS, topic: "lunch  and  tea" },
      pins: [],
    });
    await server.evict(room, "close");
    expect((await join(server, room, { token, name: "Owner" })).welcome.you.role).toBe("owner");
    expect((await join(server, room)).welcome.you.role).toBe("guest");
    const described = await ask(server, `/api/rooms/${room}`);
    expect(described.body).toMatchObject({ settings: { topic: "lunch  and  tea" }, pins: [], online: 2 });
  });

  it("has a name that nobody guesses where it is given none", async () => {
    const made = await makeRoom(server, {});
    expect(made).toMatchObject({
      status: 201,
      body: { room: expect.stringMatching(/^[0-9a-f]{32}$/), you: { role: "owner" } },
    });
    const bare = await ask(server, "/api/rooms", { method: "POST" });
    expect(bare.status).toBe(201);
  });

  it("is made once, and not where somebody was before", async () => {
    const room = newRoom("twice");
    const answers = await Promise.all(Array.from({ length: 5 }, () => makeRoom(server, { room })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
    const joined = newRoom("joined");
    await join(server, joined);
    expect(await makeRoom(server, { room: joined })).toMatchObject({
      status: 409,
      body: { error: { code: "exists" } },
    });
    expect((await join(server, joined)).welcome.you.role).toBe("guest");
  });

  it("the owner's token is an owner's in that room alone", async () => {
    const { token } = await ownedRoom(server);
    expect((await join(server, newRoom(), { token })).welcome.you.role).toBe("guest");
  });

  it.each([
    ["a name that is none", { room: "../x" }, 400, "bad_room"],
    ["a topic that is too long", { settings: { topic: "x".repeat(TOPIC_MAX_CODE_POINTS + 1) } }, 413, "too_big"],
    ["too many days", { settings: { keepDays: KEEP_DAYS_MAX + 1 } }, 413, "too_big"],
    ["half a day", { settings: { keepDays: 0.5 } }, 400, "bad_command"],
    ["what is no setting", { settings: { mentionAll: "nobody" } }, 400, "bad_command"],
    ["no object", [], 400, "bad_command"],
  ])("%s makes none", async (_what, body, status, code) => {
    expect(await makeRoom(server, body)).toMatchObject({ status, body: { error: { code } } });
  });
});

describe("[R5] settings", () => {
  it("are changed by the owner, live, and kept", async () => {
    const { room, owner, token } = await ownedRoom(server);
    const { socket: bo, welcome } = await join(server, room);
    expect(await owner.ask({ type: "room", settings: { topic: "tea", seenBy: true } })).toMatchObject({ seq: 1 });
    expect(await bo.next("room")).toMatchObject({
      seq: 1,
      settings: { topic: "tea", seenBy: true },
      user: { name: "Owner" },
    });
    await server.evict(room);
    const { welcome: later } = await join(server, room, { since: `${welcome.epoch}.0` });
    expect(later.settings).toEqual({ ...DEFAULT_SETTINGS, topic: "tea", seenBy: true });
    expect(later.events).toMatchObject([{ type: "room", settings: { topic: "tea", seenBy: true } }]);
    const commands = `/api/rooms/${room}/commands`;
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
    const body = JSON.stringify({ type: "room", settings: { topic: "" } });
    expect(await ask(server, commands, { method: "POST", headers, body })).toMatchObject({ status: 200 });
    expect((await bo.next("room")).settings).toEqual({ topic: "" });
  });

  it("that are so already use no seq and are told nobody", async () => {
    const { room, owner } = await ownedRoom(server, { topic: "tea" });
    const { socket: bo } = await join(server, room);
    const answer = await owner.ask({ type: "room", settings: { topic: "tea", keepDays: 0 } });
    expect(answer).not.toHaveProperty("seq");
    expect((await bo.settled()).filter(({ type }) => type === "room")).toEqual([]);
  });

  it("are nobody else's", async () => {
    const { room } = await ownedRoom(server, { topic: "tea" });
    const { socket: bo } = await join(server, room);
    expect(await bo.ask({ type: "room", settings: { topic: "coffee" } })).toMatchObject({ code: "forbidden" });
    const { socket: cy } = await join(server, newRoom());
    expect(await cy.ask({ type: "room", settings: { topic: "mine" } })).toMatchObject({ code: "forbidden" });
    expect((await join(server, room)).welcome).toMatchObject({ head: 0, settings: { topic: "tea" } });
  });

  it("[C3] changed twice by one id are changed once", async () => {
    const { owner } = await ownedRoom(server);
    const command = { type: "room", id: "a", settings: { topic: "tea" } };
    expect(await owner.ask(command)).toMatchObject({ seq: 1 });
    expect(await owner.ask(command)).toMatchObject({ seq: 1, duplicate: true });
    expect(await owner.ask({ ...command, settings: { topic: "coffee" } })).toMatchObject({ code: "id_conflict" });
  });

  it("[C8] the owner takes back what anybody said", async () => {
    const { room, owner } = await ownedRoom(server);
    const { socket: bo } = await join(server, room);
    await bo.post("rude");
    expect(await owner.ask({ type: "edit", seq: 1, text: "polite" })).toMatchObject({ code: "forbidden" });
    expect(await owner.ask({ type: "delete", seq: 1 })).toMatchObject({ seq: 2 });
    expect(await bo.next("delete")).toMatchObject({ target: 1, user: { name: "Owner" } });
    expect((await page(server, room)).messages).toMatchObject([{ text: "" }]);
  });
});

describe("[C10] pins", () => {
  it("are a moderator's to set, told to everybody, and kept in their order", async () => {
    const { room, owner } = await ownedRoom(server);
    const { socket: bo, welcome } = await join(server, room);
    for (const text of ["one", "two", "three"]) await bo.post(text);
    expect(await bo.ask({ type: "pin", seq: 1, on: true })).toMatchObject({ code: "forbidden" });
    for (const seq of [3, 1]) await owner.ask({ type: "pin", seq, on: true });
    expect(await bo.next("pin")).toMatchObject({ seq: 4, target: 3, on: true });
    await server.evict(room);
    expect((await join(server, room)).welcome.pins).toEqual([3, 1]);
    expect(await bo.ask({ type: "pins" })).toMatchObject({ messages: [{ text: "three" }, { text: "one" }] });
    await owner.ask({ type: "pin", seq: 3, on: false });
    const { welcome: later } = await join(server, room, { since: `${welcome.epoch}.3` });
    expect(later).toMatchObject({ pins: [1], events: [{ target: 3 }, { target: 1 }, { target: 3, on: false }] });
  });

  it("go with the message", async () => {
    const { room, owner } = await ownedRoom(server);
    await owner.post("secret");
    await owner.ask({ type: "pin", seq: 1, on: true });
    await owner.ask({ type: "delete", seq: 1 });
    expect((await join(server, room)).welcome.pins).toEqual([]);
    expect(await owner.ask({ type: "pins" })).toMatchObject({ messages: [] });
    expect(await owner.ask({ type: "pin", seq: 1, on: true })).toMatchObject({ code: "not_found" });
  });

  it("are of messages, and of each once", async () => {
    const { owner } = await ownedRoom(server);
    await owner.post("one");
    expect(await owner.ask({ type: "pin", seq: 9, on: true })).toMatchObject({ code: "not_found" });
    expect(await owner.ask({ type: "pin", seq: 1, on: false })).not.toHaveProperty("seq");
    expect(await owner.ask({ type: "pin", seq: 1, on: true })).toMatchObject({ seq: 2 });
    expect(await owner.ask({ type: "pin", seq: 2, on: true })).toMatchObject({ code: "not_found" });
    expect(await owner.ask({ type: "pin", seq: 1, on: true })).not.toHaveProperty("seq");
  });

  it(`are at most ${PINS_MAX}`, async () => {
    const { room, owner } = await ownedRoom(server);
    await owner.postMany(Array.from({ length: PINS_MAX + 1 }, (_, index) => `m${index}`));
    const pins = JSON.stringify(Array.from({ length: PINS_MAX }, (_, index) => index + 1));
    await server.evict(room);
    await server.sql(room, "INSERT INTO meta (key, value) VALUES ('pins', ?)", pins);
    await server.evict(room);
    expect(await owner.ask({ type: "pin", seq: PINS_MAX + 1, on: true })).toMatchObject({ code: "too_big" });
    expect(await owner.ask({ type: "pin", seq: 1, on: false })).toMatchObject({ type: "ack" });
    expect(await owner.ask({ type: "pin", seq: PINS_MAX + 1, on: true })).toMatchObject({ seq: PINS_MAX + 3 });
  });
});
