import { directoryEn } from "./directory-en.ts";
import { fetchTable } from "./fetch-table.ts";

/** The strings of the list of public rooms. */
export const d = await fetchTable(directoryEn, async () => (await import("./directory-de.ts")).directoryDe);
