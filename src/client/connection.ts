import type { Socket } from "./types.ts";

/** The code of a socket that ended without a close frame (RFC 6455, 7.1.5). */
export const ABNORMAL_CLOSURE = 1006;
const NORMAL_CLOSURE = 1000;
const OPEN = 1;
/** The exact texts of the heartbeat [W3]. */
export const PING = "ping";
export const PONG = "pong";

export interface ConnectionHandlers {
  /** Something came, whatever it was. @param isPong whether it answers a `ping` */
  alive(isPong: boolean): void;
  /** One frame of the server, as it came. */
  frame(text: string): void;
  /** The socket ended by itself; called once, and not after `close()`. */
  closed(code: number, reason: string): void;
}

/** One socket, from its opening to its end. */
export class Connection {
  readonly #socket: Socket;
  readonly #handlers: ConnectionHandlers;
  #opened = false;
  #over = false;

  /** @param socket a new one: nothing has come of it yet. */
  constructor(socket: Socket, handlers: ConnectionHandlers) {
    this.#handlers = handlers;
    this.#socket = socket;
    this.#socket.addEventListener("open", () => {
      this.#opened = true;
    });
    this.#socket.addEventListener("message", (event) => this.#receive(event.data));
    this.#socket.addEventListener("close", (event) => this.#end(event.code ?? ABNORMAL_CLOSURE, event.reason ?? ""));
    // Before 2024-10 undici (Node 22) said only `error`, and no `close`, of a socket that could not open.
    this.#socket.addEventListener("error", () => {
      if (!this.#opened) this.#end(ABNORMAL_CLOSURE, "");
    });
  }

  /** @returns whether the frame was handed to an open socket. That it arrived, only an answer tells. */
  send(frame: string): boolean {
    if (this.#over || this.#socket.readyState !== OPEN) return false;
    this.#socket.send(frame);
    return true;
  }

  ping(): void {
    this.send(PING);
  }

  /** Ends the socket, or gives up one that is dead: nothing is heard of it any more, however long its closing takes. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#socket.close(NORMAL_CLOSURE);
  }

  #receive(data: unknown): void {
    if (this.#over) return;
    this.#handlers.alive(data === PONG);
    if (typeof data !== "string" || data === PONG) return;
    this.#handlers.frame(data);
  }

  #end(code: number, reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#handlers.closed(code, reason);
  }
}
