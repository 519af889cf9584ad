import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { INVITES_MAX } from "../../src/protocol/limits.ts";
import type { RoomEntered } from "../../src/protocol/answers.ts";
import type { Invitation } from "../../src/protocol/records.ts";
import { person, type Person } from "../support/direct.ts";
import { ask } from "../support/http.ts";
import { enterRoom, inviteBy, ownedRoom } from "../support/owned.ts";
import { newRoom, startClockServer, startServer, type TestServer } from "../support/server.ts";
import { join, refusal } from "../support/socket.ts";
import { IoClient } from "../support/socketio.ts";
import { StreamReader } from "../support/stream.ts";

let server: TestServer;
beforeAll(async () => void (server = await startServer({ MESSAGE_RATE: "0" })));
afterAll(() => server.close());

const PRIVATE = { visibility: "private" };
const JSON_MODE = { protocols: ["parley.v1"] };

describe("[R12] an invitation", () => {
  it("makes whoever comes with it a member, for good", async () => {
    const { room, owner } = await ownedRoom(server, PRIVATE);
    const { code, invite } = await inviteBy(owner);
    expect(code).toMatch(/^[\w-]{22}$/);
    const entered = await enterRoom(server, room, { name: "Bo", invite: code });
    expect(entered).toMatchObject({ status: 200, body: { room, you: { name: "Bo", role: "member" } } });
    const { token = "" } = entered.body as RoomEntered;
    await server.evict(room, "close");
    expect((await join(server, room, { token })).welcome.you).toMatchObject({ role: "member" });
    // What it is called lets nobody in.
    expect(await enterRoom(server, room, { invite })).toMatchObject({
      status: 403,
      body: { error: { code: "bad_invite" } },
    });
    const stored = await server.sql(room, "SELECT * FROM invites");
    expect(JSON.stringify(stored)).not.toContain(code);
  });

  it("lets in by every way: socket, text, stream, held poll and Socket.IO", async () => {
    const { room, owner } = await ownedRoom(server, PRIVATE);
    const { code } = await inviteBy(owner);
    expect((await join(server, room, { invite: code })).welcome.you.role).toBe("member");
    const stream = await StreamReader.open(server, room, { query: { format: "ndjson", invite: code } });
    expect(await stream.next("welcome")).toMatchObject({ you: { role: "member" } });
    const { token } = await person(server, "Poll");
    const held = `/api/rooms/${room}/events?format=json&wait=1&invite=${code}&token=${token}`;
    expect(await ask(server, held)).toMatchObject({ status: 200, body: { you: { role: "member" } } });
    const io = new IoClient(server.origin, room, { auth: { invite: code }, transports: ["polling"] });
    expect(await io.next("welcome")).toMatchObject({ you: { role: "member" } });
    const query = new IoClient(server.origin, room, { query: { invite: code }, transports: ["polling"] });
    expect(await query.next("welcome")).toMatchObject({ you: { role: "member" } });
    for (const client of [io, query]) client.socket.disconnect();
    stream.leave();
  });

  it("that is good once lets one of two in who come at the same time", async () => {
    const { room, owner } = await ownedRoom(server, PRIVATE);
    for (let round = 0; round < 5; round++) {
      const { code } = await inviteBy(owner, { uses: 1 });
      const [ann, bo, cy] = await Promise.all(["Ann", "Bo", "Cy"].map((name) => person(server, name)));
      const socket = join(server, room, { invite: code, token: ann!.token }).then(
        () => 200,
        () => 403,
      );
      const requests = [bo, cy].map(async (who) => (await enterRoom(server, room, { invite: code }, who)).status);
      const answers = await Promise.all([socket, ...requests]);
      expect(answers.toSorted()).toEqual([200, 403, 403]);
    }
    expect(await owner.ask({ type: "invites" })).toMatchObject({ invitations: [{ role: "owner" }] });
  });

  it("takes one use for each who comes, however often they come, and outlives the object", async () => {
    const { room, owner } = await ownedRoom(server, PRIVATE);
    const { code } = await inviteBy(owner, { uses: 2 });
    const bo = await person(server, "Bo");
    for (let times = 0; times < 3; times++) {
      await server.evict(room);
      expect(await enterRoom(server, room, { invite: code }, bo)).toMatchObject({ status: 200 });
    }
    expect(await enterRoom(server, room, { invite: code })).toMatchObject({ status: 200 });
    expect(await enterRoom(server, room, { invite: code })).toMatchObject({ status: 403 });
    // Who belongs to the room is not kept out by one that is over.
    expect(await enterRoom(server, room, { invite: code }, bo)).toMatchObject({ status: 200 });
  });

  it("is over when its time is", async () => {
    const clock = await startClockServer({ MESSAGE_RATE: "0" });
    try {
      const { room, owner } = await ownedRoom(clock, PRIVATE);
      const { code, expires = 0, at } = await inviteBy(owner, { seconds: 60 });
      expect(expires - at).toBe(60_000);
      expect(await enterRoom(clock, room, { invite: code })).toMatchObject({ status: 200 });
      await clock.advance(60_000);
      expect(await enterRoom(clock, room, { invite: code })).toMatchObject({ status: 403 });
      expect(await owner.ask({ type: "invites" })).toMatchObject({ invitations: [{ role: "owner" }] });
    } finally {
      await clock.close();
    }
  });

  it("lets one in where it is good once, also when the object goes in the middle of it", async () => {
    const clock = await startClockServer({ MESSAGE_RATE: "0" });
    const attempt = (room: string, code: string, who: Person): Promise<number> =>
      enterRoom(clock, room, { invite: code }, who).then(
        ({ status }) => status,
        () => 0,
      );
    try {
      const { room, owner } = await ownedRoom(clock, PRIVATE);
      const { code } = await inviteBy(owner, { uses: 1 });
      const people = await Promise.all(["Ann", "Bo", "Cy"].map((name) => person(clock, name)));
      const attempts = people.map((who) => attempt(room, code, who));
      await clock.crash(room);
      const answers = await Promise.all(attempts);
      const again = await Promise.all(people.map((who) => attempt(room, code, who)));
      expect(again.toSorted()).toEqual([200, 403, 403]);
      // Whoever was told so is in.
      for (const [index, status] of answers.entries()) if (status === 200) expect(again[index]).toBe(200);
      expect(await clock.sql(room, "SELECT count(*) AS members FROM members")).toEqual([{ members: 1 }]);
    } finally {
      await clock.close();
    }
  });

  it("is listed without its code, and taken back", async () => {
    const { room, owner, id } = await ownedRoom(server, PRIVATE);
    const { code, invite } = await inviteBy(owner, { uses: 3 });
    const listed = await owner.ask({ type: "invites" });
    expect(listed).toMatchObject({
      invitations: [
        { role: "owner", by: { id } },
        { invite, role: "member", uses: 3, by: { id, name: "Owner" } },
      ],
    });
    expect(JSON.stringify(listed)).not.toContain("code");
    expect(await owner.ask({ type: "uninvite", invite })).toMatchObject({ type: "ack" });
    expect(await owner.ask({ type: "uninvite", invite })).toMatchObject({ code: "not_found" });
    expect(await enterRoom(server, room, { invite: code })).toMatchObject({ status: 403 });
  });

  it("is a moderator's to make for members, and nobody else's to make or see", async () => {
    const { room, owner } = await ownedRoom(server);
    const mo = await person(server, "Mo");
    const { socket } = await join(server, room, { token: mo.token });
    const commands = [{ type: "invite" }, { type: "invites" }, { type: "uninvite", invite: "x" }];
    for (const command of commands) expect(await socket.ask(command)).toMatchObject({ code: "forbidden" });
    await owner.ask({ type: "role", user: mo.id, role: "moderator" });
    const { code } = await inviteBy(socket);
    expect(await socket.ask({ type: "invite", role: "moderator" })).toMatchObject({ code: "forbidden" });
    // Who is invited to lead, only owners see and take back.
    const { invitations = [] } = (await socket.ask({ type: "invites" })) as { invitations?: { role: string }[] };
    expect(invitations.map(({ role }) => role)).toEqual(["member"]);
    const all = (await owner.ask({ type: "invites" })) as { invitations?: { role: string; invite: string }[] };
    const [theirs] = all.invitations ?? [];
    expect(await socket.ask({ type: "uninvite", invite: theirs?.invite })).toMatchObject({ code: "forbidden" });
    // Whoever may not invite any more has invited nobody.
    await owner.ask({ type: "role", user: mo.id, role: "guest" });
    expect(await enterRoom(server, room, { invite: code })).toMatchObject({ body: { error: { code: "bad_invite" } } });
  });

  it("[R4] by the owner's link makes one an owner, too, which everybody here is told", async () => {
    const { room, owner, ownerLink, id } = await ownedRoom(server);
    await inviteBy(owner, { role: "owner" });
    // Which of the two it is, its owner can tell.
    const { invitations = [] } = (await owner.ask({ type: "invites" })) as { invitations?: Invitation[] };
    expect(invitations.map(({ role, withRoom }) => [role, withRoom])).toEqual([
      ["owner", true],
      ["owner", undefined],
    ]);
    const link = new URL(ownerLink);
    expect(link.href.startsWith(`${server.origin}/r/${room}#invite=`)).toBe(true);
    const code = link.hash.slice("#invite=".length);
    const other = await person(server, "Phone");
    expect(await enterRoom(server, room, { invite: code }, other)).toMatchObject({
      status: 200,
      body: { you: { role: "owner" }, head: 1 },
    });
    expect(await owner.next("role")).toMatchObject({
      user: { id },
      whom: { id: other.id, name: "Phone" },
      role: "owner",
    });
    // Whoever takes it back has to do so as any other.
    expect(await owner.ask({ type: "role", user: other.id, role: "guest" })).toMatchObject({ type: "ack" });
    expect((await join(server, room, { token: other.token })).welcome.you.role).toBe("guest");
  });

  it("tells who is here by a connection what they are now", async () => {
    const { room, owner } = await ownedRoom(server, { write: "members" });
    const { code } = await inviteBy(owner);
    const bo = await person(server, "Bo");
    const { socket } = await join(server, room, { token: bo.token });
    expect(await socket.ask({ type: "send", text: "hello" })).toMatchObject({ code: "read_only" });
    await enterRoom(server, room, { invite: code }, bo);
    expect(await socket.next("role")).toMatchObject({ whom: { id: bo.id }, role: "member" });
    await socket.post("hello");
  });

  it("is not for the guest of an address, and not for a room that is not there", async () => {
    const { room, owner } = await ownedRoom(server, PRIVATE);
    const { code } = await inviteBy(owner);
    const held = `/api/rooms/${room}/events?format=json&wait=1&invite=${code}`;
    expect(await ask(server, held)).toMatchObject({ status: 401 });
    expect(await enterRoom(server, newRoom(), { invite: code })).toMatchObject({ status: 404 });
    const other = newRoom();
    const answer = await refusal(server.ws(`/api/rooms/${other}/ws?invite=${code}`), JSON_MODE);
    expect(answer).toMatchObject({ status: 403, code: "bad_invite" });
    // It was not made by that.
    expect(await ask(server, `/api/rooms/${other}`)).toMatchObject({ status: 404 });
  });

  it(`are at most ${INVITES_MAX} at a time`, async () => {
    const { room, owner } = await ownedRoom(server);
    await server.sql(
      room,
      `INSERT INTO invites (invite, digest, role, by_id, by_name, at, expires) WITH RECURSIVE number (n) AS
        (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${INVITES_MAX - 1})
        SELECT 'i' || n, 'd' || n, 'member', 'ann', 'Ann', n, CASE n WHEN 1 THEN 32503680000000 END FROM number`,
    );
    expect(await owner.ask({ type: "invite" })).toMatchObject({ code: "too_big" });
    // One that is over makes room.
    await server.sql(room, "UPDATE invites SET expires = 1 WHERE invite = 'i1'");
    expect(await owner.ask({ type: "invite" })).toMatchObject({ type: "ack" });
    expect(await owner.ask({ type: "invite" })).toMatchObject({ code: "too_big" });
  });

  it.each([
    ["for no time", { seconds: 0 }, "bad_command"],
    ["for more than a year", { seconds: 366 * 24 * 60 * 60 }, "too_big"],
    ["for nobody", { uses: 0 }, "bad_command"],
    ["for too many", { uses: 10_001 }, "too_big"],
    ["for guests", { role: "guest" }, "bad_command"],
  ])("%s is none", async (_what, fields, code) => {
    const { owner } = await ownedRoom(server);
    expect(await owner.ask({ type: "invite", ...fields })).toMatchObject({ code });
  });
});
