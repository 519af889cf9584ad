import { describe, expect, it } from "vitest";
import type { Message } from "../../src/protocol/events.ts";
import { DEFAULT_SETTINGS } from "../../src/protocol/settings.ts";
import type { ExportHeader, ExportPlace } from "../../src/protocol/transfer.ts";
import { exportStream, type ExportFormat, type ExportSource } from "../../src/transfer/export.ts";
import { attachmentNamed } from "../../src/transfer/file-name.ts";
import { pageFormat } from "../../src/transfer/html/page.ts";
import { WORDS } from "../../src/transfer/html/words.ts";
import { NDJSON } from "../../src/transfer/ndjson.ts";

const HEAD = 100_000;
const PAGE = 1_000;

const header: ExportHeader = {
  type: "parley-export",
  version: 1,
  room: "tea",
  epoch: "e",
  first: 1,
  head: HEAD,
  settings: DEFAULT_SETTINGS,
  pins: [],
  at: 1_795_176_000_000,
};

function message(seq: number): Message {
  const replyTo = seq > 1 ? { replyTo: seq - 1 } : {};
  return { type: "message", seq, id: `i${seq}`, user: { id: "g_u", name: "Una" }, text: "hello", at: seq, ...replyTo };
}

/** A room of many messages, that counts how many of them were given out and not yet taken. */
function largeSource() {
  const asked: ExportPlace[] = [];
  const source: ExportSource = {
    async page(place) {
      asked.push(place);
      return Array.from({ length: Math.min(PAGE, place.to - place.after) }, (_, index) =>
        message(place.after + 1 + index),
      );
    },
    excerpts: async (seqs) => seqs.map(message),
  };
  return { source, asked };
}

describe.each<[string, () => ExportFormat, number]>([
  ["lines", () => NDJSON, 250],
  ["a page", () => pageFormat(WORDS.en), 900],
])("[R7] 100,000 messages as %s", (_name, format, bytesEach) => {
  it("are asked for page by page, and only when what came before was taken", async () => {
    const { source, asked } = largeSource();
    const reader = exportStream(header, format(), source).getReader();
    let largest = 0;
    for (let chunks = 0; ; chunks++) {
      const { done, value } = await reader.read();
      if (done) break;
      largest = Math.max(largest, value.byteLength);
      // The first chunk is what stands before all of them.
      expect(asked.length).toBeLessThanOrEqual(chunks);
    }
    expect(asked.map(({ after }) => after)).toEqual(Array.from({ length: HEAD / PAGE }, (_, index) => index * PAGE));
    expect(largest).toBeLessThan(PAGE * bytesEach);
  });

  it("are not read on for who has gone", async () => {
    const { source, asked } = largeSource();
    const reader = exportStream(header, format(), source).getReader();
    await reader.read();
    await reader.read();
    await reader.cancel();
    expect(asked).toHaveLength(1);
  });

  it("end without their last line where they cannot be gone on with", async () => {
    const { source } = largeSource();
    const failing: ExportSource = {
      ...source,
      page: (place) => (place.after > PAGE ? Promise.reject(new Error("gone")) : source.page(place)),
    };
    const reader = exportStream(header, format(), failing).getReader();
    const read = async () => new TextDecoder().decode((await reader.read()).value);
    const text = [await read(), await read(), await read()].join("");
    await expect(reader.read()).rejects.toThrow("gone");
    expect(text).not.toMatch(/parley-export-end|<\/html>/);
  });
});

describe("[R7] what a file is called", () => {
  it.each([
    ["tea", `attachment; filename="parley-tea.html"; filename*=UTF-8''parley-tea.html`],
    ["聊天", `attachment; filename="parley-__.html"; filename*=UTF-8''parley-%E8%81%8A%E5%A4%A9.html`],
    // No room has such a name; no header would break of it.
    [
      `"'()*\r\n;`,
      `attachment; filename="parley-________.html"; filename*=UTF-8''parley-%22%27%28%29%2A%0D%0A%3B.html`,
    ],
  ])("after a room called %j", (room, expected) => {
    expect(attachmentNamed(room, "html")).toBe(expected);
  });
});
