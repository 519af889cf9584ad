import { machineBusyMs, usageOf } from "../process-usage.ts";

/** What a stretch of time has taken. */
export interface Span {
  readonly seconds: number;
  /** The server's, all threads, ms. */
  readonly serverCpuMs: number;
  /** Of one core. */
  readonly serverShare: number;
  /** The load generator's share of one core: near 1 it is what limits. */
  readonly generatorShare: number;
  /** What everything else on the machine used, in cores: much of it makes the figures doubtful. */
  readonly othersShare: number;
  /** The server's memory at the end, MiB. */
  readonly rssMib: number;
}

/** Begins to measure. @returns what ends it */
export function openWindow(pid: number): () => Span {
  const own = process.cpuUsage();
  const before = usageOf(pid);
  const busyBefore = machineBusyMs();
  const start = performance.now();
  return () => {
    const ms = performance.now() - start;
    const after = usageOf(pid);
    const { user, system } = process.cpuUsage(own);
    const busyMs = machineBusyMs() - busyBefore;
    const generatorMs = (user + system) / 1000;
    const serverCpuMs = after.cpuMs - before.cpuMs;
    return {
      seconds: ms / 1000,
      serverCpuMs,
      serverShare: serverCpuMs / ms,
      generatorShare: generatorMs / ms,
      othersShare: Math.max(0, busyMs - serverCpuMs - generatorMs) / ms,
      rssMib: after.rssKib / 1024,
    };
  };
}
