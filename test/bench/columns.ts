import type { Case } from "./plan.ts";

/** One column of a table: a figure, and what it is called. */
export interface Column {
  readonly figure: string;
  readonly title: string;
  /** Whether it is divided by Parley's. */
  readonly isCompared?: boolean;
  /** What stands there where there is none. */
  readonly missing?: string;
}

const LATENCIES: readonly Column[] = [
  { figure: "medianMs", title: "median, ms", isCompared: true },
  { figure: "p99Ms", title: "p99, ms" },
];
const SHARES: readonly Column[] = [
  { figure: "serverShare", title: "server, cores" },
  { figure: "generatorShare", title: "generator, cores" },
  { figure: "othersShare", title: "others, cores" },
];
const FLOW: readonly Column[] = [
  { figure: "deliveriesPerSecond", title: "deliveries a second", isCompared: true },
  { figure: "cpuMicrosPerDelivery", title: "server CPU a delivery, µs", isCompared: true },
  ...LATENCIES,
  ...SHARES,
];
const OPENING: readonly Column[] = [
  { figure: "openedMs", title: "all in, ms", isCompared: true },
  { figure: "cpuMicrosPerSocket", title: "server CPU a socket, µs", isCompared: true },
];

const COLUMNS: Readonly<Record<Case["workload"], readonly Column[]>> = {
  saturated: [
    ...FLOW,
    { figure: "rssMib", title: "memory, MiB" },
    { figure: "rowsPerMessage", title: "rows a message" },
  ],
  paced: FLOW,
  lone: LATENCIES,
  joinStorm: OPENING,
  resumeStorm: [
    { figure: "openedMs", title: "all have what they missed, ms" },
    { figure: "cpuMicrosPerSocket", title: "server CPU a socket, µs" },
  ],
  idleMemory: [
    { figure: "kibPerSocket", title: "memory a socket, KiB", isCompared: true },
    { figure: "rssMib", title: "memory in all, MiB" },
  ],
  idleWakes: [
    { figure: "beats", title: "heartbeats answered" },
    { figure: "wakes", title: "wakes by them" },
    { figure: "rowsWritten", title: "rows written" },
  ],
  history: [
    { figure: "messages", title: "messages" },
    { figure: "storedPerSecond", title: "stored a second" },
    { figure: "cpuMicrosPerMessage", title: "server CPU a message, µs" },
    { figure: "rowsPerMessage", title: "rows a message" },
    { figure: "pageMs", title: "page, median, ms" },
    { figure: "pageP99Ms", title: "page, p99, ms" },
    { figure: "searchMs", title: "search, median, ms" },
  ],
  stalled: [
    { figure: "p99HealthyMs", title: "p99 before, ms" },
    { figure: "p99BesideMs", title: "p99 beside it, ms", isCompared: true },
    { figure: "grownMib", title: "memory grown by, MiB" },
    { figure: "closeCode", title: "the stalled one was closed with", missing: "not closed" },
  ],
  writers: [
    { figure: "messages", title: "messages in the log" },
    { figure: "cuts", title: "cuts" },
    { figure: "seconds", title: "until all had all, s" },
  ],
  page: [
    { figure: "scriptKib", title: "script, KiB compressed" },
    { figure: "performance", title: "performance" },
    { figure: "accessibility", title: "accessibility" },
    { figure: "bestPractices", title: "best practices" },
    { figure: "seo", title: "SEO" },
  ],
};

export function columnsOf(workload: Case["workload"]): readonly Column[] {
  return COLUMNS[workload];
}
