import { encodeEvents } from "../../protocol/codec.ts";
import type { ServerEvent } from "../../protocol/events.ts";
import { utf8Length } from "../../protocol/fields.ts";
import { textLines, type TextLine } from "../../protocol/text-lines.ts";
import type { Batch, Format, Frame } from "../../room/link.ts";

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

/** Text modes send a frame a line: a program at the other end takes each frame for one message. */
function lines(show: (line: TextLine) => string | undefined, isEchoed: boolean): Format {
  return {
    encode(events): Batch {
      const shared = linesOf(events, show);
      return {
        frames(link, replies) {
          const { id } = link.state.you;
          const own = replies.length === 0 ? shared : [...linesOf(replies, show), ...shared];
          return own
            .filter(({ line }) => line.by !== id || (line.own === "echo" ? isEchoed : line.own !== "hide"))
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

const text = (line: TextLine): string => line.text;
const raw = (line: TextLine): string | undefined => line.raw;

const FORMATS: Readonly<Record<Mode, readonly [Format, Format]>> = {
  json: [json, json],
  text: [lines(text, false), lines(text, true)],
  raw: [lines(raw, false), lines(raw, true)],
};

/** How a socket is told of events. @param isEchoed text modes: whether one's own messages come back */
export function formatOf(mode: Mode, isEchoed: boolean): Format {
  return FORMATS[mode][isEchoed ? 1 : 0];
}
