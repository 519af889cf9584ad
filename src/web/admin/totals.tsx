import type { Totals } from "../../protocol/operator.ts";
import { admin } from "../i18n/admin.ts";
import { bytes, cost, number } from "./figures.ts";

/** How each of them is written, in the order in which they are shown. */
const FIGURES = { rooms: number, online: number, reports: number, bytes, cost } satisfies Record<
  keyof Totals,
  (value: number) => string
>;

/** All rooms together. */
export function TotalsStrip({ all }: { readonly all: Totals }) {
  return (
    <dl class="totals" aria-label={admin.totals.label}>
      {(Object.keys(FIGURES) as (keyof Totals)[]).map((name) => (
        <div key={name} data-alarm={name === "reports" && all.reports > 0}>
          <dt>{admin.totals[name]}</dt>
          <dd>{FIGURES[name](all[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
