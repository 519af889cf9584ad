import { sign } from "hono/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { post } from "../support/http.ts";
import { expectRefusedToken } from "../support/refused-token.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { memberToken, SECRET, unsignedToken } from "../support/token.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

const hour = (): number => Math.floor(Date.now() / 1000) + 3_600;

/** Tokens that are not valid here. */
const REFUSED: Record<string, () => Promise<string> | string> = {
  nonsense: () => "nonsense",
  nothing: () => "",
  "another secret": () => memberToken({ sub: "u1", name: "Ann" }, "guessed"),
  "no signature": () => unsignedToken({ sub: "u1", name: "Ann" }),
  "no signature, on a signed one's claims": async () => (await memberToken({ sub: "u1" })).replace(/[^.]*$/, ""),
  "claims of another token": async () => {
    const [head, , signature] = (await memberToken({ sub: "u1" })).split(".");
    const [, claims] = (await memberToken({ sub: "root" })).split(".");
    return [head, claims, signature].join(".");
  },
  "another algorithm": () => sign({ sub: "u1", exp: hour() }, SECRET, "HS512"),
  "run out": () => memberToken({ sub: "u1", exp: Math.floor(Date.now() / 1000) - 1 }),
  "not yet good": () => memberToken({ sub: "u1", nbf: hour() }),
  "no end": () => sign({ sub: "u1" }, SECRET, "HS256"),
  "an end that is a string": () => sign({ sub: "u1", exp: String(hour()) } as never, SECRET, "HS256"),
  nobody: () => memberToken({ name: "Ann" }),
  "an empty id": () => memberToken({ sub: "" }),
  "an id with a newline": () => memberToken({ sub: "a\nb" }),
  "an id of 129 characters": () => memberToken({ sub: "x".repeat(129) }),
  "5,000 characters": async () => `${await memberToken({ sub: "u1" })}${"x".repeat(5_000)}`,
};

it.each(["\u200B", "x".repeat(33), "* Ann left", 7])(
  "[C5] a member whose name %j nobody may have here comes in under their id",
  async (name) => {
    const { welcome } = await join(server, newRoom(), { token: await memberToken({ sub: "user-1", name }) });
    expect(welcome.you).toEqual({ id: "user-1", name: "user-1", role: "member" });
  },
);

describe("a token that is refused", () => {
  it.each(Object.entries(REFUSED))("%s: 401 at every door, and no object wakes", async (_what, make) => {
    await expectRefusedToken(server, await make());
  });

  it.each(Object.entries(REFUSED))("[C1] auth with it is unauthorized and changes nothing: %s", async (_what, make) => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room, { name: "Ann" });
    const answer = await socket.ask({ type: "auth", token: await make() });
    expect(answer).toMatchObject({ type: "error", code: "unauthorized" });
    await guard.expectServes();
    await socket.post("still me");
    expect(await guard.socket.next("message")).toMatchObject({ user: { name: "Ann" } });
  });
});

describe("a host application's token", () => {
  it("says who one is: a member, with the name and id it gives", async () => {
    const room = newRoom();
    const { welcome } = await join(server, room, { token: await memberToken({ sub: "u1", name: "Ann" }) });
    expect(welcome.you).toEqual({ id: "u1", name: "Ann", role: "member" });
    expect(welcome).not.toHaveProperty("token");
    const { welcome: nameless } = await join(server, room, { token: await memberToken({ sub: "u2" }) });
    expect(nameless.you).toEqual({ id: "u2", name: "u2", role: "member" });
  });

  it("is not overruled by a name in the query", async () => {
    const { welcome } = await join(server, newRoom(), {
      name: "Root",
      token: await memberToken({ sub: "u1", name: "Ann" }),
    });
    expect(welcome.you.name).toBe("Ann");
  });

  it("signs messages over HTTP", async () => {
    const token = await memberToken({ sub: "u1", name: "Ann" });
    const answer = await post(server, newRoom(), "hello", { Authorization: `Bearer ${token}` });
    expect(answer).toMatchObject({ status: 201, body: { user: { id: "u1", name: "Ann" } } });
  });
});

describe("a guest's token", () => {
  it("is renewed when it has not long to go", async () => {
    const soon = await memberToken({ sub: "g_old", name: "Ann", exp: hour() });
    const { welcome } = await join(server, newRoom(), { name: "Ann", token: soon });
    expect(welcome.you).toEqual({ id: "g_old", name: "Ann", role: "guest" });
    const [, claims] = welcome.token!.split(".");
    const { sub, exp } = JSON.parse(Buffer.from(claims!, "base64url").toString()) as { sub: string; exp: number };
    expect(sub).toBe("g_old");
    expect(exp).toBeGreaterThan(hour() + 24 * 3_600);
  });
});

describe("auth", () => {
  it("is over before the next frame is looked at, rename too", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room);
    const { socket } = await join(server, room, { name: "Ann" });
    socket.say({ type: "auth", token: await memberToken({ sub: "u1", name: "Member" }) });
    socket.say({ type: "send", text: "as a member" });
    socket.say({ type: "rename", name: "Zoe" }, { type: "send", text: "as Zoe" });
    socket.say({ type: "send", text: "still Zoe" });
    expect(await watcher.next("message")).toMatchObject({ text: "as a member", user: { id: "u1", name: "Member" } });
    expect(await watcher.next("message")).toMatchObject({ text: "as Zoe", user: { id: "u1", name: "Zoe" } });
    expect(await watcher.next("message")).toMatchObject({ text: "still Zoe", user: { id: "u1", name: "Zoe" } });
  });

  it("of the same user is no news, but for the name", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room, { token: await memberToken({ sub: "u1", name: "Ann" }) });
    await guard.socket.next("join");
    const same = await socket.ask({ type: "auth", token: await memberToken({ sub: "u1", name: "Ann" }) });
    expect(same).toMatchObject({ type: "ack", you: { id: "u1", name: "Ann", role: "member" } });
    await guard.expectServes();
    await socket.ask({ type: "auth", token: await memberToken({ sub: "u1", name: "Zoe" }) });
    expect(await guard.socket.next("rename")).toEqual({ type: "rename", user: { id: "u1", name: "Zoe" }, was: "Ann" });
    const told = guard.socket.events.all.map(({ type }) => type);
    expect(told).toEqual(["welcome", "join", "message", "rename"]);
  });

  it("[E3] of another user: one leaves, the other joins, and what is said is theirs, through a hibernation", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room);
    const { socket, welcome } = await join(server, room, { name: "Ann" });
    await watcher.next("join");
    const answer = await socket.ask({ type: "auth", token: await memberToken({ sub: "u1", name: "Member Ann" }) });
    expect(answer).toMatchObject({ type: "ack", you: { id: "u1", name: "Member Ann", role: "member" } });
    expect(await watcher.next("leave")).toMatchObject({ user: { id: welcome.you.id }, online: 1 });
    expect(await watcher.next("join")).toMatchObject({ user: { id: "u1", name: "Member Ann" }, online: 2 });
    await server.evict(room);
    await socket.post("hello");
    expect(await watcher.next("message")).toMatchObject({ user: { id: "u1", name: "Member Ann" } });
    await socket.close();
    expect(await watcher.next("leave")).toMatchObject({ user: { id: "u1" }, online: 1 });
  });

  it("[E3] of another user who is here already, or who stays with another tab", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room);
    const one = await memberToken({ sub: "u1", name: "One" });
    const two = await memberToken({ sub: "u2", name: "Two" });
    const { socket: first } = await join(server, room, { token: one });
    const { socket: second } = await join(server, room, { token: one });
    await join(server, room, { token: two });
    await second.ask({ type: "auth", token: two });
    await first.ask({ type: "auth", token: two });
    const told = [await watcher.next("join"), await watcher.next("join"), await watcher.next("leave")];
    expect(told.map(({ user, online }) => [user.id, online])).toEqual([
      ["u1", 2],
      ["u2", 3],
      ["u1", 2],
    ]);
    expect(await watcher.ask({ type: "members" })).toMatchObject({ online: 2 });
  });
});
