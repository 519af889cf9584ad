import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";

/** Whether a value is what a schema says, without a field that the schema does not know, at any depth: schemas drop those. */
export function fits(schema: v.GenericSchema, value: unknown): boolean {
  const parsed = v.safeParse(schema, value);
  return parsed.success && isDeepStrictEqual(parsed.output, value);
}
