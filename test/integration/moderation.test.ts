import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MARK_PERIOD_MS, SANCTIONS_MAX } from "../../src/config.ts";
import type { RoomStats } from "../../src/protocol/answers.ts";
import { ask, post } from "../support/http.ts";
import { come, done, from, giveRole, moderatedRoom, newAddress } from "../support/crowd.ts";
import { startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { joinText, refusal } from "../support/socket.ts";
import { IoClient, type Transports } from "../support/socketio.ts";
import { eventsPath, StreamReader } from "../support/stream.ts";
import { memberToken, SECRET } from "../support/token.ts";

const BANNED = 4502;

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

/** Asks for a socket that is not given. */
function refused(room: string, query: Record<string, string>, address = newAddress()) {
  const path = `/api/rooms/${room}/ws?${new URLSearchParams(query)}`;
  return refusal(server.ws(path), { protocols: ["parley.v1"], headers: from(address) });
}

/** Somebody is let in by none of the ways. */
async function expectOut(room: string, query: Record<string, string>, address = newAddress()): Promise<void> {
  const error = { code: "banned", message: expect.stringContaining("You are banned from this room.") as string };
  expect(await refused(room, query, address)).toMatchObject({ status: 403, ...error });
  const headers = from(address);
  for (const format of ["sse", "ndjson", "text", "json"]) {
    const answer = await ask(server, eventsPath(room, { ...query, format, wait: "5" }), { headers });
    expect(answer, format).toMatchObject({ status: 403, body: { error } });
  }
  const params = `?${new URLSearchParams(query)}`;
  expect(await post(server, room, "hello", headers, params)).toMatchObject({ status: 403, body: { error } });
  const command = { method: "POST", headers, body: JSON.stringify({ type: "history" }) };
  const answer = await ask(server, `/api/rooms/${room}/commands${params}`, command);
  expect(answer).toMatchObject({ status: 403, body: { error } });
  for (const transports of [["websocket"], ["polling"]] satisfies Transports[]) {
    const io = new IoClient(server.origin, room, { query, headers, transports });
    await io.news.next((news) => news === "connect_error", "a refusal");
    expect(io.error).toMatchObject({ message: error.message, data: { code: "banned" } });
    io.close();
  }
}

describe("[K1] kick", () => {
  it("ends all of somebody's connections, with the reason, and they may come back at once", async () => {
    const { room, moderator } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    const { socket: second } = await come(server, room, "Bo", { token: bo.token });
    const text = await joinText(server, room, { token: bo.token });
    await done(moderator.socket, { type: "kick", user: bo.you.id, reason: "Cool down" });
    for (const socket of [bo.socket, second]) {
      expect(await socket.next("bye")).toEqual({
        type: "bye",
        code: BANNED,
        reason: "You were sent away from this room. Cool down",
        retryAfter: 0,
      });
    }
    expect(await text.frames.next((line) => line.startsWith("* bye"))).toContain("Cool down");
    expect(await moderator.socket.next("leave", ({ user }) => user.id === bo.you.id)).toMatchObject({ online: 2 });
    const { welcome } = await come(server, room, "Bo", { token: bo.token });
    expect(welcome.you.id).toBe(bo.you.id);
  });

  it("with a reason that is longer than a close frame can carry, it is told whole before", async () => {
    const { room, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    const reason = "é".repeat(250);
    await done(owner, { type: "kick", user: bo.you.id, reason });
    expect((await bo.socket.next("bye")).reason).toContain(reason);
    const closed = await bo.socket.closed;
    expect(closed.code).toBe(BANNED);
    expect(Buffer.byteLength(closed.reason)).toBeLessThanOrEqual(123);
    expect(closed.reason).not.toContain("\uFFFD");
    const long = await owner.ask({ type: "kick", user: bo.you.id, reason: `${reason}é` });
    expect(long).toMatchObject({ type: "error", code: "too_big" });
  });

  it("of somebody who is not here: not_found", async () => {
    const { owner } = await moderatedRoom(server);
    expect(await owner.ask({ type: "kick", user: "g_nobody" })).toMatchObject({ code: "not_found" });
  });
});

describe("[K2] ban", () => {
  it("ends their connections and keeps them out, by every way in", async () => {
    const { room, moderator } = await moderatedRoom(server);
    const address = newAddress();
    const bo = await come(server, room, "Bo", { address });
    const stream = await StreamReader.open(server, room, { query: { token: bo.token }, headers: from(address) });
    await done(moderator.socket, { type: "ban", user: bo.you.id, reason: "Spam" });
    const bye = await bo.socket.next("bye");
    expect(bye).toEqual({ type: "bye", code: BANNED, reason: "You are banned from this room. Spam" });
    expect(await stream.next("bye")).toEqual(bye);
    await expectOut(room, { token: bo.token });
  });

  it("of a guest also by the address, whatever they call themselves, also after a restart", async () => {
    const { room, owner } = await moderatedRoom(server);
    const address = newAddress();
    const bo = await come(server, room, "Bo", { address });
    await done(owner, { type: "ban", user: bo.you.id });
    await expectOut(room, { name: "Somebody else" }, address);
    await server.evict(room);
    await expectOut(room, { name: "Somebody else" }, address);
    await come(server, room, "A neighbour");
  });

  it("of a guest who has left, and was only heard of by a request", async () => {
    const { room, owner } = await moderatedRoom(server);
    const [gone, sent] = [newAddress(), newAddress()];
    const bo = await come(server, room, "Bo", { address: gone });
    await bo.socket.post("one");
    await bo.socket.close();
    const { you, token } = await come(server, room, "Cy");
    await post(server, room, "two", from(sent), `?token=${token}`);
    await server.evict(room);
    await done(owner, { type: "ban", user: bo.you.id });
    await done(owner, { type: "ban", user: you.id });
    for (const address of [gone, sent]) expect(await refused(room, {}, address)).toMatchObject({ code: "banned" });
  });

  it("of IPv6 it is the network of a household", async () => {
    const { room, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo", { address: "2001:db8:1:2::3" });
    await done(owner, { type: "ban", user: bo.you.id });
    expect(await refused(room, {}, "2001:db8:1:2:ffff::9")).toMatchObject({ code: "banned" });
    await come(server, room, "A neighbour", { address: "2001:db8:1:3::3" });
  });

  it("other guests of the address who are here go too; a host's own user does not, nor who is more than a guest", async () => {
    const { room, owner } = await moderatedRoom(server);
    const address = newAddress();
    const bo = await come(server, room, "Bo", { address });
    const puppet = await come(server, room, "Bo's puppet", { address });
    const mate = await come(server, room, "A member", { address });
    await giveRole(owner, mate.you.id, "member");
    const token = await memberToken({ sub: "u-42", name: "An employee" });
    const host = await come(server, room, "Host", { token, address });
    await done(owner, { type: "ban", user: bo.you.id });
    for (const { socket } of [bo, puppet]) expect(await socket.next("bye")).toMatchObject({ code: BANNED });
    for (const { socket } of [mate, host]) await socket.post("still here");
    await come(server, room, "Host", { token, address });
    await come(server, room, "A member", { token: mate.token, address });
    expect(await refused(room, { token: puppet.token }, address)).toMatchObject({ code: "banned" });
    // Elsewhere the puppet is nobody who was banned.
    await come(server, room, "Bo's puppet", { token: puppet.token });
  });

  it("of a host's own user it is that user alone", async () => {
    const { room, owner } = await moderatedRoom(server);
    const address = newAddress();
    const token = await memberToken({ sub: "u-43", name: "An employee" });
    await come(server, room, "Host", { token, address });
    await done(owner, { type: "ban", user: "u-43" });
    expect(await refused(room, { token }, newAddress())).toMatchObject({ code: "banned" });
    await come(server, room, "A visitor", { address });
  });

  it("whoever is banned comes in by no other token either", async () => {
    const { room, owner } = await moderatedRoom(server);
    const address = newAddress();
    const [bo, cy] = [await come(server, room, "Bo", { address }), await come(server, room, "Cy")];
    await done(owner, { type: "ban", user: bo.you.id });
    expect(await cy.socket.ask({ type: "auth", token: bo.token })).toMatchObject({ code: "banned" });
    await cy.socket.post("still Cy");
  });

  it("is lifted by unban, and is replaced by the next", async () => {
    const { room, owner } = await moderatedRoom(server);
    const address = newAddress();
    const bo = await come(server, room, "Bo", { address });
    await done(owner, { type: "ban", user: bo.you.id, reason: "one" });
    await done(owner, { type: "ban", user: bo.you.id, reason: "two" });
    const { sanctions } = await done(owner, { type: "sanctions" });
    expect(sanctions).toMatchObject([
      { kind: "ban", user: { id: bo.you.id, name: "Bo" }, reason: "two", by: { name: "Owner" } },
    ]);
    expect(JSON.stringify(sanctions)).not.toContain("marks");
    await done(owner, { type: "unban", user: bo.you.id });
    expect(await owner.ask({ type: "unban", user: bo.you.id })).toMatchObject({ code: "not_found" });
    await come(server, room, "Bo", { token: bo.token, address });
    await come(server, room, "Another", { address });
    expect(await done(owner, { type: "sanctions" })).toMatchObject({ sanctions: [] });
  });

  it.each([
    ["oneself", "owner", "owner"],
    ["the owner", "moderator", "owner"],
    ["oneself", "moderator", "moderator"],
    ["another moderator", "moderator", "second"],
    ["anybody", "guest", "moderator"],
  ] as const)("of %s by the %s is forbidden, and so are kick and mute", async (_, by, of) => {
    const { room, owner, welcome, moderator } = await moderatedRoom(server);
    const second = await come(server, room, "Second");
    await giveRole(owner, second.you.id, "moderator");
    const guest = await come(server, room, "Guest");
    const people = { owner: { socket: owner, you: welcome.you }, moderator, second, guest };
    for (const type of ["kick", "ban", "mute"]) {
      expect(await people[by].socket.ask({ type, user: people[of].you.id }), type).toMatchObject({ code: "forbidden" });
    }
    await people[of].socket.post("still here");
    expect(await done(owner, { type: "sanctions" })).toMatchObject({ sanctions: [] });
    const { entries = [] } = await done(owner, { type: "audit" });
    // That the owner made two of them moderators.
    expect(entries.map(({ action }) => action)).toEqual(["role", "role"]);
  });

  it("there are at most 1,000: those that have ended go first, then it is too_big", async () => {
    const { room, owner } = await moderatedRoom(server);
    await server.sql(
      room,
      `INSERT INTO sanctions SELECT 'mute', 'g_' || value, 'x', 'o', 'Owner', 1, iif(value = 7, 2, NULL), NULL, '[]', 'owner', 'guest'
        FROM json_each(?)`,
      JSON.stringify(Array.from({ length: SANCTIONS_MAX }, (_, index) => index)),
    );
    await server.evict(room);
    await done(owner, { type: "ban", user: "g_one" });
    expect(await server.sql(room, "SELECT count(*) AS ended FROM sanctions WHERE user_id = 'g_7'")).toEqual([
      { ended: 0 },
    ]);
    expect(await owner.ask({ type: "ban", user: "g_two" })).toMatchObject({ code: "too_big" });
    await done(owner, { type: "ban", user: "g_one", reason: "again" });
    await done(owner, { type: "unban", user: "g_one" });
    await done(owner, { type: "ban", user: "g_two" });
  });
});

describe("[K3] mute", () => {
  it("lets somebody write no more, but read; only they are told", async () => {
    const { room, moderator, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    const { seq } = await bo.socket.post("one");
    await bo.socket.post("two", { id: "two" });
    await done(moderator.socket, { type: "mute", user: bo.you.id, reason: "Enough" });
    expect(await bo.socket.next("muted")).toEqual({ type: "muted", forever: true, reason: "Enough" });
    for (const command of [
      { type: "send", text: "three" },
      { type: "edit", seq, text: "changed" },
      { type: "react", seq, emoji: "👍", on: true },
      { type: "typing", on: true },
    ]) {
      expect(await bo.socket.ask(command), command.type).toMatchObject({
        code: "muted",
        message: expect.stringContaining("Enough") as string,
      });
    }
    expect(await post(server, room, "four", {}, `?token=${bo.token}`)).toMatchObject({ status: 403 });
    // What was said before is known as said [C3], and may be taken back.
    expect(await bo.socket.ask({ type: "send", text: "two", id: "two" })).toMatchObject({ duplicate: true });
    await done(bo.socket, { type: "delete", seq });
    expect(await done(bo.socket, { type: "history" })).toMatchObject({
      messages: [{ deleted: expect.any(Number) as number }, { text: "two" }],
    });
    const told = await owner.settled();
    expect(told.filter(({ type }) => type === "muted")).toEqual([]);
  });

  it("is told to who comes back, and outlives an eviction in the middle", async () => {
    const { room, moderator } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    const [answer] = await Promise.all([
      moderator.socket.ask({ type: "mute", user: bo.you.id, seconds: 600 }),
      server.evict(room),
    ]);
    expect(answer).toMatchObject({ type: "ack" });
    await server.evict(room);
    const again = await bo.socket.ask({ type: "send", text: "one" });
    expect(again).toMatchObject({ code: "muted" });
    const { retryAfter = 0 } = again as { retryAfter?: number };
    expect(retryAfter).toBeGreaterThan(500_000);
    expect(retryAfter).toBeLessThanOrEqual(600_000);
    const { welcome } = await come(server, room, "Bo", { token: bo.token });
    expect(welcome.muted).toEqual({ until: expect.any(Number) as number });
    await done(moderator.socket, { type: "unmute", user: bo.you.id });
    expect(await bo.socket.next("muted", ({ until }) => until === undefined)).toEqual({ type: "muted" });
    await bo.socket.post("two");
    expect(await moderator.socket.ask({ type: "unmute", user: bo.you.id })).toMatchObject({ code: "not_found" });
  });

  it("is told to who shows that they are somebody else, and so is that it does not concern them any more", async () => {
    const { room, moderator } = await moderatedRoom(server);
    const [bo, cy] = [await come(server, room, "Bo"), await come(server, room, "Cy")];
    await done(moderator.socket, { type: "mute", user: bo.you.id, reason: "Enough" });
    cy.socket.say({ type: "auth", token: bo.token });
    expect(await cy.socket.next("muted")).toEqual({ type: "muted", forever: true, reason: "Enough" });
    expect(await cy.socket.ask({ type: "send", text: "one" })).toMatchObject({ code: "muted" });
    // The same again is no news.
    cy.socket.say({ type: "auth", token: bo.token }, { type: "auth", token: cy.token });
    expect(await cy.socket.next("muted")).toEqual({ type: "muted" });
    await cy.socket.post("two");
  });

  it("who may do nothing to anybody has the log looked through for nobody", async () => {
    const { room, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    await owner.postMany(Array.from({ length: 100 }, (_, index) => `text ${index}`));
    const rowsRead = async () => ((await ask(server, `/api/rooms/${room}/stats`)).body as RoomStats).counts.rowsRead;
    const before = await rowsRead();
    for (const type of ["kick", "ban", "mute", "purge"]) {
      expect(await bo.socket.ask({ type, user: "g_nobody" })).toMatchObject({ code: "forbidden" });
    }
    expect((await rowsRead()) - before).toBeLessThan(50);
  });

  it("text mode says so in a line", async () => {
    const { room, owner } = await moderatedRoom(server);
    const text = await joinText(server, room, { name: "Bo" });
    const { list = [] } = await done(owner, { type: "members" });
    const { id: user } = list.find(({ name }) => name === "Bo")!;
    await done(owner, { type: "mute", user });
    expect(await text.frames.next((line) => line.includes("may not"))).toBe("* you may not write here any more");
    text.send("hello?");
    expect(await text.frames.next((line) => line.startsWith("* error"))).toContain("You may not write here now.");
    await done(owner, { type: "unmute", user });
    expect(await text.frames.next((line) => line.includes("again"))).toBe("* you may write again");
  });
});

describe("by time", () => {
  let clock: ClockServer;
  beforeAll(async () => {
    clock = await startClockServer({ MESSAGE_RATE: "0" });
    await clock.stop();
  });
  afterAll(() => clock.close());

  it("[K2] [K3] both end of themselves, with no alarm for that; before, they say when", async () => {
    const { room, owner } = await moderatedRoom(clock);
    const [bo, cy] = [await come(clock, room, "Bo"), await come(clock, room, "Cy")];
    await done(owner, { type: "ban", user: bo.you.id, seconds: 90 });
    expect(await bo.socket.next("bye")).toMatchObject({ retryAfter: 90_000 });
    await done(owner, { type: "mute", user: cy.you.id, seconds: 60 });
    await clock.advance(59_999);
    const answer = await post(clock, room, "hello", {}, `?token=${bo.token}`);
    expect(answer).toMatchObject({ status: 403, body: { error: { code: "banned", retryAfter: 30_001 } } });
    expect(await cy.socket.ask({ type: "send", text: "one" })).toMatchObject({ code: "muted", retryAfter: 1 });
    await clock.advance(1);
    await cy.socket.post("two");
    await clock.advance(30_000);
    await come(clock, room, "Bo", { token: bo.token });
    expect(await done(owner, { type: "sanctions" })).toMatchObject({ sanctions: [] });
  });

  it("[K2] an address is forgotten after two periods at most; the guest is not", async () => {
    const { room, owner } = await moderatedRoom(clock);
    const address = newAddress();
    const bo = await come(clock, room, "Bo", { address });
    await bo.socket.post("one");
    await done(owner, { type: "ban", user: bo.you.id });
    const isOut = async (query = "") => (await post(clock, room, "hello", from(address), query)).status === 403;
    expect(await isOut()).toBe(true);
    await clock.advance(MARK_PERIOD_MS);
    expect(await isOut()).toBe(true);
    await clock.advance(MARK_PERIOD_MS);
    expect(await isOut()).toBe(false);
    expect(await isOut(`?token=${bo.token}`)).toBe(true);
    // And the next of whom something is kept takes along what is over.
    const [before] = await clock.sql(room, "SELECT count(*) AS marks FROM marks WHERE user_id = ?", bo.you.id);
    expect(before).toEqual({ marks: 0 });
  });
});
