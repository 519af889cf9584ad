import { CLOSE } from "../protocol/errors.ts";
import type { InboxEvent } from "../protocol/inbox.ts";
import { INBOX_SOCKETS_MAX } from "../protocol/limits.ts";
import { judgeSilence } from "../transports/websocket/silence.ts";

/** What a socket keeps through hibernation. */
interface Listener {
  /** When its token runs out, ms since 1970. */
  readonly expires: number;
  /** Which it was: one more than the one before. The platform gives them in no order. */
  readonly number: number;
}

/** The devices of one user that listen to their inbox: sockets that hibernate, and that only the server speaks on. */
export class Listeners {
  readonly #ctx: DurableObjectState;
  /** How often clients are to say that they are there, ms. */
  readonly #heartbeat: number;

  constructor(ctx: DurableObjectState, heartbeat: number) {
    this.#ctx = ctx;
    this.#heartbeat = heartbeat;
  }

  /** Accepts one more. @param welcome what it is told first @returns the client's end */
  add(expires: number, welcome: InboxEvent): WebSocket {
    const open = this.#open;
    // One who opens more and more of them has long forgotten the first.
    for (const { socket } of open.slice(0, Math.max(0, open.length - INBOX_SOCKETS_MAX + 1))) {
      dismiss(socket, CLOSE.replaced, "Another connection took this one's place.");
    }
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server);
    server.serializeAttachment({ expires, number: (open.at(-1)?.number ?? 0) + 1 } satisfies Listener);
    server.send(JSON.stringify([welcome]));
    return client;
  }

  /** Tells all of them. Whoever may not listen any more, or does not answer, is cut off. @param now ms since 1970 */
  tell(events: readonly InboxEvent[], now: number): void {
    if (events.length === 0) return;
    const frame = JSON.stringify(events);
    for (const { socket, expires } of this.#open) {
      const heard = this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime();
      if (now >= expires) dismiss(socket, CLOSE.tokenExpired, "The token has run out.");
      else if (judgeSilence(heard, now, this.#heartbeat) === "silent") {
        dismiss(socket, CLOSE.silent, "Nothing was heard for too long.");
      } else socket.send(frame);
    }
  }

  /** Nothing is said to an inbox but `ping`. */
  refuse(socket: WebSocket): void {
    dismiss(
      socket,
      CLOSE.badFrames,
      "Nothing is said on this socket but ping: POST /api/inbox does what there is to do.",
    );
  }

  /** In the order in which they came. */
  get #open(): (Listener & { readonly socket: WebSocket })[] {
    const open = this.#ctx.getWebSockets().flatMap((socket) => {
      const listener = socket.deserializeAttachment() as Listener | null; // Written by `add`; null once it was dismissed.
      return listener && socket.readyState === WebSocket.OPEN ? [{ socket, ...listener }] : [];
    });
    return open.toSorted((a, b) => a.number - b.number);
  }
}

function dismiss(socket: WebSocket, code: number, reason: string): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  socket.serializeAttachment(null);
  socket.send(JSON.stringify([{ type: "bye", code, reason } satisfies InboxEvent]));
  socket.close(code, reason);
}
