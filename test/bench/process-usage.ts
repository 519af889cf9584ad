import { readFileSync } from "node:fs";

/** What a process has used so far, by the operating system's accounting: all its threads, kernel time included. */
export interface Usage {
  /** User and system time, ms. */
  readonly cpuMs: number;
  /** Resident memory now, KiB. */
  readonly rssKib: number;
}

/** The kernel's `USER_HZ`, fixed at 100 on every Linux that people run: a tick is 10 ms. */
const MS_PER_TICK = 10;

/** Reads a process's accounts. @throws where there is no such process, or no `/proc`. */
export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The command's name may hold spaces and brackets: fields are counted from behind it. utime and stime are 14 and 15 of all.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  const rss = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return { cpuMs: ticks * MS_PER_TICK, rssKib: Number(rss?.[1] ?? 0) };
}

/** What all cores of the machine have been busy for since it was started, ms. */
export function machineBusyMs(): number {
  const [, ...ticks] = readFileSync("/proc/stat", "utf8").split("\n", 1)[0]!.split(/\s+/).map(Number);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = ticks;
  return (user + nice + system + irq + softirq + steal) * MS_PER_TICK;
}
