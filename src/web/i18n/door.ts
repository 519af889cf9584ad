import { doorEn } from "./door-en.ts";
import { fetchTable } from "./fetch-table.ts";

/** The strings of a room's door, which stands open to most. */
export const d = await fetchTable(doorEn, async () => (await import("./door-de.ts")).doorDe);
