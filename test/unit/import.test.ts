import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IMPORT_BATCH_BYTES, IMPORT_BATCH_ENTRIES } from "../../src/config.ts";
import { parseImportLine } from "../../src/protocol/import-rules.ts";
import { fail, ok } from "../../src/protocol/result.ts";
import { DEFAULT_SETTINGS } from "../../src/protocol/settings.ts";
import type { ExportEntry } from "../../src/protocol/transfer.ts";
import { Import, type ImportTarget } from "../../src/transfer/import.ts";
import { Lines } from "../../src/transfer/lines.ts";

const utf8 = new TextEncoder();
const NOW = 1_795_176_000_000;
const MAX_BYTES = 100_000_000;

describe("[R8] a line", () => {
  it("of a purge says what it took off the pinned, as it was told [K5]", () => {
    const somebody = { id: "a", name: "Ann" };
    const purge = { type: "purge", seq: 9, id: "p", at: 1, user: somebody, whom: somebody, from: 2, unpinned: [2, 3] };
    expect(parseImportLine(purge)).toEqual(ok(purge));
    expect(parseImportLine({ ...purge, unpinned: ["2"] })).toMatchObject({ ok: false });
  });
});

describe("[R8] lines", () => {
  it("are the same however their bytes come in pieces, and are counted", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", ""))),
        fc.array(fc.nat(40)),
        (texts, cuts) => {
          const bytes = utf8.encode(texts.join("\n"));
          const lines = new Lines(10_000);
          const read = [];
          let from = 0;
          for (const cut of [...cuts, bytes.length]) {
            read.push(...lines.push(bytes.subarray(from, from + cut)));
            from = Math.min(bytes.length, from + cut);
          }
          read.push(lines.end());
          const expected = (texts.length === 0 ? [""] : texts).map((text) => text.replace(/^\uFEFF/, ""));
          expect(read.map((line) => (line.ok ? line.value.text : line.error.code))).toEqual(expected);
          expect(read.map((line) => line.ok && line.value.number)).toEqual(expected.map((_, index) => index + 1));
        },
      ),
    );
  });

  it.each([
    [10, "ok"],
    [11, "too_big"],
  ])("of 10 bytes at most: of %i it is %s", (length, expected) => {
    const lines = new Lines(10);
    const [line] = lines.push(utf8.encode(`${"x".repeat(length)}\n`));
    expect(line!.ok ? "ok" : line!.error.code).toBe(expected);
  });

  it("a line without an end is not waited for", () => {
    const lines = new Lines(10);
    expect([...lines.push(utf8.encode("x".repeat(6)))]).toEqual([]);
    expect([...lines.push(utf8.encode("x".repeat(6)))]).toMatchObject([{ ok: false, error: { code: "too_big" } }]);
  });
});

const encode = (line: object): Uint8Array => utf8.encode(`${JSON.stringify(line)}\n`);

function* fileOf(count: number, text: string): Generator<Uint8Array> {
  const settings = DEFAULT_SETTINGS;
  yield encode({ type: "parley-export", version: 1, first: 1, head: count, settings, pins: [] });
  const user = { id: "g_u", name: "Una" };
  for (let seq = 1; seq <= count; seq++) yield encode({ type: "message", seq, id: `i${seq}`, at: seq, user, text });
  yield encode({ type: "parley-export-end", count });
}

/** A body that counts what was taken of it. */
function bodyOf(pieces: Iterator<Uint8Array>) {
  const taken = { bytes: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = pieces.next();
        if (done) return controller.close();
        taken.bytes += value.byteLength;
        controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken };
}

/** A room that tells what was done with it. */
function roomThat(answers: Partial<ImportTarget<string>> = {}) {
  const calls: string[] = [];
  const batches: (readonly ExportEntry[])[] = [];
  const target: ImportTarget<string> = {
    begin: async () => (calls.push("begin"), ok("id")),
    add: async (_id, entries) => (batches.push(entries), ok(null)),
    finish: async () => (calls.push("finish"), ok("done")),
    abandon: async () => void calls.push("abandon"),
    ...answers,
  };
  return { target, calls, batches };
}

describe("[R8] a file on its way", () => {
  it.each([
    [100_000, "hello"],
    [2_000, "x".repeat(3_900)],
  ])("of %i messages is handed on in batches, and read no faster than they are taken", async (count, text) => {
    const { body, taken } = bodyOf(fileOf(count, text));
    let handed = 0;
    let largest = 0;
    let most = 0;
    let ahead = 0;
    const { target, calls } = roomThat({
      add: async (_id, entries) => {
        largest = Math.max(largest, entries.length);
        const bytes = entries.reduce((sum, entry) => sum + encode(entry).byteLength, 0);
        most = Math.max(most, bytes);
        ahead = Math.max(ahead, taken.bytes - handed);
        handed += bytes;
        return ok(null);
      },
    });
    expect(await new Import(target, MAX_BYTES, NOW).take(body)).toEqual(ok("done"));
    expect(calls).toEqual(["begin", "finish"]);
    expect(largest).toBeLessThanOrEqual(IMPORT_BATCH_ENTRIES);
    expect(most).toBeLessThanOrEqual(IMPORT_BATCH_BYTES);
    expect(ahead).toBeLessThan(IMPORT_BATCH_BYTES * 1.1);
  });

  it("is given up once, whatever ends it", async () => {
    const whole = [...fileOf(3, "hello")];
    const broken = () => bodyOf([...whole.slice(0, 2), utf8.encode("{\n"), ...whole.slice(2)].values()).body;
    const first = roomThat();
    expect(await new Import(first.target, MAX_BYTES, NOW).take(broken())).toMatchObject({
      error: { code: "bad_json", message: "Line 3: This is not JSON." },
    });
    expect(first.calls).toEqual(["begin", "abandon"]);

    const refusing = roomThat({
      add: async () => ({ ok: false, error: { code: "bad_command", message: "No.", index: 1 } }),
    });
    expect(await new Import(refusing.target, MAX_BYTES, NOW).take(bodyOf(whole.values()).body)).toMatchObject({
      error: { code: "bad_command", message: "Line 3: No." },
    });
    expect(refusing.calls).toEqual(["begin", "abandon"]);

    const failing = roomThat({ add: () => Promise.reject(new Error("the room is gone")) });
    await expect(new Import(failing.target, MAX_BYTES, NOW).take(bodyOf(whole.values()).body)).rejects.toThrow("gone");
    expect(failing.calls).toEqual(["begin", "abandon"]);
  });

  it("is cut off where its body is", async () => {
    const pieces = fileOf(3, "hello");
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const { done, value } = pieces.next();
        if (done || value.byteLength < 50) controller.error(new Error("hung up"));
        else controller.enqueue(value);
      },
    });
    const { target, calls } = roomThat();
    expect(await new Import(target, MAX_BYTES, NOW).take(body)).toMatchObject({ error: { code: "bad_command" } });
    expect(calls).toEqual(["begin", "abandon"]);
  });

  it("is refused where another one is under way, and that one is left alone", async () => {
    const { target, calls } = roomThat({ begin: async () => fail("exists", "Another one.", 500) });
    expect(await new Import(target, MAX_BYTES, NOW).take(bodyOf(fileOf(3, "hello")).body)).toMatchObject({
      error: { code: "exists", retryAfter: 500 },
    });
    expect(calls).toEqual([]);
  });
});
