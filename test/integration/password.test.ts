import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GUESS_QUOTA, GUESSES_QUOTA } from "../../src/config.ts";
import type { RoomEntered } from "../../src/protocol/answers.ts";
import { PASSWORD_MAX_CODE_POINTS } from "../../src/protocol/limits.ts";
import { bearer, person } from "../support/direct.ts";
import { enterRoom, inviteBy, makeRoom, ownedRoom } from "../support/owned.ts";
import { startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join, refusal } from "../support/socket.ts";
import { IoClient } from "../support/socketio.ts";
import { exported, newClient } from "../support/transfer.ts";

let server: TestServer;
beforeAll(async () => void (server = await startServer({ MESSAGE_RATE: "0" })));
afterAll(() => server.close());

const PASSWORD = "Über sésame 🔑";
const JSON_MODE = { protocols: ["parley.v1"] };

async function codeOf(answer: ReturnType<typeof enterRoom>): Promise<string> {
  const { status, body } = await answer;
  return status === 200 ? "in" : (body as { error: { code: string } }).error.code;
}

describe("[R13] a room's password", () => {
  it("makes whoever knows it a member, for good", async () => {
    const { room, owner } = await ownedRoom(server, {}, { password: PASSWORD });
    expect(await enterRoom(server, room, {})).toMatchObject({
      status: 403,
      body: { error: { code: "password_required" } },
    });
    expect(await codeOf(enterRoom(server, room, { password: "sesame" }))).toBe("wrong_password");
    // However a keyboard makes the letters.
    const entered = await enterRoom(server, room, { name: "Bo", password: PASSWORD.normalize("NFD") });
    expect(entered).toMatchObject({
      status: 200,
      body: { you: { name: "Bo", role: "member" }, settings: { password: true } },
    });
    const { token = "" } = entered.body as RoomEntered;
    await owner.ask({ type: "room", password: "another" });
    await server.evict(room, "close");
    expect((await join(server, room, { token })).welcome.you.role).toBe("member");
    expect(await codeOf(enterRoom(server, room, { password: PASSWORD }))).toBe("wrong_password");
    expect(await codeOf(enterRoom(server, room, { password: "another" }))).toBe("in");
  });

  it("lets in by every way that joins", async () => {
    const { room } = await ownedRoom(server, {}, { password: PASSWORD });
    expect(await refusal(server.ws(`/api/rooms/${room}/ws?password=wrong`), JSON_MODE)).toMatchObject({
      status: 403,
      code: "wrong_password",
    });
    expect((await join(server, room, { password: PASSWORD })).welcome.you.role).toBe("member");
    const io = new IoClient(server.origin, room, { auth: { password: PASSWORD } });
    expect(await io.next("welcome")).toMatchObject({ you: { role: "member" } });
    io.socket.disconnect();
    const wrong = new IoClient(server.origin, room, { auth: { password: "wrong" }, reconnection: false });
    await wrong.news.next((news) => news === "connect_error", "a refusal");
    expect(wrong.error?.data?.code).toBe("wrong_password");
  });

  it("is set, changed and taken away by the owner, and told nobody", async () => {
    const { room, owner, token } = await ownedRoom(server);
    const { socket: bo } = await join(server, room);
    expect(await owner.ask({ type: "room", password: PASSWORD })).toMatchObject({ seq: 1 });
    expect(await bo.next("room")).toMatchObject({ settings: { password: true } });
    const rows = await server.sql(room, "SELECT value FROM meta UNION ALL SELECT text FROM changes");
    const file = await exported(server, room, token);
    expect(JSON.stringify([rows, file])).not.toContain("sésame");
    // Another password is news, though it says no more than before.
    expect(await owner.ask({ type: "room", password: "another" })).toMatchObject({ seq: 2 });
    expect(await owner.ask({ type: "room", password: null })).toMatchObject({ seq: 3 });
    expect(await owner.ask({ type: "room", password: null })).not.toHaveProperty("seq");
    expect((await join(server, room)).welcome.settings.password).toBe(false);
    expect(await codeOf(enterRoom(server, room, { password: "whatever" }))).toBe("in");
  });

  it("[C3] set twice by one id is set once", async () => {
    const { owner } = await ownedRoom(server);
    const command = { type: "room", id: "a", password: PASSWORD };
    expect(await owner.ask(command)).toMatchObject({ seq: 1 });
    expect(await owner.ask(command)).toMatchObject({ seq: 1, duplicate: true });
  });

  it.each([
    ["nothing", "", "bad_command"],
    ["a number", 7, "bad_command"],
    ["too much", "x".repeat(PASSWORD_MAX_CODE_POINTS + 1), "too_big"],
  ])("is not %s", async (_what, password, code) => {
    const { owner } = await ownedRoom(server);
    expect(await owner.ask({ type: "room", password })).toMatchObject({ code });
    expect(await makeRoom(server, { password })).toMatchObject({ body: { error: { code } } });
  });

  it("lets nobody into a locked room, and a member needs none", async () => {
    const { room, owner } = await ownedRoom(server, {}, { password: PASSWORD });
    const bo = await person(server, "Bo");
    await enterRoom(server, room, { password: PASSWORD }, bo);
    await owner.ask({ type: "room", settings: { locked: true } });
    expect(await codeOf(enterRoom(server, room, { password: PASSWORD }))).toBe("locked");
    expect(await codeOf(enterRoom(server, room, { password: "wrong" }, bo))).toBe("in");
  });
});

describe("[R13] guessing at it", () => {
  it("is limited for each address, also for guesses at the same time and over an eviction", async () => {
    const { room } = await ownedRoom(server, {}, { password: PASSWORD });
    const [one, other] = [newClient(), newClient()];
    // Guests are free: another one each time.
    const guess = (password: string, client = one) => codeOf(enterRoom(server, room, { password }, undefined, client));
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => guess(`guess ${index}`)));
    const wrong = answers.filter((code) => code === "wrong_password").length;
    expect(wrong).toBeGreaterThanOrEqual(GUESS_QUOTA.burst);
    // What comes back meanwhile, on a slow machine.
    expect(wrong).toBeLessThan(GUESS_QUOTA.burst + 8);
    await server.evict(room, "close");
    const later = await Promise.all(Array.from({ length: 10 }, () => guess("again")));
    expect(later).toContain("rate_limited");
    expect(await guess(PASSWORD, other)).toBe("in");
    // Those who know it are not held up by those who guess.
    expect(await guess(PASSWORD)).toBe("in");
  });

  it("is limited for all together", async () => {
    const clock = await startClockServer({ MESSAGE_RATE: "0" });
    try {
      await clock.stop();
      const { room } = await ownedRoom(clock, {}, { password: PASSWORD });
      const guess = (password = "wrong") => enterRoom(clock, room, { password }, undefined, newClient());
      const codes: string[] = [];
      for (let index = 0; index < GUESSES_QUOTA.burst + 5; index++) codes.push(await codeOf(guess()));
      expect(codes.slice(0, GUESSES_QUOTA.burst)).toEqual(Array(GUESSES_QUOTA.burst).fill("wrong_password"));
      expect(codes.slice(GUESSES_QUOTA.burst)).toEqual(Array(5).fill("rate_limited"));
      await clock.evict(room, "close");
      const refused = await guess();
      expect(refused).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
      const { retryAfter } = (refused.body as { error: { retryAfter: number } }).error;
      await clock.advance(retryAfter);
      expect(await codeOf(guess())).toBe("wrong_password");
      expect(await codeOf(guess())).toBe("rate_limited");
    } finally {
      await clock.close();
    }
  });

  it("is not for who is kept out, whatever they know: they are told why, and nothing of the password", async () => {
    const { room, owner } = await ownedRoom(server, {}, { password: PASSWORD });
    const bo = await person(server, "Bo");
    await owner.ask({ type: "ban", user: bo.id });
    for (const password of ["wrong", PASSWORD]) {
      expect(await codeOf(enterRoom(server, room, { password }, bo))).toBe("banned");
      const query = new URLSearchParams({ token: bo.token, password });
      expect(await refusal(server.ws(`/api/rooms/${room}/ws?${query}`), JSON_MODE)).toMatchObject({ code: "banned" });
    }
    expect(await server.sql(room, "SELECT value FROM meta WHERE key = 'guesses'")).toEqual([]);
  });

  it("a right one costs nothing", async () => {
    const { room } = await ownedRoom(server, {}, { password: PASSWORD });
    for (let index = 0; index < GUESS_QUOTA.burst + 5; index++) {
      expect(await codeOf(enterRoom(server, room, { password: PASSWORD }))).toBe("in");
    }
  });
});

describe("[R9] whoever is guessing while the room is deleted", () => {
  let clock: ClockServer;
  beforeAll(async () => void (clock = await startClockServer()));
  afterAll(() => clock.close());

  it.each([
    ["digest", PASSWORD],
    ["digest", "sesame"],
    ["deriveBits", PASSWORD],
    ["deriveBits", "sesame"],
  ] as const)("is told that it is gone: by %s, of %s", async (step, password) => {
    const { room, token } = await ownedRoom(clock, {}, { password: PASSWORD });
    const before = await clock.stalled();
    await clock.stall(step);
    const entering = codeOf(enterRoom(clock, room, { password }, undefined, newClient()));
    const joining = refusal(clock.ws(`/api/rooms/${room}/ws?${new URLSearchParams({ password })}`), JSON_MODE);
    await expect.poll(() => clock.stalled(), { timeout: 20_000 }).toBe(before + 2);
    const deletion = await fetch(clock.http(`/api/rooms/${room}`), { method: "DELETE", headers: bearer({ token }) });
    expect(deletion.status).toBe(204);
    await clock.stall("");
    expect(await entering).toBe("not_found");
    expect(await joining).toMatchObject({ status: 404, code: "not_found" });
    // Nothing of it is written again.
    expect(await codeOf(enterRoom(clock, room, { password }))).toBe("not_found");
  });

  it("by an invitation, too", async () => {
    const { room, owner, token } = await ownedRoom(clock, { visibility: "private" });
    const { code } = await inviteBy(owner);
    await clock.stall("digest");
    const entering = codeOf(enterRoom(clock, room, { invite: code }, undefined, newClient()));
    await expect.poll(() => clock.stalled(), { timeout: 20_000 }).toBe(1);
    await fetch(clock.http(`/api/rooms/${room}`), { method: "DELETE", headers: bearer({ token }) });
    await clock.stall("");
    expect(await entering).toBe("not_found");
  });
});
