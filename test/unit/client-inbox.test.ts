import { describe, expect, it } from "vitest";
import { unreadIn, withEvent, type Contents } from "../../src/client/inbox-state.ts";
import { decodeInbox, type InboxEvent } from "../../src/protocol/inbox.ts";

const BO = { id: "bo", name: "Bo" };
const conversation = (room: string, at: number, unread = 0) =>
  ({ type: "conversation", room, user: BO, seq: at, at, by: BO.id, text: `${at}`, unread }) as const;
const mention = (room: string, seq: number, read = false) =>
  ({ type: "mention", room, seq, user: BO, at: seq, text: `${seq}`, read }) as const;

const after = (...events: InboxEvent[]): Contents =>
  events.reduce<Contents>(withEvent, { conversations: [], mentions: [] });

describe("[D5] what is in an inbox", () => {
  it("is what a welcome says, whatever was known before", () => {
    const { type: _, ...only } = conversation("b", 9, 1);
    const you = { id: "me", name: "Me", role: "guest" as const };
    const welcome: InboxEvent = { type: "welcome", version: 1, you, conversations: [only], mentions: [], heartbeat: 1 };
    expect(after(conversation("a", 1), mention("c", 1), welcome)).toEqual({ you, conversations: [only], mentions: [] });
  });

  it("has each conversation once, as it was told last, the newest first", () => {
    const { conversations } = after(conversation("a", 1, 1), conversation("b", 2, 1), conversation("a", 3, 2));
    expect(conversations.map(({ room, unread }) => [room, unread])).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
  });

  it("has each mention once, and marks those read that were", () => {
    const contents = after(mention("a", 1), mention("b", 2), mention("a", 3), mention("a", 1), {
      type: "read",
      room: "a",
      seq: 2,
    });
    expect(contents.mentions.map(({ room, seq, read }) => [room, seq, read])).toEqual([
      ["a", 3, false],
      ["b", 2, false],
      ["a", 1, true],
    ]);
    expect(unreadIn(contents)).toBe(2);
    expect(unreadIn(after(conversation("a", 1, 3), mention("b", 2)))).toBe(4);
  });

  it("loses what is gone: one mention, or all of a room", () => {
    const all = [mention("a", 1), mention("a", 2), mention("b", 1), conversation("dm", 4)];
    expect(after(...all, { type: "gone", room: "a", seq: 1 }).mentions).toHaveLength(2);
    expect(after(...all, { type: "gone", room: "a" }).mentions).toHaveLength(1);
    expect(after(...all, { type: "gone", room: "dm" })).toMatchObject({ conversations: [], mentions: [{}, {}, {}] });
  });
});

it("[E2] events and frames that are not known are left out", () => {
  const known = mention("a", 1);
  expect(decodeInbox(JSON.stringify([{ type: "later" }, { ...known, later: 1 }, 7]))).toEqual([known]);
  for (const frame of ["", "{}", "7", "pong"]) expect(decodeInbox(frame)).toBe(undefined);
});
