import type { Connection } from "./connection.ts";
import { clock, readMarks } from "./mark.ts";
import type { Durations } from "./statistics.ts";

/** A connection that is looked at closely: each message of each sender is to come once, in its order. */
export class Witness {
  readonly connection: Connection;
  messages = 0;
  /** Messages that came out of turn, twice or not at all. */
  faults = 0;
  /** Where the time on the way goes, ms; nobody asks where it is undefined. */
  latencies: Durations | undefined;
  /** Is told of messages of the sender with this connection's index. @param count how many in this frame */
  onOwn: ((count: number) => void) | undefined;
  readonly #next: number[] = [];

  constructor(connection: Connection) {
    this.connection = connection;
    connection.onPayload = (payload) => this.#read(payload);
  }

  #read(payload: Buffer): void {
    const now = clock();
    let own = 0;
    this.messages += readMarks(payload, ({ sender, number, at }) => {
      const next = this.#next[sender] ?? 0;
      if (number !== next) this.faults++;
      this.#next[sender] = number + 1;
      if (sender === this.connection.index) own++;
      this.latencies?.add((now - at) / 1000);
    });
    if (own > 0) this.onOwn?.(own);
  }
}
