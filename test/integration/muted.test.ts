import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../src/protocol/answers.ts";
import type { ServerEvent } from "../../src/protocol/events.ts";
import { come, done, giveRole, moderatedRoom } from "../support/crowd.ts";
import { bearer } from "../support/direct.ts";
import { ask } from "../support/http.ts";
import { enterRoom } from "../support/owned.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { IoClient } from "../support/socketio.ts";
import { memberToken, SECRET } from "../support/token.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

/** A room in which somebody called Bo is muted. */
async function mutedRoom() {
  const moderated = await moderatedRoom(server);
  const bo = await come(server, moderated.room, "Bo");
  await done(moderated.moderator.socket, { type: "mute", user: bo.you.id });
  await bo.socket.next("muted");
  return { ...moderated, bo };
}

/** A guest's token with another name in it: whoever has the old one may ask for it. */
async function renamed(token: string, name: string): Promise<string> {
  const answer = await ask(server, "/api/session", {
    method: "POST",
    headers: { "Content-Type": "application/json", ...bearer({ token }) },
    body: JSON.stringify({ name }),
  });
  return (answer.body as Session).token ?? "";
}

/** The names of somebody that have been told to whoever hears these events. */
function names(events: readonly ServerEvent[], id: string): Set<string> {
  const users = events.flatMap((event) => ("user" in event && typeof event.user === "object" ? [event.user] : []));
  return new Set(users.filter((user) => user.id === id).map(({ name }) => name));
}

describe("[K3] whoever is muted has no other way to be read", () => {
  it("takes no other name, by connection or by request, and one more once they may write again", async () => {
    const { room, owner, moderator, bo } = await mutedRoom();
    const rename = { type: "rename", name: "Read this" };
    expect(await bo.socket.ask(rename)).toMatchObject({ type: "error", code: "muted" });
    const request = { method: "POST", headers: bearer(bo), body: JSON.stringify(rename) };
    expect(await ask(server, `/api/rooms/${room}/commands`, request)).toMatchObject({
      status: 403,
      body: { error: { code: "muted" } },
    });
    expect((await owner.settled()).filter(({ type }) => type === "rename")).toEqual([]);
    await done(moderator.socket, { type: "unmute", user: bo.you.id });
    expect(await done(bo.socket, rename)).toMatchObject({ you: { name: "Read this" } });
    expect(await owner.next("rename")).toMatchObject({ was: "Bo", user: { name: "Read this" } });
  });

  it("is called as before on coming again, by whatever way and token, also after a restart", async () => {
    const { room, owner, moderator, bo } = await mutedRoom();
    const other = await renamed(bo.token, "Read this");
    const second = await come(server, room, "Read this", { token: bo.token });
    expect(second.you.name).toBe("Bo");
    expect(await done(bo.socket, { type: "auth", token: other })).toMatchObject({ you: { name: "Bo" } });
    const cy = await come(server, room, "Cy");
    expect(await done(cy.socket, { type: "auth", token: other })).toMatchObject({ you: { name: "Bo" } });
    for (const { socket } of [bo, second, cy]) await socket.close();
    await owner.next("leave", ({ user }) => user.id === bo.you.id);
    await server.evict(room);
    const third = await come(server, room, "Read this", { token: other });
    expect(third.welcome).toMatchObject({ you: { name: "Bo" }, muted: { forever: true } });
    const io = new IoClient(server.origin, room, { query: { token: other, name: "Read this" } });
    expect(await io.next("welcome")).toMatchObject({ you: { name: "Bo" } });
    io.close();
    expect(names(await owner.settled(), bo.you.id)).toEqual(new Set(["Bo"]));
    await done(moderator.socket, { type: "unmute", user: bo.you.id });
    await come(server, room, "Heard again", { token: bo.token });
    expect(await owner.next("rename")).toMatchObject({ was: "Bo", user: { name: "Heard again" } });
  });

  it("is called as before, too, where they come to be a member by the room's password", async () => {
    const { room, owner, bo } = await mutedRoom();
    await done(owner, { type: "room", settings: {}, password: "sesame" });
    expect(await enterRoom(server, room, { password: "sesame", name: "Read this" }, bo)).toMatchObject({ status: 200 });
    expect(await owner.next("role", ({ whom }) => whom.id === bo.you.id)).toMatchObject({ user: { name: "Bo" } });
  });

  it("a moderator whom the owner muted changes neither settings nor pins", async () => {
    const { owner, moderator } = await moderatedRoom(server);
    const { seq } = await owner.post("one");
    await done(owner, { type: "mute", user: moderator.you.id });
    for (const command of [
      { type: "room", settings: { topic: "Read this" } },
      { type: "pin", seq, on: true },
      { type: "send", text: "Read this" },
    ]) {
      expect(await moderator.socket.ask(command), command.type).toMatchObject({ code: "muted" });
    }
    expect((await owner.settled()).filter(({ type }) => type === "room" || type === "pin")).toEqual([]);
  });

  it("a host application's user is called what their token says: that is not theirs to say", async () => {
    const { room, moderator } = await moderatedRoom(server);
    const user = { sub: "u-named", name: "Employee" };
    const { socket } = await join(server, room, { token: await memberToken(user) });
    await done(socket, { type: "rename", name: "Em" });
    await done(moderator.socket, { type: "mute", user: user.sub });
    expect(await socket.ask({ type: "rename", name: "Read this" })).toMatchObject({ code: "muted" });
    const again = await join(server, room, { token: await memberToken(user), name: "Read this" });
    expect(again.welcome.you.name).toBe("Employee");
  });
});

describe("[K3] what somebody is made", () => {
  it("lets them write again where they are as much as who muted them, and they are told, as when that ends", async () => {
    const { owner, bo } = await mutedRoom();
    await giveRole(owner, bo.you.id, "moderator");
    expect(await bo.socket.next("muted")).toEqual({ type: "muted" });
    await bo.socket.post("one");
    await giveRole(owner, bo.you.id, "member");
    expect(await bo.socket.next("muted")).toEqual({ type: "muted", forever: true });
    expect(await bo.socket.ask({ type: "send", text: "two" })).toMatchObject({ code: "muted" });
  });
});
