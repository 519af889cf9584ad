import { fetchTable } from "./fetch-table.ts";
import { moderationEn } from "./moderation-en.ts";

/** The strings of what can be done to somebody, of reports, and of what moderators look at: fetched with what shows them. */
export const m = await fetchTable(moderationEn, async () => (await import("./moderation-de.ts")).moderationDe);
