import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Moderation, Room } from "../../src/client/index.ts";
import { closesAfterEach } from "../support/closing.ts";
import { giveRole } from "../support/crowd.ts";
import { person, type Person } from "../support/direct.ts";
import { ownedRoom } from "../support/owned.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => void (server = await startServer({ MESSAGE_RATE: "0" })));
afterAll(() => server.close());

const closing = closesAfterEach();

/** Somebody in a room, by the SDK. */
async function enter(room: string, { token, name }: Person): Promise<Room> {
  const client = new Room({ url: server.origin, room, token, name });
  closing(() => client.close());
  client.connect();
  await becomes(client, { status: "online" });
  return client;
}

/** Waits until a room's state is like this. */
function becomes(client: Room, like: object) {
  return expect.poll(() => client.state.value).toMatchObject(like);
}

/** A room with a moderator and a guest in it. */
async function stage() {
  const { room, owner } = await ownedRoom(server);
  const [mo, bo] = [await person(server, "Mo"), await person(server, "Bo")];
  await giveRole(owner, mo.id, "moderator");
  const [moderator, guest] = [await enter(room, mo), await enter(room, bo)];
  return { room, owner, mo, bo, moderator, guest, moderation: new Moderation(moderator) };
}

describe("moderation by the SDK", () => {
  it("[K3] who is muted has it in their state, on coming too, until they are not", async () => {
    const { room, bo, guest, moderation } = await stage();
    await moderation.mute(bo.id, { seconds: 600, reason: "Enough" });
    await becomes(guest, { muted: { until: expect.any(Number) as number, reason: "Enough" } });
    await expect(guest.send("hello")).rejects.toMatchObject({ code: "muted" });
    expect((await enter(room, bo)).state.value.muted).toMatchObject({ reason: "Enough" });
    expect(await moderation.sanctions()).toMatchObject([{ kind: "mute", user: { id: bo.id, name: "Bo" } }]);
    await moderation.unmute(bo.id);
    await expect.poll(() => guest.state.value.muted).toBeUndefined();
  });

  it("[K1] [K2] who is kicked or banned is refused and does not come back by itself; kicked, they may", async () => {
    const { bo, guest, moderation } = await stage();
    await moderation.kick(bo.id, "Calm down");
    const message = "You were sent away from this room. Calm down";
    await becomes(guest, { status: "refused", problem: { code: "banned", message, retryAfter: 0 } });
    guest.reconnect();
    await becomes(guest, { status: "online" });
    await moderation.ban(bo.id, { seconds: 3_600 });
    await becomes(guest, { status: "refused", problem: { code: "banned" } });
    expect(guest.state.value.problem?.retryAfter).toBeGreaterThan(3_000_000);
    guest.reconnect();
    // It is told by nobody but an answer over HTTP: a browser hears nothing of a refused upgrade.
    await becomes(guest, { status: "refused", problem: { code: "banned" } });
    await moderation.unban(bo.id);
    guest.reconnect();
    await becomes(guest, { status: "online" });
  }, 60_000);

  it("[K5] what is purged is taken back in everybody's timeline, also of who was away, and is pinned no more", async () => {
    const { room, bo, moderator, guest, moderation } = await stage();
    const { seq = 0 } = await guest.send("one");
    await moderator.send("two", { replyTo: seq });
    await guest.send("three");
    await moderator.pin(seq, true);
    const away = await enter(room, await person(server, "Cy"));
    await becomes(away, { pins: [seq] });
    away.close();
    await moderation.purge(bo.id);
    const texts = {
      pins: [],
      messages: [{ text: "", deleted: expect.any(Number) as number }, { text: "two" }, { text: "" }],
    };
    for (const client of [moderator, guest]) await becomes(client, texts);
    away.connect();
    await becomes(away, texts);
    await guest.send("four");
    await becomes(away, { messages: [{ text: "" }, { text: "two" }, { text: "" }, { text: "four" }] });
  });

  it("[K6] [K7] [K8] [K9] words, reports and what was done", async () => {
    const { owner, bo, moderator, guest, moderation } = await stage();
    expect(await moderation.setWords(["heck"])).toEqual(["heck"]);
    expect(await moderation.words()).toEqual(["heck"]);
    const { seq } = await owner.post("fine");
    const told = new Promise((resolve) => moderator.on("report", resolve));
    const { cursor } = { cursor: moderator.state.value.messages.length };
    await new Moderation(guest).report(seq, "Not fine");
    expect(await told).toMatchObject({ seq, text: "fine", reason: "Not fine", by: { id: bo.id } });
    // It has the `seq` of a message, and is none of the log.
    await moderator.send("next");
    await becomes(moderator, { status: "online", messages: { length: cursor + 2 } });
    const [report] = await moderation.reports();
    await moderation.resolve(report!.report);
    expect(await moderation.reports()).toEqual([]);
    const { entries, more } = await moderation.audit({ limit: 1 });
    expect({ entries, more }).toMatchObject({ entries: [{ action: "resolve" }], more: true });
    const rest = await moderation.audit({ before: entries[0]!.entry });
    expect(rest.entries.map(({ action }) => action)).toEqual(["filter", "role"]);
    await expect(new Moderation(guest).audit()).rejects.toMatchObject({ code: "forbidden" });
  });
});
