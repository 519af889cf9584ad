import { CLOSE } from "../../protocol/errors.ts";
import type { Destination } from "../address.ts";
import type { Timing } from "../config.ts";
import { ABNORMAL_CLOSURE, PING, PONG } from "../connection.ts";
import { stopwatch } from "../stopwatch.ts";
import type { Socket, SocketEvent } from "../types.ts";
import { Api } from "./api.ts";
import { Mouth } from "./mouth.ts";
import { INTERNAL, Refusal, TOO_MANY, UNAUTHORIZED } from "./refusal.ts";

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;
const REQUEST_TIMEOUT = 408;
/** The close code after a refusal that coming back would not change; what the server said before it tells why. */
const REFUSED = 4999;

/** What looks like a WebSocket and is made of HTTP requests: one that listens, of which there are two kinds, and those that speak. */
export abstract class HttpSocket implements Socket {
  readyState = CONNECTING;
  protected readonly api: Api;
  /** For how long nothing at all may be heard, ms. */
  protected quietMaxMs = Infinity;
  protected readonly to: Destination;
  protected readonly timing: Timing;
  readonly #abort = new AbortController();
  /** Aborted at the end. */
  protected readonly signal = this.#abort.signal;
  readonly #mouth: Mouth;
  readonly #listeners: { readonly type: string; call(event: SocketEvent): void }[] = [];
  #quiet = stopwatch();

  constructor(to: Destination, timing: Timing) {
    this.to = to;
    this.timing = timing;
    this.api = new Api(to, this.signal);
    const port = {
      tell: (event: object) => this.tell([JSON.stringify(event)]),
      over: (why: unknown) => this.#fail(why),
    };
    this.#mouth = new Mouth(this.api, port, this.signal, timing);
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

  /** Ends as a socket would whose upgrade, or whose connection, was refused for this. What the server itself says has a code of its own. */
  #fail(error: unknown): void {
    if (!(error instanceof Refusal && error.problem)) return this.#end(ABNORMAL_CLOSURE);
    const { status, problem } = error;
    this.#emit({ type: "message", data: JSON.stringify([{ type: "error", ...problem }]) });
    if (status === UNAUTHORIZED) return this.#end(CLOSE.tokenExpired);
    this.#end(status === REQUEST_TIMEOUT || status === TOO_MANY || status >= INTERNAL ? CLOSE.unknown : REFUSED);
  }

  #end(code: number): void {
    if (this.readyState === CLOSED) return;
    this.close();
    this.#emit({ type: "close", code });
  }

  #emit(event: SocketEvent): void {
    for (const listener of this.#listeners) if (listener.type === event.type) listener.call(event);
  }
}
