import { PassThrough } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import type { Message } from "../../src/protocol/events.ts";
import { tagOf } from "../../src/protocol/people.ts";
import { parseArguments } from "../../src/terminal/arguments.ts";
import { complete } from "../../src/terminal/complete.ts";
import { LineQueue } from "../../src/terminal/line-queue.ts";
import { foundLine, messageLine, noticeLine, type Paint } from "../../src/terminal/lines.ts";
import { Screen, widthOf } from "../../src/terminal/screen.ts";

const plain: Paint = { name: ({ name }) => name, faint: (text) => text, alarm: (text) => text };

/** Who is in a room, and who has written there. */
const ROOM = {
  members: ["Ann", "Ann Marie", "Bo", "me", "Sam", "sam", "Tim", "Tіm"].map((name, id) => ({ id: String(id), name })),
  messages: [message("x", "Zoë")],
  you: { id: "3", name: "me", role: "guest" as const },
};

function message(text: string, name = "ann"): Message {
  const at = new Date(2026, 0, 2, 3, 4).getTime();
  return { type: "message", seq: 1, id: "a", user: { id: "u", name }, text, at };
}

describe("the command line", () => {
  it.each([
    ["http://localhost:8787/r/lobby", "http://localhost:8787/", "lobby"],
    ["https://chat.example.org/r/Lobby/", "https://chat.example.org/", "lobby"],
    ["chat.example.org/r/lobby", "https://chat.example.org/", "lobby"],
    ["localhost.example.org/r/lobby", "https://localhost.example.org/", "lobby"],
    ["localhost:8787/r/lobby", "http://localhost:8787/", "lobby"],
    ["127.0.0.1:1/base/r/%E8%81%8A?x#y", "http://127.0.0.1:1/base/", "聊"],
  ])("%s", (link, href, room) => {
    const parsed = parseArguments([link]);
    expect(parsed).toMatchObject({ ok: true, value: { room, history: 20 } });
    if (parsed.ok) expect(parsed.value.url.href).toBe(href);
  });

  it("has options", () => {
    expect(parseArguments(["a.example/r/b", "-n", "Ann", "--history", "0", "--token", "t"])).toMatchObject({
      ok: true,
      value: { name: "Ann", history: 0, token: "t" },
    });
  });

  it.each([
    [[]],
    [["a.example/r/b", "c.example/r/d"]],
    [["a.example/lobby"]],
    [["a.example/r/"]],
    [["a.example/r/..%2f"]],
    [["a.example/r/%zz"]],
    [["ftp://a.example/r/b"]],
    [["http://"]],
    [["a.example/r/b", "--history", "101"]],
    [["a.example/r/b", "--history", "-1"]],
    [["a.example/r/b", "--colour"]],
  ])("%j is refused with a sentence", (argv) => {
    const parsed = parseArguments(argv);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.error.message).toMatch(/\S{2,} \S/);
  });
});

describe("lines", () => {
  it("a message has its time, its author and its text, more lines of it indented", () => {
    expect(messageLine(message("one\ntwo\r\nthree"), plain)).toBe("03:04 ann: one\n      two\n      three");
  });

  it("nothing that somebody writes or is called reaches the terminal as a command", () => {
    const evil = "\u001B[2J\u001B]0;title\u0007 \u009B31m \u202Egnp.exe \b\b\u0000";
    for (const line of [messageLine(message(evil), plain), messageLine(message("x", evil), plain)]) {
      // eslint-disable-next-line no-control-regex
      expect(line).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
    }
    expect(noticeLine({ type: "rename", user: { id: "u", name: "a" }, was: evil }, plain)).not.toContain("\u001B");
    expect(noticeLine({ type: "bye", code: 4000, reason: evil }, plain)).not.toContain("\u001B");
    expect(noticeLine({ type: "notice", text: evil, at: 0 }, plain)).not.toContain("\u001B");
  });

  it("[E5] what somebody does has a star after its time, as no line of the program itself has", () => {
    expect(messageLine(message("/me waves"), plain)).toBe("03:04 * ann waves");
    expect(messageLine(message("/me  waves"), plain)).toBe("03:04 ann: /me  waves");
    expect(messageLine(message("/me waves\n* bo left"), plain)).toBe("03:04 * ann waves\n      * bo left");
  });

  it("a message that was looked for has its day", () => {
    expect(foundLine(message("hi"), plain)).toBe("2026-01-02 03:04 ann: hi");
  });

  it("a new topic is told", () => {
    const user = { id: "u", name: "ann" };
    const told = (settings: object) => noticeLine({ type: "room", seq: 1, id: "a", at: 1, user, settings }, plain);
    expect(told({ topic: "Tulips" })).toBe("* ann set the topic: Tulips");
    expect(told({ topic: "" })).toBe("* ann took the topic away");
    expect(told({ seenBy: true })).toBeUndefined();
  });

  it("people who come and go are told of; what is no news is not", () => {
    const user = { id: "u", name: "ann" };
    expect(noticeLine({ type: "join", user, online: 2 }, plain)).toBe("* ann joined, 2 here");
    expect(noticeLine({ type: "leave", user, online: 1 }, plain)).toBe("* ann left, 1 here");
    expect(noticeLine({ type: "typing", user, on: true }, plain)).toBeUndefined();
  });
});

/** A screen on pipes, which may take them for a terminal. */
function open(isTTY: boolean) {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY, columns: 20 });
  let shown = "";
  output.on("data", (chunk: Buffer) => (shown += chunk.toString()));
  const lines: string[] = [];
  const screen = new Screen(input, output, (written) => complete(written, ROOM));
  const onEnd = vi.fn<() => void>();
  screen.listen((line) => lines.push(line), onEnd);
  return { input, lines, screen, onEnd, shown: () => shown };
}

describe("completion", () => {
  it.each([
    ["/s", ["/shrug ", "/search "], "/s"],
    ["/LE", ["/leave"], "/LE"],
    ["hi @an", ["@Ann ", "@Ann Marie "], "@an"],
    ["@mar", ["@Ann Marie "], "@mar"],
    ["@zoe", ["@Zoë "], "@zoe"],
    ["@sa", [`@Sam${tagOf("4")} `, `@sam${tagOf("5")} `], "@sa"],
    ["@ti", [`@Tim${tagOf("6")} `], "@ti"],
    ["@me", [], "@me"],
    ["@he", ["@here "], "@he"],
    ["ann@b", [], "ann@b"],
    ["hello", [], "hello"],
  ])("%j becomes one of %j", (written, options, word) => {
    expect(complete(written, ROOM)).toEqual([options, word]);
  });

  it("is written by the Tab key", async () => {
    const { input, lines, screen } = open(true);
    for (const key of ["/", "n", "\t", "B", "o", " ", "@", "m", "a", "r", "\t", "!", "\r"]) input.write(key);
    await vi.waitFor(() => expect(lines).toEqual(["/nick Bo @Ann Marie !"]));
    screen.close();
  });
});

describe("lines on their way", () => {
  it("are carried out in order, a few hundred at a time, however many there are", async () => {
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const onProgress = vi.fn<() => void>();
    const queue = new LineQueue(onProgress);
    for (let line = 0; line < 500; line++) {
      queue.add({
        isAlone: false,
        run() {
          started.push(line);
          return new Promise((resolve) => finish.push(resolve));
        },
      });
    }
    expect(started.length).toBeLessThan(500);
    let isIdle = false;
    const idle = queue.idle().then(() => (isIdle = true));
    while (finish.length > 0) {
      expect(isIdle).toBe(false);
      for (const done of finish.splice(0)) done();
      await new Promise(setImmediate);
    }
    await idle;
    expect(started).toEqual(Array.from({ length: 500 }, (_, line) => line));
    expect(onProgress).toHaveBeenCalledTimes(500);
  });

  it("one that must be alone overtakes nothing, and nothing overtakes it", async () => {
    const trace: string[] = [];
    const queue = new LineQueue(() => {});
    for (const name of ["one", "/nick", "two"]) {
      queue.add({
        isAlone: name === "/nick",
        async run() {
          trace.push(`${name} begins`);
          await new Promise(setImmediate);
          trace.push(`${name} ends`);
        },
      });
    }
    await queue.idle();
    expect(trace).toEqual(["one", "/nick", "two"].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it("no lines are done at once", async () => {
    await new LineQueue(() => {}).idle();
  });
});

describe("the screen", () => {
  it("prints above the line that is being written, and gives that back", async () => {
    const { input, screen, shown } = open(true);
    input.write("half a li");
    await vi.waitFor(() => expect(shown()).toContain("half a li"));
    const before = shown().length;
    screen.print("somebody spoke");
    expect(shown().slice(before)).toMatch(/somebody spoke\n[^]*> half a li/);
    screen.close();
  });

  it("takes a written line away, over as many rows as it has", async () => {
    const { input, lines, screen, shown } = open(true);
    input.write(`${"x".repeat(30)}\r`);
    await vi.waitFor(() => expect(lines).toEqual(["x".repeat(30)]));
    expect(shown()).toContain("\u001B[2A");
    screen.close();
  });

  it("gives a line of several rows back too, without taking away what it printed", async () => {
    const { input, screen, shown } = open(true);
    input.write("y".repeat(50));
    await vi.waitFor(() => expect(shown()).toContain("y".repeat(50)));
    const before = shown().length;
    screen.print("somebody spoke");
    // Three rows: up two, cleared, printed, down two again for what the line's own redrawing goes up.
    expect(shown().slice(before)).toContain("somebody spoke\n\n\n");
    screen.close();
  });

  it("can be closed by the line that was just written, and still prints what comes then", async () => {
    const input = new PassThrough();
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 0 });
    let shown = "";
    output.on("data", (chunk: Buffer) => (shown += chunk.toString()));
    const screen = new Screen(input, output, (written) => [[], written]);
    const onEnd = vi.fn<() => void>(() => screen.print("good-bye"));
    screen.listen(() => screen.close(), onEnd);
    input.write("/quit\r");
    await vi.waitFor(() => expect(shown).toContain("good-bye\n"));
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it("a pipe is given lines and nothing else, and says when there are no more", async () => {
    const { input, lines, screen, onEnd, shown } = open(false);
    input.end("one\ntwo\n");
    await vi.waitFor(() => expect(onEnd).toHaveBeenCalled());
    screen.print("three");
    expect(lines).toEqual(["one", "two"]);
    expect(shown()).toBe("three\n");
  });

  it.each([
    ["abc", 3],
    ["聊天", 4],
    ["👩‍🚀é", 3],
  ])("%s is %i columns wide", (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});
