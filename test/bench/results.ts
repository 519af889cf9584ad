import { median } from "./load/statistics.ts";
import type { Findings } from "./load/job.ts";
import type { Case } from "./plan.ts";
import type { ServerName } from "./servers/index.ts";

/** One figure of several runs. */
export interface Figure {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What was measured of one server under one workload. */
export interface Result {
  readonly figures: Readonly<Record<string, Figure>>;
  readonly runs: number;
  /** Why the figures are worth nothing. */
  readonly wrong?: string;
}

/** All that was measured, by case and server. */
export class Results {
  readonly #runs = new Map<string, Findings[]>();

  add(name: string, server: ServerName, findings: Findings): void {
    const key = `${name} ${server}`;
    this.#runs.set(key, [...(this.#runs.get(key) ?? []), findings]);
  }

  of(name: string, server: ServerName): Result | undefined {
    const runs = this.#runs.get(`${name} ${server}`);
    if (!runs) return undefined;
    const wrong = runs.find((run) => run.wrong !== undefined)?.wrong;
    const figures: Record<string, Figure> = {};
    for (const figure of new Set(runs.flatMap((run) => Object.keys(run.figures)))) {
      const values = runs.map((run) => run.figures[figure] ?? Number.NaN).filter((value) => !Number.isNaN(value));
      if (values.length === 0) continue;
      figures[figure] = { median: median(values), min: Math.min(...values), max: Math.max(...values) };
    }
    return { figures, runs: runs.length, ...(wrong === undefined ? {} : { wrong }) };
  }

  /** The median of one figure; undefined where it was not measured, or is wrong. */
  value(name: string, server: ServerName, figure: string): number | undefined {
    const result = this.of(name, server);
    return result === undefined || result.wrong !== undefined ? undefined : result.figures[figure]?.median;
  }

  /** For machines. */
  toJSON(cases: readonly Case[]): object[] {
    return cases.flatMap(({ name, title, options, servers }) =>
      servers.flatMap((server) => {
        const result = this.of(name, server);
        return result ? [{ case: name, title, options, server, ...result }] : [];
      }),
    );
  }
}
