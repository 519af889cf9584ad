import { silentAfterMs } from "../../variables.ts";

/** What is to be done about one connection's silence. */
export type Verdict = "fine" | "late" | "silent";

/** Heartbeats after which one is late: a single lost ping is nothing to wake for. */
const LATE_HEARTBEATS = 2;

/**
 * Whether a connection has gone quiet. Only one that has said `ping` at least once is judged: a client that never does (a
 * terminal, a tutorial page) is kept alive by its transport, which the room cannot see.
 * @param lastHeard when it last said anything, ms since 1970; undefined for one that has never said `ping`
 * @param heartbeat how often it is to say so, ms
 */
export function judgeSilence(lastHeard: number | undefined, now: number, heartbeat: number): Verdict {
  if (lastHeard === undefined) return "fine";
  const quiet = now - lastHeard;
  if (quiet >= silentAfterMs(heartbeat)) return "silent";
  return quiet > heartbeat * LATE_HEARTBEATS ? "late" : "fine";
}
