import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TOKEN_GRACE_MS } from "../../src/config.ts";
import { HEARTBEAT_MS, SILENT_HEARTBEATS } from "../../src/protocol/limits.ts";
import { post } from "../support/http.ts";
import { newRoom, startClockServer, type ClockServer } from "../support/server.ts";
import { join, joinText, type TestSocket } from "../support/socket.ts";
import { memberToken, SECRET } from "../support/token.ts";

const SILENT_MS = HEARTBEAT_MS * SILENT_HEARTBEATS;
/** Who is this far from having been silent for too long may not become so while a slow machine goes on with a test, in ms. */
const MARGIN_MS = 30_000;

let server: ClockServer;
let ahead = 0;
beforeAll(async () => {
  server = await startClockServer({ MESSAGE_RATE: "0", AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

// Heartbeats carry the platform's own time, so each test begins at it.
beforeEach(() => advance(-ahead));

/** Puts the clock forward. */
async function advance(ms: number): Promise<void> {
  ahead += ms;
  await server.advance(ms);
}

async function ping(socket: TestSocket): Promise<void> {
  socket.send("ping");
  await socket.frames.next((frame) => frame === "pong", "pong");
}

/** A token that runs out after so many ms by the server's clock. */
function shortToken(sub: string, ms: number): Promise<string> {
  return memberToken({ sub, name: sub, exp: Math.floor((Date.now() + ahead + ms) / 1000) });
}

describe("a silent socket", () => {
  it("[W7] is closed with 4003 by the alarm, two minutes after somebody came", async () => {
    const room = newRoom();
    const { socket: quiet } = await join(server, room);
    const { socket: mute } = await join(server, room);
    await ping(quiet);
    const due = (await server.alarm(room))!;
    expect(Math.abs(due - (Date.now() + ahead) - SILENT_MS)).toBeLessThan(10_000);
    await advance(SILENT_MS + 1_000);
    await server.ring(room);
    expect(await quiet.next("bye")).toMatchObject({ code: 4003 });
    expect((await quiet.closed).code).toBe(4003);
    // Who has never said ping is kept alive by its transport, which the room cannot see.
    await mute.post("still here");
    expect(await mute.ask({ type: "members" })).toMatchObject({ online: 1 });
  });

  it("[W7] is closed when somebody speaks after a pause, in text mode too", async () => {
    const room = newRoom();
    const quiet = await joinText(server, room, { name: "Quiet" });
    const { socket: speaker } = await join(server, room);
    await ping(quiet);
    await advance(SILENT_MS + 1_000);
    await speaker.post("anybody there?");
    expect((await quiet.closed).code).toBe(4003);
    // The room looks before it listens: whoever speaks is told with whom.
    const order = speaker.events.all.map((event) => (event.type === "leave" ? event.user.name : event.type));
    expect(order.indexOf("Quiet")).toBeGreaterThan(0);
    expect(order.indexOf("Quiet")).toBeLessThan(order.indexOf("message"));
  });

  it("[W7] is closed, and a token that ran out too, when somebody posts over HTTP", async () => {
    const room = newRoom();
    const { socket: quiet } = await join(server, room);
    const { socket: expired } = await join(server, room, { token: await shortToken("u9", 60_000) });
    await ping(quiet);
    await ping(expired);
    await advance(SILENT_MS + 1_000);
    expect((await post(server, room, "anybody there?")).status).toBe(201);
    expect((await quiet.closed).code).toBe(4003);
    expect([4003, 4005]).toContain((await expired.closed).code);
    expect(expired.events.all.map(({ type }) => type)).not.toContain("message");
  });

  it("[W7] is not one who said ping once and has talked since", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    await ping(socket);
    await advance(SILENT_MS - MARGIN_MS);
    await socket.post("I say no more pings");
    await advance(2 * MARGIN_MS);
    await server.ring(room);
    await socket.post("but I am here");
  });

  it("[W7] is found after a wake, when somebody speaks", async () => {
    const room = newRoom();
    const { socket: quiet } = await join(server, room);
    const { socket: speaker } = await join(server, room);
    await ping(quiet);
    await server.evict(room);
    await advance(SILENT_MS + 1_000);
    await speaker.post("anybody there?");
    expect((await quiet.closed).code).toBe(4003);
  });

  it("[W7] that is only late is looked at once more", async () => {
    const room = newRoom();
    const { socket: late } = await join(server, room);
    await ping(late);
    await advance(SILENT_MS - MARGIN_MS);
    await server.ring(room);
    let due = await server.alarm(room);
    while (due !== null && due < Date.now() + ahead) due = await server.alarm(room);
    expect(due).not.toBeNull();
    await late.post("still here");
    await advance(SILENT_MS);
    await server.ring(room);
    expect((await late.closed).code).toBe(4003);
  });

  it("[W7] one who keeps saying ping stays", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    const { socket: other } = await join(server, room);
    await ping(socket);
    await advance(SILENT_MS - MARGIN_MS);
    await server.ring(room);
    await other.post("hello");
    expect(await socket.next("message")).toMatchObject({ text: "hello" });
  });
});

describe("a token that runs out", () => {
  it("closes with 4005 at the next command, which is not carried out", async () => {
    const room = newRoom();
    const { socket: watcher } = await join(server, room);
    const { socket } = await join(server, room, { token: await shortToken("u1", 60_000) });
    await socket.post("in time");
    await advance(61_000);
    socket.say({ type: "send", id: "late", text: "too late" });
    expect(await socket.next("bye")).toMatchObject({ code: 4005 });
    expect((await socket.closed).code).toBe(4005);
    expect((await watcher.settled()).flatMap((event) => (event.type === "message" ? [event.text] : []))).toEqual([
      "in time",
    ]);
  });

  it("closes with 4005 when the room looks", async () => {
    const room = newRoom();
    const { socket } = await join(server, room, { token: await shortToken("u1", 60_000) });
    // workerd ends the connection of one that has never said anything only seconds after its Close.
    await socket.ask({ type: "members" });
    await advance(61_000 + TOKEN_GRACE_MS);
    await server.ring(room);
    expect((await socket.closed).code).toBe(4005);
  });

  it("does not where auth showed a longer one, through a hibernation", async () => {
    const room = newRoom();
    const { socket } = await join(server, room, { token: await shortToken("u1", 60_000) });
    await socket.ask({ type: "auth", token: await shortToken("u1", 600_000) });
    await server.evict(room);
    await advance(61_000);
    expect(await socket.post("still here")).toMatchObject({ seq: 1 });
  });

  it("is refused by auth once it has run out", async () => {
    const { socket } = await join(server, newRoom());
    const token = await shortToken("u1", 60_000);
    await advance(61_000);
    expect(await socket.ask({ type: "auth", token })).toMatchObject({ type: "error", code: "unauthorized" });
  });
});
