import { expect, test, vi } from "vitest";
import { TIMING } from "../../src/client/config.ts";
import { answer, come, EVENTS, polled, streamed } from "./support/http-room.ts";
import { BEA, ME, message, messages, until, welcome } from "./support/client.ts";
import { ScriptedFetch, type ScriptedRequest, sse } from "./support/scripted-fetch.ts";

test("[T2] the events of a welcome, however the stream is cut into pieces, are of the welcome", async () => {
  const http = new ScriptedFetch();
  const room = come({ ways: ["stream"], history: 10 });
  const welcomes = vi.fn();
  room.on("welcome", welcomes);
  const request = await http.next(EVENTS);
  expect(request).toMatchObject({ authorization: "Bearer t1", query: { format: "sse", history: "10" } });
  const say = request.stream();
  const told = [3, 4, 5].map((seq) => sse(message(seq, { text: `data: ${seq}: \n\n` }), `e1.${seq}`)).join("");
  const text = `retry: 2000\n\n${sse(welcome({ head: 5, more: true }), "e1.2")}${told}${sse({ type: "join", user: BEA, online: 2 } as never)}`;
  for (const character of text) say(character);
  const { messages } = await until(room.state, ({ online }) => online === 2);
  expect(messages.map(({ seq }) => seq)).toEqual([3, 4, 5]);
  expect(welcomes).toHaveBeenCalledOnce();
  expect(welcomes.mock.calls[0]![0]).toMatchObject({ head: 5, events: messages });
});

test("[B2] [B4] a stream that ends is gone on with from the cursor, and what was missed is told as news", async () => {
  const { http, room, say } = await streamed();
  const news: number[] = [];
  room.on("message", ({ seq }) => news.push(seq));
  say(sse(message(1), "e1.1") + sse(message(3), "e1.3"));
  const second = await http.next(EVENTS);
  expect(second.query).toMatchObject({ since: "e1.1" });
  second.stream()(
    sse(welcome({ recovered: true, head: 3 }), "e1.1") + sse(message(2), "e1.2") + sse(message(3), "e1.3"),
  );
  expect((await until(room.state, ({ messages }) => messages.length === 3)).messages).toEqual(messages(1, 3));
  expect(news).toEqual([1, 2, 3]);
});

test("[W3] a ping asks the server whether it is there, soon after the welcome and then each heartbeat; no answer is no sign of life", async () => {
  vi.useFakeTimers();
  try {
    const { http, room, say } = await streamed({}, { heartbeat: 30_000 }, TIMING);
    const heartbeat = async (): Promise<void> => {
      await vi.advanceTimersByTimeAsync(20_000);
      say(":\n\n");
      await vi.advanceTimersByTimeAsync(10_000);
    };
    for (let n = 1; n <= 3; n++) {
      await heartbeat();
      expect(http.pings.size).toBe(n + 1);
    }
    await vi.advanceTimersByTimeAsync(TIMING.pongMs);
    expect(room.state.value.status).toBe("online");
    http.isThere = false;
    await heartbeat();
    expect(room.state.value.status).not.toBe("online");
    room.close();
  } finally {
    vi.useRealTimers();
  }
});

test("[T3] a stream that does not even say that it stands is dead, wherever the server is", async () => {
  vi.useFakeTimers();
  try {
    const { http, room, say } = await streamed({}, { heartbeat: 30_000 }, TIMING);
    for (let n = 0; n < 20; n++) {
      await vi.advanceTimersByTimeAsync(20_000);
      say(":\n\n");
    }
    expect(room.state.value.status).toBe("online");
    expect(http.requests.size).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(room.state.value.status).not.toBe("online");
    room.close();
  } finally {
    vi.useRealTimers();
  }
});

test("[T4] each poll goes on from the last, and what it brings is news", async () => {
  const { http, room, held } = await polled({ head: 1, events: messages(1, 1) });
  const welcomes = vi.fn();
  room.on("welcome", welcomes);
  expect(held).toMatchObject({ authorization: "Bearer t1", query: { wait: "1", since: "e1.1" } });
  held.json(200, answer({ recovered: true, head: 3, events: messages(2, 3) }));
  const second = await http.next(EVENTS);
  expect(second.query).toMatchObject({ wait: "1", since: "e1.3" });
  expect(room.state.value.messages).toEqual(messages(1, 3));
  // The log was wiped: what is told is all there is.
  second.json(200, answer({ epoch: "e2", head: 1, events: messages(1, 1) }));
  expect((await http.next(EVENTS)).query).toMatchObject({ since: "e2.1" });
  expect(room.state.value.messages).toEqual(messages(1, 1));
  expect(welcomes).toHaveBeenCalledOnce();
});

test("[T4] who came, went or was renamed between two polls is seen in the second, and asked for soon", async () => {
  const cy = { id: "u-cy", name: "Cy" };
  const { http, room, held } = await polled({ members: { online: 2, list: [ME, BEA] } });
  const told: string[] = [];
  for (const type of ["join", "leave", "rename"] as const)
    room.on(type, ({ user }) => told.push(`${type} ${user.name}`));
  const members = { online: 2, list: [{ ...ME, name: "Mio" }, cy] };
  held.json(200, answer({ recovered: true, members, events: [{ type: "leave", user: cy, online: 1 }] }));
  const soon = await http.next(EVENTS);
  expect(soon.query).toMatchObject({ wait: "1" });
  expect(told).toEqual(["leave Bea", "rename Mio", "join Cy", "leave Cy"]);
  expect(room.state.value).toMatchObject({ online: 1, members: [{ name: "Mio" }], you: { name: "Mio" } });
  soon.json(200, answer({ recovered: true, members: { online: 1, list: [{ ...ME, name: "Mio" }] } }));
  expect((await http.next(EVENTS)).query).toMatchObject({ wait: "25" });
  expect(told).toHaveLength(4);
});

/** Answers every poll for a while. @param after ms in which it does, where it is not held as asked. @returns how many there were */
async function pollsIn(
  http: ScriptedFetch,
  held: ScriptedRequest,
  { forMs, after, fields }: { forMs: number; after: number; fields: (n: number) => object },
): Promise<number> {
  const until = Date.now() + forMs;
  let n = 0;
  for (let poll = held; Date.now() < until;) {
    await vi.advanceTimersByTimeAsync(after);
    poll.json(200, answer({ recovered: true, ...fields(++n) }));
    while (http.requests.size === 0) await vi.advanceTimersByTimeAsync(50);
    poll = await http.next(EVENTS);
  }
  return n;
}

test("polls that end early and empty are asked for less often, and no two are the same to a cache", async () => {
  vi.useFakeTimers();
  try {
    const { http, room, held } = await polled();
    const n = await pollsIn(http, held, { forMs: 60_000, after: 1, fields: () => ({}) });
    expect(n).toBeLessThanOrEqual(22);
    expect(n).toBeGreaterThan(18);
    expect(room.state.value.status).toBe("online");
    room.close();
    const nonces = new Set<string>();
    vi.stubGlobal("fetch", (url: URL) => {
      nonces.add(url.searchParams.get("nonce")!);
      return Promise.reject(new TypeError("fetch failed"));
    });
    const again = come({ ways: ["stream"] });
    await vi.advanceTimersByTimeAsync(1_000);
    again.close();
    expect(nonces.size).toBeGreaterThan(3);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

const newsOf = (n: number) => ({ head: n, events: messages(n, n) });

test("in a busy room one polls once a second", async () => {
  vi.useFakeTimers();
  try {
    const { http, room, held } = await polled();
    expect(await pollsIn(http, held, { forMs: 60_000, after: 70, fields: newsOf })).toBeLessThanOrEqual(60);
    room.close();
  } finally {
    vi.useRealTimers();
  }
});

test("news that one had to wait for is followed by the next poll at once", async () => {
  vi.useFakeTimers();
  try {
    const { http, room, held } = await polled();
    await vi.advanceTimersByTimeAsync(1_000);
    held.json(200, answer({ recovered: true, head: 1, events: messages(1, 1) }));
    await vi.advanceTimersByTimeAsync(1);
    expect(http.requests.size).toBe(1);
    room.close();
  } finally {
    vi.useRealTimers();
  }
});
