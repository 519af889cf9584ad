import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLOSE } from "../../src/protocol/errors.ts";
import { answersOf } from "../support/addresses.ts";
import { bearer, lookAt, person } from "../support/direct.ts";
import { ask, page } from "../support/http.ts";
import { enterRoom, inviteBy, makeRoom, ownedRoom } from "../support/owned.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { join, refusal, type JsonSocket } from "../support/socket.ts";
import { memberToken, SECRET } from "../support/token.ts";

const FRIEND = "https://friend.example";
const STRANGER = "https://stranger.example";
const JSON_MODE = { protocols: ["parley.v1"] };

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET, ALLOWED_ORIGINS: "*" });
});
afterAll(() => server.close());

/** A room that lets nobody in: what its owner sets, and what it was made with. */
const CLOSED: [what: string, settings: object, more: object, code: string][] = [
  ["private", { visibility: "private" }, {}, "members_only"],
  ["private, with a password", { visibility: "private" }, { password: "sesame" }, "password_required"],
  ["with a password", {}, { password: "sesame" }, "password_required"],
  ["locked", { locked: true }, {}, "locked"],
  ["locked, with a password", { locked: true }, { password: "sesame" }, "locked"],
];

function socketOf(room: string, query: Record<string, string> = {}): string {
  return server.ws(`/api/rooms/${room}/ws?${new URLSearchParams(query)}`);
}

describe("[R11] the door of a room", () => {
  it.each(CLOSED)("that is %s is closed to strangers by every way", async (_what, settings, more, code) => {
    const { room, owner, token } = await ownedRoom(server, settings, more);
    await owner.post("our secret");
    const answers = await answersOf(server, room, await person(server, "Eve"));
    for (const [what, told] of Object.entries(answers)) expect(told, what).toContain(code);
    // Those without a token are strangers, too.
    expect(await ask(server, `/api/rooms/${room}/messages`)).toMatchObject({ status: 403, body: { error: { code } } });
    expect((await join(server, room, { token })).welcome.events).toMatchObject([{ text: "our secret" }]);
    await server.evict(room, "close");
    expect(await refusal(socketOf(room), JSON_MODE)).toMatchObject({ status: 403, code });
  });

  it("is open to its members, but not to a host application's users who belong to others", async () => {
    const { room, owner } = await ownedRoom(server, { visibility: "private" });
    const token = await memberToken({ sub: "ann", name: "Ann" });
    expect(await refusal(socketOf(room, { token }), JSON_MODE)).toMatchObject({ code: "members_only" });
    await owner.ask({ type: "role", user: "ann", role: "member" });
    expect((await join(server, room, { token })).welcome.you).toEqual({ id: "ann", name: "Ann", role: "member" });
    expect(await ask(server, `/api/rooms/${room}/messages`, { headers: bearer({ token }) })).toMatchObject({
      status: 200,
    });
  });

  it("says what room it is, to those who may yet come in, and nothing of what is in it", async () => {
    const { room, owner } = await ownedRoom(server, { visibility: "private", title: "Board", topic: "Money" });
    await owner.post("our secret");
    const { body } = await ask(server, `/api/rooms/${room}`);
    expect(body).toEqual({
      error: { code: "members_only", message: expect.any(String) },
      about: { room, title: "Board", visibility: "private", password: false, locked: false },
    });
  });

  it("lets those back in who were here when it was closed, until it is opened", async () => {
    const { room, owner } = await ownedRoom(server);
    const [bo, cy] = [await person(server, "Bo"), await person(server, "Cy")];
    const { socket } = await join(server, room, { token: bo.token, name: "Bo" });
    await owner.ask({ type: "room", settings: { locked: true } });
    expect(await socket.next("room")).toMatchObject({ settings: { locked: true } });
    // Nobody is sent away.
    await socket.post("still here");
    await server.evict(room, "close");
    expect((await join(server, room, { token: bo.token })).welcome.settings.locked).toBe(true);
    expect(await refusal(socketOf(room, { token: cy.token }), JSON_MODE)).toMatchObject({ code: "locked" });
    const { socket: again } = await join(server, room, { token: bo.token });
    expect(await again.ask({ type: "room", settings: { locked: false } })).toMatchObject({ code: "forbidden" });
  });

  it("forgets them when it is opened, and those who were made strangers at once", async () => {
    const { room, owner } = await ownedRoom(server);
    const bo = await person(server, "Bo");
    const { socket } = await join(server, room, { token: bo.token, name: "Bo" });
    await owner.ask({ type: "room", settings: { visibility: "private" } });
    await owner.ask({ type: "room", settings: { visibility: "public" } });
    await socket.close();
    await owner.next("leave");
    await owner.ask({ type: "room", settings: { visibility: "private" } });
    expect(await refusal(socketOf(room, { token: bo.token }), JSON_MODE)).toMatchObject({ code: "members_only" });
    await owner.ask({ type: "role", user: bo.id, role: "member" });
    const { socket: member } = await join(server, room, { token: bo.token, name: "Bo" });
    await owner.ask({ type: "room", settings: { visibility: "unlisted" } });
    await owner.ask({ type: "room", settings: { visibility: "private" } });
    await owner.ask({ type: "role", user: bo.id, role: "guest" });
    expect((await member.closed).code).toBe(CLOSE.membersOnly);
  });

  it("is closed to a guest who was here, too, once they are made a guest", async () => {
    const { room, owner } = await ownedRoom(server);
    const bo = await person(server, "Bo");
    const { socket } = await join(server, room, { token: bo.token, name: "Bo" });
    await owner.ask({ type: "room", settings: { visibility: "private" } });
    expect(await owner.ask({ type: "role", user: bo.id, role: "guest" })).toMatchObject({ seq: 2 });
    expect((await socket.closed).code).toBe(CLOSE.membersOnly);
    expect(await refusal(socketOf(room, { token: bo.token }), JSON_MODE)).toMatchObject({ code: "members_only" });
    expect(await owner.ask({ type: "role", user: bo.id, role: "guest" })).not.toHaveProperty("seq");
  });

  it("stays closed to the guest of an address, who may be many, though they were here", async () => {
    const { room, owner } = await ownedRoom(server);
    const polled = ask(
      server,
      `/api/rooms/${room}/events?format=json&wait=25&since=${(await page(server, room)).epoch}.0`,
    );
    await owner.next("join");
    await owner.ask({ type: "room", settings: { visibility: "private" } });
    // Nobody is sent away.
    expect(await polled).toMatchObject({ status: 200, body: { events: [{ type: "room" }] } });
    await owner.post("our secret");
    expect(await ask(server, `/api/rooms/${room}/messages`)).toMatchObject({
      status: 403,
      body: { error: { code: "members_only" } },
    });
  });

  it("is not opened by showing the token of a stranger to it from inside", async () => {
    const { owner } = await ownedRoom(server, { visibility: "private" });
    const { token } = await person(server, "Eve");
    expect(await owner.ask({ type: "auth", token })).toMatchObject({ code: "members_only" });
    await owner.post("still the owner");
  });

  it("is closed to everybody where the operator has closed it", async () => {
    const { room, token, owner } = await ownedRoom(server);
    await server.sql(room, "INSERT INTO meta (key, value) VALUES ('closed', ?)", JSON.stringify({ at: 1 }));
    await owner.close();
    await server.evict(room, "close");
    const answers = await answersOf(server, room, { token });
    for (const [what, told] of Object.entries(answers)) expect(told, what).toContain("forbidden");
    expect(await enterRoom(server, room, {}, { token })).toMatchObject({ status: 403 });
  });

  it("[D6] is closed to inboxes, too: who is mentioned and may not come in is not told what was said", async () => {
    const { room, owner } = await ownedRoom(server, { visibility: "private" });
    const [bo, eve] = [await person(server, "Bo"), await person(server, "Eve")];
    await owner.ask({ type: "role", user: bo.id, role: "member" });
    await owner.post("our secret", { mentions: [eve.id, bo.id] });
    await expect.poll(async () => (await lookAt(server, bo)).mentions).toMatchObject([{ room, text: "our secret" }]);
    expect((await lookAt(server, eve)).mentions).toEqual([]);
    // Once out, one is told no more.
    await owner.ask({ type: "role", user: bo.id, role: "guest" });
    await owner.ask({ type: "edit", seq: 2, text: "another secret", mentions: [eve.id, bo.id] });
    await expect.poll(async () => (await lookAt(server, bo)).mentions).toEqual([]);
  });

  it("[R4] is there from the beginning", async () => {
    const made = await makeRoom(server, { settings: { visibility: "private" }, password: "sesame" });
    expect(made).toMatchObject({
      status: 201,
      body: { room: expect.stringMatching(/^[0-9a-f]{32}$/), settings: { visibility: "private", password: true } },
    });
    const { room } = made.body as { room: string };
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 403 });
  });
});

describe("[R14] the number of people in a room", () => {
  it("is held, for those who come at the same time, too; moderators are not counted out", async () => {
    const { room, owner, token } = await ownedRoom(server, { maxMembers: 4 });
    const comers = await Promise.all(Array.from({ length: 8 }, (_, index) => person(server, `p${index}`)));
    const joins = await Promise.all(
      comers.map((who) => join(server, room, { token: who.token }).then(({ socket }) => socket, String)),
    );
    const inside = joins.filter((one): one is JsonSocket => typeof one !== "string");
    expect(inside).toHaveLength(3);
    expect(joins.filter((one) => typeof one === "string")).toEqual(Array(5).fill("Error: HTTP 403"));
    const who = await person(server, "Late");
    expect(await refusal(socketOf(room, { token: who.token }), JSON_MODE)).toMatchObject({ code: "room_full" });
    for (const format of ["sse", "json&wait=1"]) {
      const path = `/api/rooms/${room}/events?format=${format}`;
      expect(await ask(server, path, { headers: bearer(who) })).toMatchObject({
        body: { error: { code: "room_full" } },
      });
    }
    // One may look, and is told why one could not come in.
    expect(await ask(server, `/api/rooms/${room}`, { headers: bearer(who) })).toMatchObject({
      status: 200,
      body: { online: 4, door: { code: "room_full" } },
    });
    expect((await page(server, room)).messages).toEqual([]);
    // Another device of somebody who is here is no more people.
    await join(server, room, { token });
    await inside[0]!.close();
    await owner.next("leave");
    await join(server, room, { token: who.token });
    const moderator = await person(server, "Mo");
    await owner.ask({ type: "role", user: moderator.id, role: "moderator" });
    expect((await join(server, room, { token: moderator.token })).welcome.members.online).toBe(5);
  });

  it("is held for whom one becomes, too: who leaves nobody's place takes another one", async () => {
    const { room } = await ownedRoom(server, { maxMembers: 2 });
    const [ann, bo] = [await memberToken({ sub: "ann" }), await memberToken({ sub: "bo" })];
    const { socket } = await join(server, room, { token: ann });
    const { socket: second } = await join(server, room, { token: ann });
    expect(await second.ask({ type: "auth", token: bo })).toMatchObject({ code: "room_full" });
    expect(await second.ask({ type: "members" })).toMatchObject({ online: 2 });
    await socket.close();
    // Nobody else is here by that name: one goes, one comes.
    await expect.poll(() => second.ask({ type: "auth", token: bo })).toMatchObject({ you: { id: "bo" } });
    expect(await second.ask({ type: "members" })).toMatchObject({ online: 2 });
  });
});

function from(origin: string) {
  return { ...JSON_MODE, headers: { Origin: origin } };
}

describe("[R14] sites whose pages may come in", () => {
  it("are those that the room names, and the server's own", async () => {
    const { room } = await ownedRoom(server, { allowedOrigins: [FRIEND] });
    await join(server, room, {}, from(FRIEND));
    await join(server, room, {}, from(server.origin));
    const answers = await answersOf(server, room, await person(server, "Eve"), { Origin: STRANGER });
    for (const [what, told] of Object.entries(answers)) expect(told, what).toContain("bad_origin");
    expect(await enterRoom(server, room, {})).toMatchObject({ status: 200 });
  });

  it("are looked at again when they change", async () => {
    const { room, owner } = await ownedRoom(server);
    const { socket } = await join(server, room, {}, from(STRANGER));
    const { socket: friend } = await join(server, room, {}, from(FRIEND));
    await server.evict(room);
    await owner.ask({ type: "room", settings: { allowedOrigins: [FRIEND] } });
    expect(await socket.next("room")).toMatchObject({ settings: { allowedOrigins: [FRIEND] } });
    expect((await socket.closed).code).toBe(CLOSE.origin);
    await friend.post("still here");
  });

  it.each([
    [["friend.example"]],
    [["https://friend.example/"]],
    [["null"]],
    [["javascript:0"]],
    ["https://friend.example"],
  ])("%j are none", async (allowedOrigins) => {
    const { owner } = await ownedRoom(server);
    expect(await owner.ask({ type: "room", settings: { allowedOrigins } })).toMatchObject({ code: "bad_command" });
  });
});

describe("[R14] who may write", () => {
  it("is everybody, members or moderators; others read", async () => {
    const { room, owner } = await ownedRoom(server, { write: "members" });
    await owner.post("one");
    const bo = await person(server, "Bo");
    const { socket } = await join(server, room, { token: bo.token });
    const said = [
      { type: "send", text: "hello" },
      { type: "react", seq: 1, emoji: "👍", on: true },
      { type: "edit", seq: 1, text: "two" },
      { type: "typing", on: true },
    ];
    for (const command of said) expect(await socket.ask(command), command.type).toMatchObject({ code: "read_only" });
    expect(await ask(server, `/api/rooms/${room}/messages`, { method: "POST", body: "hello" })).toMatchObject({
      status: 403,
      body: { error: { code: "read_only" } },
    });
    expect((await page(server, room)).head).toBe(1);
    await owner.ask({ type: "role", user: bo.id, role: "member" });
    const { seq } = await socket.post("hello");
    await owner.ask({ type: "room", settings: { write: "moderators" } });
    expect(await socket.ask({ type: "send", text: "again" })).toMatchObject({ code: "read_only" });
    // One's own words one may still take back.
    expect(await socket.ask({ type: "delete", seq })).toMatchObject({ type: "ack" });
    await owner.post("the owner leads, too");
  });

  it("is told over text mode as an error", async () => {
    const { room } = await ownedRoom(server, { write: "moderators" });
    const response = await ask(server, `/api/rooms/${room}/messages`, { method: "POST", body: "hello" });
    expect(response).toMatchObject({ status: 403 });
  });
});

describe("[R5] settings of the door", () => {
  it("are the owner's, but for slow mode and the lock", async () => {
    const { room, owner } = await ownedRoom(server);
    const mo = await person(server, "Mo");
    const { socket } = await join(server, room, { token: mo.token });
    await owner.ask({ type: "role", user: mo.id, role: "moderator" });
    const owners = [
      { settings: { title: "Mine" } },
      { settings: { visibility: "private" } },
      { settings: { write: "moderators" } },
      { settings: { maxMembers: 2 } },
      { settings: { allowedOrigins: [FRIEND] } },
      { password: "sesame" },
      { password: null },
      { settings: { slowMode: 5 }, password: "sesame" },
    ];
    for (const change of owners)
      expect(await socket.ask({ type: "room", ...change })).toMatchObject({ code: "forbidden" });
    expect(await socket.ask({ type: "room", settings: { slowMode: 5, locked: true } })).toMatchObject({ seq: 2 });
    expect(await owner.next("room")).toMatchObject({ settings: { slowMode: 5, locked: true } });
    const { code } = await inviteBy(socket);
    expect(await enterRoom(server, room, { invite: code })).toMatchObject({ status: 200 });
  });
});
