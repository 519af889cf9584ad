import { CLOSE, type CloseCode } from "../../protocol/errors.ts";
import { judgeSilence } from "./silence.ts";

/** What a socket keeps through hibernation. */
interface Listener {
  /** When its token runs out, ms since 1970. */
  readonly expires: number;
  /** Which it was: one more than the one before. The platform gives them in no order. */
  readonly number: number;
}

/** Any event that such a socket is told. */
interface Told {
  readonly type: string;
}

/** Sockets of an object that hibernate, and that only the server speaks on. @template E what is told on them */
export class Listeners<E extends Told> {
  readonly #ctx: DurableObjectState;
  /** How often clients are to say that they are there, ms. */
  readonly #heartbeat: number;
  /** What is to be done instead of speaking here, for people. */
  readonly #hint: string;

  constructor(ctx: DurableObjectState, heartbeat: number, hint: string) {
    this.#ctx = ctx;
    this.#heartbeat = heartbeat;
    this.#hint = hint;
  }

  /** How many there are, those included that are about to go. */
  get count(): number {
    return this.#ctx.getWebSockets().length;
  }

  /** The same of those from one address. @param mark what it is told again by */
  countOf(mark: string): number {
    return this.#ctx.getWebSockets(mark).length;
  }

  /**
   * Accepts one more.
   * @param welcome what it is told first
   * @param expires when it may not listen any more, ms since 1970
   * @param mark what its address is told again by, where that is known
   * @returns the client's end
   */
  add(welcome: E, expires = Infinity, mark?: string): WebSocket {
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server, mark === undefined ? [] : [mark]);
    const number = expires === Infinity ? 0 : (this.#open.at(-1)?.number ?? 0) + 1;
    server.serializeAttachment({ expires, number } satisfies Listener);
    server.send(JSON.stringify([welcome]));
    return client;
  }

  /** Sends the oldest away, so that there are no more than this. */
  keep(max: number): void {
    const open = this.#open;
    for (const { socket } of open.slice(0, Math.max(0, open.length - max))) {
      this.#dismiss(socket, CLOSE.replaced, "Another connection took this one's place.");
    }
  }

  /** Tells all of them. Whoever may not listen any more, or does not answer, is cut off. @param now ms since 1970 */
  tell(events: readonly E[], now: number): void {
    if (events.length === 0) return;
    const frame = JSON.stringify(events);
    for (const { socket, expires } of this.#all) {
      const heard = this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime();
      if (now >= expires) this.#dismiss(socket, CLOSE.tokenExpired, "The token has run out.");
      else if (judgeSilence(heard, now, this.#heartbeat) === "silent") {
        this.#dismiss(socket, CLOSE.silent, "Nothing was heard for too long.");
      } else socket.send(frame);
    }
  }

  /** Nothing is said here but `ping`. */
  refuse(socket: WebSocket): void {
    this.#dismiss(socket, CLOSE.badFrames, `Nothing is said on this socket but ping: ${this.#hint}`);
  }

  get #all(): (Listener & { readonly socket: WebSocket })[] {
    return this.#ctx.getWebSockets().flatMap((socket) => {
      const listener = socket.deserializeAttachment() as Listener | null; // Written by `add`; null once it was dismissed.
      return listener && socket.readyState === WebSocket.OPEN ? [{ socket, ...listener }] : [];
    });
  }

  /** In the order in which they came. */
  get #open(): (Listener & { readonly socket: WebSocket })[] {
    return this.#all.toSorted((a, b) => a.number - b.number);
  }

  #dismiss(socket: WebSocket, code: CloseCode, reason: string): void {
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.serializeAttachment(null);
    socket.send(JSON.stringify([{ type: "bye", code, reason }]));
    socket.close(code, reason);
  }
}
