import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { come, done, moderatedRoom } from "../support/crowd.ts";
import { bearer } from "../support/direct.ts";
import { post } from "../support/http.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { join, refusal } from "../support/socket.ts";
import { memberToken, SECRET } from "../support/token.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

let users = 0;

/** Somebody whom a host application makes something in a room. */
async function hostUser(room: string, role: string) {
  const sub = `host-${++users}`;
  return { id: sub, token: await memberToken({ sub, name: "Host", roles: { [room]: role } }) };
}

describe("[K1] whom a host application makes as much as the moderator", () => {
  it.each([
    ["owner", "moderator"],
    ["moderator", "moderator"],
    ["owner", "owner"],
  ] as const)(
    "an %s by their token, who was away when a room's %s did it, is kept out and silenced by none",
    async (role, by) => {
      const { room, owner, moderator } = await moderatedRoom(server);
      const { id, token } = await hostUser(room, role);
      const doer = by === "owner" ? owner : moderator.socket;
      for (const type of ["ban", "mute"]) await done(doer, { type, user: id });
      await server.evict(room);
      const { socket, welcome } = await join(server, room, { token });
      expect(welcome).not.toHaveProperty("muted");
      await socket.post("one");
      expect(await post(server, room, "two", bearer({ token }))).toMatchObject({ status: 201 });
      // By a token that says less they are held all the same: what counts is what they show.
      const lesser = await memberToken({ sub: id, name: "Host" });
      const url = server.ws(`/api/rooms/${room}/ws?token=${lesser}&v=1`);
      expect(await refusal(url)).toMatchObject({ code: "banned" });
      expect(await socket.ask({ type: "auth", token: lesser })).toMatchObject({ code: "banned" });
      await done(doer, { type: "unban", user: id });
      socket.say({ type: "auth", token: lesser });
      expect(await socket.next("muted")).toEqual({ type: "muted", forever: true });
      expect(await socket.ask({ type: "send", text: "three" })).toMatchObject({ code: "muted" });
    },
  );

  it("a moderator by their token is held by what an owner did, away or not", async () => {
    const { room, owner } = await moderatedRoom(server);
    const { id, token } = await hostUser(room, "moderator");
    await done(owner, { type: "mute", user: id });
    const { socket, welcome } = await join(server, room, { token });
    expect(welcome.muted).toEqual({ forever: true });
    expect(await socket.ask({ type: "send", text: "one" })).toMatchObject({ code: "muted" });
    await done(owner, { type: "ban", user: id });
    expect((await socket.next("bye")).code).toBe(4502);
    const url = server.ws(`/api/rooms/${room}/ws?token=${token}&v=1`);
    expect(await refusal(url)).toMatchObject({ code: "banned" });
  });

  it("a ban of somebody else at their address does not reach them either", async () => {
    const { room, moderator } = await moderatedRoom(server);
    const { id, token } = await hostUser(room, "moderator");
    await done(moderator.socket, { type: "ban", user: id });
    const { socket } = await join(server, room, { token });
    const bo = await come(server, room, "Bo");
    // The next ban looks at everybody who is here.
    await done(moderator.socket, { type: "ban", user: bo.you.id });
    await bo.socket.next("bye");
    await socket.post("still here");
  });
});
