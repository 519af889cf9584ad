/**
 * How long a test waits for what must come, in ms: longer than a room keeps anybody who is gone (8 s after the last poll of
 * a Socket.IO client). Nothing waits this long unless it fails.
 */
const PATIENCE_MS = 25_000;

/** A queue that tests take from in order, waiting for what is not there yet. */
export class Inbox<T> {
  readonly all: T[] = [];
  #read = 0;
  #wake: (() => void) | undefined;
  #ended: string | undefined;

  push(item: T): void {
    this.all.push(item);
    this.#wake?.();
  }

  end(why: string): void {
    this.#ended = why;
    this.#wake?.();
  }

  /** The next item that fits; what stands before it is passed over. */
  async next(fits: (item: T) => boolean = () => true, what = "something"): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      while (this.#read < this.all.length) {
        const item = this.all[this.#read++]!;
        if (fits(item)) return item;
      }
      const left = deadline - Date.now();
      if (this.#ended !== undefined) throw new Error(`${this.#ended} while waiting for ${what}`);
      if (left <= 0) throw new Error(`waited in vain for ${what}; got ${JSON.stringify(this.all).slice(-2_000)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** All that came before the next item that fits, and was not taken yet; that item is taken too. */
  async before(fits: (item: T) => boolean, what?: string): Promise<T[]> {
    const from = this.#read;
    await this.next(fits, what);
    return this.all.slice(from, this.#read - 1);
  }

  /** What has come and was not taken yet. */
  get rest(): T[] {
    return this.all.slice(this.#read);
  }
}
