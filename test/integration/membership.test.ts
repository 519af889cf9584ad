import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLOSE } from "../../src/protocol/errors.ts";
import { person, type Person } from "../support/direct.ts";
import { ask, post } from "../support/http.ts";
import { enterRoom, inviteBy, ownedRoom } from "../support/owned.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, refusal } from "../support/socket.ts";
import { memberToken, SECRET } from "../support/token.ts";

let server: TestServer;
beforeAll(async () => void (server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET })));
afterAll(() => server.close());

/** Somebody who keeps their token, in a room. */
async function comer(room: string, name: string) {
  const who = await person(server, name);
  return { ...who, ...(await join(server, room, { token: who.token, name })) };
}

function joinAs(room: string, { token, name }: Pick<Person, "token" | "name">) {
  return join(server, room, { token, name });
}

describe("[R10] what somebody is in a room", () => {
  it("is said by the room, told to everybody, and kept", async () => {
    const { room, owner, id } = await ownedRoom(server);
    const bo = await comer(room, "Bo");
    expect(await owner.ask({ type: "role", user: bo.id, role: "moderator" })).toMatchObject({ type: "ack", seq: 1 });
    expect(await bo.socket.next("role")).toMatchObject({
      seq: 1,
      user: { id, name: "Owner" },
      whom: { id: bo.id, name: "Bo" },
      role: "moderator",
    });
    await server.evict(room);
    // The connection that was there before says nothing of it: it is looked up when it is wanted.
    await bo.socket.post("one");
    expect(await bo.socket.ask({ type: "pin", seq: 2, on: true })).toMatchObject({ seq: 3 });
    const { welcome } = await joinAs(room, bo);
    expect(welcome).toMatchObject({
      you: { role: "moderator" },
      staff: [
        { id, role: "owner" },
        { id: bo.id, role: "moderator" },
      ].toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    });
  });

  it("is taken away again, and counts at once", async () => {
    const { room, owner } = await ownedRoom(server);
    const bo = await comer(room, "Bo");
    await owner.ask({ type: "role", user: bo.id, role: "moderator" });
    await bo.socket.post("one");
    owner.say({ type: "role", user: bo.id, role: "guest", id: "x" });
    expect(await owner.answer("x")).toMatchObject({ type: "ack", seq: 3 });
    expect(await bo.socket.ask({ type: "pin", seq: 2, on: true })).toMatchObject({ code: "forbidden" });
    await server.evict(room, "close");
    expect((await joinAs(room, bo)).welcome.you.role).toBe("guest");
    expect(await server.sql(room, "SELECT * FROM roles WHERE user_id = ?", bo.id)).toEqual([]);
  });

  it("is what it was before where it is that already, and told nobody", async () => {
    const { room, owner, id } = await ownedRoom(server);
    const bo = await comer(room, "Bo");
    expect(await owner.ask({ type: "role", user: id, role: "owner" })).not.toHaveProperty("seq");
    expect(await owner.ask({ type: "role", user: bo.id, role: "guest" })).not.toHaveProperty("seq");
    expect((await bo.socket.settled()).filter(({ type }) => type === "role")).toEqual([]);
  });

  it("[C3] changed twice by one id is changed once", async () => {
    const { room, owner } = await ownedRoom(server);
    const bo = await comer(room, "Bo");
    const command = { type: "role", id: "a", user: bo.id, role: "member" };
    expect(await owner.ask(command)).toMatchObject({ seq: 1 });
    expect(await owner.ask(command)).toMatchObject({ seq: 1, duplicate: true });
    expect(await owner.ask({ ...command, role: "owner" })).toMatchObject({ code: "id_conflict" });
  });

  it("is given to who is not here, too, by the name that they had", async () => {
    const { room, owner } = await ownedRoom(server);
    const bo = await comer(room, "Bo");
    await owner.post("one");
    await bo.socket.ask({ type: "read", seq: 1 });
    await bo.socket.close();
    await owner.next("leave");
    await server.evict(room);
    await owner.ask({ type: "role", user: bo.id, role: "member" });
    expect(await owner.next("role")).toMatchObject({ whom: { id: bo.id, name: "Bo" }, role: "member" });
    await owner.ask({ type: "role", user: "never-seen", role: "moderator" });
    expect(await owner.next("role")).toMatchObject({ whom: { id: "never-seen", name: "never-seen" } });
  });

  it("is a moderator's to give as far as a member, and an owner's beyond", async () => {
    const { room, owner, id } = await ownedRoom(server);
    const [mo, bo] = [await comer(room, "Mo"), await comer(room, "Bo")];
    await owner.ask({ type: "role", user: mo.id, role: "moderator" });
    for (const role of ["moderator", "owner"]) {
      expect(await mo.socket.ask({ type: "role", user: bo.id, role })).toMatchObject({ code: "forbidden" });
    }
    expect(await mo.socket.ask({ type: "role", user: id, role: "guest" })).toMatchObject({ code: "forbidden" });
    expect(await mo.socket.ask({ type: "role", user: bo.id, role: "member" })).toMatchObject({ type: "ack" });
    expect(await bo.socket.ask({ type: "role", user: mo.id, role: "guest" })).toMatchObject({ code: "forbidden" });
    expect(await bo.socket.ask({ type: "role", user: bo.id, role: "owner" })).toMatchObject({ code: "forbidden" });
    expect(await mo.socket.ask({ type: "role", user: bo.id, role: "guest" })).toMatchObject({ type: "ack" });
    expect(await mo.socket.ask({ type: "role", user: mo.id, role: "guest" })).toMatchObject({ type: "ack" });
  });

  it("leaves a room that has an owner one, also where two take it from each other at the same time", async () => {
    const { room, owner, id } = await ownedRoom(server);
    expect(await owner.ask({ type: "role", user: id, role: "guest" })).toMatchObject({ code: "forbidden" });
    const bo = await comer(room, "Bo");
    await owner.ask({ type: "role", user: bo.id, role: "owner" });
    const answers = await Promise.all([
      owner.ask({ type: "role", user: bo.id, role: "guest" }),
      bo.socket.ask({ type: "role", user: id, role: "guest" }),
    ]);
    expect(answers.map(({ type }) => type).toSorted()).toEqual(["ack", "error"]);
    await server.evict(room);
    expect(await server.sql(room, "SELECT count(*) AS owners FROM roles WHERE role = 'owner'")).toEqual([
      { owners: 1 },
    ]);
  });

  it("is judged when a command is carried out: in one frame, too", async () => {
    const { room, owner } = await ownedRoom(server);
    const bo = await comer(room, "Bo");
    await owner.post("one");
    owner.say(
      { type: "role", id: "up", user: bo.id, role: "moderator" },
      { type: "role", id: "down", user: bo.id, role: "guest" },
    );
    await owner.answer("down");
    expect(await bo.socket.ask({ type: "pin", seq: 1, on: true })).toMatchObject({ code: "forbidden" });
    await server.evict(room);
    expect(await bo.socket.ask({ type: "pin", seq: 1, on: true })).toMatchObject({ code: "forbidden" });
  });

  it("is nothing for the guest of an address, who may be many", async () => {
    const { room, owner } = await ownedRoom(server);
    const { body } = await post(server, room, { text: "hello" });
    const { user } = body as { user: { id: string } };
    expect(await owner.ask({ type: "role", user: user.id, role: "moderator" })).toMatchObject({ code: "forbidden" });
  });

  it("needs a token over plain HTTP", async () => {
    const { room, token } = await ownedRoom(server);
    const command = { method: "POST", body: '{"type":"role","user":"ann","role":"member"}' };
    expect(await ask(server, `/api/rooms/${room}/commands`, command)).toMatchObject({ status: 401 });
    const headers = { Authorization: `Bearer ${token}` };
    expect(await ask(server, `/api/rooms/${room}/commands`, { ...command, headers })).toMatchObject({
      status: 200,
      body: { seq: 1 },
    });
    expect((await join(server, room, { token: await memberToken({ sub: "ann" }) })).welcome.you.role).toBe("member");
  });

  it("sends whoever is made a stranger out of a private room, when everybody was told", async () => {
    const { room, owner } = await ownedRoom(server, { visibility: "private" });
    const { code } = await inviteBy(owner);
    const bo = await person(server, "Bo");
    expect(await enterRoom(server, room, { invite: code }, bo)).toMatchObject({ status: 200 });
    const { socket } = await joinAs(room, bo);
    await owner.ask({ type: "role", user: bo.id, role: "guest" });
    expect(await socket.next("role")).toMatchObject({ whom: { id: bo.id }, role: "guest" });
    expect(await socket.next("bye")).toMatchObject({ code: CLOSE.membersOnly });
    expect((await socket.closed).code).toBe(CLOSE.membersOnly);
    expect(
      await refusal(server.ws(`/api/rooms/${room}/ws?v=1&token=${bo.token}`), { protocols: ["parley.v1"] }),
    ).toMatchObject({ status: 403, code: "members_only" });
  });

  it("is nothing in a conversation of two, and unknown in a room that is not there", async () => {
    const { token } = await person(server, "Ann");
    const { socket } = await join(server, newRoom(), { token });
    expect(await socket.ask({ type: "role", user: "bo", role: "owner" })).toMatchObject({ code: "forbidden" });
  });
});
