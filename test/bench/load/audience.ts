import { Crowd } from "./crowd.ts";
import type { Target } from "./connection.ts";
import { Durations } from "./statistics.ts";
import { until } from "./wait.ts";
import { Witness } from "./witness.ts";

/** Receivers, beside the senders, that are looked at closely. */
const SAMPLES = 12;
const DRAIN_PATIENCE_MS = 45_000;

/** How far the counts stood at one moment. */
export interface Tide {
  readonly witnessed: number;
  /** Bytes of news that the others have got. */
  readonly bytes: number;
}

/**
 * A crowd that is sent marked texts. The first are senders and, with a few others, looked at closely. All others are sent the
 * same bytes as those few: their bytes are counted, and at the end must be as many as those that held every message once.
 */
export class Audience {
  readonly crowd: Crowd;
  readonly witnesses: readonly Witness[];
  /** Times on the way, ms. */
  latencies = new Durations();
  readonly #senders: number;

  private constructor(crowd: Crowd, senders: number) {
    this.crowd = crowd;
    this.#senders = senders;
    this.witnesses = crowd.connections.slice(0, senders + SAMPLES).map((connection) => new Witness(connection));
  }

  static async gather(target: Target, sockets: number, senders: number): Promise<Audience> {
    return new Audience(await Crowd.gather(target, sockets), senders);
  }

  get senders(): readonly Witness[] {
    return this.witnesses.slice(0, this.#senders);
  }

  /** Those among the witnesses who say nothing; in a small room there may be none but senders. */
  get #samples(): readonly Witness[] {
    const samples = this.witnesses.slice(this.#senders);
    return samples.length > 0 ? samples : this.witnesses;
  }

  /** From now on times on the way are kept. */
  listen(): void {
    for (const sample of this.#samples) sample.latencies = this.latencies;
  }

  tide(): Tide {
    let witnessed = 0;
    let bytes = 0;
    for (const { messages } of this.witnesses) witnessed += messages;
    for (let index = this.witnesses.length; index < this.crowd.connections.length; index++) {
      bytes += this.crowd.connections[index]!.bytes;
    }
    return { witnessed, bytes };
  }

  /** Deliveries between two moments. To be asked when all has come, for then it is known how many bytes a message took. */
  deliveries(from: Tide, to: Tide): number {
    const { messages, connection } = this.#samples[0]!;
    return to.witnessed - from.witnessed + ((to.bytes - from.bytes) * messages) / Math.max(1, connection.bytes);
  }

  /** Waits until all that was sent has come to all. @returns what is wrong; undefined where everyone got everything once */
  async settle(sent: number): Promise<string | undefined> {
    await until(() => this.#missing(sent) === 0, DRAIN_PATIENCE_MS);
    const missing = this.#missing(sent);
    if (missing > 0) return `${missing} of ${this.crowd.connections.length} did not get all of ${sent} messages`;
    const faults = this.witnesses.reduce((sum, witness) => sum + witness.faults, 0);
    return faults > 0 ? `${faults} messages came out of turn or twice` : undefined;
  }

  #missing(sent: number): number {
    let missing = 0;
    for (const { messages } of this.witnesses) if (messages !== sent) missing++;
    const { bytes } = this.#samples[0]!.connection;
    for (let index = this.witnesses.length; index < this.crowd.connections.length; index++) {
      if (this.crowd.connections[index]!.bytes !== bytes) missing++;
    }
    return missing;
  }
}
