/** Lines that may be on their way at a time: fewer than the outbox takes. */
const PENDING_MAX = 200;

/** What becomes of one line. */
export interface LineTask {
  /** Nothing else is carried out meanwhile: it changes as whom one speaks. */
  readonly isAlone: boolean;
  /** Never rejects. */
  run(): Promise<void>;
}

/** Carries lines out in the order they were written, many at a time, however fast they come. */
export class LineQueue {
  readonly #waiting: LineTask[] = [];
  readonly #onProgress: () => void;
  #running = 0;
  #isAlone = false;
  #onIdle: (() => void) | undefined;

  /** @param onProgress called back whenever a line has been dealt with */
  constructor(onProgress: () => void) {
    this.#onProgress = onProgress;
  }

  add(task: LineTask): void {
    this.#waiting.push(task);
    this.#pump();
  }

  /** Settles when all that was added has been dealt with. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#onIdle = resolve;
      this.#pump();
    });
  }

  #pump(): void {
    for (let next = this.#waiting[0]; next && !this.#isAlone && this.#running < PENDING_MAX; next = this.#waiting[0]) {
      if (next.isAlone && this.#running > 0) return;
      this.#waiting.shift();
      this.#running++;
      this.#isAlone = next.isAlone;
      void next.run().finally(() => {
        this.#running--;
        this.#isAlone = false;
        this.#onProgress();
        this.#pump();
      });
    }
    if (this.#running === 0 && this.#waiting.length === 0) this.#onIdle?.();
  }
}
