import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MENTIONS_LOOKED_BACK, STRANGERS_QUOTA } from "../../src/config.ts";
import {
  INBOX_CONVERSATIONS_MAX,
  INBOX_ROOM_MENTIONS_MAX,
  KEEP_DAYS_MAX,
  MENTIONS_MAX,
} from "../../src/protocol/limits.ts";
import { bearer, InboxSocket, lookAt, openDirect, person, type Person } from "../support/direct.ts";
import { post } from "../support/http.ts";
import { ownedRoom } from "../support/owned.ts";
import { newRoom, startClockServer, type ClockServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { memberToken, SECRET } from "../support/token.ts";
import { bringIn, exported, grow } from "../support/transfer.ts";

const HOUR_MS = 60 * 60 * 1000;
/** The clock is put forward here. */
const FAR = Math.floor(Date.now() / 1000) + 400 * 24 * 60 * 60;

let server: ClockServer;
beforeAll(async () => {
  server = await startClockServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET, KEEP_DAYS: "1" });
  await server.stop();
});
afterAll(() => server.close());

/** Two who talk, and Bo's inbox. */
async function scene() {
  const [ann, bo] = (await Promise.all(["Ann", "Bo"].map((name) => person(server, name)))) as [Person, Person];
  const room = await openDirect(server, ann, bo);
  const { socket: inbox } = await InboxSocket.open(server, bo);
  return { ann, bo, room, inbox };
}

/** Somebody in a room, by their token. */
function enter(room: string, { token, name }: Person) {
  return join(server, room, { token, name });
}

describe("[D6] a conversation in the inbox", () => {
  it("is told on by a room that was lost with how far one had read", async () => {
    const { ann, bo, room, inbox } = await scene();
    const { socket: bos } = await enter(room, bo);
    for (const [index, text] of ["one", "two"].entries()) {
      await post(server, room, text, bearer(ann));
      await inbox.next("conversation", ({ unread }) => unread === 1);
      // The second one waits to be written.
      await bos.ask({ type: "read", seq: index + 1 });
      await inbox.next("conversation", ({ unread }) => unread === 0);
    }
    await server.crash(room);
    await bos.closed;
    await post(server, room, "three", bearer(ann));
    expect(await inbox.next("conversation", ({ text }) => text === "three")).toMatchObject({ seq: 3, unread: 2 });
    await inbox.close();
  });

  it("has nothing unread once nothing of it is kept", async () => {
    const { ann, bo, room, inbox } = await scene();
    await post(server, room, "for a day", bearer(ann));
    await inbox.next("conversation", ({ unread }) => unread === 1);
    await server.advance(26 * HOUR_MS);
    await server.ring(room);
    expect(await inbox.next("conversation")).toMatchObject({ room, seq: 1, unread: 0, text: "", by: ann.id });
    expect(await lookAt(server, bo)).toMatchObject({ conversations: [{ user: { id: ann.id }, unread: 0, text: "" }] });
    await inbox.close();
  });

  it("[D8] of somebody new is there, even where all others that are held were answered", async () => {
    const { ann, bo, room, inbox } = await scene();
    const { socket: other } = await InboxSocket.open(server, ann);
    await post(server, room, "the first that anything is kept of", bearer(bo));
    await other.next("conversation");
    await inbox.next("conversation");
    const later = Date.now() + 365 * 24 * HOUR_MS;
    await server.inboxSql(
      bo.id,
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${INBOX_CONVERSATIONS_MAX - 1})
        INSERT INTO conversations (room, user_id, user_name, head, read, seq, at, by_id, text, unread, answered, hidden)
        SELECT 'dm-' || i, 'u' || i, 'Friend ' || i, 1, 0, 1, ${later} + i, 'u' || i, 'hi', 0, 1, 0 FROM n`,
    );
    for (const name of ["Cy", "Di"]) {
      const stranger = await person(server, name);
      await post(server, await openDirect(server, stranger, bo), "hello", bearer(stranger));
      await inbox.next("conversation", ({ user }) => user.name === name);
    }
    const { conversations } = await lookAt(server, bo);
    const names = conversations.map(({ user }) => user.name);
    expect(conversations).toHaveLength(INBOX_CONVERSATIONS_MAX);
    expect(names).toContain("Di");
    // Strangers push out strangers.
    expect(names).not.toContain("Cy");
    await Promise.all([inbox.close(), other.close()]);
  });
});

describe("[D6] mentions", () => {
  it("that are told again take nothing of what their author may have told", async () => {
    const { ann, bo, inbox } = await scene();
    const room = newRoom();
    for (let each = 0; each < 12; each++) {
      await post(server, room, { text: `${each}`, mentions: [bo.id] }, bearer(ann));
      await inbox.next("mention", ({ text }) => text === `${each}`);
      // It starts anew, and tells all of them again.
      await server.evict(room);
    }
    expect((await lookAt(server, bo)).mentions).toHaveLength(12);
    await inbox.close();
  });

  it("that give way to newer ones go on every device", async () => {
    const { bo, inbox } = await scene();
    const room = newRoom();
    const host = await memberToken({ sub: "host", name: "Host", exp: FAR });
    for (let each = 1; each <= INBOX_ROOM_MENTIONS_MAX; each++) {
      await post(server, room, { text: `${each}`, mentions: [bo.id] }, bearer({ token: host }));
      await inbox.next("mention", ({ seq }) => seq === each);
    }
    const ann = await person(server, "Ann");
    await post(server, room, { text: "one more", mentions: [bo.id] }, bearer(ann));
    expect(await inbox.next("gone")).toEqual({ type: "gone", room, seq: 1 });
    await inbox.next("mention", ({ text }) => text === "one more");
    await inbox.close();
  });

  it("are told of somebody who is mentioned only by a change, and are read by reading on", async () => {
    const { bo, inbox } = await scene();
    const { room, owner } = await ownedRoom(server);
    const { socket: bos } = await enter(room, bo);
    const { seq } = await owner.post("for you");
    await bos.ask({ type: "read", seq });
    const change = await owner.ask({ type: "edit", seq, text: "for you, Bo", mentions: [bo.id] });
    expect(await inbox.next("mention")).toMatchObject({ room, seq, text: "for you, Bo", read: false });
    await server.evict(room);
    await bos.ask({ type: "read", seq: (change as { seq: number }).seq });
    expect(await inbox.next("read")).toMatchObject({ room });
    expect(await lookAt(server, bo)).toMatchObject({ mentions: [{ read: true }] });
    await Promise.all([owner.close(), bos.close(), inbox.close()]);
  });

  it("have been read by who reads on past what is not kept any more, or past more than is looked through", async () => {
    const { bo, inbox } = await scene();
    const { room, owner } = await ownedRoom(server, { keepMessages: 10 });
    const { socket: bos } = await enter(room, bo);
    await bos.ask({ type: "read", seq: (await owner.post("one")).seq });
    await owner.post("two", { mentions: [bo.id] });
    await inbox.next("mention", ({ seq }) => seq === 2);
    await owner.postMany(Array.from({ length: 30 }, (_, n) => `${n}`));
    await server.ring(room);
    await expect.poll(() => server.sql(room, "SELECT min(seq) AS first FROM events")).not.toEqual([{ first: 1 }]);
    await bos.ask({ type: "read", seq: 32 });
    expect(await inbox.next("read")).toMatchObject({ room, seq: 32 });

    const long = await ownedRoom(server, { keepDays: KEEP_DAYS_MAX });
    const { socket: there } = await enter(long.room, bo);
    await there.ask({ type: "read", seq: (await long.owner.post("one")).seq });
    await long.owner.post("two", { mentions: [bo.id] });
    await inbox.next("mention", (mention) => mention.room === long.room);
    const head = await grow(server, long.room, MENTIONS_LOOKED_BACK);
    await there.ask({ type: "read", seq: head });
    expect(await inbox.next("read")).toMatchObject({ room: long.room, seq: head });
    await Promise.all([owner, bos, long.owner, there, inbox].map((socket) => socket.close()));
  });

  it("are those of the log that was brought in, and not of the one before", async () => {
    const { bo, inbox } = await scene();
    const { room, token, owner } = await ownedRoom(server);
    const { header, end } = await exported(server, room);
    await owner.post("before", { mentions: [bo.id] });
    await inbox.next("mention");
    expect(await bringIn(server, room, token, [header, end])).toMatchObject({ status: 200 });
    expect(await inbox.next("gone")).toEqual({ type: "gone", room });
    await owner.closed;
    await post(server, room, { text: "after", mentions: [bo.id] }, bearer({ token }));
    expect(await inbox.next("mention")).toMatchObject({ room, seq: 1, text: "after" });
    await inbox.close();
  });
});

/** How many of these have an inbox in which anything is kept. */
async function keptOf(ids: readonly string[]): Promise<number> {
  const tables = await Promise.all(
    ids.map((id) => server.inboxSql(id, "SELECT name FROM sqlite_master WHERE name = 'mentions'")),
  );
  return tables.filter(({ length }) => length > 0).length;
}

function idsOf(prefix: string): string[] {
  return Array.from({ length: MENTIONS_MAX }, (_, n) => `${prefix}-${n}`);
}

describe("[D8] whoever mentions ids that nobody has", () => {
  it("as a guest makes few inboxes, and still reaches who was there", async () => {
    const { ann, bo, inbox } = await scene();
    const room = newRoom();
    const [first, second] = [idsOf("nobody"), idsOf("no-one")];
    const { socket: bos } = await enter(room, bo);
    await post(server, room, { text: "spam", mentions: first }, bearer(ann));
    await server.evict(room);
    await post(server, room, { text: "spam", mentions: second }, bearer(ann));
    await post(server, room, { text: "hello", mentions: [bo.id] }, bearer(ann));
    await inbox.next("mention", ({ text }) => text === "hello");
    // What is told is told in order, but to each by itself.
    await expect.poll(() => keptOf([...first, ...second])).toBe(STRANGERS_QUOTA.burst);
    await Promise.all([bos.close(), inbox.close()]);
  });

  it("as a user of the host application reaches all", async () => {
    const host = await memberToken({ sub: "host", name: "Host", exp: FAR });
    const ids = idsOf("member");
    await post(server, newRoom(), { text: "news", mentions: ids }, bearer({ token: host }));
    await expect.poll(() => keptOf(ids)).toBe(ids.length);
  });
});
