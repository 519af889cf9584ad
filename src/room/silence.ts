import { HEARTBEAT_MS, SILENT_MS } from "../protocol/limits.ts";

/** What is to be done about one connection's silence. */
export type Verdict = "fine" | "late" | "silent";

/**
 * Whether a connection has gone quiet. Only one that has said `ping` at least once is judged: a client that never does (a
 * terminal, a tutorial page) is kept alive by its transport, which the room cannot see.
 * @param lastPing when it last said `ping`, ms since 1970
 */
export function judgeSilence(lastPing: number | undefined, now: number): Verdict {
  if (lastPing === undefined) return "fine";
  const quiet = now - lastPing;
  if (quiet >= SILENT_MS) return "silent";
  // Twice the heartbeat: one lost ping is nothing to wake for.
  return quiet > HEARTBEAT_MS * 2 ? "late" : "fine";
}
