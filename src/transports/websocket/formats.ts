import { encodeEvents } from "../../protocol/codec.ts";
import type { EventOf, ServerEvent } from "../../protocol/events.ts";
import { utf8Length, type User } from "../../protocol/fields.ts";
import { textLines, type TextLine } from "../../protocol/text-lines.ts";
import type { Batch, Format, Frame, RoomPort } from "../../room/link.ts";

/** What is spoken on a socket: JSON events, lines of text, or the bare texts alone. */
export type Mode = "json" | "text" | "raw";

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

/** The room as it is by then: it may give way to another. */
type Named = Pick<RoomPort, "labels">;

/** What of a line is shown; undefined where that is nothing. */
type Show = (line: TextLine) => string | undefined;

const text: Show = (line) => line.text;
const raw: Show = (line) => line.raw;

function authors({ events }: EventOf<"welcome">): User[] {
  return events.flatMap((event) => (event.type === "message" ? event.user : []));
}

/** Text modes send a frame a line: a program at the other end takes each frame for one message. */
function lines(room: Named, show: Show, isEchoed: boolean): Format {
  const linesOf = (events: readonly ServerEvent[]) => {
    // All at once: the first that is told may be the namesake of the last.
    for (const event of events) if (event.type === "welcome") room.labels.know(authors(event));
    return events
      .flatMap((event) => textLines(event, (user) => room.labels.of(user)))
      .flatMap((line) => {
        const shown = show(line);
        return shown === undefined ? [] : [{ line, frame: frameOf(shown) }];
      });
  };
  return {
    encode(events): Batch {
      const shared = linesOf(events);
      return {
        frames(link, replies) {
          const { id } = link.state.you;
          const own = replies.length === 0 ? shared : [...linesOf(replies), ...shared];
          return own
            .filter(({ line }) => line.by !== id || (line.own === "echo" ? isEchoed : line.own !== "hide"))
            .map(({ frame }) => frame);
        },
      };
    },
  };
}

/** How the sockets of one room are told of events: what goes to many of them is encoded once. */
export class Formats {
  readonly #formats: Readonly<Record<Mode, readonly [Format, Format]>>;

  constructor(room: Named) {
    this.#formats = {
      json: [json, json],
      text: [lines(room, text, false), lines(room, text, true)],
      raw: [lines(room, raw, false), lines(room, raw, true)],
    };
  }

  /** @param isEchoed text modes: whether one's own messages come back */
  of(mode: Mode, isEchoed: boolean): Format {
    return this.#formats[mode][isEchoed ? 1 : 0];
  }
}
