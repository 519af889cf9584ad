import type { Listing } from "./directory.ts";
import { SEARCH_MAX_WORDS } from "./limits.ts";

// Both sides sort and search by these: what a page finds among the rooms that it knows, a server would have found.

/** The order of the list: those with the most people first, and of as many by name, so that it does not depend on who told first. */
export function byPeople(one: Listing, other: Listing): number {
  return other.online - one.online || (one.room < other.room ? -1 : Number(one.room > other.room));
}

/** Words that are looked for, as they are compared. */
export function wordsOf(query: string): readonly string[] {
  return folded(query)
    .split(/\s+/u)
    .filter((word) => word !== "")
    .slice(0, SEARCH_MAX_WORDS);
}

/** What of a room is searched, as it is compared: its name, its title and its topic. */
export function searchedOf({ room, title, topic }: Listing): string {
  return folded(`${room}\n${title}\n${topic}`);
}

/** Whether all the words are in what is searched, in any order, also inside other words. */
export function fits(searched: string, words: readonly string[]): boolean {
  return words.every((word) => searched.includes(word));
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().normalize("NFKC");
}
