import { fetchTable } from "./fetch-table.ts";
import { lobbyEn } from "./lobby-en.ts";

/** The strings of where one chooses a room: who follows a link to one does not see it. */
export const l = await fetchTable(lobbyEn, async () => (await import("./lobby-de.ts")).lobbyDe);
