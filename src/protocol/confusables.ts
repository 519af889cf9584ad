import data from "./confusables-table.json" with { type: "json" };
import { ASCII_CONFUSABLES, type Confusables } from "./looks.ts";

/** The confusable characters of Unicode (UTS #39), by each what it looks like. The table is made by `src/build/confusables.ts`. */
export const CONFUSABLES: Confusables = new Map([...ASCII_CONFUSABLES, ...entries(data.table)]);

function* entries(table: string): Generator<readonly [string, string]> {
  let code = 0;
  for (const row of table.split(",")) {
    const [step = 0, ...look] = row.split(" ").map((number) => Number.parseInt(number, 36));
    code += step;
    yield [String.fromCodePoint(code), String.fromCodePoint(...look)];
  }
}
