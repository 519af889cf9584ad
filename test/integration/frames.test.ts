import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText } from "../support/socket.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

const KIB_64 = 64 * 1024;

/** A `send` of exactly this many bytes. */
function padded(bytes: number, filler = "x"): string {
  const rest = bytes - Buffer.byteLength('{"type":"send","text":"big","pad":""}');
  const size = Buffer.byteLength(filler);
  return `{"type":"send","text":"big","pad":"${filler.repeat(Math.floor(rest / size))}${"x".repeat(rest % size)}"}`;
}

describe("frames", () => {
  it("[W2] every server frame is an array of events, and what one frame asks is done in order", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    const { socket: other } = await join(server, room);
    socket.say(...Array.from({ length: 100 }, (_, index) => ({ type: "send", id: `c${index}`, text: `t${index}` })));
    for (let index = 0; index < 100; index++) {
      expect(await other.next("message")).toMatchObject({ seq: index + 1, id: `c${index}`, text: `t${index}` });
    }
    expect(socket.events.all.filter(({ type }) => type === "ack").map((ack) => "id" in ack && ack.id)).toEqual(
      Array.from({ length: 100 }, (_, index) => `c${index}`),
    );
    for (const frame of [...socket.frames.all, ...other.frames.all]) {
      const events = JSON.parse(frame) as unknown[];
      expect(events.length).toBeGreaterThan(0);
      for (const event of events) expect(event).toHaveProperty("type");
    }
  });

  it("[W2] one bad command in a frame does not spoil the others", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    socket.send(
      '[{"type":"send","text":"one"},7,{"type":"send","id":"bad","text":5},null,{"type":"send","text":"two"}]',
    );
    expect(await socket.next("error")).toMatchObject({ code: "bad_command" });
    expect(await socket.next("error")).toMatchObject({ code: "bad_command", id: "bad" });
    expect(await socket.next("error")).toMatchObject({ code: "bad_command" });
    await guard.expectServes(["one", "two"]);
  });

  it("[W2] an empty array asks nothing and is no fault", async () => {
    const room = newRoom();
    const { socket } = await join(server, room);
    for (let count = 0; count < 12; count++) socket.send("[]");
    await socket.post("still here");
    expect(socket.events.all.filter(({ type }) => type === "error")).toEqual([]);
  });

  it("[W2] more than 100 commands: too_big, the limit is named, none is done", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    socket.say(...Array.from({ length: 101 }, () => ({ type: "send", text: "x" })));
    const error = await socket.next("error");
    expect(error.code).toBe("too_big");
    expect(error.message).toContain("100");
    await guard.expectServes();
  });

  it.each([
    ["of one byte each", "x"],
    ["of three bytes each", "聊"],
    ["of four bytes each", "😀"],
  ])("[W2] 64 KiB of characters %s are a frame, a byte more closes with 4503", async (_what, filler) => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    socket.send(padded(KIB_64, filler));
    await socket.next("message");
    await guard.expectServes(["big"]);
    socket.send(padded(KIB_64 + 1, filler));
    expect(await socket.next("bye")).toMatchObject({ code: 4503 });
    expect((await socket.closed).code).toBe(4503);
    await guard.expectServes();
  });

  it("[W2] the same in text mode, where less than that is only too long a message", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const socket = await joinText(server, room);
    socket.send("x".repeat(KIB_64));
    await socket.frames.next((line) => line.startsWith("* error: ") && line.includes("4000"), "an error");
    await guard.expectServes();
    socket.send("x".repeat(KIB_64 + 1));
    await socket.frames.next((line) => line.startsWith("* bye: "), "a bye");
    expect((await socket.closed).code).toBe(4503);
    await guard.expectServes();
  });

  it("[W2] the same for binary frames", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    socket.send(new Uint8Array(KIB_64 + 1));
    expect((await socket.closed).code).toBe(4503);
    await guard.expectServes();
  });
});

describe("heartbeat", () => {
  it("[W3] ping is answered pong, in both modes, and is not said to the room", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket: json } = await join(server, room);
    const text = await joinText(server, room);
    for (const socket of [json, text]) {
      socket.send("ping");
      expect(await socket.frames.next((frame) => frame === "pong", "pong")).toBe("pong");
    }
    await guard.expectServes();
  });

  it("[W3] only the exact text is a heartbeat", async () => {
    const room = newRoom();
    const text = await joinText(server, room, { name: "Ann" });
    text.send("ping ");
    expect(await text.frames.next((line) => line.startsWith("Ann: "))).toBe("Ann: ping");
    expect(text.frames.all).not.toContain("pong");
  });
});

describe("malformed frames", () => {
  it.each(["", "{", "hello", "[1,", '{"type":"send","text":"a"}}', "\u0000", "ping ", "[".repeat(30_000)])(
    "[W5] %j: bad_json",
    async (frame) => {
      const room = newRoom();
      const guard = await witness(server, room);
      const { socket } = await join(server, room);
      socket.send(frame);
      expect(await socket.next("error")).toMatchObject({ code: "bad_json" });
      await guard.expectServes();
      await socket.post("and goes on");
    },
  );

  it("[W5] binary: bad_frame, whatever the bytes", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    for (const bytes of [Buffer.from(""), Buffer.from("ping"), Buffer.from('{"type":"send","text":"a"}')]) {
      socket.send(bytes);
      expect(await socket.next("error")).toMatchObject({ code: "bad_frame" });
    }
    await guard.expectServes();
  });

  it("[W5] the tenth closes with 4500, whichever kind, and the ninth does not", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    for (let count = 1; count <= 9; count++) {
      socket.send(count % 2 === 0 ? "{" : Buffer.from([count]));
      expect(await socket.next("error")).toMatchObject({ code: count % 2 === 0 ? "bad_json" : "bad_frame" });
    }
    await socket.post("between");
    socket.send("{");
    expect(await socket.next("error")).toMatchObject({ code: "bad_json" });
    expect(await socket.next("bye")).toMatchObject({ code: 4500 });
    expect((await socket.closed).code).toBe(4500);
    await guard.expectServes(["between"]);
  });

  it("[W5] what follows the tenth is not listened to", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    for (let count = 0; count < 10; count++) socket.send("{");
    socket.say({ type: "send", text: "too late" });
    expect((await socket.closed).code).toBe(4500);
    await guard.expectServes();
  });

  it("[W5] in text mode binary alone is malformed", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const text = await joinText(server, room);
    text.send("{ [ not parsed");
    await guard.expectServes(["{ [ not parsed"]);
    for (let count = 0; count < 10; count++) text.send(Buffer.from("binary"));
    await text.frames.next((line) => line.startsWith("* error: "), "an error");
    expect((await text.closed).code).toBe(4500);
    await guard.expectServes();
  });

  it("[W5] a command that is not understood is no malformed frame", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room);
    for (let count = 0; count < 12; count++) {
      expect(await socket.ask({ type: "dance" })).toMatchObject({ type: "error", code: "bad_command" });
    }
    await guard.expectServes();
  });
});
