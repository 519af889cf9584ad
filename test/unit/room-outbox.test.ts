import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  BUFFERED_MAX_BYTES,
  CROWD_WAIT_MS,
  FLUSH_MAX_EVENTS,
  FLUSH_TOOK_MAX_MS,
  FLUSH_WAIT_MAX_MS,
  FLUSH_WAIT_MIN_MS,
  FLUSH_WAIT_PER_LINK_MS,
  FLUSH_WAIT_SHARE,
  PRESENCE_WAIT_MS,
} from "../../src/config.ts";
import type { DurableEvent, EphemeralEvent, ServerEvent } from "../../src/protocol/events.ts";
import type { Format, Frame, Link, LinkState } from "../../src/room/link.ts";
import { Outbox } from "../../src/room/outbox.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

let encodings = 0;
const format: Format = {
  encode(events) {
    encodings++;
    return {
      frames(_link, replies) {
        const text = JSON.stringify([...replies, ...events]);
        return replies.length + events.length > 0 ? [{ text, bytes: text.length }] : [];
      },
    };
  },
};

class FakeLink implements Link {
  readonly format = format;
  readonly state: LinkState;
  readonly isOpen = true;
  readonly frames: string[] = [];
  grace = 0;
  waiting = 0;

  constructor(id: string) {
    const you = { id, name: id, role: "guest" as const };
    this.state = { you, came: 0, expires: Infinity, badFrames: 0, commands: { tokens: 1, at: 0 }, refusals: 0 };
  }

  /** Everything told so far, in short: a type, and whom or what it is about. */
  get told(): string[] {
    return this.frames.flatMap((frame) => JSON.parse(frame) as ServerEvent[]).map(short);
  }

  keep(): void {}
  close(): void {}
  send({ text }: Frame): void {
    this.frames.push(text);
  }
  buffered(): number {
    return this.waiting;
  }
}

function short(event: ServerEvent): string {
  if (event.type === "message") return event.text;
  if (event.type === "presence") return `presence ${event.online}`;
  return "user" in event ? `${event.type} ${event.user.id}` : event.type;
}

function message(seq: number): DurableEvent {
  return { type: "message", seq, id: `m${seq}`, user: { id: "ann", name: "ann" }, text: `text ${seq}`, at: seq };
}

function news(type: "join" | "leave", id: string): EphemeralEvent {
  return { type, user: { id, name: id }, online: 1 };
}

/** An outbox with its links, and what it committed. */
function setUp(ids: readonly string[], commit: (events: readonly DurableEvent[]) => void = () => {}) {
  const committed: number[][] = [];
  let waited = 0;
  const links = ids.map((id) => new FakeLink(id));
  const outbox: Outbox = new Outbox({
    commit(events) {
      commit(events);
      committed.push(events.map(({ seq }) => seq));
    },
    lost: () => {},
    told: () => {},
    presence: () => ({ type: "presence", online: outbox.links.size }),
    now: () => Date.now(),
    waiting: (ms) => (waited += ms),
    drop(link) {
      outbox.remove(link);
      outbox.announce(news("leave", link.state.you.id));
      outbox.settle();
    },
  });
  for (const link of links) outbox.restore(link);
  return { outbox, links, committed, waited: () => waited };
}

const verdict = {
  stored: { type: "ack" as const, id: "x" },
  failed: { type: "error" as const, code: "internal", message: "" },
};

describe("the outbox", () => {
  it("writes and sends at once in a quiet room, then gathers: one commit and one frame a link", () => {
    const { outbox, links, committed } = setUp(["ann", "bo"]);
    for (const seq of [1, 2, 3, 4]) {
      outbox.accept(message(seq), links[0]!, verdict);
      outbox.settle();
    }
    expect(committed).toEqual([[1]]);
    vi.advanceTimersByTime(FLUSH_WAIT_MAX_MS);
    expect(committed).toEqual([[1], [2, 3, 4]]);
    expect(links[1]!.frames).toHaveLength(2);
    expect(links[1]!.told).toEqual(["text 1", "text 2", "text 3", "text 4"]);
  });

  it.each([
    [2, FLUSH_WAIT_MIN_MS],
    [1_000, 1_000 * FLUSH_WAIT_PER_LINK_MS],
    [10_000, FLUSH_WAIT_MAX_MS],
  ])("gathers for longer the more links there are: with %i of them for %i ms", (count, ms) => {
    const { outbox, links, committed } = setUp(Array.from({ length: count }, (_, index) => `u${index}`));
    for (const seq of [1, 2]) {
      outbox.accept(message(seq), links[0]!, verdict);
      outbox.settle();
    }
    vi.advanceTimersByTime(ms - 1);
    expect(committed).toEqual([[1]]);
    vi.advanceTimersByTime(1);
    expect(committed).toEqual([[1], [2]]);
  });

  it("gathers until the frames of the last flush have left, and a while longer", () => {
    const { outbox, links, committed } = setUp(["ann", "bo"]);
    const TOOK_MS = 500;
    links[1]!.send = () => void vi.setSystemTime(Date.now() + TOOK_MS);
    for (const seq of [1, 2]) {
      outbox.accept(message(seq), links[0]!, verdict);
      outbox.settle();
    }
    vi.advanceTimersByTime(TOOK_MS * FLUSH_WAIT_SHARE - 1);
    expect(committed).toEqual([[1]]);
    vi.advanceTimersByTime(1);
    expect(committed).toEqual([[1], [2]]);
  });

  it("waits no longer than for so many messages", () => {
    const { outbox, links, committed } = setUp(["ann"]);
    for (let seq = 1; seq <= FLUSH_MAX_EVENTS + 1; seq++) {
      outbox.accept(message(seq), links[0]!, verdict);
      outbox.settle();
    }
    expect(committed.map((seqs) => seqs.length)).toEqual([1, FLUSH_MAX_EVENTS]);
  });

  it("a clock that is set while frames leave makes nobody wait, and nothing cost more, for long", () => {
    const { outbox, links, committed, waited } = setUp(["ann", "bo"]);
    links[1]!.send = () => void vi.setSystemTime(Date.now() + 3_600_000);
    for (const seq of [1, 2]) {
      outbox.accept(message(seq), links[0]!, verdict);
      outbox.settle();
    }
    vi.advanceTimersByTime(FLUSH_WAIT_MAX_MS);
    expect(committed).toEqual([[1], [2]]);
    expect(waited()).toBeLessThanOrEqual(2 * (FLUSH_TOOK_MAX_MS + FLUSH_WAIT_MAX_MS));
  });

  it("encodes once a format, however many links there are", () => {
    const { outbox, links } = setUp(Array.from({ length: 50 }, (_, index) => `u${index}`));
    encodings = 0;
    outbox.accept(message(1), links[0]!, verdict);
    outbox.settle();
    expect(encodings).toBe(1);
  });

  it("[C2] a commit that fails tells the sender so and nobody anything else", () => {
    const { outbox, links } = setUp(["ann", "bo"], () => {
      throw new Error("disk");
    });
    outbox.announce(news("join", "cy"));
    outbox.accept(message(1), links[0]!, verdict);
    outbox.settle();
    expect(links[0]!.told).toEqual(["error", "join cy"]);
    expect(links[1]!.told).toEqual(["join cy"]);
  });

  it("[W4] a link that has just come is told what is not in its snapshot, and not of itself", () => {
    const { outbox, links } = setUp(["ann"]);
    outbox.announce(news("join", "first"));
    outbox.settle();
    outbox.accept(message(1), links[0]!, verdict);
    const late = new FakeLink("late");
    outbox.announce(news("join", "late"));
    outbox.add(late);
    outbox.announce(news("join", "later"));
    outbox.settle();
    vi.advanceTimersByTime(FLUSH_WAIT_MAX_MS);
    expect(late.told).toEqual(["text 1", "join later"]);
    expect(links[0]!.told).toEqual(["join first", "ack", "text 1", "join late", "join later"]);
  });

  it("cutting a slow reader off is news after what was being sent, for everybody", () => {
    const { outbox, links } = setUp(["ann", "slow", "bo"]);
    links[1]!.waiting = BUFFERED_MAX_BYTES + 1;
    outbox.announce(news("join", "zoe"));
    outbox.settle();
    vi.advanceTimersByTime(PRESENCE_WAIT_MS);
    for (const link of [links[0]!, links[2]!]) expect(link.told).toEqual(["join zoe", "leave slow"]);
    expect(links[1]!.told).toEqual([]);
  });

  it("who comes and goes is told at once, then gathered, or travels with what is said", () => {
    const { outbox, links } = setUp(["ann"]);
    const [ann] = links;
    const come = (id: string): void => {
      outbox.announce(news("join", id));
      outbox.settle();
    };
    come("first");
    expect(ann!.told).toEqual(["join first"]);
    vi.advanceTimersByTime(FLUSH_WAIT_MIN_MS);
    come("second");
    come("third");
    expect(ann!.frames).toHaveLength(1);
    vi.advanceTimersByTime(PRESENCE_WAIT_MS);
    expect(ann!.frames).toHaveLength(2);
    expect(ann!.told).toEqual(["join first", "join second", "join third"]);

    vi.advanceTimersByTime(FLUSH_WAIT_MIN_MS);
    come("fourth");
    outbox.accept(message(1), ann!, verdict);
    outbox.settle();
    expect(ann!.told.slice(3)).toEqual(["ack", "join fourth", "text 1"]);
  });

  it("of the mere number of people only the last is told, and no timer is left", () => {
    const { outbox, links } = setUp(["ann"]);
    for (let count = 0; count < 10; count++) {
      outbox.announceCount();
      outbox.settle();
    }
    vi.advanceTimersByTime(CROWD_WAIT_MS - 1);
    expect(links[0]!.told).toEqual(["presence 1"]);
    vi.advanceTimersByTime(1);
    expect(links[0]!.told).toEqual(["presence 1", "presence 1"]);
    vi.advanceTimersByTime(CROWD_WAIT_MS);
    expect(vi.getTimerCount()).toBe(0);
  });
});
