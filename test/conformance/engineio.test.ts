import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Peer, Poller } from "./peer.ts";
import { startEchoServer, type EchoServer } from "./server.ts";

// What Engine.IO's document of version 4 asks of a server, and what its published test suite looks at:
// https://github.com/socketio/socket.io/tree/main/docs/engine.io-protocol

const HANDSHAKE = { pingInterval: 300, pingTimeout: 200, maxPayload: 1_000_000 };
/** How long a client has to answer where that is looked at, ms: longer than a busy machine may keep it from doing so. */
const PATIENCE_MS = 5_000;

/** As the published suites find it. */
let server: EchoServer;
/** Asks as often, and waits longer for an answer. */
let patient: EchoServer;
/** Asks nothing while a test runs: what is told is what was sent. */
let calm: EchoServer;
beforeAll(async () => {
  [server, patient, calm] = await Promise.all([
    startEchoServer(),
    startEchoServer({ PING_TIMEOUT: String(PATIENCE_MS), CONNECT_TIMEOUT: "600000" }),
    startEchoServer({ PING_INTERVAL: "600000", CONNECT_TIMEOUT: "600000" }),
  ]);
});
afterAll(() => Promise.all([server, patient, calm].map((one) => one.close())));

describe.each(["/engine.io/", "/socket.io/"])("Engine.IO at %s", (path) => {
  let at: Poller;
  beforeAll(() => void (at = new Poller(server.origin, path)));

  it("opens a session by polling", async () => {
    const { status, text } = await at.ask("EIO=4&transport=polling");
    expect([status, text[0]]).toEqual([200, "0"]);
    expect(JSON.parse(text.slice(1))).toEqual({ sid: expect.any(String), upgrades: ["websocket"], ...HANDSHAKE });
  });

  it("opens a session by WebSocket, which has nothing to upgrade to", async () => {
    const peer = at.socket();
    const open = await peer.next();
    expect(open[0]).toBe("0");
    expect(JSON.parse(open.slice(1))).toEqual({ sid: expect.any(String), upgrades: [], ...HANDSHAKE });
    peer.close();
  });

  it.each([
    ["no version", "GET", "transport=polling", 5],
    ["another version", "GET", "EIO=3&transport=polling", 5],
    ["what is no version", "GET", "EIO=abc&transport=polling", 5],
    ["no transport", "GET", "EIO=4", 0],
    ["an unknown transport", "GET", "EIO=4&transport=abc", 0],
    ["a transport by the name of what every object has", "GET", "EIO=4&transport=constructor", 0],
    ["a handshake by POST", "POST", "EIO=4&transport=polling", 2],
    ["a handshake by PUT", "PUT", "EIO=4&transport=polling", 2],
    ["a WebSocket that is no upgrade", "GET", "EIO=4&transport=websocket", 3],
    ["an unknown session", "GET", "EIO=4&transport=polling&sid=abc", 1],
    ["a message to an unknown session", "POST", "EIO=4&transport=polling&sid=abc", 1],
    ["another method", "DELETE", "EIO=4&transport=polling&sid=abc", 3],
  ])("refuses %s", async (_what, method, query, code) => {
    const { status, text } = await at.ask(query, { method });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({ code, message: expect.any(String) });
  });

  it.each([
    "transport=websocket",
    "EIO=abc&transport=websocket",
    "EIO=4",
    "EIO=4&transport=abc",
    "EIO=4&transport=polling",
  ])("refuses a WebSocket with ?%s", async (query) => {
    const peer = new Peer(`${server.origin.replace(/^http/, "ws")}${path}?${query}`);
    await peer.closed;
    expect(peer.frames.all).toEqual([]);
  });

  it("keeps in touch with a poller, and gives up one that does not answer", async () => {
    const at = new Poller(patient.origin, path);
    const sid = await at.open();
    for (let count = 0; count < 3; count++) {
      expect(await at.poll(sid)).toEqual({ status: 200, text: "2" });
      expect(await at.post(sid, "3")).toEqual({ status: 200, text: "ok" });
    }
    expect((await at.poll(sid)).text).toBe("2");
    expect((await at.poll(sid)).text).toBe("1");
    expect((await at.poll(sid)).status).toBe(400);
  });

  it("keeps in touch over a WebSocket, and closes one that does not answer", async () => {
    const peer = new Poller(patient.origin, path).socket();
    await peer.next();
    for (let count = 0; count < 3; count++) {
      expect(await peer.frames.next()).toBe("2");
      peer.say("3");
    }
    await peer.closed;
    expect(peer.frames.all.slice(1)).toEqual(["2", "2", "2", "2"]);
  });

  it("gives up a poller who does not come back", async () => {
    const at = new Poller(patient.origin, path);
    const sid = await at.open();
    expect((await at.poll(sid)).text).toBe("2");
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    expect((await at.poll(sid)).status).toBe(400);
  });

  it("ends the session when a client says so: by polling", async () => {
    const at = new Poller(calm.origin, path);
    const sid = await at.open();
    const poll = at.poll(sid);
    expect(await at.post(sid, "1")).toEqual({ status: 200, text: "ok" });
    expect(await poll).toEqual({ status: 200, text: "6" });
    expect((await at.poll(sid)).status).toBe(400);
  });

  it("ends the session when a client says so: by WebSocket", async () => {
    const peer = at.socket();
    await peer.next();
    peer.say("1");
    await peer.closed;
  });

  it("lets a WebSocket take over, after which polls are refused and a second WebSocket is closed", async () => {
    const at = new Poller(patient.origin, path);
    const { sid, peer } = await at.upgraded();
    expect((await at.poll(sid)).status).toBe(400);
    expect((await at.post(sid, "4late")).status).toBe(400);
    const second = await at.socket(sid).opened();
    await second.closed;
    expect(await peer.frames.next((frame) => frame === "2", "a ping")).toBe("2");
    peer.close();
  });
});

describe("Engine.IO messages", () => {
  let at: Poller;
  beforeAll(() => void (at = new Poller(calm.origin, "/engine.io/")));

  it.each(["4hello", "4test1\x1e4test2\x1e4test3", "4hello\x1ebAQIDBA==", "4", "4ü 🎉\n\u2028"])(
    "carries %j by polling",
    async (body) => {
      const sid = await at.open();
      expect(await at.post(sid, body)).toEqual({ status: 200, text: "ok" });
      expect(await at.poll(sid)).toEqual({ status: 200, text: body });
    },
  );

  it("carries text and bytes over a WebSocket", async () => {
    const peer = at.socket();
    await peer.next();
    peer.say("4hello", Uint8Array.of(1, 2, 3, 4), "4ü 🎉");
    expect([await peer.next(), await peer.next(), await peer.next()]).toEqual(["4hello", "bAQIDBA==", "4ü 🎉"]);
    peer.close();
  });

  it.each(["abc", "", "4good\x1ex", "2"])("ends the session of a poller who says %j", async (body) => {
    const sid = await at.open();
    expect((await at.post(sid, body)).status).toBe(400);
    expect((await at.poll(sid)).status).toBe(400);
  });

  it.each(["abc", "", "2"])("ends the session of a WebSocket that says %j", async (frame) => {
    const peer = at.socket();
    await peer.next();
    peer.say(frame);
    await peer.closed;
  });

  it("ends the session of a client with two polls at a time: the first is told, the second refused", async () => {
    const sid = await at.open();
    const polls = await Promise.all([at.poll(sid), at.poll(sid)]);
    expect(polls.toSorted((one, other) => one.status - other.status)).toMatchObject([
      { status: 200, text: "1" },
      { status: 400 },
    ]);
    expect((await at.poll(sid)).status).toBe(400);
  });

  it("ends the session of a client that polls again after it has cancelled a poll", async () => {
    const sid = await at.open();
    const abort = new AbortController();
    const cancelled = at.poll(sid, { signal: abort.signal }).catch(() => "cancelled");
    // The poll is there once a message has gone through after it.
    await at.post(sid, "3");
    abort.abort();
    expect(await cancelled).toBe("cancelled");
    expect((await at.poll(sid)).status).toBe(400);
  });

  it("refuses a body that is too large, and takes one that just fits", async () => {
    const sid = await at.open();
    expect((await at.post(sid, `4${"x".repeat(HANDSHAKE.maxPayload)}`)).status).toBe(413);
    expect((await at.post(sid, `4${"x".repeat(HANDSHAKE.maxPayload - 1)}`)).status).toBe(200);
    expect((await at.poll(sid)).text).toHaveLength(HANDSHAKE.maxPayload);
  });

  it("closes a WebSocket with a frame that is too large, and takes one that just fits", async () => {
    const peer = at.socket();
    await peer.next();
    const fits = `4${"ü".repeat((HANDSHAKE.maxPayload - 2) / 2)}`;
    peer.say(fits);
    expect(await peer.next()).toBe(fits);
    peer.say(`${fits}üü`);
    expect(await peer.closed).toBe(1009);
  });

  it("loses nothing and keeps the order through an upgrade", async () => {
    const sid = await at.open();
    await at.post(sid, "4before");
    const peer = await at.socket(sid).opened();
    peer.say("2probe");
    expect(await peer.next()).toBe("3probe");
    // What waits goes out with the last poll; an empty one is let go.
    expect((await at.poll(sid)).text).toBe("4before");
    expect((await at.poll(sid)).text).toBe("6");
    await at.post(sid, "4between");
    peer.say("5", "4after");
    expect([await peer.next(), await peer.next()]).toEqual(["4between", "4after"]);
    peer.close();
  });

  it("goes on by polling when a WebSocket that was tried out is given up", async () => {
    const at = new Poller(patient.origin, "/engine.io/");
    const sid = await at.open();
    const peer = await at.socket(sid).opened();
    peer.say("2probe");
    await peer.next();
    peer.close();
    await peer.closed;
    // Polls are held again: what comes is a ping, and nothing to make way.
    expect((await at.poll(sid)).text).toBe("2");
    await at.post(sid, "3\x1e4still here");
    expect((await at.poll(sid)).text).toContain("4still here");
  });

  it("hears no more of a WebSocket that was tried out when the session has ended, nor of another session's", async () => {
    const sid = await at.open();
    const peer = await at.socket(sid).opened();
    peer.say("2probe");
    await peer.next();
    await at.post(sid, "1");
    peer.say("2probe", "5", "4late");
    await peer.closed;
    const fresh = at.socket();
    await fresh.next();
    fresh.say("4served");
    expect(await fresh.next()).toBe("4served");
    fresh.close();
  });

  it("closes a WebSocket that is to take over and says something else", async () => {
    const sid = await at.open();
    const peer = await at.socket(sid).opened();
    peer.say("4hello");
    await peer.closed;
    await at.post(sid, "4still here");
    expect((await at.poll(sid)).text).toContain("4still here");
  });
});
