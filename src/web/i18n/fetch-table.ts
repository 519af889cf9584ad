import { createFormat, type Format } from "./format.ts";

/**
 * A table of strings that is fetched apart from the page's own, in the language that the page is in. English is part of what asks
 * for it, and stays where another language cannot be had.
 */
export async function fetchTable<T>(english: (f: Format) => T, german: () => Promise<(f: Format) => T>): Promise<T> {
  try {
    if (document.documentElement.lang === "de") return (await german())(createFormat("de"));
  } catch {
    // English, then.
  }
  return english(createFormat("en"));
}
