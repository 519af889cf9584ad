import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enterRoom, inviteLink, knock, Membership, Room } from "../../src/client/index.ts";
import type { Observable } from "../../src/client/index.ts";
import { TIMING } from "../../src/client/config.ts";
import { closesAfterEach } from "../support/closing.ts";
import { person, type Person } from "../support/direct.ts";
import { makeRoom } from "../support/owned.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => void (server = await startServer({ MESSAGE_RATE: "0" })));
afterAll(() => server.close());

const closing = closesAfterEach();

const QUICK = { ...TIMING, backoffBaseMs: 20, backoffCapMs: 100, sayAgainMs: 20 };

function becomes<T>(of: Observable<T>, like: object) {
  return expect.poll(() => of.value).toMatchObject(like);
}

/** A device in a room, by one way. */
function enter(room: string, { token, name }: Person, way: "websocket" | "stream" | "poll" = "websocket"): Room {
  const client = new Room({ url: server.origin, room, token, name, ways: [way] }, QUICK);
  closing(() => client.close());
  client.connect();
  return client;
}

const callerOf = ({ token }: Pick<Person, "token">) => ({ base: new URL(server.origin), token });

/** A private room, and who owns it. */
async function privateRoom(settings: object = {}, more: object = {}) {
  const ann = await person(server, "Ann");
  const room = newRoom("club");
  const body = { room, settings: { visibility: "private", title: "Club", ...settings }, ...more };
  await makeRoom(server, body, { Authorization: `Bearer ${ann.token}` });
  return { ann, room };
}

describe("[R12] the SDK", () => {
  it("invites, enters, makes a moderator, and sees what everybody is", async () => {
    const { ann, room } = await privateRoom();
    const bo = await person(server, "Bo");
    const anns = enter(room, ann);
    await becomes(anns.state, { status: "online", you: { role: "owner" } });
    const membership = new Membership(anns);
    const { code = "", invite } = await membership.invite({ uses: 1, seconds: 3_600 });
    expect(inviteLink(server.origin, room, code)).toBe(`${server.origin}/r/${room}#invite=${code}`);
    expect(await enterRoom(callerOf(bo), room, { invite: code })).toMatchObject({ you: { id: bo.id, role: "member" } });
    expect((await membership.invites()).map((one) => one.role)).toEqual(["owner"]);
    await expect(membership.uninvite(invite)).rejects.toMatchObject({ code: "not_found" });
    const bos = enter(room, bo);
    await becomes(bos.state, { status: "online", you: { role: "member" } });
    expect([...bos.state.value.staff]).toEqual([[ann.id, "owner"]]);
    await membership.setRole(bo.id, "moderator");
    await becomes(bos.state, { you: { role: "moderator" } });
    expect(bos.state.value.staff.get(bo.id)).toBe("moderator");
    await membership.setRole(bo.id, "guest");
    // Whoever does not belong to the room any more does not come back by themselves.
    await becomes(bos.state, { status: "refused", problem: { code: "members_only" } });
    expect(anns.state.value.staff.has(bo.id)).toBe(false);
  });

  it.each(["websocket", "stream", "poll"] as const)(
    "by %s is told why it is not let in, and does not try again",
    async (way) => {
      const { room } = await privateRoom();
      const eves = enter(room, await person(server, "Eve"), way);
      await becomes(eves.state, { status: "refused", problem: { code: "members_only" } });
    },
  );

  it("asks at the door, and comes in by a password", async () => {
    const { ann, room } = await privateRoom({}, { password: "sesame" });
    const bo = await person(server, "Bo");
    expect(await knock(callerOf(bo), room)).toMatchObject({
      problem: { code: "password_required" },
      about: { room, title: "Club", visibility: "private", password: true, locked: false },
    });
    await expect(enterRoom(callerOf(bo), room, { password: "open" })).rejects.toMatchObject({ code: "wrong_password" });
    await enterRoom(callerOf(bo), room, { password: "sesame" });
    expect(await knock(callerOf(bo), room)).toMatchObject({ room: { room, settings: { title: "Club" } } });
    const anns = enter(room, ann);
    await becomes(anns.state, { status: "online" });
    await anns.configure({ title: "Open" }, null);
    await becomes(anns.state, { settings: { title: "Open", password: false } });
  });

  it("is told that a room is full, and gets in when it is asked again", async () => {
    const { ann, room } = await privateRoom({ visibility: "public", maxMembers: 1 });
    const [bo, cy] = [await person(server, "Bo"), await person(server, "Cy")];
    const first = enter(room, bo);
    await becomes(first.state, { status: "online" });
    const second = enter(room, cy);
    await becomes(second.state, { status: "refused", problem: { code: "room_full" } });
    expect(await knock(callerOf(cy), room)).toMatchObject({ room: { online: 1 }, problem: { code: "room_full" } });
    await becomes(enter(room, ann).state, { status: "online" });
    first.close();
    await expect.poll(async () => (await knock(callerOf(cy), room)).room?.online).toBe(1);
    // The owner is one, too: they make room by leaving, or by what they set.
    await makeRoomFor(room, ann);
    second.reconnect();
    await becomes(second.state, { status: "online" });
  });
});

async function makeRoomFor(room: string, owner: Person): Promise<void> {
  const client = enter(room, owner);
  await becomes(client.state, { status: "online" });
  await client.configure({ maxMembers: 2 });
}
