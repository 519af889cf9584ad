import * as v from "valibot";
import { foldName } from "../../../src/client/name-match.ts";
import { type Catalogue, createCatalogue, Names, Pictures, Words } from "../../../src/web/emoji/catalogue.ts";
import { emojiTables } from "../../../src/build/emoji-tables.ts";

const tables = emojiTables();

/** All emoji as the page has them, on a device that can draw all. */
export function emojiIn(language: "en" | "de"): Catalogue {
  const { names } = v.parse(Names, tables[`emoji-${language}.json`]);
  return createCatalogue(v.parse(Pictures, tables["emoji.json"]), names, () => true);
}

/** More words for each, as the page has them. */
export function wordsIn(language: "en" | "de"): readonly string[] {
  return v.parse(Words, tables[`emoji-words-${language}.json`]).words.map(foldName);
}
