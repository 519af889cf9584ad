import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AUDIT_MAX, AUDIT_SLACK, REPORT_QUOTA, REPORTS_BY_USER_MAX, REPORTS_MAX } from "../../src/config.ts";
import { come, done, moderatedRoom } from "../support/crowd.ts";
import { startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { bringIn, exported } from "../support/transfer.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

describe("[K7] report", () => {
  it("tells moderators who are here at once, and others when they ask; nobody else", async () => {
    const { room, owner, moderator } = await moderatedRoom(server);
    const [bo, cy] = [await come(server, room, "Bo"), await come(server, room, "Cy")];
    const { seq } = await bo.socket.post("something rude");
    await done(cy.socket, { type: "report", seq, reason: "Rude" });
    const told = {
      report: 1,
      seq,
      author: { id: bo.you.id, name: "Bo" },
      text: "something rude",
      by: { id: cy.you.id, name: "Cy" },
      at: expect.any(Number) as number,
      reason: "Rude",
    };
    for (const socket of [owner, moderator.socket]) {
      expect(await socket.next("report")).toEqual({ type: "report", ...told });
    }
    expect((await bo.socket.settled()).filter(({ type }) => type === "report")).toEqual([]);
    expect(await bo.socket.ask({ type: "reports" })).toMatchObject({ code: "forbidden" });
    // Whoever wrote it cannot take away what it was.
    await done(bo.socket, { type: "delete", seq });
    await server.evict(room);
    expect(await done(owner, { type: "reports" })).toMatchObject({ reports: [told] });
  });

  it("of one message by one user is one; of one's own, and of what is not there, it is none", async () => {
    const { room, owner } = await moderatedRoom(server);
    const [bo, cy] = [await come(server, room, "Bo"), await come(server, room, "Cy")];
    const { seq } = await bo.socket.post("one");
    for (let times = 0; times < 3; times++) await done(cy.socket, { type: "report", seq });
    await done(owner, { type: "report", seq });
    const { reports = [] } = await done(owner, { type: "reports" });
    expect(reports.map(({ by }) => by.name)).toEqual(["Cy", "Owner"]);
    expect(await bo.socket.ask({ type: "report", seq })).toMatchObject({ code: "forbidden" });
    expect(await cy.socket.ask({ type: "report", seq: seq + 100 })).toMatchObject({ code: "not_found" });
    const long = await cy.socket.ask({ type: "report", seq, reason: "x".repeat(251) });
    expect(long).toMatchObject({ code: "too_big" });
  });

  it("there are at most 200, and at most 20 of one user", async () => {
    const { room, owner } = await moderatedRoom(server);
    const [bo, cy, di] = [
      await come(server, room, "Bo"),
      await come(server, room, "Cy"),
      await come(server, room, "Di"),
    ];
    const { seq } = await bo.socket.post("one");
    await server.sql(
      room,
      `INSERT INTO reports (seq, author_id, author_name, text, by_id, by_name, at)
        SELECT ?, 'x', 'X', 'text', iif(value <= ?, ?, 'g_other' || value), 'Somebody', 1 FROM json_each(?)`,
      seq + 1,
      REPORTS_BY_USER_MAX,
      cy.you.id,
      JSON.stringify(Array.from({ length: REPORTS_MAX - 1 }, (_, index) => index + 1)),
    );
    expect(await cy.socket.ask({ type: "report", seq })).toMatchObject({ code: "too_big" });
    await done(di.socket, { type: "report", seq });
    expect(await owner.ask({ type: "report", seq })).toMatchObject({ code: "too_big" });
  });

  it("[K8] what is resolved is gone, and remembered", async () => {
    const { room, owner, moderator } = await moderatedRoom(server);
    const [bo, cy] = [await come(server, room, "Bo"), await come(server, room, "Cy")];
    const { seq } = await bo.socket.post("one");
    await done(cy.socket, { type: "report", seq });
    const { report } = await owner.next("report");
    expect(await cy.socket.ask({ type: "resolve", report })).toMatchObject({ code: "forbidden" });
    await done(moderator.socket, { type: "resolve", report });
    expect(await moderator.socket.ask({ type: "resolve", report })).toMatchObject({ code: "not_found" });
    expect(await done(owner, { type: "reports" })).toMatchObject({ reports: [] });
    const { entries = [] } = await done(owner, { type: "audit", limit: 1 });
    expect(entries).toMatchObject([
      { action: "resolve", user: { id: bo.you.id, name: "Bo" }, detail: { seq, by: "Cy" } },
    ]);
  });

  it("[K8] no number is given twice: who deals with one that another moderator has dealt with ends no other", async () => {
    const { room, owner, moderator } = await moderatedRoom(server);
    const [bo, cy] = [await come(server, room, "Bo"), await come(server, room, "Cy")];
    const [one, two, three] = [await bo.socket.post("1"), await bo.socket.post("2"), await bo.socket.post("3")];
    await done(cy.socket, { type: "report", seq: one.seq });
    await done(cy.socket, { type: "report", seq: two.seq });
    await done(owner, { type: "resolve", report: 2 });
    const left = await server.sql(room, "SELECT count(*) AS n FROM reports WHERE by_id = ? AND report = 2", cy.you.id);
    expect(left).toEqual([{ n: 0 }]);
    await server.evict(room);
    await done(cy.socket, { type: "report", seq: three.seq });
    expect(await moderator.socket.ask({ type: "resolve", report: 2 })).toMatchObject({ code: "not_found" });
    const { reports = [] } = await done(owner, { type: "reports" });
    expect(reports.map(({ report, seq }) => [report, seq])).toEqual([
      [1, one.seq],
      [3, three.seq],
    ]);
    for (const { report } of reports) await done(owner, { type: "resolve", report });
    await done(owner, { type: "report", seq: three.seq });
    expect(await done(owner, { type: "reports" })).toMatchObject({ reports: [{ report: 4 }] });
    expect(await server.sql(room, "SELECT report FROM reports")).toEqual([{ report: 4 }]);
  });

  it("what the log has dropped is reported no more [R6]", async () => {
    const { room, owner } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    const { seq } = await owner.post("one");
    await done(bo.socket, { type: "report", seq });
    await owner.next("report");
    await done(owner, { type: "room", settings: { keepMessages: 1 } });
    await owner.postMany(Array.from({ length: 40 }, (_, index) => `text ${index}`));
    await expect.poll(async () => (await done(owner, { type: "reports" })).reports, { timeout: 20_000 }).toEqual([]);
  });
});

describe("[R8] where another log is brought in", () => {
  it("what was reported of a message that is in it, at its place, is still to be dealt with; the rest is reported no more", async () => {
    const { room, owner, token } = await moderatedRoom(server);
    const [bo, cy] = [await come(server, room, "Bo"), await come(server, room, "Cy")];
    const one = await bo.socket.post("something rude");
    const file = await exported(server, room);
    const two = await bo.socket.post("something ruder");
    for (const { seq } of [one, two]) await done(cy.socket, { type: "report", seq });
    expect(await bringIn(server, room, token, file.text)).toMatchObject({ status: 200 });
    const { socket: back } = await join(server, room, { token });
    expect(await done(back, { type: "reports" })).toMatchObject({ reports: [{ report: 1, text: "something rude" }] });
    // What the other was of is nowhere any more, and its number is given to none.
    expect(await server.sql(room, "SELECT count(*) AS n FROM reports WHERE text LIKE '%ruder%'")).toEqual([{ n: 0 }]);
    expect(await back.ask({ type: "resolve", report: 2 })).toMatchObject({ code: "not_found" });
    const again = await come(server, room, "Cy", { token: cy.token });
    const three = await back.post("said at the same place");
    expect(three.seq).toBe(two.seq);
    for (const { seq } of [one, three]) await done(again.socket, { type: "report", seq });
    const { reports = [] } = await done(back, { type: "reports" });
    expect(reports.map(({ report, text }) => [report, text])).toEqual([
      [1, "something rude"],
      [3, "said at the same place"],
    ]);
    await owner.closed;
  });

  it("[R6] what had been dropped with the message it was of, does not come back with it", async () => {
    const { room, owner, token } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    const { seq } = await owner.post("one");
    const file = await exported(server, room);
    await done(bo.socket, { type: "report", seq });
    await done(owner, { type: "room", settings: { keepMessages: 1 } });
    await owner.postMany(Array.from({ length: 40 }, (_, index) => `text ${index}`));
    await expect.poll(async () => (await done(owner, { type: "reports" })).reports, { timeout: 20_000 }).toEqual([]);
    expect(await bringIn(server, room, token, file.text)).toMatchObject({ status: 200 });
    const { socket: back } = await join(server, room, { token });
    expect(await done(back, { type: "reports" })).toMatchObject({ reports: [] });
    expect(await server.sql(room, "SELECT count(*) AS n FROM reports WHERE text = 'one'")).toEqual([{ n: 0 }]);
  });

  it("another message at the same place is none that was reported", async () => {
    const [elsewhere, { room, token }] = [await moderatedRoom(server), await moderatedRoom(server)];
    const [bo, cy] = [await come(server, room, "Bo"), await come(server, room, "Cy")];
    // Who wrote it may be the same, and what it is called: when they did tells it.
    const other = await come(server, elsewhere.room, "Bo", { token: bo.token });
    const { seq } = await bo.socket.post("something rude", { id: "one" });
    expect(await other.socket.post("something kind", { id: "one" })).toMatchObject({ seq });
    await done(cy.socket, { type: "report", seq });
    const file = await exported(server, elsewhere.room);
    expect(await bringIn(server, room, token, file.text)).toMatchObject({ status: 200 });
    const { socket: back } = await join(server, room, { token });
    expect(await done(back, { type: "reports" })).toMatchObject({ reports: [] });
  });
});

describe("[K7] how fast", () => {
  let clock: ClockServer;
  beforeAll(async () => {
    clock = await startClockServer({ MESSAGE_RATE: "0" });
    await clock.stop();
  });
  afterAll(() => clock.close());

  it("5 at once, then one a minute for each user", async () => {
    const { room, owner } = await moderatedRoom(clock);
    const [bo, cy] = [await come(clock, room, "Bo"), await come(clock, room, "Cy")];
    const seqs: number[] = [];
    for (let index = 0; index <= REPORT_QUOTA.burst; index++) seqs.push((await owner.post(`${index}`)).seq);
    for (const seq of seqs.slice(1)) await done(bo.socket, { type: "report", seq });
    const [seq] = seqs;
    expect(await bo.socket.ask({ type: "report", seq })).toMatchObject({ code: "rate_limited", retryAfter: 60_000 });
    await done(cy.socket, { type: "report", seq });
    await clock.advance(60_000);
    await done(bo.socket, { type: "report", seq });
  });
});

describe("[K9] audit", () => {
  it("tells every act of moderators, the newest first, with whom and what, also after an eviction", async () => {
    const { room, owner, moderator } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    const user = bo.you.id;
    const { seq } = await bo.socket.post("one");
    await bo.socket.post("two");
    const acts: Record<string, unknown>[] = [
      { type: "mute", user, seconds: 60, reason: "Enough" },
      { type: "unmute", user },
      { type: "delete", seq },
      { type: "purge", user, seconds: 600 },
      { type: "filter", words: ["heck"] },
      { type: "room", settings: { topic: "Calm" } },
      { type: "role", user, role: "member" },
      { type: "role", user, role: "guest" },
      { type: "invite", uses: 2 },
      { type: "kick", user },
      { type: "ban", user },
      { type: "unban", user },
    ];
    for (const act of acts) await done(moderator.socket, act);
    // One's own is nobody's business.
    const own = await moderator.socket.post("mine");
    await done(moderator.socket, { type: "delete", seq: own.seq });
    await server.evict(room);
    const { entries = [], more } = await done(owner, { type: "audit" });
    expect(more).toBe(false);
    const found = entries.toReversed();
    // The first was the owner's, who made the moderator one.
    expect(found.map(({ action }) => action)).toEqual(["role", ...acts.map(({ type }) => type)]);
    expect(found[1]).toEqual({
      entry: 2,
      at: expect.any(Number) as number,
      by: { id: moderator.you.id, name: "Mo" },
      action: "mute",
      user: { id: user, name: "Bo" },
      detail: { seconds: 60, reason: "Enough" },
    });
    expect(found.map(({ detail }) => detail)).toEqual([
      { role: "moderator" },
      { seconds: 60, reason: "Enough" },
      undefined,
      { seq },
      { messages: 1, seconds: 600 },
      { words: 1 },
      { topic: "Calm" },
      { role: "member" },
      { role: "guest" },
      { invite: expect.any(String) as string, role: "member", uses: 2 },
      undefined,
      undefined,
      undefined,
    ]);
    const older = await done(owner, { type: "audit", before: found[2]!.entry, limit: 1 });
    expect(older).toMatchObject({ entries: [{ action: "mute" }], more: true });
  });

  it("what could not be stored was not done: it is told of once, with what was done in the end", async () => {
    const { room, owner, moderator } = await moderatedRoom(server);
    const bo = await come(server, room, "Bo");
    const { seq } = await bo.socket.post("one");
    await server.sql(
      room,
      "CREATE TRIGGER broken BEFORE INSERT ON changes BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END",
    );
    const acts: Record<string, unknown>[] = [
      { type: "room", settings: { topic: "Calm" } },
      { type: "role", user: bo.you.id, role: "member" },
      { type: "delete", seq },
      { type: "purge", user: bo.you.id },
    ];
    for (const act of acts) expect(await owner.ask(act)).toMatchObject({ code: "internal" });
    const { entries: before = [] } = await done(owner, { type: "audit" });
    expect(before.map(({ user }) => user?.id)).toEqual([moderator.you.id]);
    await server.sql(room, "DROP TRIGGER broken");
    for (const act of acts) await done(owner, act);
    const { entries = [] } = await done(owner, { type: "audit" });
    expect(entries.toReversed().map(({ action }) => action)).toEqual(["role", "room", "role", "delete"]);
    // All at once, and then asked for at once.
    const two = await bo.socket.post("two");
    owner.say(
      { type: "delete", seq: two.seq },
      { type: "room", settings: { topic: "" } },
      { type: "audit", id: "at once" },
    );
    const { entries: after = [] } = await owner.next("ack", ({ id }) => id === "at once");
    expect(after.slice(0, 2).map(({ action }) => action)).toEqual(["room", "delete"]);
  });

  it("of the newest 1,000; the oldest go a hundred at a time", async () => {
    const { room, owner } = await moderatedRoom(server);
    const rows = JSON.stringify(Array.from({ length: AUDIT_MAX + AUDIT_SLACK - 2 }, (_, index) => index + 2));
    await server.sql(
      room,
      "INSERT INTO audit (entry, at, by_id, by_name, action) SELECT value, 1, 'o', 'O', 'kick' FROM json_each(?)",
      rows,
    );
    const count = () => server.sql(room, "SELECT count(*) AS n FROM audit");
    expect(await count()).toEqual([{ n: AUDIT_MAX + AUDIT_SLACK - 1 }]);
    await done(owner, { type: "filter", words: ["one"] });
    expect(await count()).toEqual([{ n: AUDIT_MAX }]);
    await done(owner, { type: "filter", words: ["two"] });
    const oldest = await done(owner, { type: "audit", before: AUDIT_SLACK + 5 });
    // One has gone already for whoever asks, though its row has not.
    expect(oldest.entries?.map(({ entry }) => entry)).toEqual([AUDIT_SLACK + 4, AUDIT_SLACK + 3, AUDIT_SLACK + 2]);
    expect(oldest.more).toBe(false);
  });
});
