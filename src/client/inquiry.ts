import { PROBE_EVERY_ATTEMPTS, type Timing } from "./config.ts";
import type { Finding, Probe } from "./probe.ts";
import { within } from "./within.ts";

/** Finds out why no attempt gets in. The attempts go on meanwhile: whoever gets in first is right. */
export class Inquiry {
  readonly #probe: Probe;
  readonly #found: (finding: NonNullable<Finding>, token: string | undefined) => void;
  readonly #timing: Timing;
  /** Attempts in a row without a `welcome`. */
  #attempts = 0;
  #abort: AbortController | undefined;

  /** @param found is told what explains it, and of which token */
  constructor(probe: Probe, found: (finding: NonNullable<Finding>, token: string | undefined) => void, timing: Timing) {
    this.#probe = probe;
    this.#found = found;
    this.#timing = timing;
  }

  /** One more was in vain. */
  notWelcome(token: string | undefined): void {
    if (this.#attempts++ % PROBE_EVERY_ATTEMPTS === 0) void this.#ask(token);
  }

  /** One got in, or nobody tries any more. */
  end(): void {
    this.#attempts = 0;
    this.#abort?.abort();
  }

  async #ask(token: string | undefined): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const finding = await within(this.#timing.probeMs, abort.signal, (signal) => this.#probe(token, signal));
    if (finding && !abort.signal.aborted) this.#found(finding, token);
  }
}
