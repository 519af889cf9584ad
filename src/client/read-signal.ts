import { TIMING, type Timing } from "./config.ts";

/** Tells the room how far one has read: at once, and then not for each line that goes by. */
export class ReadSignal {
  readonly #say: () => void;
  readonly #timing: Timing;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDue = false;

  /** @param say says how far that is by now, where the room does not know it */
  constructor(say: () => void, timing: Timing = TIMING) {
    this.#say = say;
    this.#timing = timing;
  }

  /** One has read further. */
  advanced(): void {
    if (this.#timer !== undefined) {
      this.#isDue = true;
      return;
    }
    this.#say();
    this.#timer = setTimeout(() => this.flush(), this.#timing.readRepeatMs);
  }

  /** Says at once what waits to be said. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isDue) return;
    this.#isDue = false;
    this.advanced();
  }

  /** Nothing more is said. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isDue = false;
  }
}
