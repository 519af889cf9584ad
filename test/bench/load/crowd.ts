import { Connection, type Target } from "./connection.ts";
import { until } from "./wait.ts";

/** Nothing more comes from a server that has been silent for this long, ms. */
const QUIET_MS = 250;
const OPEN_PATIENCE_MS = 60_000;
const DRAIN_PATIENCE_MS = 20_000;

/** Connections in one room. */
export class Crowd {
  readonly connections: readonly Connection[];

  private constructor(connections: readonly Connection[]) {
    this.connections = connections;
  }

  /** Opens connections all at once. @returns when all are in */
  static async open(target: Target, count: number, query = ""): Promise<Crowd> {
    const connections = Array.from({ length: count }, (_, index) => new Connection(target, index, query));
    const crowd = new Crowd(connections);
    await Promise.race([Promise.all(connections.map(({ ready }) => ready)), tooLate(OPEN_PATIENCE_MS)]);
    return crowd;
  }

  /** The same, a part at a time where it is not the opening that is measured, and the news of it waited for and forgotten. */
  static async gather(target: Target, count: number): Promise<Crowd> {
    const PART = 250;
    const connections: Connection[] = [];
    while (connections.length < count) {
      const from = connections.length;
      const part = Array.from({ length: Math.min(PART, count - from) }, (_, i) => new Connection(target, from + i));
      await Promise.race([Promise.all(part.map(({ ready }) => ready)), tooLate(OPEN_PATIENCE_MS)]);
      connections.push(...part);
    }
    const crowd = new Crowd(connections);
    await crowd.quiet();
    crowd.reset();
    return crowd;
  }

  get frames(): number {
    let sum = 0;
    for (const connection of this.connections) sum += connection.frames;
    return sum;
  }

  /** Begins to count anew. */
  reset(): void {
    for (const connection of this.connections) connection.frames = connection.bytes = 0;
  }

  /** Settles when nothing has come for a while. */
  async quiet(): Promise<void> {
    let frames = -1;
    let since = performance.now();
    await until(() => {
      const now = this.frames;
      if (now !== frames) {
        frames = now;
        since = performance.now();
      }
      return performance.now() - since >= QUIET_MS;
    }, DRAIN_PATIENCE_MS);
  }

  close(): void {
    for (const connection of this.connections) connection.cut();
  }
}

function tooLate(ms: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`not all connections were open after ${ms / 1000} s`)), ms).unref();
  });
}
