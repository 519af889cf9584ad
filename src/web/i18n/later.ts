import { fetchTable } from "./fetch-table.ts";
import { laterEn } from "./later-en.ts";

/** The strings of what is fetched when it is wanted: dialogs, actions, and what Markdown has. */
export const later = await fetchTable(laterEn, async () => (await import("./later-de.ts")).laterDe);
