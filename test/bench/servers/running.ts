/** A server that listens on the loopback. */
export interface Running {
  readonly port: number;
  /** Of its one process. */
  readonly pid: number;
  /** Ends it, and takes away what it has stored. */
  stop(): Promise<void>;
}

/** How long a server may take until it listens, ms. */
export const START_MS = 20_000;

/** What a process said when it failed, in a line. */
export function gist(trouble: string): string {
  const lines = trouble.trim().split("\n");
  return (lines.find((line) => /Error\b.*:/.test(line)) ?? lines.at(-1) ?? "").trim();
}
