import { fetchTable } from "./fetch-table.ts";
import { threadEn } from "./thread-en.ts";

/** The strings of threads, fetched when somebody opens one. */
export const h = await fetchTable(threadEn, async () => (await import("./thread-de.ts")).threadDe);
