import type { ServerEvent } from "../protocol/events.ts";
import { formatCursor } from "../protocol/cursor.ts";
import { unfold, type Told } from "../protocol/unfold.ts";
import type { Visit } from "../visit.ts";

/** How a stream tells what happens in a room: as chunks of text, made of the frames of the socket that stands behind it. */
export interface StreamFormat {
  readonly contentType: string;
  /** What the room is to speak on that socket. @param isRaw whether the bare texts were asked for, where there are any */
  mode(isRaw: boolean): Visit["mode"];
  /** Said before anything else. */
  readonly opening: string;
  /** Says nothing, but that the line still stands. */
  readonly heartbeat: string;
  /** What turns the frames of one stream into chunks, in order. */
  encoder(): (frame: string) => string;
}

/** How long a client that lost its stream waits before it comes back, ms. */
const RETRY_MS = 2_000;

/** [T2] Server-sent events. A message is an unnamed event, so that `onmessage` gets it; the cursor is the event's id. */
const sse: StreamFormat = {
  contentType: "text/event-stream; charset=utf-8",
  mode: () => "json",
  opening: `retry: ${RETRY_MS}\n\n`,
  heartbeat: ":\n\n",
  encoder() {
    let epoch = "";
    return (frame) => {
      let chunk = "";
      for (const { event, seq } of toldBy(frame)) {
        if (event.type === "welcome") ({ epoch } = event);
        if (event.type !== "message") chunk += `event: ${event.type}\n`;
        if (seq !== undefined) chunk += `id: ${formatCursor({ epoch, seq })}\n`;
        // JSON has no line breaks, whatever is in its strings.
        chunk += `data: ${JSON.stringify(event)}\n\n`;
      }
      return chunk;
    };
  },
};

/** [T3] An event a line. */
const ndjson: StreamFormat = {
  contentType: "application/x-ndjson; charset=utf-8",
  mode: () => "json",
  opening: "",
  heartbeat: "\n",
  encoder: () => (frame) => {
    let chunk = "";
    for (const { event } of toldBy(frame)) chunk += `${JSON.stringify(event)}\n`;
    return chunk;
  },
};

/** Whatever ends a line in a terminal or an editor. */
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;
const CONTINUED = "\n    ";

/** [T3] The lines of text mode: each frame there is one, whatever it holds. */
const text: StreamFormat = {
  contentType: "text/plain; charset=utf-8",
  mode: (isRaw) => (isRaw ? "raw" : "text"),
  opening: "",
  heartbeat: "\n",
  encoder: () => (frame) => `${frame.replace(LINE_BREAK, CONTINUED)}\n`,
};

export const STREAM_FORMATS = { sse, ndjson, text };

/** What a frame in JSON mode tells. */
function toldBy(frame: string): readonly Told[] {
  return unfold(JSON.parse(frame) as ServerEvent[]); // Written by the room's object and nobody else.
}
