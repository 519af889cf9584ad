import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { parseSlash, SLASH_COMMANDS, type RoomClient, type SlashHands } from "../../src/client/index.ts";
import { actionOf } from "../../src/protocol/action.ts";

/** What a line has done, with the room's own answers left out. */
async function done(line: string): Promise<string> {
  const trace: string[] = [];
  const note = (what: string) => (of?: unknown) => void trace.push(of === undefined ? what : `${what} ${String(of)}`);
  const configure = vi.fn<RoomClient["configure"]>(async (settings) => {
    note("configure")(JSON.stringify(settings));
    return { type: "ack", id: "c" };
  });
  const hands: SlashHands = {
    room: { configure } as Partial<RoomClient> as RoomClient,
    say: note("say"),
    message: note("message"),
    rename: note("rename"),
    search: note("search"),
    who: note("who"),
    help: note("help"),
    quit: note("quit"),
  };
  const slash = parseSlash(line);
  if (slash.kind === "command") await slash.command.run(hands, slash.argument);
  return trace.join();
}

describe("what is no command is sent", () => {
  it.each([
    ["hello", "hello"],
    [" /who", " /who"],
    ["a /who", "a /who"],
    ["//who", "/who"],
    ["///", "//"],
    ["//", "/"],
    ["//usr/bin is full", "/usr/bin is full"],
  ])("%j as %j", (written, text) => {
    expect(parseSlash(written)).toEqual({ kind: "none", text });
  });

  it("two slashes make a text of whatever follows, of what looks like an action too", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("", "me ", "me  ", "Me "), (rest, start) => {
        const slash = parseSlash(`//${start}${rest}`);
        expect(slash.kind === "none" && actionOf(slash.text)).toBe(undefined);
      }),
    );
    expect(parseSlash("//me waves")).toEqual({ kind: "none", text: "/me  waves" });
  });
});

describe("a command", () => {
  it.each([
    ["/me waves", "me", "waves"],
    ["/ME  waves and\nsmiles ", "me", "waves and\nsmiles"],
    ["/msg Bo  hello there", "msg", "Bo  hello there"],
    ["/nick Ann Bo", "nick", "Ann Bo"],
    ["/shrug", "shrug", ""],
    ["/shrug who knows", "shrug", "who knows"],
    ["/search from:ann key", "search", "from:ann key"],
    ["/topic Tulips", "topic", "Tulips"],
    ["/who ", "who", ""],
    ["/help", "help", ""],
    ["/quit", "quit", ""],
    ["/Leave", "quit", ""],
  ])("%j", (written, name, argument) => {
    expect(parseSlash(written)).toMatchObject({ kind: "command", command: { name }, argument });
  });

  it.each([
    ["/me", "missing", "/me needs more: /me <text>"],
    ["/nick  ", "missing", "/nick needs more: /nick <name>"],
    ["/search", "missing", "/search needs more: /search <words>"],
    ["/who there", "extra", "/who stands alone: nothing comes after it."],
    ["/leave now", "extra", "/leave stands alone: nothing comes after it."],
  ])("%j is wrong: %s", (written, problem, message) => {
    expect(parseSlash(written)).toMatchObject({ kind: "bad", problem, message });
  });

  it.each([
    ["/foo bar", "foo"],
    ["/", ""],
    ["/ who", ""],
    ["/usr/bin is full", "usr/bin"],
    ["/constructor", "constructor"],
    ["/__proto__", "__proto__"],
  ])("%j is unknown", (written, name) => {
    const message = `There is no command /${name}. To send it as text, begin with //.`;
    expect(parseSlash(written)).toEqual({ kind: "unknown", name, message });
  });

  it("of a long name that no command has the first 24 characters are repeated", () => {
    expect(parseSlash(`/${"🦊".repeat(24)}`)).toMatchObject({ name: "🦊".repeat(24) });
    expect(parseSlash(`/${"🦊".repeat(25)}`)).toMatchObject({ name: `${"🦊".repeat(24)}…` });
  });
});

describe("the table", () => {
  it("has every name once", () => {
    const names = SLASH_COMMANDS.flatMap(({ name, aliases }) => aliases.concat(name));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+$/);
  });

  it.each([
    ["/me  waves", "say /me waves"],
    ["/msg Bo hello", "message Bo hello"],
    ["/nick Zoe", "rename Zoe"],
    ["/search key", "search key"],
    ["/topic Tulips", 'configure {"topic":"Tulips"}'],
    ["/who", "who"],
    ["/help", "help"],
    ["/leave", "quit"],
    ["/shrug", String.raw`say ¯\\\_(ツ)\_/¯`],
    ["/shrug who knows", String.raw`say who knows ¯\\\_(ツ)\_/¯`],
  ])("%s does: %s", async (line, what) => {
    expect(await done(line)).toBe(what);
  });
});
