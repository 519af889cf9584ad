import { SILENT_HEARTBEATS } from "../protocol/limits.ts";

/** What is to be done about one connection's silence. */
export type Verdict = "fine" | "late" | "silent";

/** Heartbeats after which one is late: a single lost ping is nothing to wake for. */
const LATE_HEARTBEATS = 2;

/** How long a connection may say nothing, in ms. */
export function silentAfter(heartbeat: number): number {
  return heartbeat * SILENT_HEARTBEATS;
}

/**
 * Whether a connection has gone quiet. Only one that has said `ping` at least once is judged: a client that never does (a
 * terminal, a tutorial page) is kept alive by its transport, which the room cannot see.
 * @param lastPing when it last said `ping`, ms since 1970
 * @param heartbeat how often it is to say so, ms
 */
export function judgeSilence(lastPing: number | undefined, now: number, heartbeat: number): Verdict {
  if (lastPing === undefined) return "fine";
  const quiet = now - lastPing;
  if (quiet >= silentAfter(heartbeat)) return "silent";
  return quiet > heartbeat * LATE_HEARTBEATS ? "late" : "fine";
}
