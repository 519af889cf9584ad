import * as v from "valibot";
import { OVER_LIMIT } from "./fields.ts";
import { PAGE_MAX } from "./limits.ts";

/** Messages in one page. */
export const PageSize = v.pipe(
  v.number("limit is a number."),
  v.integer("limit is an integer."),
  v.minValue(1, "limit is at least 1."),
  v.maxValue(PAGE_MAX, `${OVER_LIMIT}limit is over ${PAGE_MAX}.`),
);
