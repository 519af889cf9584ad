import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  EXCERPT_CODE_POINTS,
  EXPORT_PAGE_CHARACTERS,
  EXPORT_PAGE_ENTRIES,
  EXPORT_QUOTA,
  EXPORTS_QUOTA,
} from "../../src/config.ts";
import type { RoomStats } from "../../src/protocol/answers.ts";
import { REACTORS_TOLD_MAX } from "../../src/protocol/limits.ts";
import { ask, page, post } from "../support/http.ts";
import { ownedRoom } from "../support/owned.ts";
import { newRoom, startClockServer, startServer, type TestServer } from "../support/server.ts";
import { memberToken, SECRET } from "../support/token.ts";
import { exported, grow, readSlowly, requestExport } from "../support/transfer.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

/** So much text that a reader who stops keeps most of it waiting in the room: connections hold a few MB themselves. */
const LONG = "x".repeat(3_500);
const MANY = 8_000;

async function countsOf(room: string): Promise<RoomStats["counts"]> {
  return ((await ask(server, `/api/rooms/${room}/stats`)).body as RoomStats).counts;
}

/** A room too large to be on its way all at once. */
async function largeRoom() {
  const owned = await ownedRoom(server);
  await owned.owner.post("one");
  return { ...owned, head: await grow(server, owned.room, MANY, LONG) };
}

describe("[R7] a room as lines", () => {
  it("begins with what it is, has every entry of the log as it is now, and ends with how many there were", async () => {
    const { room, owner, welcome } = await ownedRoom(server, { topic: "Tea" });
    const { id } = welcome.you;
    const before = Date.now();
    await owner.post("one", { id: "a" });
    await owner.post("an answer", { replyTo: 1, mentions: ["g_bo"], here: true });
    await owner.post("a secret");
    await owner.ask({ type: "edit", seq: 1, text: "one, changed" });
    await owner.ask({ type: "delete", seq: 3 });
    await owner.ask({ type: "react", seq: 2, emoji: "👍", on: true });
    await owner.ask({ type: "pin", seq: 1, on: true });
    await owner.ask({ type: "room", settings: { topic: "More tea" } });
    const user = { id, name: "Owner" };
    const at = expect.any(Number) as number;
    const by = { user, at, id: expect.any(String) as string };
    const { text, header, entries, end } = await exported(server, room);
    expect(header).toEqual({
      type: "parley-export",
      version: 1,
      room,
      epoch: welcome.epoch,
      first: 1,
      head: 8,
      settings: { ...welcome.settings, topic: "More tea" },
      pins: [1],
      at,
    });
    expect(header.at).toBeGreaterThanOrEqual(before);
    expect(entries).toEqual([
      { type: "message", seq: 1, ...by, id: "a", text: "one, changed", edited: at, replies: 1 },
      {
        type: "message",
        seq: 2,
        ...by,
        text: "an answer",
        replyTo: 1,
        mentions: ["g_bo"],
        here: true,
        reactions: [{ emoji: "👍", count: 1, users: [id] }],
      },
      { type: "message", seq: 3, ...by, text: "", deleted: at },
      { type: "edit", seq: 4, ...by, target: 1, text: "one, changed" },
      { type: "delete", seq: 5, ...by, target: 3 },
      { type: "reaction", seq: 6, ...by, target: 2, emoji: "👍", on: true },
      { type: "pin", seq: 7, ...by, target: 1, on: true },
      { type: "room", seq: 8, ...by, settings: { topic: "More tea" } },
    ]);
    expect(end).toEqual({ type: "parley-export-end", count: 8 });
    expect(text).not.toContain("secret");
  });

  it("of a reaction tells all who gave it, where a page of history tells the first", async () => {
    const { room, owner } = await ownedRoom(server);
    await owner.post("one");
    const users = Array.from({ length: REACTORS_TOLD_MAX + 50 }, (_, index) => `g_${index}`);
    await server.sql(room, "UPDATE events SET reactions = ?", JSON.stringify([["👍", users]]));
    const { entries } = await exported(server, room);
    expect(entries[0]).toMatchObject({ reactions: [{ emoji: "👍", count: users.length, users }] });
  });

  it("of an empty log is two lines", async () => {
    const { room } = await ownedRoom(server);
    const { header, entries, end } = await exported(server, room);
    expect([header.first, header.head, entries, end.count]).toEqual([1, 0, [], 0]);
  });

  it("costs no written row, and wakes what was asleep", async () => {
    const { room, owner } = await ownedRoom(server);
    await owner.post("one");
    const before = await countsOf(room);
    await exported(server, room);
    await (await requestExport(server, room, "?format=html")).text();
    expect((await countsOf(room)).rowsWritten).toBe(before.rowsWritten);
    await server.evict(room);
    expect((await exported(server, room)).entries).toMatchObject([{ text: "one" }]);
  });
});

describe("[R7] the file", () => {
  it.each([
    ["", "*/*", "ndjson"],
    ["", "application/x-ndjson", "ndjson"],
    ["", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "html"],
    ["?format=ndjson", "text/html", "ndjson"],
    ["?format=html", "application/x-ndjson", "html"],
  ])("%s and Accept: %s are %s", async (query, accept, kind) => {
    const room = newRoom();
    await post(server, room, "one");
    const { headers, body } = await requestExport(server, room, query, { Accept: accept });
    await body?.cancel();
    expect(headers.get("Content-Type")).toBe(
      kind === "html" ? "text/html; charset=utf-8" : "application/x-ndjson; charset=utf-8",
    );
    expect(headers.get("Content-Disposition")).toContain(`attachment; filename="parley-${room}.${kind}"`);
    expect(headers.get("Cache-Control")).toBe("no-store");
  });

  it.each(["聊天室", "gästebuch-1", "ख़बर", "𐐨𐐩"])("is named after its room: %s", async (prefix) => {
    const room = newRoom(prefix.normalize("NFKC"));
    await post(server, room, "one");
    const { headers, body } = await requestExport(server, room);
    await body?.cancel();
    const disposition = headers.get("Content-Disposition")!;
    expect(disposition).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%-]+$/);
    expect(decodeURIComponent(disposition.split("''")[1]!)).toBe(`parley-${room}.ndjson`);
  });

  it.each([
    ["de-AT,en;q=0.5", "de"],
    ["fr, de;q=0.2", "de"],
    ["fr", "en"],
    ["*", "en"],
  ])("a page for who reads %s is in %s", async (language, expected) => {
    const room = newRoom();
    await post(server, room, "one");
    const html = await (await requestExport(server, room, "?format=html", { "Accept-Language": language })).text();
    expect(html).toContain(`<html lang="${expected}">`);
  });
});

it("[R7] a page quotes the beginning of what is answered", async () => {
  const { room, owner } = await ownedRoom(server);
  await owner.post("𐐨".repeat(EXCERPT_CODE_POINTS));
  await owner.post("𐐨".repeat(EXCERPT_CODE_POINTS + 1));
  await owner.post("short enough", { replyTo: 1 });
  await owner.post("too long", { replyTo: 2 });
  const html = await (await requestExport(server, room, "?format=html")).text();
  expect(html).toContain(`: <bdi>${"𐐨".repeat(EXCERPT_CODE_POINTS)}</bdi>`);
  expect(html).toContain(`: <bdi>${"𐐨".repeat(EXCERPT_CODE_POINTS)}…</bdi>`);
});

describe("[R7] who may take it", () => {
  it("whoever may read: without a token, as a guest, as a member; not with a token that is none", async () => {
    const { room, token } = await ownedRoom(server);
    const statusFor = async (bearer?: string) => {
      const headers: Record<string, string> = bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` };
      const response = await requestExport(server, room, "", headers);
      await response.body?.cancel();
      return response.status;
    };
    expect(await statusFor()).toBe(200);
    expect(await statusFor(token)).toBe(200);
    expect(await statusFor(await memberToken({ sub: "bo" }))).toBe(200);
    expect(await statusFor(await memberToken({ sub: "bo" }, "the secret of another server"))).toBe(401);
  });

  it("a room that does not exist is not made by asking", async () => {
    const room = newRoom();
    expect(await ask(server, `/api/rooms/${room}/export`)).toMatchObject({
      status: 404,
      body: { error: { code: "not_found" } },
    });
    expect(await ask(server, `/api/rooms/${room}`)).toMatchObject({ status: 404 });
  });

  it.each([
    ["/api/rooms/%20/export", "bad_room"],
    ["/api/rooms/tea/export?format=pdf", "bad_command"],
  ])("%s is %s, and wakes no room", async (path, code) => {
    const before = await server.objects();
    expect(await ask(server, path)).toMatchObject({ status: 400, body: { error: { code } } });
    expect(await server.objects()).toEqual(before);
  });

  it("so often: each user, and all users of a room together; who searches it is not kept from that", async () => {
    const clock = await startClockServer({ AUTH_SECRET: SECRET });
    try {
      // Of an empty log there are no pages: each costs what it takes to begin.
      const { room } = await ownedRoom(clock);
      await clock.stop();
      const statusesFor = async (sub: string, times: number): Promise<number[]> => {
        const headers = { Authorization: `Bearer ${await memberToken({ sub })}` };
        const statuses: number[] = [];
        while (statuses.length < times) {
          const response = await requestExport(clock, room, "", headers);
          if (response.status === 429) expect(response.headers.get("Retry-After")).toMatch(/^\d+$/);
          await response.text();
          statuses.push(response.status);
        }
        return statuses;
      };
      const full = Array<number>(EXPORT_QUOTA.burst).fill(200);
      for (let user = 0; user < EXPORTS_QUOTA.burst / EXPORT_QUOTA.burst; user++) {
        expect(await statusesFor(`user-${user}`, EXPORT_QUOTA.burst + 1)).toEqual([...full, 429]);
      }
      expect(await statusesFor("somebody-else", 1)).toEqual([429]);
      expect(await ask(clock, `/api/rooms/${room}/messages?q=one`)).toMatchObject({ status: 200 });
      await clock.advance(1_000);
      expect(await statusesFor("somebody-else", 1)).toEqual([200]);
    } finally {
      await clock.close();
    }
  });
});

describe("[R7] what happens while it is taken", () => {
  it("what is said meanwhile, and an eviction, do not break it: it goes up to where the log stood", async () => {
    const { room, owner, head } = await largeRoom();
    const { wakes, requests } = await countsOf(room);
    const response = await requestExport(server, room);
    const { text, isCut } = await readSlowly(response, async () => {
      await owner.postMany(["two", "three"]);
      await owner.ask({ type: "edit", seq: 1, text: "changed" });
      await server.evict(room);
      await owner.ask({ type: "delete", seq: 1 });
    });
    expect(isCut).toBe(false);
    const after = await countsOf(room);
    expect(after.wakes).toBe(wakes + 1);
    // Long texts make pages of fewer messages. What was counted just before the eviction may be lost with it.
    expect(after.requests - requests).toBeGreaterThan((head * LONG.length) / EXPORT_PAGE_CHARACTERS / 2);
    const lines = text.trimEnd().split("\n");
    expect(JSON.parse(lines.at(-2)!)).toMatchObject({ seq: head, text: LONG });
    expect(JSON.parse(lines.at(-1)!)).toEqual({ type: "parley-export-end", count: head });
    expect(lines).toHaveLength(head + 2);
  });

  it("a deletion of the room ends it, without the last line", async () => {
    const { room, token } = await largeRoom();
    const { text, isCut } = await readSlowly(await requestExport(server, room), async () => {
      const headers = { Authorization: `Bearer ${token}` };
      await fetch(server.http(`/api/rooms/${room}`), { method: "DELETE", headers });
      // Whoever makes it again makes another one.
      await post(server, room, "anew");
    });
    expect(isCut).toBe(true);
    expect(text).not.toContain("parley-export-end");
    expect(text).not.toContain("anew");
  });

  it("where what comes next has been dropped, it ends without the last line", async () => {
    const { room, head } = await largeRoom();
    const { text, isCut } = await readSlowly(await requestExport(server, room), async () => {
      await server.sql(room, "DELETE FROM events WHERE seq < ?", head - 10);
      await server.evict(room);
    });

    expect(isCut).toBe(true);
    expect(text).not.toContain("parley-export-end");
  });

  it("nothing is read for who does not take it", async () => {
    const { room } = await largeRoom();
    const response = await requestExport(server, room);
    await response.body!.getReader().read();
    const first = await countsOf(room);
    // Asking takes longer than a page does.
    for (let times = 0; times < 20; times++) await page(server, room, "?limit=1");
    expect((await countsOf(room)).rowsRead).toBeLessThan(MANY);
    expect(first.rowsRead).toBeLessThan(MANY);
    await response.body?.cancel().catch(() => undefined);
  });
});

it("[R7] a room of 100,000 messages is read page by page, others are heard in between", async () => {
  const { room, owner } = await ownedRoom(server);
  await owner.post("one");
  const head = await grow(server, room, 100_000 - 1);
  const before = await countsOf(room);
  const response = await requestExport(server, room);
  let lines = 0;
  let last = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    lines += chunk.split("\n").length - 1;
    last = (last + chunk).slice(-100);
    if (lines === 0) await owner.post("meanwhile");
  }
  expect(lines).toBe(head + 2);
  expect(last.endsWith(`{"type":"parley-export-end","count":${head}}\n`)).toBe(true);
  const after = await countsOf(room);
  // The beginning, the pages, and asking for these numbers; more where it had to wait for its turn.
  expect(after.requests - before.requests).toBeGreaterThanOrEqual(1 + head / EXPORT_PAGE_ENTRIES);
  expect(after.rowsRead - before.rowsRead).toBeLessThan(head * 1.1);
});
