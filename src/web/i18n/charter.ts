import { charterEn } from "./charter-en.ts";
import { fetchTable } from "./fetch-table.ts";

/** The strings of what a room is, and of what its owner and moderators do: fetched with the dialogs that show them. */
export const charter = await fetchTable(charterEn, async () => (await import("./charter-de.ts")).charterDe);
