import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { page } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText } from "../support/socket.ts";
import { memberToken, SECRET } from "../support/token.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

describe("rename", () => {
  it("tells everybody, and what is said later has the new name, what was said before the old one", async () => {
    const room = newRoom();
    const { socket: ann, welcome } = await join(server, room, { name: "Ann" });
    const { socket: bo } = await join(server, room, { name: "Bo" });
    const text = await joinText(server, room);
    await ann.post("before");
    expect(await ann.ask({ type: "rename", name: "Zoe" })).toMatchObject({ you: { ...welcome.you, name: "Zoe" } });
    await ann.post("after");
    expect((await bo.next("message")).user.name).toBe("Ann");
    expect(await bo.next("rename")).toEqual({ type: "rename", user: { id: welcome.you.id, name: "Zoe" }, was: "Ann" });
    expect(await bo.next("message")).toMatchObject({ user: { name: "Zoe" } });
    expect(await text.frames.next((line) => line.endsWith("Zoe"))).toBe("* Ann is now Zoe");
    expect((await page(server, room)).messages.map(({ user }) => user.name)).toEqual(["Ann", "Zoe"]);
    const { welcome: later } = await join(server, room);
    expect(later.members.list!.map(({ name }) => name)).toContain("Zoe");
  });

  it("[E3] is not undone by a tab that was cut off meanwhile and comes back under the old name", async () => {
    const room = newRoom();
    const { socket: first, welcome } = await join(server, room, { name: "Ann" });
    const token = welcome.token!;
    const { socket: second } = await join(server, room, { name: "Ann", token });
    second.cut();
    await first.ask({ type: "rename", name: "Zoe" });
    const since = `${welcome.epoch}.${welcome.head}`;
    const { welcome: back } = await join(server, room, { name: "Ann", token, since });
    expect(back.you).toEqual({ ...welcome.you, name: "Zoe" });
    expect(back.members.list).toEqual([{ id: welcome.you.id, name: "Zoe" }]);
    // A new visit under another name is a wish, though.
    await join(server, room, { name: "Ann", token });
    expect(await first.next("rename", ({ was }) => was === "Zoe")).toMatchObject({ user: { name: "Ann" } });
  });

  it("gives a guest a token that says it, in every room", async () => {
    const { socket, welcome } = await join(server, newRoom(), { name: "Ann" });
    const answer = await socket.ask({ type: "rename", name: "Zoe" });
    const token = answer.type === "ack" ? answer.token! : "";
    const { welcome: elsewhere } = await join(server, newRoom(), {}, { headers: { Authorization: `Bearer ${token}` } });
    expect(elsewhere.you.id).toBe(welcome.you.id);
    const again = await join(server, newRoom(), { token, name: "Zoe" });
    expect(again.welcome).not.toHaveProperty("token");
  });

  it("[E3] is for all tabs of the user, through a hibernation", async () => {
    const room = newRoom();
    const { socket: one, welcome } = await join(server, room, { name: "Ann" });
    const { socket: two } = await join(server, room, { name: "Ann", token: welcome.token! });
    await one.ask({ type: "rename", name: "Zoe" });
    expect(await two.next("rename")).toMatchObject({ user: { name: "Zoe" } });
    await server.evict(room);
    await two.post("from the other tab");
    expect(await one.next("message")).toMatchObject({ user: { name: "Zoe" } });
  });

  it("to the name one has is no news", async () => {
    const room = newRoom();
    const { socket: ann } = await join(server, room, { name: "Ann" });
    const { socket: bo } = await join(server, room);
    expect(await ann.ask({ type: "rename", name: " Ann " })).toMatchObject({ type: "ack", you: { name: "Ann" } });
    expect((await bo.settled()).filter(({ type }) => type === "rename")).toEqual([]);
  });

  it("is for this room alone where a host application signed the name", async () => {
    const room = newRoom();
    const token = await memberToken({ sub: "u1", name: "Ann" });
    const { socket } = await join(server, room, { token });
    const answer = await socket.ask({ type: "rename", name: "Zoe" });
    expect(answer).toMatchObject({ type: "ack", you: { id: "u1", name: "Zoe", role: "member" } });
    expect(answer).not.toHaveProperty("token");
  });

  it.each([
    ["33 letters", "x".repeat(33), "too_big"],
    ["33 emoji", "👩‍👩‍👧‍👦".repeat(33), "too_big"],
    ["9,000 letters", "x".repeat(9_000), "too_big"],
    ["nothing", "", "bad_command"],
    ["only spaces", " \u3000 ", "bad_command"],
    ["a newline", "a\nb", "bad_command"],
    ["a NUL", "a\u0000", "bad_command"],
    ["an invisible space", "a\u200Bb", "bad_command"],
    ["a joiner between letters", "a\u200Db", "bad_command"],
    ["a direction override", "\u202Egnp.exe", "bad_command"],
    ["a filler", "\u3164", "bad_command"],
    ["piled-up marks", `a${"\u0301".repeat(40)}`, "bad_command"],
    ["a line separator", "a\u2028b", "bad_command"],
    ["an object", {}, "bad_command"],
  ])("[C5] %s is no name, and nobody is told", async (_what, name, code) => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room, { name: "Ann" });
    const error = await socket.ask({ type: "rename", name });
    expect(error).toMatchObject({ type: "error", code });
    if (code === "too_big") expect(error.type === "error" && error.message).toContain("32");
    await guard.expectServes();
    expect(guard.socket.events.all.filter(({ type }) => type === "rename")).toEqual([]);
    await socket.post("still Ann");
    expect(await guard.socket.next("message")).toMatchObject({ user: { name: "Ann" } });
  });

  it.each([
    ["32 letters", "x".repeat(32), "x".repeat(32)],
    ["32 emoji", "🏴󠁧󠁢󠁳󠁣󠁴󠁿".repeat(32), "🏴󠁧󠁢󠁳󠁣󠁴󠁿".repeat(32)],
    ["spaces around and inside", "  Ann \u00A0 Lee ", "Ann Lee"],
    ["a decomposed letter", "Jose\u0301", "José"],
    ["a script with joiners", "ن\u200Cم", "ن\u200Cم"],
    ["a conjunct", "क्\u200Dष", "क्\u200Dष"],
  ])("[C5] %s is one", async (_what, name, told) => {
    const { socket } = await join(server, newRoom());
    expect(await socket.ask({ type: "rename", name })).toMatchObject({ type: "ack", you: { name: told } });
  });
});
