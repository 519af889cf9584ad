import { describe, expect, test } from "vitest";
import { parseRecent, type RecentRoom, withRoom } from "../../src/web/state/recent-rooms.ts";
import { parseRoomInput } from "../../src/web/state/room-input.ts";
import { parseRoute, roomPath, threadHash } from "../../src/web/state/route.ts";

const ORIGIN = "https://chat.example.org";

describe("[R1] what is typed or pasted for a room", () => {
  test.each([
    ["lobby", "lobby"],
    ["  Garden Club ", "garden-club"],
    ["聊天室", "聊天室"],
    ["https://chat.example.org/r/lobby", "lobby"],
    ["https://chat.example.org/r/%E8%81%8A?x=1#y", "聊"],
    ["chat.example.org/r/lobby/", "lobby"],
    ["/r/lobby", "lobby"],
  ])("%s", (input, room) => {
    expect(parseRoomInput(input, ORIGIN)).toEqual({ kind: "room", room });
  });

  test.each(["#invite=lYl06XUqbp0sdSj6e5cwxg", "#t=7"])("a link to more than a room keeps its %s", (hash) => {
    const room = { kind: "room", room: "lobby", hash };
    expect(parseRoomInput(`https://chat.example.org/r/Lobby${hash}`, ORIGIN)).toEqual(room);
    expect(parseRoomInput(`chat.example.org/r/lobby${hash}`, ORIGIN)).toEqual(room);
  });

  test.each([
    ["", "empty"],
    ["  ", "empty"],
    ["-lobby", "characters"],
    ["a!b", "characters"],
    ["x".repeat(65), "long"],
    ["https://chat.example.org/", "link"],
    ["https://chat.example.org/r/a%20b", "link"],
    ["https://", "link"],
  ])("%s is none", (input, kind) => {
    expect(parseRoomInput(input, ORIGIN)).toEqual({ kind });
  });

  test("a link to another site says which", () => {
    expect(parseRoomInput("https://other.example/r/lobby", ORIGIN)).toEqual({
      kind: "elsewhere",
      host: "other.example",
    });
  });
});

describe("addresses", () => {
  test.each([
    ["/", { page: "lobby" }],
    ["/anything", { page: "lobby" }],
    ["/r/Lobby", { page: "room", room: "lobby" }],
    ["/r/lobby/", { page: "room", room: "lobby" }],
    ["/r/a%20b", { page: "bad-room" }],
    ["/r/%", { page: "bad-room" }],
    ["/r/a/b", { page: "bad-room" }],
    ["/r/", { page: "bad-room" }],
    ["/r", { page: "bad-room" }],
  ])("%s", (path, route) => {
    expect(parseRoute(path)).toEqual(route);
  });

  test.each([
    ["#t=7", 7],
    [threadHash(123), 123],
  ])("the thread that %s says", (hash, thread) => {
    expect(parseRoute("/r/lobby", hash)).toEqual({ page: "room", room: "lobby", thread });
    expect(parseRoute("/", hash)).toEqual({ page: "lobby" });
  });

  test.each(["", "#", "#message", "#t=", "#t=0", "#t=-1", "#t=1.5", "#t=7x", "#t=1234567890123456"])(
    "no thread that %j would say",
    (hash) => {
      expect(parseRoute("/r/lobby", hash)).toEqual({ page: "room", room: "lobby" });
    },
  );

  test("an invitation's code is read as it is", () => {
    expect(parseRoute("/r/lobby", "#invite=aZ-_09")).toEqual({ page: "room", room: "lobby", invite: "aZ-_09" });
    expect(parseRoute("/", "#invite=aZ")).toEqual({ page: "lobby" });
    for (const hash of ["#invite=", "#invite=a b", "#invite=a&t=7"])
      expect(parseRoute("/r/lobby", hash)).toEqual({ page: "room", room: "lobby" });
  });

  test("a room's path leads back to it", () => {
    expect(parseRoute(roomPath("聊天室"))).toEqual({ page: "room", room: "聊天室" });
  });
});

const named = (letters: string) => [...letters].map((room) => ({ room, title: "" }));
const names = (rooms: readonly RecentRoom[]) => rooms.map(({ room }) => room).join("");

describe("recent rooms", () => {
  test("the latest is first, none is there twice, and eight are kept", () => {
    expect(names(withRoom(named("abc"), "b"))).toBe("bac");
    expect(names(withRoom(named("12345678"), "9"))).toBe("91234567");
  });

  test("a title is kept until another is told, or that there is none", () => {
    const rooms = withRoom(named("ab"), "b", "The shed");
    expect(rooms[0]).toEqual({ room: "b", title: "The shed" });
    expect(withRoom(withRoom(rooms, "a"), "b")[0]).toEqual({ room: "b", title: "The shed" });
    expect(withRoom(rooms, "b", "The barn")[0]).toEqual({ room: "b", title: "The barn" });
    expect(withRoom(rooms, "b", "")[0]).toEqual({ room: "b", title: "" });
  });

  test.each([undefined, "", "{", "{}", "[1]", '"a"'])("what is stored as %s is no list", (text) => {
    expect(parseRecent(text)).toEqual([]);
  });

  test("what is no room's name is left out", () => {
    expect(names(parseRecent('["lobby","../x","-",null,[],{},{"room":7},{"room":"a b"},{"room":"聊天室"}]'))).toBe(
      "lobby聊天室",
    );
  });

  test("what is stored is read as it was written, and as names alone, too", () => {
    const rooms = withRoom(named("a"), "b", "The shed");
    expect(parseRecent(JSON.stringify(rooms))).toEqual(rooms);
    expect(parseRecent('["a"]')).toEqual(named("a"));
  });

  test.each([7, null, ["x"], "x".repeat(81)])("%j is no title", (title) => {
    expect(parseRecent(JSON.stringify([{ room: "a", title }]))).toEqual(named("a"));
  });
});
