import { describe, expect, test } from "vitest";
import type { Ack, Message } from "../../src/protocol/events.ts";
import {
  emptyThread,
  partsOf,
  takeEvent,
  takePage,
  takeRecovery,
  takeRoot,
  type Thread,
} from "../../src/web/state/thread.ts";
import { BEA, ME, message } from "./support/client.ts";

const ROOT = 5;

function reply(seq: number, replyTo = ROOT): Message {
  return { ...message(seq), replyTo };
}

function ack(head: number, messages: Message[], more = false): Ack {
  return { type: "ack", id: "a", epoch: "e1", first: 1, head, messages, more };
}

function edit(seq: number, target: number, text: string) {
  return { type: "edit" as const, seq, id: `e${seq}`, target, text, at: seq, user: BEA };
}

function erase(seq: number, target: number) {
  return { type: "delete" as const, seq, id: `d${seq}`, target, at: seq, user: BEA };
}

function reaction(seq: number, target: number, emoji = "👍", on = true) {
  return { type: "reaction" as const, seq, id: `r${seq}`, target, emoji, on, at: seq, user: BEA };
}

/** A thread of which all is known, as of its last answer. */
function loaded(...answers: Message[]): Thread {
  const head = answers.at(-1)?.seq ?? ROOT;
  const root = { ...message(ROOT), ...(answers.length > 0 && { replies: answers.length }) };
  return takePage(takeRoot(emptyThread(ROOT), ack(head, [root])), ack(head, answers));
}

function seqs({ answers }: Thread): number[] {
  return answers.map((known) => known.message.seq);
}

function answerOf(thread: Thread, seq: number): Message | undefined {
  return thread.answers.find((known) => known.message.seq === seq)?.message;
}

describe("[C11] loading a thread", () => {
  test("the message and its answers, which do not say what they answer", () => {
    const thread = loaded(reply(7), reply(9));
    expect(thread.root?.message).toEqual({ ...message(ROOT), replies: 2 });
    expect(thread.answers.map((known) => known.message)).toEqual([message(7), message(9)]);
    expect(thread.gapAfter).toBeUndefined();
  });

  test("page by page, each from where the last one ended", () => {
    const empty = emptyThread(ROOT);
    expect(empty.gapAfter).toBe(ROOT);
    const first = takePage(empty, ack(20, [reply(7), reply(8)], true));
    expect(first.gapAfter).toBe(8);
    const all = takePage(first, ack(20, [reply(12)]));
    expect(seqs(all)).toEqual([7, 8, 12]);
    expect(all.gapAfter).toBeUndefined();
  });

  test("a message that the room does not hold is none, whatever stands in its place; its answers are there", () => {
    const thread = takePage(takeRoot(emptyThread(ROOT), ack(9, [message(6)])), ack(9, [reply(8)]));
    expect(thread.root).toBeNull();
    expect(seqs(thread)).toEqual([8]);
    expect(takeEvent(thread, reply(10)).root).toBeNull();
    expect(takeRoot(emptyThread(ROOT), ack(0, [])).root).toBeNull();
  });

  test("what was said while a page was on its way stands after the gap, and once", () => {
    const early = takeEvent(takeEvent(emptyThread(ROOT), reply(30)), reply(31));
    const first = takePage(early, ack(30, [reply(7), reply(8)], true));
    expect(partsOf(first).before.map(({ seq }) => seq)).toEqual([7, 8]);
    expect(partsOf(first).after.map(({ seq }) => seq)).toEqual([30, 31]);
    const all = takePage(first, ack(31, [reply(20), reply(30), reply(31)]));
    expect(seqs(all)).toEqual([7, 8, 20, 30, 31]);
    expect(partsOf(all)).toMatchObject({ before: { length: 5 }, after: [] });
  });
});

describe("what is told while a thread is shown", () => {
  test("an answer comes, and is counted; one to something else changes nothing", () => {
    const thread = loaded(reply(7));
    const next = takeEvent(thread, reply(8));
    expect(seqs(next)).toEqual([7, 8]);
    expect(next.root?.message.replies).toBe(2);
    expect(takeEvent(thread, message(8))).toBe(thread);
    expect(seqs(takeEvent(thread, reply(8, 4)))).toEqual([7]);
  });

  test("an answer to an answer is counted on it, and stands in a thread of its own", () => {
    const thread = takeEvent(loaded(reply(7)), reply(8, 7));
    expect(seqs(thread)).toEqual([7]);
    expect(answerOf(thread, 7)?.replies).toBe(1);
    expect(thread.root?.message.replies).toBe(1);
  });

  test("changes, reactions and what is taken back are seen on answers and on the message itself", () => {
    let thread = loaded(reply(7), reply(8));
    thread = takeEvent(thread, edit(9, 7, "better"));
    thread = takeEvent(thread, reaction(10, 8));
    thread = takeEvent(thread, edit(11, ROOT, "the question"));
    thread = takeEvent(thread, reaction(12, ROOT, "🎉"));
    expect(answerOf(thread, 7)).toMatchObject({ text: "better", edited: 9 });
    expect(answerOf(thread, 8)?.reactions).toEqual([{ emoji: "👍", count: 1, users: [BEA.id] }]);
    expect(thread.root?.message).toMatchObject({ text: "the question", reactions: [{ emoji: "🎉" }] });
    thread = takeEvent(takeEvent(thread, erase(13, 8)), erase(14, ROOT));
    expect(answerOf(thread, 8)).toMatchObject({ text: "", deleted: 13 });
    expect(answerOf(thread, 8)).not.toHaveProperty("reactions");
    expect(thread.root?.message).toMatchObject({ text: "", deleted: 14, replies: 2 });
    expect(seqs(thread)).toEqual([7, 8]);
  });

  test("what is done to messages that are not here changes none", () => {
    const thread = loaded(reply(7));
    const next = takeEvent(thread, edit(9, 6, "other"));
    expect(next.answers.map((known) => known.message)).toEqual(thread.answers.map((known) => known.message));
  });
});

describe("a page and the events around it", () => {
  test("a page that was made before something was done to it learns of that", () => {
    let thread = emptyThread(ROOT);
    for (const event of [edit(21, 7, "new"), reaction(22, ROOT), reply(23, 7), reply(24)]) {
      thread = takeEvent(thread, event);
    }
    const root = { ...message(ROOT), replies: 1 };
    thread = takePage(takeRoot(thread, ack(20, [root])), ack(20, [reply(7)]));
    expect(answerOf(thread, 7)).toMatchObject({ text: "new", replies: 1 });
    expect(thread.root?.message).toMatchObject({ replies: 2, reactions: [{ emoji: "👍", count: 1 }] });
    expect(seqs(thread)).toEqual([7, 24]);
  });

  test("a page that was made after it does not count it twice, whenever that is told", () => {
    const root = { ...message(ROOT), replies: 3 };
    const page = ack(24, [{ ...reply(7), text: "newest", replies: 1 }, reply(9), reply(24)]);
    const thread = takePage(takeRoot(takeEvent(emptyThread(ROOT), reply(9)), ack(24, [root])), page);
    let late = thread;
    for (const event of [edit(21, 7, "older"), reply(23, 7), reply(24)]) late = takeEvent(late, event);
    expect(answerOf(late, 7)).toMatchObject({ text: "newest", replies: 1 });
    expect(late.root?.message.replies).toBe(3);
    expect(seqs(late)).toEqual([7, 9, 24]);
  });

  test("[B2] what was missed is told as it is by now, and what was done to it is not done again", () => {
    let thread = takeRecovery(loaded(reply(7)), 12);
    const missed = { ...reply(10), text: "as of now", replies: 1 };
    for (const event of [missed, edit(11, 10, "in between"), reply(12, 10)]) thread = takeEvent(thread, event);
    expect(answerOf(thread, 10)).toMatchObject({ text: "as of now", replies: 1 });
    // What was held before knows nothing of it.
    thread = takeEvent(takeEvent(thread, reply(13, 10)), reply(14, 7));
    expect(answerOf(thread, 10)?.replies).toBe(2);
    expect(answerOf(thread, 7)?.replies).toBe(1);
    expect(thread.root?.message.replies).toBe(2);
  });
});

function gone(seq: number): Message {
  return { ...message(seq), text: "", deleted: 10 };
}

test("[K5] what was purged is gone from a thread, also where a page was made before; what was said later is not", () => {
  const purge = { type: "purge" as const, seq: 10, id: "p", whom: BEA, from: 6, at: 10, user: ME };
  const other = { ...reply(8), user: ME };
  const { replyTo: _, ...told } = other;
  const known = takeEvent(loaded(reply(7), other), purge);
  expect(known.root?.message).toMatchObject({ text: "text 5" });
  expect(known.answers.map(({ message }) => message)).toEqual([gone(7), told]);
  expect(answerOf(takeEvent(known, reply(11)), 11)).toEqual(message(11));
  const early = takeEvent(emptyThread(ROOT), { ...purge, from: 1 });
  const late = takePage(takeRoot(early, ack(9, [message(ROOT)])), ack(9, [reply(7)]));
  expect(late.root?.message).toEqual(gone(ROOT));
  expect(late.answers.map(({ message }) => message)).toEqual([gone(7)]);
});
