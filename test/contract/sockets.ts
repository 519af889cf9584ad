import { JsonSocket, refusal, TestSocket } from "../support/socket.ts";
import { Heard } from "./heard.ts";
import type { Way } from "./way.ts";

function address(room: string, query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/api/rooms/${encodeURIComponent(room)}/ws?${new URLSearchParams(given)}`;
}

class HearingSocket extends JsonSocket {
  readonly heard = new Heard();

  protected override receive(frame: string): void {
    const from = this.events.all.length;
    super.receive(frame);
    for (const event of this.events.all.slice(from)) this.heard.event(event);
  }
}

export const jsonSocket: Way = {
  name: "WebSocket, JSON",
  hasCursor: true,
  hasIds: true,
  async join(server, room, { token, since, history }) {
    const socket = new HearingSocket(server.ws(address(room, { v: "1", token, since, history })));
    await socket.next("welcome");
    const { heard } = socket;
    return {
      texts: heard.texts,
      get cursor() {
        return heard.cursor;
      },
      sees: (text) => heard.sees(text),
      async say(text, id) {
        const answer = await socket.ask({ type: "send", text, ...(id === undefined ? {} : { id }) });
        if (answer.type === "error") return { problem: answer.code };
        return { seq: answer.seq, duplicate: answer.duplicate };
      },
      leave: () => socket.close(),
      cut: () => socket.cut(),
    };
  },
  refusal: (server, { room, query = {}, headers = {} }) =>
    refusal(server.ws(address(room, { v: "1", ...query })), { headers }),
};

/** Text clients have no ids and no cursor: what they say comes back as a line, or an error does. */
class TextSocket extends TestSocket {
  readonly heard = new Heard();

  protected override receive(frame: string): void {
    super.receive(frame);
    const text = /^(?!\* )[^:]+: ([^]*)$/.exec(frame)?.[1];
    if (text !== undefined) this.heard.text(text);
  }
}

export const textSocket: Way = {
  name: "WebSocket, text",
  hasCursor: false,
  hasIds: false,
  async join(server, room, { token, history }) {
    const socket = new TextSocket(server.ws(address(room, { token, history })));
    await socket.frames.next((frame) => frame.startsWith("* welcome"), "welcome");
    const { heard } = socket;
    return {
      texts: heard.texts,
      cursor: undefined,
      sees: (text) => heard.sees(text),
      async say(text) {
        socket.send(text);
        const isAnswer = (frame: string): boolean =>
          frame.startsWith("* error: ") || frame.endsWith(`: ${text.trim()}`);
        const answer = await socket.frames.next(isAnswer, "an echo or an error");
        return answer.startsWith("* error: ") ? { problem: answer.slice(9) } : {};
      },
      leave: () => socket.close(),
      cut: () => socket.cut(),
    };
  },
  refusal: (server, { room, query = {}, headers = {} }) => refusal(server.ws(address(room, query)), { headers }),
};
