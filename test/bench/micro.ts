import { encodeEvents } from "../../src/protocol/codec.ts";
import { decodeFrame } from "../../src/protocol/incoming.ts";
import type { DurableEvent } from "../../src/protocol/events.ts";
import { Outbox } from "../../src/room/outbox.ts";
import type { LinkState, Traffic } from "../../src/room/link.ts";
import { Formats } from "../../src/transports/websocket/formats.ts";
import { SocketLink } from "../../src/transports/websocket/link.ts";

/** What codec and outbox cost by themselves, in seconds, without a server: `npm run bench:micro`. */

const MEASURE_MS = 400;
const TEXT = "the quick brown fox and so on as people do when they have met: some eighty bytes.";
const LINKS = 500;

const command = JSON.stringify({ type: "send", id: "12-3456", text: TEXT });
const frame = `[${Array.from({ length: 100 }, () => command).join(",")}]`;

const rows = [
  measure("decode one command", 1, () => decodeFrame(command)),
  measure("decode a frame of 100 commands", 100, () => decodeFrame(frame)),
  measure("encode one event", 1, () => encodeEvents([message(1)])),
  ...[1, 10, 160].map((messages) => {
    const flush = outboxOf(LINKS);
    return measure(`flush ${messages} messages to ${LINKS} links`, messages * LINKS, () => flush(messages));
  }),
];
console.log("| what | µs each time | ns for each command, event or delivery |\n| --- | --- | --- |");
for (const { what, micros, count } of rows) {
  console.log(`| ${what} | ${micros.toPrecision(3)} | ${((micros * 1000) / count).toPrecision(3)} |`);
}
process.exit();

/** Runs something for a while, after it has been run warm. @param count of commands, events or deliveries in each run */
function measure(what: string, count: number, run: () => unknown): { what: string; micros: number; count: number } {
  const forMs = (ms: number): number => {
    const start = performance.now();
    let runs = 0;
    do {
      run();
      runs++;
    } while (performance.now() - start < ms);
    return ((performance.now() - start) * 1000) / runs;
  };
  forMs(MEASURE_MS / 2);
  return { what, micros: forMs(MEASURE_MS), count };
}

function message(seq: number): DurableEvent {
  return {
    type: "message",
    seq,
    id: "12-3456",
    user: { id: "g_0123456789abcdef0123", name: "u12" },
    text: TEXT,
    at: 1e12,
  };
}

/** An outbox with links to sockets that take everything. @returns what sends so many messages in one flush */
function outboxOf(links: number): (messages: number) => void {
  const outbox = new Outbox({
    commit: () => {},
    lost: (error) => {
      throw error;
    },
    presence: () => ({ type: "presence", online: links }),
    now: () => 0,
    waiting: () => {},
    drop: () => {},
    told: () => {},
  });
  const traffic: Traffic = { framesOut: 0, bytesOut: 0 };
  const formats = new Formats({ labels: { know: () => {}, of: ({ name }) => name } });
  const made = Array.from({ length: links }, (_, index) => {
    const state: LinkState = {
      you: { id: `g_${index}`, name: `u${index}`, role: "guest" },
      expires: Number.MAX_SAFE_INTEGER,
      badFrames: 0,
      came: 0,
      commands: { tokens: 60, at: 0 },
      refusals: 0,
    };
    return SocketLink.open(socketThatTakesEverything(), { mode: "json", echo: true, state }, formats, traffic);
  });
  for (const link of made) outbox.restore(link);
  return (messages) => {
    for (let seq = 1; seq <= messages; seq++) {
      const ack = { type: "ack", id: "12-3456", seq, at: 1e12 } as const;
      const failed = { type: "error", code: "internal", message: "" } as const;
      outbox.accept(message(seq), made[seq % 20]!, { stored: ack, failed });
    }
    outbox.flush();
  };
}

/** The little of a runtime's socket that a link uses. */
function socketThatTakesEverything(): WebSocket {
  const socket = { readyState: WebSocket.OPEN, bufferedAmount: 0, send: () => {}, serializeAttachment: () => {} };
  return socket as unknown as WebSocket;
}
