import { TIMING, type Timing } from "./config.ts";

/** One's own typing, as far as the room needs to hear of it: a page may tell of every key. */
export class TypingSignal {
  readonly #say: (on: boolean) => void;
  readonly #timing: Timing;
  #on = false;
  #saidAt = -Infinity;

  constructor(say: (on: boolean) => void, timing: Timing = TIMING) {
    this.#say = say;
    this.#timing = timing;
  }

  typing(on: boolean): void {
    if (on) this.#start();
    else if (this.#on) this.#stop();
  }

  /** A message went out, or the connection did: the others know without being told. */
  reset(): void {
    this.#on = false;
    this.#saidAt = -Infinity;
  }

  #start(): void {
    const now = performance.now();
    if (now - this.#saidAt < this.#timing.typingRepeatMs) return;
    this.#on = true;
    this.#saidAt = now;
    this.#say(true);
  }

  #stop(): void {
    this.reset();
    this.#say(false);
  }
}
