import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message } from "../../src/protocol/events.ts";
import type { Note } from "../../src/web/state/notes.ts";
import { buildTimeline, type Block, type Item } from "../../src/web/state/timeline.ts";

const NOON = new Date(2026, 4, 10, 12).getTime();
const MINUTE = 60_000;

function message(seq: number, name: string, at = NOON + seq * 1000): Message {
  return { type: "message", seq, id: `m${seq}`, user: { id: name, name }, text: `text ${seq}`, at };
}

function build(messages: readonly Message[], more: object = {}, previous: readonly Block[] = []) {
  return buildTimeline({ messages, more: false, notes: [], unreadAfter: undefined, ownId: "me", ...more }, previous);
}

function note(afterSeq: number): Note {
  return { afterSeq, joined: [{ id: "bo", name: "bo" }], left: [], renamed: [], deeds: [] };
}

/** The log as lines: what a reader sees, from top to bottom. */
function lines(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => block.items).map(line);
}

function line(item: Item): string {
  if (item.kind !== "group") return item.kind;
  return `${item.hasHead ? item.user.name : "…"} ${item.messages.map((message) => message.seq).join(" ")}`;
}

describe("groups", () => {
  test("messages of one person stand together, under the day", () => {
    expect(lines(build([message(1, "ann"), message(2, "ann"), message(3, "bo"), message(4, "ann")]))).toEqual([
      "day",
      "ann 1 2",
      "bo 3",
      "ann 4",
    ]);
  });

  test("a pause of five minutes ends a group", () => {
    const late = message(2, "ann", NOON + 1000 + 5 * MINUTE);
    expect(lines(build([message(1, "ann"), late]))).toEqual(["day", "ann 1", "ann 2"]);
  });

  test("[E5] what somebody does stands apart from what they say", () => {
    const does = (seq: number) => ({ ...message(seq, "ann"), text: "/me waves" });
    expect(lines(build([message(1, "ann"), does(2), does(3), message(4, "ann")]))).toEqual([
      "day",
      "ann 1",
      "ann 2 3",
      "ann 4",
    ]);
  });

  test("another name ends a group", () => {
    const renamed = { ...message(2, "ann"), user: { id: "ann", name: "Anna" } };
    expect(lines(build([message(1, "ann"), renamed]))).toEqual(["day", "ann 1", "Anna 2"]);
  });

  test("midnight ends a group and begins a day", () => {
    const midnight = new Date(2026, 4, 11).getTime();
    const messages = [message(1, "ann", midnight - 1), message(2, "ann", midnight)];
    expect(lines(build(messages))).toEqual(["day", "ann 1", "day", "ann 2"]);
  });

  test("a group that goes on in the next block has no second head", () => {
    expect(lines(build([message(31, "ann"), message(32, "ann"), message(33, "ann")]))).toEqual([
      "day",
      "ann 31",
      "… 32 33",
    ]);
  });
});

describe("lines between messages", () => {
  test("a note stands where it happened", () => {
    const blocks = build([message(1, "ann"), message(2, "ann")], { notes: [note(1), note(2)] });
    expect(lines(blocks)).toEqual(["day", "ann 1", "note", "ann 2", "note"]);
  });

  test("a note stands in an empty room, and stays when the first message comes", () => {
    expect(lines(build([], { notes: [note(0)] }))).toEqual(["note"]);
    expect(lines(build([message(1, "ann")], { notes: [note(0)] }))).toEqual(["note", "day", "ann 1"]);
  });

  test("the line for new messages stands before the first of somebody else", () => {
    const messages = [message(1, "ann"), message(2, "me"), message(3, "ann"), message(4, "ann")];
    expect(lines(build(messages, { unreadAfter: 1 }))).toEqual(["day", "ann 1", "me 2", "unread", "ann 3 4"]);
    expect(lines(build(messages, { unreadAfter: 4 }))).not.toContain("unread");
    // The first new one may be among those that are not held.
    expect(lines(build(messages.slice(2), { unreadAfter: 1, more: true }))).not.toContain("unread");
    expect(lines(build(messages.slice(2), { unreadAfter: 1, more: false }))).toContain("unread");
  });
});

describe("what did not change is the same object", () => {
  const log = Array.from({ length: 100 }, (_, index) => message(index + 1, index % 3 === 0 ? "ann" : "bo"));

  test("the whole, where nothing changed", () => {
    const first = build(log);
    expect(build(log, {}, first)).toBe(first);
  });

  test("all blocks but the last, and its groups, when a message comes", () => {
    const first = build(log);
    const second = build([...log, message(101, "cy")], {}, first);
    expect(second.slice(0, -1)).toEqual(first.slice(0, -1));
    expect(second.filter((block, index) => block !== first[index])).toHaveLength(1);
    expect(second.at(-1)?.items.filter((item) => !first.at(-1)?.items.includes(item))).toHaveLength(1);
  });

  test("all later blocks when older messages are loaded", () => {
    const first = build(log.slice(64));
    const second = build(log, {}, first);
    // The day's line moves up from the first of the later blocks.
    expect(second.slice(-1)).toEqual(first.slice(-1));
    expect(second.at(-1)).toBe(first.at(-1));
  });
});

test("every message stands in the log once, in order", () => {
  const gap = fc.integer({ min: 0, max: 3 * 60 * MINUTE });
  const step = fc.record({ name: fc.constantFrom("ann", "bo", "me"), gap });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), fc.integer({ min: 1, max: 70 }), (steps, from) => {
      let at = NOON;
      const log = steps.map(({ name, gap }, index) => message(from + index, name, (at += gap)));
      const groups = build(log, { unreadAfter: from + 3 }).flatMap((block) => block.items);
      const shown = groups.flatMap((item) => (item.kind === "group" ? item.messages : []));
      expect(shown).toEqual(log);
    }),
  );
});
