import { clock, markedText } from "./mark.ts";
import type { Witness } from "./witness.ts";

/** Somebody who talks. */
export class Sender {
  sent = 0;
  readonly #witness: Witness;
  readonly #textBytes: number;
  #isRunning = false;

  constructor(witness: Witness, textBytes: number) {
    this.#witness = witness;
    this.#textBytes = textBytes;
  }

  /** Sends messages, each in a frame of its own, without waiting for anything. */
  say(count = 1): void {
    const { connection } = this.#witness;
    connection.sayAll(
      Array.from({ length: count }, () => {
        const number = this.sent++;
        const sender = connection.index;
        return { id: `${sender}-${number}`, text: markedText({ sender, number, at: clock() }, this.#textBytes) };
      }),
    );
  }

  /** Keeps so many in flight: the next goes out when one's own came back. */
  start(inFlight: number): void {
    this.#isRunning = true;
    this.#witness.onOwn = (count) => {
      if (this.#isRunning) this.say(count);
    };
    this.say(inFlight);
  }

  stop(): void {
    this.#isRunning = false;
  }
}
