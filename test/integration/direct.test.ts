import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KNOCK_QUOTA, OPENING_QUOTA } from "../../src/config.ts";
import type { Direct } from "../../src/protocol/direct.ts";
import { askDirect, bearer, openDirect, person, type Person } from "../support/direct.ts";
import { answersOf } from "../support/addresses.ts";
import { ask, post, type Page } from "../support/http.ts";
import { makeRoom } from "../support/owned.ts";
import { newRoom, startClockServer, startServer, type TestServer } from "../support/server.ts";
import { join, joinText } from "../support/socket.ts";
import { IoClient } from "../support/socketio.ts";
import { eventsPath, StreamReader } from "../support/stream.ts";
import { memberToken, SECRET, unsignedToken } from "../support/token.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

/** Two who talk, a third, and what the two talk in. */
async function scene() {
  const [ann, bo, eve] = (await Promise.all(["Ann", "Bo", "Eve"].map((name) => person(server, name)))) as [
    Person,
    Person,
    Person,
  ];
  return { ann, bo, eve, room: await openDirect(server, ann, bo) };
}

/** A name like a conversation's that no two people have. */
function madeUp(seed: string): string {
  return `dm-${createHash("sha256").update(seed).digest("hex").slice(0, 32)}`;
}

describe("[D1] a conversation's name", () => {
  it("is the same for the two, whoever asks and how often, and another for every other two", async () => {
    const { ann, bo, eve, room } = await scene();
    expect(room).toMatch(/^dm-[0-9a-f]{32}$/);
    expect(await openDirect(server, bo, ann)).toBe(room);
    expect(await openDirect(server, ann, bo)).toBe(room);
    expect(new Set([room, await openDirect(server, ann, eve), await openDirect(server, bo, eve)]).size).toBe(3);
  });

  it("outlives the objects, and nobody makes such a room in another way", async () => {
    const { ann, bo, room } = await scene();
    await server.evict(room);
    expect(await openDirect(server, bo, ann)).toBe(room);
    const squatted = madeUp("squatted");
    for (const name of [squatted, squatted.toUpperCase(), room]) {
      expect(await makeRoom(server, { room: name }, bearer(ann))).toMatchObject({
        status: 403,
        body: { error: { code: "forbidden" } },
      });
    }
    // Only names of that very form: all others are anybody's.
    for (const name of [`${squatted}0`, squatted.slice(0, -1), "dm-friends"]) {
      expect((await makeRoom(server, { room: `${name}` }, bearer(ann))).status, name).toBe(201);
    }
  });
});

describe("[D2] nobody else gets in", () => {
  it("by any address or transport, and is answered as where there is no conversation", async () => {
    const { ann, eve, room } = await scene();
    const { socket } = await join(server, room, { token: ann.token });
    await socket.post("our secret");
    const answers = await answersOf(server, room, eve);
    for (const [what, told] of Object.entries(answers)) expect(told, what).toContain("forbidden");
    expect(await answersOf(server, madeUp("nothing"), eve)).toEqual(answers);
    const anonymous = await answersOf(server, room, undefined);
    for (const [what, told] of Object.entries(anonymous)) expect(told, what).toContain("forbidden");
    expect(await answersOf(server, madeUp("nothing either"), undefined)).toEqual(anonymous);
    expect((await historyOf(room, ann)).messages.map(({ text }) => text)).toEqual(["our secret"]);
    await socket.close();
  });

  it("and what was refused has made no room", async () => {
    const { eve } = await scene();
    const room = madeUp("made by being refused");
    await answersOf(server, room, eve);
    expect(await server.sql(room, "SELECT name FROM sqlite_master WHERE name = 'events'")).toEqual([]);
  });

  it("with a token that is forged, unsigned or over", async () => {
    const { ann, room } = await scene();
    const over = { sub: ann.id, name: "Ann", exp: Math.floor(Date.now() / 1000) - 10 };
    const tokens = [
      await memberToken({ sub: ann.id }, "guessed"),
      unsignedToken({ sub: ann.id }),
      await memberToken(over),
    ];
    for (const token of tokens) {
      const answers = await answersOf(server, room, { token });
      for (const [what, told] of Object.entries(answers)) expect(told, what).toContain("unauthorized");
    }
  });

  it("by showing a stranger's token on a connection that is in", async () => {
    const { ann, bo, eve, room } = await scene();
    const { socket } = await join(server, room, { token: ann.token });
    expect(await socket.ask({ type: "auth", token: eve.token })).toMatchObject({ code: "forbidden" });
    expect(await socket.ask({ type: "auth", token: bo.token })).toMatchObject({ you: { id: bo.id } });
    await socket.close();
  });
});

describe("[D2] the two get in", () => {
  it("over every transport, and are told with whom they talk", async () => {
    const { ann, bo, room } = await scene();
    const { socket, welcome } = await join(server, room, { token: ann.token, name: "Ann" });
    expect(welcome.direct).toEqual({ id: bo.id, name: "Bo" });
    const text = await joinText(server, room, { token: bo.token, name: "Bo" });
    text.send("over text");
    expect(await socket.next("message")).toMatchObject({ text: "over text", user: { id: bo.id } });
    const stream = await StreamReader.open(server, room, {
      query: { format: "ndjson", history: "0" },
      headers: bearer(bo),
    });
    expect(await stream.next("welcome")).toMatchObject({ direct: { id: ann.id, name: "Ann" } });
    const { status, body } = await post(server, room, { text: "over HTTP", id: "one" }, bearer(bo));
    expect([status, (body as { text: string }).text]).toEqual([201, "over HTTP"]);
    expect(await stream.next("message")).toMatchObject({ text: "over HTTP" });
    const io = new IoClient(server.origin, room, { auth: { token: bo.token } });
    await io.news.next((news) => news.startsWith("connect"), "a connection");
    const poll = await ask(server, eventsPath(room, { format: "json" }), { headers: bearer(bo) });
    expect(poll.body).toMatchObject({ head: 2 });
    io.socket.disconnect();
    stream.leave();
    await Promise.all([socket.close(), text.close()]);
  });

  it("by the name that somebody has by now", async () => {
    const { ann, bo, room } = await scene();
    const { socket } = await join(server, room, { token: bo.token, name: "Bodo" });
    await socket.close();
    await server.evict(room);
    const { socket: again, welcome } = await join(server, room, { token: ann.token });
    expect(welcome.direct).toEqual({ id: bo.id, name: "Bodo" });
    await again.close();
  });

  it("after both objects were evicted in the middle, with nothing lost", async () => {
    const { ann, bo, room } = await scene();
    const { socket } = await join(server, room, { token: ann.token });
    await socket.post("one");
    await server.evict(room);
    await server.evictInbox(bo.id);
    await socket.post("two");
    const { socket: other, welcome } = await join(server, room, { token: bo.token });
    expect(welcome.events.map(({ text }) => text)).toEqual(["one", "two"]);
    // [D4] What was written before one came first was written to oneself.
    expect(welcome).toMatchObject({ read: 0, unread: 2 });
    await Promise.all([socket.close(), other.close()]);
  });
});

describe("[D3] opening a conversation", () => {
  it("says with whom, and whether it is new", async () => {
    const [ann, bo] = [await person(server, "Ann"), await person(server, "Bo")];
    const first = await askDirect(server, ann, { id: bo.id, name: "Bo" });
    expect(first).toMatchObject({ status: 201, body: { user: { id: bo.id, name: "Bo" } } });
    const { room } = first.body as Direct;
    expect(await askDirect(server, ann, bo.id)).toMatchObject({
      status: 200,
      body: { room, user: { id: bo.id, name: "Bo" } },
    });
    expect(await askDirect(server, bo, ann.id)).toMatchObject({ body: { room, user: { id: ann.id, name: "Ann" } } });
  });

  it("takes a token, and somebody else", async () => {
    const ann = await person(server, "Ann");
    const { body } = await post(server, newRoom(), "from an address");
    const { id: address } = (body as { user: { id: string } }).user;
    const refused = async (by: Pick<Person, "token"> | undefined, user: unknown) => {
      const answer = await askDirect(server, by, user);
      return [answer.status, (answer.body as { error: { code: string } }).error.code];
    };
    expect(await refused(undefined, ann.id)).toEqual([401, "unauthorized"]);
    expect(await refused({ token: unsignedToken({ sub: "bo" }) }, ann.id)).toEqual([401, "unauthorized"]);
    expect(await refused(ann, ann.id)).toEqual([400, "bad_command"]);
    expect(await refused(ann, address)).toEqual([403, "forbidden"]);
    for (const user of [undefined, "", 7, "a b", "é", "x".repeat(129), {}, { id: "bo", name: "*" }]) {
      expect(await refused(ann, user), String(user)).toEqual([400, "bad_command"]);
    }
  });

  it("[D8] is limited for each user, also after an eviction", async () => {
    const clock = await startClockServer();
    await clock.stop();
    const ann = await person(clock, "Ann");
    const open = (name: string) => askDirect(clock, ann, `${ann.id}-${name}`);
    for (let each = 0; each < OPENING_QUOTA.burst; each++) expect((await open(`${each}`)).status).toBe(201);
    await clock.evictInbox(ann.id);
    const refused = await open("one-too-many");
    expect(refused).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
    expect(refused.headers.get("Retry-After")).toBe(String(1 / OPENING_QUOTA.rate));
    // What there is already may be opened as often as one likes.
    expect((await open("0")).status).toBe(200);
    await clock.advance(1_000 / OPENING_QUOTA.rate);
    expect((await open("one-too-many")).status).toBe(201);
    await clock.close();
  });

  it("[D8] is limited for whom it is opened with, whoever opens it", async () => {
    const clock = await startClockServer();
    await clock.stop();
    const bo = await person(clock, "Bo");
    const strangers = await Promise.all(
      Array.from({ length: KNOCK_QUOTA.burst + 1 }, (_, n) => person(clock, `S${n}`)),
    );
    const statuses = [];
    for (const stranger of strangers) statuses.push((await askDirect(clock, stranger, bo.id)).status);
    expect(statuses).toEqual([...Array.from({ length: KNOCK_QUOTA.burst }, () => 201), 429]);
    await clock.advance(1_000 / KNOCK_QUOTA.rate);
    expect((await askDirect(clock, strangers.at(-1), bo.id)).status).toBe(201);
    await clock.close();
  });
});

/** A page of history, as one of the two. */
async function historyOf(room: string, who: Person) {
  const { body } = await ask(server, `/api/rooms/${room}/messages`, { headers: bearer(who) });
  return body as Page;
}
