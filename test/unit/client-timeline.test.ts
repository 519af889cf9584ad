import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TIMELINE_MAX_MESSAGES, TIMELINE_TRIMMED_MESSAGES } from "../../src/client/config.ts";
import { EMPTY_TIMELINE, oldestSeq, prependPage, takeFrame, type Timeline } from "../../src/client/timeline.ts";
import { decodeEvents } from "../../src/protocol/codec.ts";
import { message, messages, welcome } from "./support/client.ts";

const RESUME_MAX = 5;
const PAGE = 3;

/** What the server would welcome a client with that comes with this cursor. */
function welcomeFor({ cursor }: Timeline, head: number) {
  const since = cursor?.seq ?? -1;
  const recovered = cursor !== undefined && head - since <= RESUME_MAX;
  const from = recovered ? since + 1 : Math.max(1, head - PAGE + 1);
  return welcome({ head, recovered, events: messages(from, head), more: !recovered && from > 1 });
}

function seqs({ messages }: Timeline): number[] {
  return messages.map(({ seq }) => seq);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

const step = fc.oneof(
  fc.record({ do: fc.constant("speak" as const), times: fc.integer({ min: 1, max: 8 }) }),
  fc.record({
    do: fc.constant("deliver" as const),
    repeat: fc.nat(3),
    skip: fc.nat(2),
    count: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ do: fc.constant("reconnect" as const) }),
);

test("[B2] [B4] whatever is dropped and repeated, the end is the server's log without a hole", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let head = 0;
      let timeline = takeFrame(EMPTY_TIMELINE, [welcomeFor(EMPTY_TIMELINE, head)]).timeline;
      const reconnect = () => {
        timeline = takeFrame(timeline, [welcomeFor(timeline, head)]).timeline;
        expect(timeline.cursor).toEqual({ epoch: "e1", seq: head });
      };
      for (const one of steps) {
        if (one.do === "speak") head += one.times;
        if (one.do === "reconnect") reconnect();
        if (one.do === "deliver") {
          // A frame that repeats some, leaves out some, and goes on.
          const from = Math.max(1, timeline.cursor!.seq + 1 - one.repeat + one.skip);
          const taken = takeFrame(timeline, messages(from, Math.min(head, from + one.count - 1)));
          timeline = taken.timeline;
          if (taken.hole) reconnect();
        }
        const held = seqs(timeline);
        expect(held).toEqual(range(timeline.cursor!.seq - held.length + 1, timeline.cursor!.seq));
        expect(timeline.more).toBe(oldestSeq(timeline) > 1);
      }
      reconnect();
      while (timeline.more) {
        const before = oldestSeq(timeline);
        const from = Math.max(1, before - PAGE);
        const page = {
          type: "ack" as const,
          id: "p",
          epoch: "e1",
          messages: messages(from, before - 1),
          more: from > 1,
        };
        timeline = prependPage(timeline, page, before);
      }
      expect(seqs(timeline)).toEqual(range(1, head));
    }),
  );
});

test("[B3] the cursor is valid from the first welcome, in an empty room too", () => {
  expect(takeFrame(EMPTY_TIMELINE, [welcome()]).timeline.cursor).toEqual({ epoch: "e1", seq: 0 });
});

test("[B2] a welcome that did not recover replaces what is held", () => {
  const { timeline } = takeFrame(EMPTY_TIMELINE, [welcome({ head: 3, events: messages(1, 3) })]);
  const later = takeFrame(timeline, [welcome({ head: 900, events: messages(899, 900), more: true })]).timeline;
  expect(seqs(later)).toEqual([899, 900]);
  expect(later.more).toBe(true);
});

test("[B1] a welcome of another epoch replaces what is held, even where it claims to have recovered", () => {
  const { timeline } = takeFrame(EMPTY_TIMELINE, [welcome({ head: 3, events: messages(1, 3) })]);
  const later = takeFrame(timeline, [
    welcome({ epoch: "e2", recovered: true, head: 1, events: messages(1, 1) }),
  ]).timeline;
  expect(later).toMatchObject({ cursor: { epoch: "e2", seq: 1 }, messages: messages(1, 1) });
});

test("[B2] recovered events are news of their own, those held already are not", () => {
  const { timeline } = takeFrame(EMPTY_TIMELINE, [welcome({ head: 3, events: messages(1, 3) })]);
  const recovered = welcome({ recovered: true, head: 5, events: messages(2, 5) });
  const { news } = takeFrame(timeline, [recovered, message(6)]);
  expect(news).toEqual([recovered, ...messages(4, 6)]);
});

test("[E2] a recovered welcome with an event of a kind not known here leaves no hole behind", () => {
  const { timeline } = takeFrame(EMPTY_TIMELINE, [welcome({ head: 3, events: messages(1, 3) })]);
  const taken = takeFrame(timeline, [welcome({ recovered: true, head: 6, events: [message(5)] }), message(7)]);
  expect(taken.hole).toBe(false);
  expect(seqs(taken.timeline)).toEqual([1, 2, 3, 5, 7]);
});

test("[B4] nothing durable is taken behind a hole, what has no seq is", () => {
  const { timeline } = takeFrame(EMPTY_TIMELINE, [welcome()]);
  const presence = { type: "presence" as const, online: 9 };
  const taken = takeFrame(timeline, [message(1), message(3), message(2), presence]);
  expect(taken.hole).toBe(true);
  expect(seqs(taken.timeline)).toEqual([1]);
  expect(taken.news).toEqual([message(1), presence]);
});

test("a frame that changes no message keeps the array, one that does makes another", () => {
  const { timeline } = takeFrame(EMPTY_TIMELINE, [welcome({ head: 1, events: messages(1, 1) })]);
  const same = takeFrame(timeline, [{ type: "presence", online: 2 }, message(1)]).timeline;
  expect(same.messages).toBe(timeline.messages);
  const more = takeFrame(timeline, [message(2)]).timeline;
  expect(more.messages).not.toBe(timeline.messages);
  expect(seqs(timeline)).toEqual([1]);
});

test("a page of another place or epoch is dropped", () => {
  const { timeline } = takeFrame(EMPTY_TIMELINE, [welcome({ head: 9, events: messages(8, 9), more: true })]);
  const page = { type: "ack" as const, id: "p", epoch: "e1", messages: messages(2, 4), more: true };
  expect(prependPage(timeline, page, 5)).toBe(timeline);
  expect(prependPage(timeline, { ...page, epoch: "e0" }, 8)).toBe(timeline);
  expect(seqs(prependPage(timeline, { ...page, messages: messages(5, 7) }, 8))).toEqual([5, 6, 7, 8, 9]);
});

test("the messages held are bounded, and what went can be loaded again", () => {
  const events = messages(1, TIMELINE_MAX_MESSAGES);
  const full = takeFrame(EMPTY_TIMELINE, [welcome({ head: events.length, events })]).timeline;
  expect(full.messages).toHaveLength(TIMELINE_MAX_MESSAGES);
  const { timeline } = takeFrame(full, [message(events.length + 1)]);
  expect(timeline.messages).toHaveLength(TIMELINE_TRIMMED_MESSAGES);
  expect(timeline).toMatchObject({ more: true, cursor: { seq: events.length + 1 } });
});

test("[E2] an event of a kind not known here keeps its place, live and in a welcome, so that no hole seems to be there", () => {
  const later = '{"type":"reaction","seq":2,"target":1,"emoji":"👍","on":true,"user":{"id":"u-bea","name":"Bea"}}';
  const live = decodeEvents(`[${JSON.stringify(message(1))},${later},${JSON.stringify(message(3))}]`)!;
  const joined = takeFrame(EMPTY_TIMELINE, [welcome()]).timeline;
  const taken = takeFrame(joined, live);
  expect(taken.hole).toBe(false);
  expect(seqs(taken.timeline)).toEqual([1, 3]);

  const frame = JSON.stringify([{ ...welcome({ head: 3 }), events: [message(1), JSON.parse(later), message(3)] }]);
  const welcomed = takeFrame(EMPTY_TIMELINE, decodeEvents(frame)!).timeline;
  expect(seqs(welcomed)).toEqual([1, 3]);
  expect(welcomed.cursor).toEqual({ epoch: "e1", seq: 3 });
});

test("[B2] a message that was missed is told as it is now: what was done to it since is not done again", () => {
  const known = takeFrame(EMPTY_TIMELINE, [welcome({ head: 1, events: messages(1, 1) })]).timeline;
  const user = { id: "late", name: "Late" };
  const reactions = [{ emoji: "👍", count: 150, users: Array.from({ length: 100 }, (_, index) => `u${index}`) }];
  const missed = { ...message(2), reactions };
  const again = { type: "reaction" as const, seq: 3, id: "r", target: 2, at: 3, user, emoji: "👍", on: true };
  const own = { ...again, seq: 4, target: 1 };
  const { timeline, news } = takeFrame(known, [welcome({ head: 4, recovered: true, events: [missed, again, own] })]);
  expect(timeline.messages[1]).toEqual(missed);
  expect(timeline.messages[0]).toMatchObject({ reactions: [{ count: 1 }] });
  expect([timeline.cursor?.seq, news.length]).toEqual([4, 4]);
});

test("[R6] an edit whose text is not kept any more leaves the message that is held here as it is", () => {
  const { timeline } = takeFrame(EMPTY_TIMELINE, [welcome({ head: 3, events: messages(1, 3) })]);
  const edit = { type: "edit" as const, id: "e", target: 2, at: 9_000, user: message(1).user };
  const later = takeFrame(timeline, [
    { ...edit, seq: 4, text: "" },
    { ...edit, seq: 5, target: 3, text: "new" },
  ]).timeline;
  expect(later.messages.map(({ text }) => text)).toEqual(["text 1", "text 2", "new"]);
  expect(later.messages[1]).not.toHaveProperty("edited");
});

test("[B1] [K5] what was done in another log is not done to what an older page of this one has", () => {
  const { timeline } = takeFrame(EMPTY_TIMELINE, [
    welcome({ head: 90, events: messages(89, 90), more: true }),
    { type: "delete", seq: 91, id: "d", target: 2, at: 1, user: message(1).user },
    { type: "purge", seq: 92, id: "p", whom: message(1).user, from: 1, at: 1, user: message(1).user },
  ]);
  const other = takeFrame(timeline, [welcome({ epoch: "e2", head: 5, events: messages(4, 5), more: true })]).timeline;
  const page = { type: "ack" as const, id: "h", epoch: "e2", head: 5, messages: messages(1, 3), more: false };
  expect(prependPage(other, page, 4).messages).toEqual(messages(1, 5));
});
