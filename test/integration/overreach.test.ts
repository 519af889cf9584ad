import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RENAME_QUOTA, REPORT_QUOTA } from "../../src/config.ts";
import type { Session } from "../../src/protocol/answers.ts";
import { CLOSE } from "../../src/protocol/errors.ts";
import { come, giveRole, moderatedRoom, newAddress } from "../support/crowd.ts";
import { bearer } from "../support/direct.ts";
import { ask } from "../support/http.ts";
import { enterRoom, inviteBy } from "../support/owned.ts";
import { startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join, type JsonSocket } from "../support/socket.ts";
import { memberToken, SECRET } from "../support/token.ts";

let server: TestServer;
let clock: ClockServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
  clock = await startClockServer({ MESSAGE_RATE: "0" });
  await clock.stop();
});
afterAll(async () => {
  await server.close();
  await clock.close();
});

/** What a command that must work is answered. */
async function done(socket: JsonSocket, command: Record<string, unknown>) {
  const answer = await socket.ask(command);
  if (answer.type === "error") throw new Error(`${answer.code}: ${answer.message}`);
  return answer;
}

describe("[K4] lifting", () => {
  it("of what an owner did to a moderator is no matter for moderators", async () => {
    const { room, owner, moderator } = await moderatedRoom(server);
    const second = await come(server, room, "Second");
    await giveRole(owner, second.you.id, "moderator");
    for (const type of ["mute", "ban"]) await done(owner, { type, user: second.you.id });
    for (const type of ["unmute", "unban"]) {
      expect(await moderator.socket.ask({ type, user: second.you.id }), type).toMatchObject({ code: "forbidden" });
    }
    expect(await done(owner, { type: "sanctions" })).toMatchObject({ sanctions: [{}, {}] });
    for (const type of ["unmute", "unban"]) await done(owner, { type, user: second.you.id });
  });

  it("of what an owner did to anybody else is", async () => {
    const { room, owner, moderator } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    await done(owner, { type: "mute", user: bo.you.id });
    await done(moderator.socket, { type: "unmute", user: bo.you.id });
    expect(await moderator.socket.ask({ type: "unmute", user: bo.you.id })).toMatchObject({ code: "not_found" });
  });
});

describe("[K4] a moderator by a host application's token", () => {
  it("is let in, or heard, by no other moderator's doing where an owner kept them out, who are away by that", async () => {
    const { room, owner, moderator } = await moderatedRoom(server);
    const user = "host-moderator";
    const token = await memberToken({ sub: user, name: "Host", roles: { [room]: "moderator" } });
    const { socket } = await join(server, room, { token });
    for (const type of ["mute", "ban"]) await done(owner, { type, user });
    const left = (): Promise<unknown> => owner.next("leave", (event) => event.user.id === user);
    expect(await socket.next("bye")).toMatchObject({ code: CLOSE.banned });
    await left();
    for (const command of [
      { type: "unmute", user },
      { type: "unban", user },
      // One of the same kind would take the place of the one before.
      { type: "mute", user, seconds: 1 },
      { type: "ban", user, seconds: 1 },
    ]) {
      expect(await moderator.socket.ask(command), command.type).toMatchObject({ code: "forbidden" });
    }
    await server.evict(room);
    expect(await moderator.socket.ask({ type: "unban", user })).toMatchObject({ code: "forbidden" });
    expect(await enterRoom(server, room, {}, { token })).toMatchObject({ body: { error: { code: "banned" } } });
    await done(owner, { type: "unban", user });
    const { socket: back, welcome } = await join(server, room, { token });
    expect(welcome).toMatchObject({ you: { role: "moderator" }, muted: { forever: true } });
    await back.close();
    await left();
    // Who shows that they are less by now, is.
    await join(server, room, { token: await memberToken({ sub: user, name: "Host" }) });
    await done(moderator.socket, { type: "unmute", user });
  });
});

describe("[R12] invitations", () => {
  it("of an owner by their token, who is away, are not lost by what a moderator makes them", async () => {
    const { room, moderator } = await moderatedRoom(server);
    const token = await memberToken({ sub: "host-inviter", name: "Host", roles: { [room]: "owner" } });
    const { socket } = await join(server, room, { token });
    const { code } = await inviteBy(socket, { role: "moderator" });
    await socket.close();
    await moderator.socket.next("leave", ({ user }) => user.id === "host-inviter");
    const user = "host-inviter";
    for (const role of ["member", "guest"]) await done(moderator.socket, { type: "role", user, role });
    await done(moderator.socket, { type: "ban", user });
    expect(await enterRoom(server, room, { invite: code })).toMatchObject({
      status: 200,
      body: { you: { role: "moderator" } },
    });
  });

  it("of who is banned let nobody in, those of others do", async () => {
    const { room, owner, moderator } = await moderatedRoom(server);
    await done(owner, { type: "room", settings: { visibility: "private" } });
    const theirs = await inviteBy(moderator.socket);
    const other = await inviteBy(owner);
    await done(owner, { type: "ban", user: moderator.you.id });
    expect(await enterRoom(server, room, { invite: theirs.code })).toMatchObject({
      status: 403,
      body: { error: { code: "bad_invite" } },
    });
    expect(await enterRoom(server, room, { invite: other.code })).toMatchObject({ status: 200 });
    expect(await done(owner, { type: "invites" })).toMatchObject({ invitations: [{}, { invite: other.invite }] });
  });

  it("[K3] say nobody's name otherwise who is muted", async () => {
    const { room, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    await done(owner, { type: "mute", user: bo.you.id });
    const { code } = await inviteBy(owner);
    expect(await enterRoom(server, room, { invite: code, name: "Read this" }, bo)).toMatchObject({ status: 200 });
    expect(await owner.next("role", ({ whom }) => whom.id === bo.you.id)).toMatchObject({ whom: { name: "Bo" } });
  });
});

describe("[R12] an invitation", () => {
  it("that was being made as its maker was banned, is none", async () => {
    const { room, owner, moderator } = await moderatedRoom(clock);
    await clock.stall("digest");
    const request = { method: "POST", headers: bearer(moderator), body: JSON.stringify({ type: "invite" }) };
    const making = ask(clock, `/api/rooms/${room}/commands`, request);
    await expect.poll(() => clock.stalled(), { timeout: 20_000 }).toBe(1);
    await done(owner, { type: "ban", user: moderator.you.id });
    await clock.stall("");
    expect(await making).toMatchObject({ status: 403, body: { error: { code: "banned" } } });
    const { invitations = [] } = await done(owner, { type: "invites" });
    expect(invitations).toMatchObject([{ withRoom: true }]);
  });
});

describe("[K8] reports", () => {
  it("of a moderator's own message are for others to deal with, but where they own the room", async () => {
    const { room, owner, moderator } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    const [theirs, owners] = [await moderator.socket.post("one"), await owner.post("two")];
    for (const { seq } of [theirs, owners]) await done(bo.socket, { type: "report", seq });
    expect(await moderator.socket.ask({ type: "resolve", report: 1 })).toMatchObject({ code: "forbidden" });
    expect(await done(owner, { type: "reports" })).toMatchObject({ reports: [{ report: 1 }, { report: 2 }] });
    for (const report of [1, 2]) await done(owner, { type: "resolve", report });
  });

  it("[K7] of guests of one address are as few as of one of them: who takes another name leaves room for others", async () => {
    const { room, owner } = await moderatedRoom(server);
    const seqs: number[] = [];
    for (let index = 0; index <= REPORT_QUOTA.burst; index++) seqs.push((await owner.post(`${index}`)).seq);
    const address = newAddress();
    for (const seq of seqs.slice(1)) {
      const { socket } = await come(server, room, "Another", { address });
      await done(socket, { type: "report", seq });
    }
    const [seq] = seqs;
    const { socket } = await come(server, room, "One more", { address });
    expect(await socket.ask({ type: "report", seq })).toMatchObject({ code: "rate_limited" });
    const member = await come(server, room, "A member", { address });
    await giveRole(owner, member.you.id, "member");
    for (const one of [member, await come(server, room, "Elsewhere")]) await done(one.socket, { type: "report", seq });
  });
});

describe("who is typing", () => {
  it("is called what they are called here, whatever a request says", async () => {
    const { room, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    const body = JSON.stringify({ type: "typing", on: true });
    const request = { method: "POST", headers: bearer(bo), body };
    expect(await ask(server, `/api/rooms/${room}/commands?name=Else`, request)).toMatchObject({ status: 200 });
    expect(await owner.next("typing")).toMatchObject({ user: { id: bo.you.id, name: "Bo" } });
  });
});

describe("names", () => {
  it("and whoever is somebody else again and again makes others come and go only so often", async () => {
    const { room } = await moderatedRoom(clock);
    const [bo, cy] = [await come(clock, room, "Bo"), await come(clock, room, "Cy")];
    await cy.socket.close();
    const tokens = [cy.token, bo.token];
    for (let index = 0; index < 2 * RENAME_QUOTA.burst; index++) {
      await done(bo.socket, { type: "auth", token: tokens[index % 2] });
    }
    expect(await bo.socket.ask({ type: "auth", token: cy.token })).toMatchObject({ code: "rate_limited" });
    await done(bo.socket, { type: "auth", token: bo.token });
  });

  it("are taken only so often by one user, on whatever connection, by rename or by another token", async () => {
    const { room, owner } = await moderatedRoom(clock);
    const bo = await come(clock, room, "Bo");
    const { socket: second } = await come(clock, room, "Bo", { token: bo.token });
    const session = async (name: string): Promise<string> => {
      const headers = { "Content-Type": "application/json", ...bearer(bo) };
      const answer = await ask(clock, "/api/session", { method: "POST", headers, body: JSON.stringify({ name }) });
      return (answer.body as Session).token ?? "";
    };
    for (let index = 0; index < RENAME_QUOTA.burst; index++) {
      await done(index % 2 ? bo.socket : second, { type: "rename", name: `Bo ${index}` });
    }
    const limited = { code: "rate_limited", retryAfter: 1000 / RENAME_QUOTA.rate };
    const request = { method: "POST", headers: bearer(bo), body: JSON.stringify({ type: "rename", name: "Again" }) };
    expect(await ask(clock, `/api/rooms/${room}/commands?name=Again`, request)).toMatchObject({
      body: { error: limited },
    });
    for (const socket of [bo.socket, second]) {
      expect(await socket.ask({ type: "rename", name: "Again" })).toMatchObject(limited);
      expect(await socket.ask({ type: "auth", token: await session("Again") })).toMatchObject(limited);
    }
    // The same token again, to stay, is no other name.
    const now = `Bo ${RENAME_QUOTA.burst - 1}`;
    expect(await done(second, { type: "auth", token: await session(now) })).toMatchObject({ you: { name: now } });
    expect(await done(second, { type: "rename", name: now })).toMatchObject({ you: { name: now } });
    await clock.advance(1000 / RENAME_QUOTA.rate);
    await done(second, { type: "rename", name: "Once more" });
    expect((await owner.settled()).filter(({ type }) => type === "rename")).toHaveLength(RENAME_QUOTA.burst + 1);
  });
});
