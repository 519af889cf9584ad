import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { addressedTo } from "../../src/client/addressee.ts";
import { parseDuration } from "../../src/client/duration.ts";
import {
  parseSlash,
  SLASH_COMMANDS,
  slashCommandsOf,
  type RoomClient,
  type SlashHands,
} from "../../src/client/index.ts";
import { actionOf } from "../../src/protocol/action.ts";
import type { Message } from "../../src/protocol/events.ts";
import type { Role, User } from "../../src/protocol/fields.ts";
import type { Sanction } from "../../src/protocol/records.ts";

const BO: User = { id: "b", name: "Bo" };
const AL: User = { id: "a", name: "Al" };
const SAID: Message = { type: "message", seq: 7, id: "m", user: BO, text: "rude", at: 1 };
const BANNED: Sanction = { kind: "ban", user: AL, by: BO, at: 1 };

/** What a line has done, with the room's own answers left out. */
async function done(line: string): Promise<string> {
  const trace: string[] = [];
  const note = (what: string) => (of?: unknown) => void trace.push(of === undefined ? what : `${what} ${String(of)}`);
  const configure = vi.fn<RoomClient["configure"]>(async (settings) => {
    note("configure")(JSON.stringify(settings));
    return { type: "ack", id: "c" };
  });
  const command: RoomClient["command"] = async (asked) => {
    note("command")(JSON.stringify(asked));
    return { type: "ack", id: "c", sanctions: [BANNED] };
  };
  const state = { value: { members: [BO], messages: [SAID] } };
  const hands: SlashHands = {
    room: { configure, command, state } as unknown as RoomClient,
    whom(argument, others) {
      const addressed = addressedTo(argument, state.value, others);
      if (addressed.kind === "found") return addressed;
      return addressed.kind === "silence" ? { user: addressed.user, text: "" } : undefined;
    },
    done: note("done"),
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

/** The commands that are shown to somebody. */
function shown(role: Role): string[] {
  return slashCommandsOf({ role }).map(({ name }) => name);
}

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
    ["/kick Bo", 'command {"type":"kick","user":"b"},done /kick Bo'],
    ["/kick bo too loud", 'command {"type":"kick","user":"b","reason":"too loud"},done /kick Bo'],
    [
      "/ban Bo 7d spam, again",
      'command {"type":"ban","user":"b","seconds":604800,"reason":"spam, again"},done /ban Bo',
    ],
    ["/ban Bo spam", 'command {"type":"ban","user":"b","reason":"spam"},done /ban Bo'],
    ["/mute @Bo 10m", 'command {"type":"mute","user":"b","seconds":600},done /mute Bo'],
    ["/mute Nobody 10m", ""],
    // Whoever is banned is not here.
    ["/unban Al", 'command {"type":"sanctions"},command {"type":"unban","user":"a"},done /unban Al'],
    ["/unmute Al", 'command {"type":"sanctions"}'],
    ["/purge Bo 1h", 'command {"type":"purge","user":"b","seconds":3600},done /purge Bo'],
    ["/purge Bo", 'command {"type":"purge","user":"b"},done /purge Bo'],
    ["/report Bo rude", 'command {"type":"report","seq":7,"reason":"rude"},done /report Bo'],
    ["/slow 30s", 'configure {"slowMode":30}'],
    ["/slow off", 'configure {"slowMode":0}'],
    ["/lock", 'configure {"locked":true}'],
    ["/unlock", 'configure {"locked":false}'],
    ["/mod Bo", 'command {"type":"role","user":"b","role":"moderator"},done /mod Bo'],
    ["/unmod Bo", 'command {"type":"role","user":"b","role":"guest"},done /unmod Bo'],
  ])("%s does: %s", async (line, what) => {
    expect(await done(line)).toBe(what);
  });

  it("what follows whom is taken back, and is no time, takes nothing back", async () => {
    for (const text of ["10min", "10m spam", "last hour", "0m"]) {
      await expect(done(`/purge Bo ${text}`)).rejects.toMatchObject({ code: "bad_command" });
    }
  });

  it("a pause that is no time is said to be none, and nothing is done", async () => {
    await expect(done("/slow very")).rejects.toMatchObject({ code: "bad_command" });
  });

  it("is shown to those who may use what is in it", () => {
    expect(shown("owner")).toHaveLength(SLASH_COMMANDS.length);
    expect(shown("moderator")).toEqual(shown("owner").filter((name) => name !== "mod" && name !== "unmod"));
    expect(shown("guest")).toEqual(["me", "msg", "nick", "shrug", "search", "topic", "report", "who", "help", "quit"]);
    expect(slashCommandsOf(undefined)).toEqual(slashCommandsOf({ role: "guest" }));
  });
});

describe("a time", () => {
  it.each([
    ["90s", 90],
    ["10m", 600],
    ["2H", 7_200],
    ["7d", 604_800],
    ["1w", 604_800],
    ["0m", undefined],
    ["10", undefined],
    ["m", undefined],
    ["1.5h", undefined],
    ["-1m", undefined],
    ["10 m", undefined],
    ["9999999999d", undefined],
  ])("%s is %s s", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });
});
