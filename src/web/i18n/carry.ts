import { carryEn } from "./carry-en.ts";
import { fetchTable } from "./fetch-table.ts";

/** The strings of taking oneself along to another device. */
export const carry = await fetchTable(carryEn, async () => (await import("./carry-de.ts")).carryDe);
