import { commandsEn, type CommandStrings } from "./commands-en.ts";
import { createFormat } from "./format.ts";

/**
 * The strings of commands and completion, in the language that the page is in. They are a table of their own because they are
 * fetched only when somebody writes what needs them.
 */
export const c: CommandStrings = await load();

async function load(): Promise<CommandStrings> {
  try {
    if (document.documentElement.lang === "de")
      return (await import("./commands-de.ts")).commandsDe(createFormat("de"));
  } catch {
    // English, then.
  }
  return commandsEn(createFormat("en"));
}
