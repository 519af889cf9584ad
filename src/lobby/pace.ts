/** What a pace goes by. */
export interface PacePorts {
  /** What is done. */
  work(): void;
  /** How long it waits from one time to the next, in ms. */
  pause(): number;
  /** The clock, ms since 1970. */
  now(): number;
}

/** Does something whenever it is called for, but not oftener than it may: at once, or when the pause is over. */
export class Pace {
  readonly #ports: PacePorts;
  #last = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: PacePorts) {
    this.#ports = ports;
  }

  call(): void {
    if (this.#timer !== undefined) return;
    const pause = this.#ports.pause();
    // A clock that was set back makes nobody wait for longer.
    const wait = Math.min(pause, this.#last + pause - this.#ports.now());
    if (wait <= 0) this.#run();
    else this.#timer = setTimeout(() => this.#run(), wait);
  }

  #run(): void {
    this.#timer = undefined;
    this.#last = this.#ports.now();
    this.#ports.work();
  }
}
