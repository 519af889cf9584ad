import { emojiEn } from "./emoji-en.ts";
import { fetchTable } from "./fetch-table.ts";

/** The strings of what emoji are chosen from, fetched with it. */
export const e = await fetchTable(emojiEn, async () => (await import("./emoji-de.ts")).emojiDe);
