import type { Strings } from "./en.ts";
import { createFormat } from "./format.ts";

const ENGLISH = "en";

/** The languages there are, each fetched when wanted. */
const LOADERS: Readonly<Record<string, () => Promise<Strings>>> = {
  [ENGLISH]: async () => (await import("./en.ts")).en(createFormat(ENGLISH)),
  de: async () => (await import("./de.ts")).de(createFormat("de")),
};

/** The strings in use. Set once, before the first render. */
export let t: Strings;

/** The first of the viewer's languages that there is a table for. */
export function pickLanguage(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split("-")[0] ?? "";
    if (Object.hasOwn(LOADERS, base)) return base;
  }
  return ENGLISH;
}

/** Loads the viewer's language into `t`, or English where that cannot be had. @returns the language in use. */
export async function loadStrings(wanted: readonly string[]): Promise<string> {
  const language = pickLanguage(wanted);
  try {
    t = await LOADERS[language]!();
    return language;
  } catch {
    t = await LOADERS[ENGLISH]!();
    return ENGLISH;
  }
}
