import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeEvents, encodeEvents } from "../../src/protocol/codec.ts";
import { decodeFrame } from "../../src/protocol/incoming.ts";
import type { EventOf, ServerEvent } from "../../src/protocol/events.ts";
import { DEFAULT_SETTINGS } from "../../src/protocol/settings.ts";

const typings = (count: number): string =>
  JSON.stringify(Array.from({ length: count }, () => ({ type: "typing", on: true })));

describe("decodeFrame", () => {
  it("never throws, on any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.json({ depthSize: "large" })), (text) => {
        const frame = decodeFrame(text);
        if (!frame.ok) expect(["bad_json", "too_big"]).toContain(frame.error.code);
      }),
      { numRuns: 2_000 },
    );
  });

  it("never throws on any command with any fields", () => {
    const command = fc.record(
      {
        type: fc.oneof(
          fc.constantFrom("send", "history", "rename", "typing", "members", "auth", "__proto__"),
          fc.jsonValue(),
        ),
        id: fc.oneof(fc.string(), fc.jsonValue()),
        text: fc.oneof(fc.string(), fc.jsonValue()),
        name: fc.jsonValue(),
        after: fc.oneof(fc.double(), fc.integer(), fc.string()),
        replyTo: fc.oneof(fc.double(), fc.integer(), fc.string()),
        limit: fc.jsonValue(),
        on: fc.jsonValue(),
        token: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(command, (value) => {
        const frame = decodeFrame(JSON.stringify(value));
        expect(frame.ok).toBe(true);
        if (!frame.ok) return;
        const [first] = frame.value;
        if (first && !first.ok) expect(["bad_command", "too_big"]).toContain(first.error.code);
      }),
      { numRuns: 2_000 },
    );
  });

  it("[W2] bad elements do not spoil good ones: each is judged by itself, in order", () => {
    const good = fc.string({ unit: "grapheme-ascii", minLength: 1 }).filter((text) => text.trim() !== "");
    const element = fc.oneof(
      good.map((text) => ({ isGood: true, json: { type: "send", text } as unknown })),
      fc.jsonValue().map((json) => ({ isGood: false, json: [json] as unknown })),
    );
    fc.assert(
      fc.property(fc.array(element, { maxLength: 100 }), (elements) => {
        const frame = decodeFrame(JSON.stringify(elements.map(({ json }) => json)));
        expect(frame.ok && frame.value.map(({ ok }) => ok)).toEqual(elements.map(({ isGood }) => isGood));
      }),
    );
  });

  it("[W2] takes 100 commands and not one more", () => {
    expect(decodeFrame(typings(100)).ok).toBe(true);
    expect(decodeFrame(typings(101))).toMatchObject({ ok: true, value: [{ ok: false, error: { code: "too_big" } }] });
  });

  it("[C4] fields that are not known, or that the server decides, do not come through", () => {
    const command = { type: "send", text: "a", from: "root", seq: 9, at: 1, user: {}, ["__proto__"]: { admin: true } };
    expect(decodeFrame(JSON.stringify(command))).toEqual({
      ok: true,
      value: [{ ok: true, value: { type: "send", text: "a" } }],
    });
  });

  it("[C1] a bad command is answered with its id, where that is one", () => {
    expect(decodeFrame('{"type":"dance","id":"a"}')).toMatchObject({ value: [{ ok: false, id: "a" }] });
    for (const id of ["x".repeat(65), "", 7, null, {}]) {
      const frame = decodeFrame(JSON.stringify({ type: "dance", id }));
      expect(frame).toMatchObject({ value: [{ ok: false }] });
      expect(frame).not.toHaveProperty("value.0.id");
    }
  });

  it("is not upset by deep nesting", () => {
    expect(decodeFrame("[".repeat(65_000))).toMatchObject({ ok: false, error: { code: "bad_json" } });
    expect(decodeFrame(`${"[".repeat(5_000)}${"]".repeat(5_000)}`)).toMatchObject({ ok: true });
  });
});

const user = { id: "u", name: "Ann" };
const message: EventOf<"message"> = { type: "message", seq: 1, id: "a", user, text: "x", at: 1 };

describe("events", () => {
  it("come out of decodeEvents as they went into encodeEvents", () => {
    const welcome: ServerEvent = {
      type: "welcome",
      version: 1,
      room: "r",
      you: { ...user, role: "guest" },
      epoch: "e",
      first: 1,
      head: 1,
      recovered: false,
      events: [message],
      more: false,
      settings: { ...DEFAULT_SETTINGS, topic: "t" },
      pins: [1],
      members: { online: 1, list: [user] },
      limits: { text: 1, name: 1, frame: 1, commands: 1, burst: 1, rate: 1 },
      heartbeat: 1,
    };
    const events: ServerEvent[] = [
      welcome,
      message,
      { type: "typing", user, on: true },
      { type: "bye", code: 1, reason: "r" },
    ];
    expect(decodeEvents(`[${encodeEvents(events)}]`)).toEqual(events);
    expect(JSON.parse(`[${encodeEvents(events)}]`)).toEqual(events);
  });

  it("[E4] a text survives encoding, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const event = { ...message, text: text.toWellFormed() };
        expect(decodeEvents(`[${encodeEvents([event])}]`)).toEqual([event]);
      }),
    );
  });

  it("[E2] types and fields that are not known are left out", () => {
    const frame = JSON.stringify([{ type: "fireworks" }, { ...message, mood: "good" }, 7, null]);
    expect(decodeEvents(frame)?.filter(({ type }) => type === "message")).toEqual([message]);
  });

  it.each(["", "{", "{}", "7", "null", '"pong"'])("%j is no frame of a server", (text) => {
    expect(decodeEvents(text)).toBeUndefined();
  });
});
