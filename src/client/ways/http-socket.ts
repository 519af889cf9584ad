import { CLOSE } from "../../protocol/errors.ts";
import type { Destination } from "../address.ts";
import { ABNORMAL_CLOSURE, PING, PONG } from "../connection.ts";
import { stopwatch } from "../stopwatch.ts";
import type { Socket, SocketEvent } from "../types.ts";
import { Api } from "./api.ts";
import { Mouth } from "./mouth.ts";
import { BAD_REQUEST, FORBIDDEN, Refusal, UNAUTHORIZED } from "./refusal.ts";

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;
/** The close code after a refusal that coming back would not change; what the server said before it tells why. */
const REFUSED = 4999;

/** What looks like a WebSocket and is made of HTTP requests: one that listens, of which there are two kinds, and those that speak. */
export abstract class HttpSocket implements Socket {
  readyState = CONNECTING;
  protected readonly api: Api;
  /** For how long nothing at all may be heard, ms. */
  protected quietMaxMs = Infinity;
  protected readonly to: Destination;
  readonly #abort = new AbortController();
  readonly #mouth: Mouth;
  readonly #listeners: { readonly type: string; call(event: SocketEvent): void }[] = [];
  #quiet = stopwatch();

  constructor(to: Destination) {
    this.to = to;
    this.api = new Api(to, this.#abort.signal);
    this.#mouth = new Mouth(this.api, {
      tell: (event) => this.tell([JSON.stringify(event)]),
      failed: (error) => this.#fail(error),
      reidentified: () => this.#end(ABNORMAL_CLOSURE),
    });
    // Whoever made it begins to listen in this turn.
    queueMicrotask(() => void this.#run());
  }

  addEventListener(type: SocketEvent["type"], listener: (event: SocketEvent) => void): void {
    this.#listeners.push({ type, call: listener });
  }

  send(data: string): void {
    if (data === PING) void this.#ping();
    else this.#mouth.say(data);
  }

  close(): void {
    this.readyState = CLOSED;
    this.#abort.abort();
  }

  /** Tells what the server says until there is no more. Rejects where it does not let one in. */
  protected abstract listen(): Promise<void>;

  /** Becomes somebody. The token is kept at once: whatever comes of this connection, the next is the same guest's. */
  protected async identify(): Promise<void> {
    const { you, token } = await this.api.session(this.to.introduction.name);
    this.api.know(you, token);
    if (token !== undefined) this.to.receive(token);
  }

  /** Something was heard. */
  protected heard(): void {
    this.#quiet = stopwatch();
  }

  /** Hands on a frame of the server. @param events each as JSON */
  protected tell(events: readonly string[]): void {
    if (this.readyState === CLOSED || events.length === 0) return;
    this.readyState = OPEN;
    this.#emit({ type: "message", data: `[${events.join(",")}]` });
  }

  async #run(): Promise<void> {
    try {
      await this.listen();
      this.#end(ABNORMAL_CLOSURE);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A true sign of life: something was heard lately, and the server still answers. */
  async #ping(): Promise<void> {
    if (this.#quiet() > this.quietMaxMs) return this.#end(ABNORMAL_CLOSURE);
    try {
      if (await this.api.isThere()) this.#emit({ type: "message", data: PONG });
    } catch {
      // Nothing is an answer too.
    }
  }

  /** Ends as a socket would whose upgrade, or whose connection, was refused for this. */
  #fail(error: unknown): void {
    if (!(error instanceof Refusal)) return this.#end(ABNORMAL_CLOSURE);
    const { status, problem } = error;
    if (status === UNAUTHORIZED) return this.#end(CLOSE.tokenExpired, problem.message);
    this.#emit({ type: "message", data: JSON.stringify([{ type: "error", ...problem }]) });
    this.#end(status === BAD_REQUEST || status === FORBIDDEN ? REFUSED : ABNORMAL_CLOSURE);
  }

  #end(code: number, reason = ""): void {
    if (this.readyState === CLOSED) return;
    this.close();
    this.#emit({ type: "close", code, reason });
  }

  #emit(event: SocketEvent): void {
    for (const listener of this.#listeners) if (listener.type === event.type) listener.call(event);
  }
}
