import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONNECTS_MAX } from "../../src/config.ts";
import { Poller, type Peer } from "./peer.ts";
import { startEchoServer, type EchoServer } from "./server.ts";

// What Socket.IO's document of version 5 asks of a server, and what its published test suite looks at:
// https://github.com/socketio/socket.io/tree/main/docs/socket.io-protocol

let server: EchoServer;
let at: Poller;
beforeAll(async () => {
  // Who answers no ping is another test's: here nobody is to be hurried by a busy machine.
  server = await startEchoServer({ PING_TIMEOUT: "10000", CONNECT_TIMEOUT: "5000" });
  at = new Poller(server.origin, "/socket.io/");
});
afterAll(() => server.close());

/** A WebSocket that is in the main namespace. */
async function connected(): Promise<Peer> {
  const peer = at.socket();
  await peer.next();
  peer.say("40");
  await peer.next();
  await peer.next();
  return peer;
}

function next(socket: Socket, event: string): Promise<unknown[]> {
  return new Promise((resolve) => socket.once(event, (...args: unknown[]) => resolve(args)));
}

describe("Socket.IO: namespaces", () => {
  it.each([
    ["40", "40", '42["auth",{}]'],
    ['40{"token":"123"}', "40", '42["auth",{"token":"123"}]'],
    ["40/custom,", "40/custom,", '42/custom,["auth",{}]'],
    ["40/custom", "40/custom,", '42/custom,["auth",{}]'],
    ['40/custom,{"token":"abc"}', "40/custom,", '42/custom,["auth",{"token":"abc"}]'],
  ])("lets in who says %s", async (said, answer, auth) => {
    const peer = at.socket();
    await peer.next();
    peer.say(said);
    const told = await peer.next();
    expect(told.slice(0, answer.length)).toBe(answer);
    expect(JSON.parse(told.slice(answer.length))).toEqual({ sid: expect.any(String) });
    expect(await peer.next()).toBe(auth);
    peer.close();
  });

  it.each(["/random", "/__proto__", "/constructor"])("knows no namespace %s", async (name) => {
    const peer = at.socket();
    await peer.next();
    peer.say(`40${name}`);
    expect(await peer.next()).toBe(`44${name},{"message":"Invalid namespace"}`);
    peer.close();
  });

  it("closes a session that is in no namespace, though it answers pings", async () => {
    const peer = at.socket();
    await peer.next();
    const answering = (async () => {
      for (;;) {
        await peer.frames.next((frame) => frame === "2");
        peer.say("3");
      }
    })().catch(() => {});
    await Promise.all([peer.closed, answering]);
  });

  it("closes a session that asks too often", async () => {
    const peer = at.socket();
    await peer.next();
    for (let count = 0; count < CONNECTS_MAX; count++) {
      peer.say("40/random");
      await peer.next();
    }
    peer.say("40/random");
    await peer.closed;
  });

  it("goes on in one namespace after another was left, and lets one come back", async () => {
    const peer = await connected();
    peer.say("40/custom");
    await peer.next();
    await peer.next();
    peer.say("41/custom", '42["message","in the main one"]');
    expect(await peer.next()).toBe('42["message-back","in the main one"]');
    peer.say("40/custom");
    expect(await peer.next()).toContain("40/custom,");
    peer.close();
  });

  it("keeps the session of who left the last namespace for a while, then closes it", async () => {
    const peer = await connected();
    peer.say("41");
    expect(await peer.frames.next()).toBe("2");
    peer.say("3");
    await peer.closed;
  });
});

describe("Socket.IO: packets", () => {
  const PLACES = '{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}';
  const BYTES = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5, 6)];
  const AS_TOLD = ["bAQID", "bBAUG"];

  it.each([
    ['42["message",1,"2",{"3":[true]}]', [], ['42["message-back",1,"2",{"3":[true]}]']],
    [`452-["message",${PLACES}]`, BYTES, [`452-["message-back",${PLACES}]`, ...AS_TOLD]],
    ['42456["message-with-ack",1,"2",{"3":[false]}]', [], ['43456[1,"2",{"3":[false]}]']],
    [`452-789["message-with-ack",${PLACES}]`, BYTES, [`462-789[${PLACES}]`, ...AS_TOLD]],
    ['42["ask","what"]', [], ['420["question","what"]']],
  ])("answers %s", async (packet, bytes, answers) => {
    const peer = await connected();
    peer.say(packet, ...bytes);
    const told: string[] = [];
    while (told.length < answers.length) told.push(await peer.next());
    expect(told).toEqual(answers);
    peer.close();
  });

  it("tells the application what a question was answered", async () => {
    const peer = await connected();
    peer.say('42["ask","first"]', '42["ask","second"]');
    expect([await peer.next(), await peer.next()]).toEqual(['420["question","first"]', '421["question","second"]']);
    peer.say('431["to the second"]', `461-0[{"_placeholder":true,"num":0}]`, Uint8Array.of(7));
    expect(await peer.next()).toBe('42["answered",1,"to the second"]');
    expect(await peer.next()).toBe('451-["answered",0,{"_placeholder":true,"num":0}]');
    expect(await peer.next()).toBe("bBw==");
    peer.close();
  });

  it.each([
    ["4abc", "an unknown type"],
    ["42{}", "no array"],
    ["42", "an event without a name"],
    ["42[]", "an empty array"],
    ['42["connect"]', "a name that is the library's own"],
    ['42abc["message"]', "an id that is none"],
    ['4299-["message"]', "what looks like attachments"],
    ['4511-["message",{"_placeholder":true,"num":0}]', "more attachments than are taken"],
    ['42/nowhere,["message"]', "an event where one is not"],
    ["40", "coming in twice"],
    [Uint8Array.of(1), "bytes that nothing spoke of"],
    [`42${"[".repeat(100_000)}`, "brackets without end"],
  ])("closes the connection on %j: %s", async (packet, _why) => {
    const peer = await connected();
    peer.say(packet);
    await peer.closed;
  });

  it("closes the connection on text where bytes were announced", async () => {
    const peer = await connected();
    peer.say('451-["message",{"_placeholder":true,"num":0}]', '42["message"]');
    await peer.closed;
  });

  it("answers arguments that are nested as deep as they can be, passes over them, or closes; the others are served", async () => {
    const witness = await connected();
    const peer = await connected();
    peer.say(`42["message",${"[".repeat(50_000)}${"]".repeat(50_000)}]`, '42["message","after it"]');
    const last = peer.frames.next(
      (frame) => frame === '42["message-back","after it"]',
      "the answer to what came after",
    );
    await Promise.race([last.catch(() => {}), peer.closed]);
    witness.say('42["message","still here"]');
    expect(await witness.next()).toBe('42["message-back","still here"]');
    peer.close();
    witness.close();
  });
});

describe.each([[["websocket"]], [["polling"]], [["polling", "websocket"]]])(
  "the vendor's client by %j",
  (transports) => {
    /** A client that is in, and upgraded where it can be. */
    async function client(namespace = ""): Promise<Socket> {
      const socket = io(server.origin + namespace, {
        transports,
        forceNew: true,
        reconnection: false,
        auth: { by: "test" },
      });
      const told = next(socket, "auth");
      await next(socket, "connect");
      expect(await told).toEqual([{ by: "test" }]);
      const { engine } = socket.io;
      if (transports.length > 1 && engine.transport.name === "polling") {
        await new Promise<void>((resolve) => engine.once("upgrade", () => resolve()));
      }
      return socket;
    }

    it("sends and is answered, text and bytes", async () => {
      const socket = await client();
      const back = next(socket, "message-back");
      socket.emit("message", "ü 🎉", { deep: [Buffer.from([1, 2, 3])] });
      expect(await back).toEqual(["ü 🎉", { deep: [Buffer.from([1, 2, 3])] }]);
      expect(await socket.emitWithAck("message-with-ack", Buffer.from([255]))).toEqual(Buffer.from([255]));
      socket.close();
    });

    it("answers what it is asked", async () => {
      const socket = await client();
      socket.on("question", (what: string, answer: (text: string, bytes: Buffer) => void) => {
        answer(`no ${what}`, Buffer.from([0]));
      });
      const answered = next(socket, "answered");
      socket.emit("ask", "idea");
      expect(await answered).toEqual([0, "no idea", Buffer.from([0])]);
      socket.close();
    });

    it("outlives many heartbeats and loses nothing of what is sent meanwhile", async () => {
      const socket = await client();
      const told: number[] = [];
      socket.on("message-back", (count: number) => told.push(count));
      for (let count = 0; count < 40; count++) {
        socket.emit("message", count);
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
      await socket.emitWithAck("message-with-ack", "the last");
      expect(told).toEqual(Array.from({ length: 40 }, (_, count) => count));
      socket.close();
    });

    it("is told that it is put out, and that there is no such namespace", async () => {
      const socket = await client();
      const out = next(socket, "disconnect");
      socket.emit("leave");
      expect((await out)[0]).toBe("io server disconnect");
      socket.close();
      const stranger = io(`${server.origin}/random`, { transports, forceNew: true, reconnection: false });
      expect((await next(stranger, "connect_error"))[0]).toMatchObject({ message: "Invalid namespace" });
      stranger.close();
    });
  },
);
