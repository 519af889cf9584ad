import * as v from "valibot";
import { foldName } from "../../client/name-match.ts";
import { drawing } from "./can-draw.ts";
import { type Catalogue, createCatalogue, Names, Pictures, Words } from "./catalogue.ts";

/** The languages that there are names in: those of the page. */
const language = () => (document.documentElement.lang === "de" ? "de" : "en");

let catalogue: Catalogue | undefined;

/** All emoji, where they were fetched already. */
export const knownEmoji = (): Catalogue | undefined => catalogue;

/** All emoji, with their names in the language of the page. @throws where they cannot be had; asked again, they are tried again */
export const fetchEmoji = once(async () => {
  const [pictures, { names }] = await Promise.all([
    fetchTable("emoji", Pictures),
    fetchTable(`emoji-${language()}`, Names),
  ]);
  return (catalogue = createCatalogue(pictures, names, drawing()));
});

/** More words that each is found by, by its place among all, as they are compared. */
export const fetchWords = once(async () => {
  const { words } = await fetchTable(`emoji-words-${language()}`, Words);
  return words.map(foldName);
});

async function fetchTable<T extends v.GenericSchema>(name: string, table: T): Promise<v.InferOutput<T>> {
  const response = await fetch(`/build/${name}.json`);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const parsed = v.safeParse(table, await response.json());
  if (!parsed.success) throw new Error(`${name}: ${parsed.issues[0].message}`);
  return parsed.output;
}

/** What is done once, unless it fails. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}
