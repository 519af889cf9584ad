import type { Timing } from "./config.ts";

/** Where another token comes from, and where it goes. */
export interface RenewalPort {
  /** Another token than the one in use; undefined where there is none yet. */
  token(): Promise<string | undefined>;
  /** Shows it to the server, which then says until when it is good. */
  show(token: string): Promise<unknown>;
}

/** The longest time that a timer takes, ms. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** [I5] Shows the server another token before the one in use runs out, so that the connection goes on. */
export class Renewal {
  readonly #port: RenewalPort;
  readonly #timing: Timing;
  #expires = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(port: RenewalPort, timing: Timing) {
    this.#port = port;
    this.#timing = timing;
  }

  /** The token in use is good until then, by the server's clock. Where this device's says that it is over, the server ends it. @param expires ms since 1970 */
  until(expires: number): void {
    this.stop();
    this.#expires = expires;
    const left = expires - Date.now();
    const wait = Math.max(left - Math.min(left / 10, this.#timing.renewMs), this.#timing.renewMinMs);
    if (left > 0 && wait <= TIMER_MAX_MS) this.#timer = setTimeout(() => void this.#renew(expires), wait);
  }

  /** There is no connection any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#expires = 0;
  }

  async #renew(expires: number): Promise<void> {
    try {
      const token = await this.#port.token();
      if (token !== undefined) await this.#port.show(token);
    } catch {
      // It is tried again as long as there is time; then the server ends the connection, and one comes back.
    }
    if (this.#expires === expires) this.until(expires);
  }
}
