import { commandsEn } from "./commands-en.ts";
import { fetchTable } from "./fetch-table.ts";

/** The strings of commands and completion, fetched when somebody writes what needs them. */
export const c = await fetchTable(commandsEn, async () => (await import("./commands-de.ts")).commandsDe);
