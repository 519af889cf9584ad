import { signal } from "@preact/signals";
import type { User } from "../../protocol/fields.ts";
import { ASCII_CONFUSABLES, isAscii } from "../../protocol/looks.ts";
import { Namesakes } from "../../protocol/namesakes.ts";

/** What characters look like: all of them once somebody's name has others than ASCII's. */
const confusables = signal(ASCII_CONFUSABLES);
let isAsked = false;

/**
 * [N1] The names that could be taken for somebody else's, as they are spelt. Inside a computed value they are found again once more
 * is known of characters.
 * @param previous the last answer, returned as it is where nothing changed.
 */
export function sharedNames(users: readonly User[], previous: ReadonlySet<string>): ReadonlySet<string> {
  if (!isAsked && users.some(({ name }) => !isAscii(name))) void askConfusables();
  const namesakes = new Namesakes(confusables.value);
  for (const user of users) namesakes.meet(user);
  const shared = new Set(users.map(({ name }) => name).filter((name) => namesakes.isShared(name)));
  return shared.size === previous.size && [...shared].every((name) => previous.has(name)) ? previous : shared;
}

/** Fetches what is known of characters. Where it cannot be had, it is asked for again with the next names. */
async function askConfusables(): Promise<void> {
  isAsked = true;
  try {
    confusables.value = (await import("../../protocol/confusables.ts")).CONFUSABLES;
  } catch {
    isAsked = false;
  }
}
