import { ABNORMAL_CLOSURE } from "../connection.ts";
import type { Socket, SocketEvent } from "../types.ts";

const CONNECTING = 0;
const CLOSED = 3;

/** A socket whose code is fetched when it is wanted: few ever need it. */
export class LateSocket implements Socket {
  #socket: Socket | undefined;
  #isClosed = false;
  #listeners: { readonly type: SocketEvent["type"]; call(event: SocketEvent): void }[] = [];

  /** @param load fetches what makes the socket */
  constructor(load: () => Promise<() => Socket>) {
    void this.#open(load);
  }

  get readyState(): number {
    return this.#socket?.readyState ?? (this.#isClosed ? CLOSED : CONNECTING);
  }

  send(data: string): void {
    this.#socket?.send(data);
  }

  close(code: number): void {
    this.#isClosed = true;
    this.#socket?.close(code);
  }

  addEventListener(type: "open" | "message" | "close" | "error", listener: (event: SocketEvent) => void): void {
    if (this.#socket) this.#socket.addEventListener(type, listener);
    else this.#listeners.push({ type, call: listener });
  }

  async #open(load: () => Promise<() => Socket>): Promise<void> {
    try {
      const make = await load();
      if (this.#isClosed) return;
      this.#socket = make();
      for (const { type, call } of this.#listeners) this.#socket.addEventListener(type as "message", call);
    } catch {
      // Without a network there is no code for another way, but then there is no way either.
      const event = { type: "close", code: ABNORMAL_CLOSURE };
      if (!this.#isClosed) for (const { type, call } of this.#listeners) if (type === event.type) call(event);
      this.#isClosed = true;
    }
  }
}
