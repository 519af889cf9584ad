import { ask } from "../support/http.ts";
import { Proxy } from "../support/proxy.ts";
import { refusal } from "../support/socket.ts";
import { IoClient, type IoEvent, type Transports } from "../support/socketio.ts";
import { Heard } from "./heard.ts";
import type { Way } from "./way.ts";

class HearingClient extends IoClient {
  readonly heard = new Heard();

  protected override receive(told: IoEvent): void {
    super.receive(told);
    // Nobody is told before the fields of this class are there.
    this.heard.event(told.event);
    if (told.cursor !== undefined) this.heard.cursor = told.cursor;
  }
}

function socketIo(name: string, transports: Transports): Way {
  return {
    name,
    hasCursor: true,
    hasIds: true,
    async join(server, room, { token, since, history }) {
      // The network of a poller is what lies between its requests.
      const proxy = transports.includes("websocket") ? undefined : await Proxy.start(server.origin);
      const client = new HearingClient(proxy?.origin ?? server.origin, room, {
        transports,
        auth: { token, since, ...(history === undefined ? {} : { history: Number(history) }) },
      });
      await client.joined();
      const { heard } = client;
      return {
        texts: heard.texts,
        get cursor() {
          return heard.cursor;
        },
        sees: (text) => heard.sees(text),
        async say(text, id) {
          const answer = await client.ask("message", id === undefined ? text : { text, id });
          if (answer.type === "error") return { problem: answer.code };
          return { seq: answer.seq, duplicate: answer.duplicate };
        },
        async leave() {
          client.close();
          await proxy?.close();
        },
        cut() {
          proxy?.down();
          if (!proxy) client.cut();
        },
      };
    },
    // The vendor's client keeps the answer to a refused WebSocket to itself: asked as it asks.
    async refusal(server, { room, query = {}, headers = {} }) {
      const [transport = ""] = transports;
      const address = `/r/${encodeURIComponent(room)}/socket.io/?${new URLSearchParams({ EIO: "4", transport, ...query })}`;
      if (transport === "websocket") return refusal(server.ws(address), { headers });
      const { status, body } = await ask(server, address, { headers });
      return { status, code: (body as { error: { code: string } }).error.code };
    },
  };
}

export const SOCKET_IO_WAYS: readonly Way[] = [
  socketIo("Socket.IO, WebSocket", ["websocket"]),
  socketIo("Socket.IO, polling", ["polling"]),
  socketIo("Socket.IO, upgraded", ["polling", "websocket"]),
];
