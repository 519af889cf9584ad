import { decodeFrame, encodeEvents, problemOf, type Incoming } from "../protocol/codec.ts";
import type { CloseCode } from "../protocol/errors.ts";
import type { ServerEvent } from "../protocol/events.ts";
import { isWithinBytes, Text, utf8Length } from "../protocol/fields.ts";
import { FRAME_MAX_BYTES } from "../protocol/limits.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { textLines } from "../protocol/text-lines.ts";
import type { Batch, Format, Frame, Link, LinkState, Traffic } from "../room/link.ts";
import * as v from "valibot";

/** What is spoken on a socket: JSON events, lines of text, or the bare texts alone. */
export type Mode = "json" | "text" | "raw";

/** What a socket keeps through hibernation. */
interface Attachment {
  readonly mode: Mode;
  /** Text modes: whether one's own messages come back. */
  readonly echo: boolean;
  readonly state: LinkState;
}

/** A WebSocket in the hands of the hibernation API, as a link. */
export class SocketLink implements Link {
  readonly format: Format;
  readonly mode: Mode;
  readonly echo: boolean;
  readonly state: LinkState;
  grace = 0;
  /** When a frame last came, heartbeats aside, ms since 1970; 0 where none has since the object was started. */
  heardAt = 0;
  readonly #socket: WebSocket;
  readonly #traffic: Traffic;

  private constructor(socket: WebSocket, { mode, echo, state }: Attachment, traffic: Traffic) {
    this.#socket = socket;
    this.#traffic = traffic;
    this.mode = mode;
    this.echo = echo;
    this.state = state;
    this.format = FORMATS[mode];
  }

  /** A socket that has just been accepted. */
  static open(socket: WebSocket, attachment: Attachment, traffic: Traffic): SocketLink {
    const link = new SocketLink(socket, attachment, traffic);
    link.keep();
    return link;
  }

  /** A socket that a wake found; undefined for one that this side has closed. */
  static restore(socket: WebSocket, traffic: Traffic): SocketLink | undefined {
    const attachment = socket.deserializeAttachment() as Attachment | null; // Written by `keep` and nobody else.
    return attachment ? new SocketLink(socket, attachment, traffic) : undefined;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  keep(): void {
    if (!this.isOpen) return;
    const attachment: Attachment = { mode: this.mode, echo: this.echo, state: this.state };
    this.#socket.serializeAttachment(attachment);
  }

  send({ text, bytes }: Frame): void {
    // A socket can go between two events without its handler having run yet.
    if (!this.isOpen) return;
    this.#socket.send(text);
    this.#traffic.framesOut++;
    this.#traffic.bytesOut += bytes;
  }

  buffered(): number {
    return bufferedAmount(this.#socket);
  }

  close(code: CloseCode, reason: string): void {
    // So that a wake before the close handshake is over does not take it for somebody who is here.
    this.#socket.serializeAttachment(null);
    this.#socket.close(code, reason);
  }
}

/** workerd has it, though its types do not say so. Without it no reader is ever too slow. */
function bufferedAmount(socket: WebSocket & { readonly bufferedAmount?: number }): number {
  return socket.bufferedAmount ?? 0;
}

/** [W2] Whether a frame is larger than any that is read here. */
export function isOversized(data: string | ArrayBuffer): boolean {
  return typeof data === "string" ? !isWithinBytes(data, FRAME_MAX_BYTES) : data.byteLength > FRAME_MAX_BYTES;
}

/** One frame from a client. @returns its commands; or `bad_frame`, `bad_json`: it is no frame at all [W5]. */
export function decode(mode: Mode, data: string | ArrayBuffer): Result<readonly Incoming[]> {
  if (typeof data !== "string") return fail("bad_frame", "Binary frames are not understood here.");
  return mode === "json" ? decodeFrame(data) : ok([decodeText(data)]);
}

/** [T1] Each frame is one message; nothing in it is parsed. */
function decodeText(data: string): Incoming {
  const text = v.safeParse(Text, data, { abortEarly: true });
  if (text.success) return { ok: true, value: { type: "send", text: text.output } };
  return { ok: false, error: problemOf(text.issues[0]) };
}

function frameOf(text: string): Frame {
  return { text, bytes: utf8Length(text) };
}

const NOTHING: readonly Frame[] = [];

const json: Format = {
  encode(events): Batch {
    const shared = encodeEvents(events);
    const whole = shared === "" ? undefined : frameOf(`[${shared}]`);
    const all = whole ? [whole] : NOTHING;
    return {
      // Replies are put in front of the shared text; whoever gets none shares the whole frame.
      frames(_link, replies) {
        if (replies.length === 0) return all;
        const own = frameOf(`[${encodeEvents(replies)}]`);
        // Of two pairs of brackets one goes, and a comma comes.
        return whole ? [{ text: `${own.text.slice(0, -1)},${shared}]`, bytes: own.bytes + whole.bytes - 1 }] : [own];
      },
    };
  },
};

/** Text modes send a frame a line: a program at the other end takes each frame for one message. */
function lines(show: (line: ReturnType<typeof textLines>[number]) => string | undefined): Format {
  return {
    encode(events): Batch {
      const shared = linesOf(events, show);
      return {
        frames(link, replies) {
          const { id } = link.state.you;
          const echo = link instanceof SocketLink && link.echo;
          const own = replies.length === 0 ? shared : [...linesOf(replies, show), ...shared];
          return own
            .filter(({ line }) => line.by !== id || (line.own === "echo" ? echo : line.own !== "hide"))
            .map(({ frame }) => frame);
        },
      };
    },
  };
}

function linesOf(events: readonly ServerEvent[], show: Parameters<typeof lines>[0]) {
  return events.flatMap(textLines).flatMap((line) => {
    const shown = show(line);
    return shown === undefined ? [] : [{ line, frame: frameOf(shown) }];
  });
}

const FORMATS: Readonly<Record<Mode, Format>> = {
  json,
  text: lines((line) => line.text),
  raw: lines((line) => line.raw),
};
