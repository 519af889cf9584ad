import { DEDUPE_WINDOW } from "../config.ts";
import type { Log } from "./log.ts";

/**
 * [C3] Where a user's command id was used before. Ids of the last messages are kept in memory, which is filled from the log
 * when first asked after a wake; what is older is scanned for, from where the client says.
 */
export class Dedupe {
  readonly #log: Log;
  /** `seq` by user and id, oldest first. Holds every id from `#floor` on. */
  readonly #seqs = new Map<string, number>();
  #floor: number;

  constructor(log: Log) {
    this.#log = log;
    this.#floor = log.head + 1;
  }

  /**
   * @param after the last `seq` the client had when it first sent this, where it says so
   * @returns the `seq` that the id was first given
   */
  find(user: string, id: string, after: number | undefined): number | undefined {
    if (after === undefined) this.#fill();
    const known = this.#seqs.get(key(user, id));
    if (known !== undefined || after === undefined) return known;
    const from = this.#from(after);
    return from < this.#floor - 1 ? this.#log.recall.find(user, id, from, this.#floor) : undefined;
  }

  /** How many rows `find` may have to read, beyond the window: that is read once and then kept. */
  rowsToScan(after: number | undefined): number {
    if (after === undefined || after >= this.#floor - 1) return 0;
    this.#fill();
    return Math.max(0, this.#floor - 1 - Math.max(this.#from(after), this.#log.first - 1));
  }

  /** An id was given a `seq`, in the order of the log. */
  remember(user: string, id: string, seq: number): void {
    this.#seqs.set(key(user, id), seq);
    if (this.#seqs.size <= DEDUPE_WINDOW * 2) return;
    // Halved now and then, not trimmed by one each time.
    let surplus = this.#seqs.size - DEDUPE_WINDOW;
    for (const [oldest, at] of this.#seqs) {
      if (surplus-- === 0) break;
      this.#seqs.delete(oldest);
      this.#floor = at + 1;
    }
  }

  /** Forgets what memory holds, where it may say more than the log. */
  reset(): void {
    this.#seqs.clear();
    this.#floor = this.#log.head + 1;
  }

  /** Makes memory reach back over the whole window. */
  #fill(): void {
    const after = this.#from(this.#log.head - DEDUPE_WINDOW);
    if (after >= this.#floor - 1) return;
    const newer = [...this.#seqs];
    this.#seqs.clear();
    for (const { seq, user, id } of this.#log.recall.ids(after, this.#floor)) this.#seqs.set(key(user, id), seq);
    for (const [name, seq] of newer) this.#seqs.set(name, seq);
    this.#floor = after + 1;
  }

  /** What was brought in was not sent here: its ids are no commands' of this room. */
  #from(after: number): number {
    return Math.max(after, this.#log.facts.imported?.seq ?? 0);
  }
}

function key(user: string, id: string): string {
  return `${user}\n${id}`;
}
