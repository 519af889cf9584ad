import type { Target } from "./connection.ts";

/** The server that a workload is put on. */
export interface Subject extends Target {
  /** Of the server's one process. */
  readonly pid: number;
  /** Whether it is this project's, and so has an HTTP API to ask. */
  readonly isParley: boolean;
}

/** Numbers, sizes and times of one workload. */
export type Options = Readonly<Record<string, number>>;

/** What came of one workload. */
export interface Findings {
  readonly figures: Readonly<Record<string, number>>;
  /** Why the figures are worth nothing; undefined where all was delivered as it should be. */
  readonly wrong?: string | undefined;
}

/** One kind of load: made by the generator's process, against one server. */
export type Workload<O extends Options = Options> = (subject: Subject, options: O) => Promise<Findings>;
