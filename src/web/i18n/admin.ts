import { adminEn } from "./admin-en.ts";
import { fetchTable } from "./fetch-table.ts";

/** The strings of the operator's page. */
export const admin = await fetchTable(adminEn, async () => (await import("./admin-de.ts")).adminDe);
