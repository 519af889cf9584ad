import { SUBPROTOCOL } from "./address.ts";
import type { Timing } from "./config.ts";
import type { Credentials } from "./credentials.ts";
import { Lifeline, type LifelinePort, type Told } from "./lifeline.ts";
import { Value } from "./observable.ts";
import type { LinkState, Observable, RoomOptions } from "./types.ts";
import { Ways } from "./ways/ways.ts";

/** @template E what is told on the socket @template S all that is known by it, as one immutable value */
export interface LivePort<E extends Told, S> extends Pick<LifelinePort<E>, "probe" | "decode"> {
  /** Where to connect to. Throws where there is no telling without a token. */
  address(token: string | undefined): URL;
  /** This was told. */
  take(event: E): void;
  /** All that is known now. */
  compose(link: LinkState): S;
}

/** One of the server's sockets that are no room's: by WebSocket alone, and made again whenever it breaks. */
export class LiveSocket<E extends Told, S> {
  readonly #port: LivePort<E, S>;
  readonly #lifeline: Lifeline<E>;
  readonly #state: Value<S>;

  /** @throws TypeError where there is no WebSocket */
  constructor(
    port: LivePort<E, S>,
    { WebSocket = globalThis.WebSocket }: Pick<RoomOptions, "WebSocket">,
    credentials: Credentials,
    timing: Timing,
  ) {
    if (typeof WebSocket !== "function")
      throw new TypeError("This runtime has no WebSocket class: give one as the option WebSocket.");
    this.#port = port;
    this.#lifeline = new Lifeline<E>(
      {
        dial: (_, token) => new WebSocket(port.address(token).href, [SUBPROTOCOL]),
        decode: port.decode,
        probe: port.probe,
        frame: (events) => {
          for (const event of events) port.take(event);
          this.publish();
        },
        changed: () => this.publish(),
      },
      credentials,
      new Ways(["websocket"], undefined, timing),
      timing,
    );
    this.#state = new Value(port.compose(this.#lifeline.state));
  }

  get state(): Observable<S> {
    return this.#state;
  }

  connect(): void {
    this.#lifeline.start();
  }

  close(): void {
    this.#lifeline.stop();
  }

  /** Tries again at once, instead of waiting for the next attempt. */
  reconnect(): void {
    this.#lifeline.retryNow();
  }

  /** What is known has changed other than by what was told. */
  publish(): void {
    this.#state.set(this.#port.compose(this.#lifeline.state));
  }
}
