import { TIMING, type Timing } from "./config.ts";

export interface WatchdogPort {
  ping(): void;
  /** Nothing came in answer: the connection is dead, whatever its socket says of itself. */
  dead(): void;
}

/** Says `ping` and waits for any sign of life: a network that went away tells a socket nothing for minutes. */
export class Watchdog {
  readonly #port: WatchdogPort;
  readonly #timing: Timing;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #limit = 0;

  constructor(port: WatchdogPort, timing: Timing = TIMING) {
    this.#port = port;
    this.#timing = timing;
  }

  /** @param heartbeat how often to say `ping`, in ms. */
  start(heartbeat: number): void {
    this.stop();
    const { heartbeatMs, heartbeatMinMs, heartbeatMaxMs, pongMs } = this.#timing;
    const every = Math.min(heartbeatMaxMs, Math.max(heartbeatMinMs, heartbeat > 0 ? heartbeat : heartbeatMs));
    this.#heartbeat = setInterval(() => this.#ping(pongMs), every);
  }

  stop(): void {
    clearInterval(this.#heartbeat);
    this.alive();
  }

  /** Any frame is an answer. */
  alive(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
  }

  /** Asks at once, with a short limit: something happened that may have killed the connection. */
  check(): void {
    this.#ping(this.#timing.wakePongMs);
  }

  #ping(limit: number): void {
    this.#port.ping();
    // A deadline that runs already is not put off by asking again, only shortened.
    if (this.#deadline !== undefined && limit >= this.#limit) return;
    clearTimeout(this.#deadline);
    this.#limit = limit;
    this.#deadline = setTimeout(() => {
      this.stop();
      this.#port.dead();
    }, limit);
  }
}
