import { fetchTable } from "./fetch-table.ts";
import { inboxEn } from "./inbox-en.ts";

/** The strings of conversations and mentions, which are fetched by those who have any, or could. */
export const i = await fetchTable(inboxEn, async () => (await import("./inbox-de.ts")).inboxDe);
