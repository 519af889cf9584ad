import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { page, post } from "../support/http.ts";
import { newRoom, startServer, type TestServer } from "../support/server.ts";
import { join, joinText } from "../support/socket.ts";
import { witness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MESSAGE_RATE: "0" });
});
afterAll(() => server.close());

/** What is said, and what everybody is then told. */
const TEXTS: Record<string, readonly [said: string, told: string]> = {
  "an emoji of many parts": ["👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿❤️‍🔥", "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿❤️‍🔥"],
  "right to left": ["שלום (عالم) 123", "שלום (عالم) 123"],
  "direction marks": ["a\u202Eb\u2066c\u2069", "a\u202Eb\u2066c\u2069"],
  "a NUL inside": ["a\u0000b", "a\u0000b"],
  "only a NUL": ["\u0000", "\u0000"],
  "control characters": ["\u0001\u001B[31mred\u007F", "\u0001\u001B[31mred\u007F"],
  newlines: ["one\ntwo\r\nthree", "one\ntwo\r\nthree"],
  "line separators": ["one\u2028two\u2029three", "one\u2028two\u2029three"],
  "composed and decomposed letters": ["é e\u0301", "é e\u0301"],
  "piled-up marks": [`a${"\u0301".repeat(100)}`, `a${"\u0301".repeat(100)}`],
  "no character": ["\uFFFE\uFFFF", "\uFFFE\uFFFF"],
  "private use": ["\uE000\u{10FFFD}", "\uE000\u{10FFFD}"],
  markup: ["<script>alert(1)</script>&amp;", "<script>alert(1)</script>&amp;"],
  quotes: [`'"\\ \`; DROP TABLE events; --`, `'"\\ \`; DROP TABLE events; --`],
  "what looks like a frame": ['[{"type":"welcome"}]', '[{"type":"welcome"}]'],
  "spaces around": [" \t\n hello \u00A0\u3000\uFEFF", "hello"],
  "line separators around": ["\u2028hello\u2029", "hello"],
  "spaces inside": ["a  \t b", "a  \t b"],
  "a lone high surrogate": ["a\uD83Db", "a\uFFFDb"],
  "a lone low surrogate": ["\uDE00", "\uFFFD"],
  "surrogates the wrong way round": ["\uDE00\uD83D", "\uFFFD\uFFFD"],
};

describe("exact texts", () => {
  it.each(Object.entries(TEXTS))("[E4] [C5] %s", async (_what, [said, told]) => {
    const room = newRoom();
    const { socket: ann } = await join(server, room, { name: "Ann" });
    const { socket: bo } = await join(server, room);
    const bare = await joinText(server, room, { raw: "1" });
    const { seq } = await ann.post(said);
    for (const socket of [ann, bo])
      expect((await socket.next("message", (event) => event.seq === seq)).text).toBe(told);
    expect(await bare.frames.next()).toBe(told);
    await server.evict(room);
    const asked = await bo.ask({ type: "history" });
    const { welcome } = await join(server, room);
    const stored = [asked.type === "ack" && asked.messages, welcome.events, (await page(server, room)).messages];
    for (const messages of stored) expect(messages).toMatchObject([{ text: told }]);
  });

  it.each(Object.entries(TEXTS))("[E4] [T5] over HTTP: %s", async (_what, [said, told]) => {
    const room = newRoom();
    expect(await post(server, room, { text: said })).toMatchObject({ status: 201, body: { text: told } });
    expect((await page(server, room)).messages).toMatchObject([{ text: told }]);
  });
});

describe("length", () => {
  const longest = {
    letters: "x".repeat(4_000),
    emoji: "😀".repeat(4_000),
    "three bytes each": "聊".repeat(4_000),
    "with spaces around": `  ${"x".repeat(4_000)}\n`,
    "a family of seven code points each": `${"👨‍👩‍👧‍👦".repeat(571)}abc`,
  };

  it.each(Object.entries(longest))("[C5] 4,000 code points are a text: %s", async (_what, text) => {
    const room = newRoom();
    const { socket: ann } = await join(server, room);
    const { socket: bo } = await join(server, room);
    await ann.post(text);
    expect((await bo.next("message")).text).toBe(text.trim());
    const told = await joinText(server, room, { raw: "1" });
    expect(await told.frames.next()).toBe(text.trim());
  });

  it.each(Object.entries(longest))(
    "[C5] 4,001 are too_big, the limit is named and no seq is used: %s",
    async (_what, text) => {
      const room = newRoom();
      const guard = await witness(server, room);
      const { socket } = await join(server, room);
      const error = await socket.ask({ type: "send", text: `${text.trim()}y` });
      expect(error).toMatchObject({ type: "error", code: "too_big" });
      expect(error.type === "error" && error.message).toMatch(/text.*4,?000/);
      await guard.expectServes();
    },
  );

  it.each(["", " ", "\n\t\r", "\u00A0\u2003\u3000", "\uFEFF", "\u2028\u2029"])(
    "[C5] %j is empty: bad_command",
    async (text) => {
      const room = newRoom();
      const guard = await witness(server, room);
      const { socket } = await join(server, room);
      const plain = await joinText(server, room);
      expect(await socket.ask({ type: "send", text })).toMatchObject({ type: "error", code: "bad_command" });
      plain.send(text);
      await plain.frames.next((line) => line.startsWith("* error: "), "an error");
      expect(await post(server, room, { text })).toMatchObject({
        status: 400,
        body: { error: { code: "bad_command" } },
      });
      await guard.expectServes();
    },
  );
});
