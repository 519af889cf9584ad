import { en, type Strings } from "./en.ts";
import { createFormat } from "./format.ts";

/** The languages there are. English is part of the page; the others are fetched when wanted. */
const LOADERS: Readonly<Record<string, () => Promise<Strings>>> = {
  en: async () => en(createFormat("en")),
  de: async () => (await import("./de.ts")).de(createFormat("de")),
};

/** The strings in use. Set once, before the first render. */
export let t: Strings = en(createFormat("en"));

/** The first of the viewer's languages that there is a table for. */
export function pickLanguage(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split("-")[0] ?? "";
    if (Object.hasOwn(LOADERS, base)) return base;
  }
  return "en";
}

/** Loads the viewer's language into `t`; English stays where that fails. @returns the language in use. */
export async function loadStrings(wanted: readonly string[]): Promise<string> {
  const language = pickLanguage(wanted);
  try {
    t = (await LOADERS[language]?.()) ?? t;
    return language;
  } catch {
    return "en";
  }
}
