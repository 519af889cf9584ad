import * as v from "valibot";
import { foldName } from "../../client/name-match.ts";

/** One emoji that can be chosen. */
export interface Emoji {
  /** As the server spells it, without a skin tone. */
  readonly unicode: string;
  /** In the viewer's language. */
  readonly name: string;
  /** What it is called between colons, the best known first. Never none. */
  readonly codes: readonly string[];
  /** What it is about, as Unicode groups them. */
  readonly group: number;
  readonly isToned: boolean;
  /** Its place among all. */
  readonly place: number;
  /** Its name, as it is compared. */
  readonly folded: string;
}

/** All emoji that can be chosen, in Unicode's order. */
export interface Catalogue {
  readonly all: readonly Emoji[];
  readonly byCode: ReadonlyMap<string, Emoji>;
  readonly byUnicode: ReadonlyMap<string, Emoji>;
}

/** What is the same in every language: see src/build/emoji-tables.ts. Lists are separated by spaces, digits stand one a row. */
export const Pictures = v.object({
  emoji: v.string(),
  /** Separated by commas. */
  codes: v.string(),
  groups: v.string(),
  toned: v.string(),
  /** In which version of Unicode each came: 0 is in every font. */
  ages: v.string(),
});
export type Pictures = v.InferOutput<typeof Pictures>;

export const Names = v.object({ names: v.array(v.string()) });
export const Words = v.object({ words: v.array(v.string()) });

/**
 * Puts the tables together.
 * @param canDraw whether the device has a picture of an emoji. It is asked for one of each version
 * @throws where they do not belong together: one was fetched before, the other after a deployment
 */
export function createCatalogue(pictures: Pictures, names: readonly string[], canDraw: (emoji: string) => boolean) {
  const spellings = pictures.emoji.split(" ");
  const codes = pictures.codes.split(" ");
  const { groups, toned, ages } = pictures;
  if ([codes, groups, toned, ages, names].some(({ length }) => length !== spellings.length))
    throw new Error("The tables of emoji do not belong together.");

  const drawn = new Map<string, boolean>([["0", true]]);
  const isDrawn = (place: number): boolean => {
    const version = ages[place]!;
    if (!drawn.has(version)) drawn.set(version, canDraw(spellings[place]!));
    return drawn.get(version)!;
  };
  const all = spellings.flatMap((unicode, place): readonly Emoji[] => {
    if (!isDrawn(place)) return [];
    const name = names[place]!;
    const isToned = toned[place] === "1";
    const own = { unicode, name, codes: codes[place]!.split(","), group: Number(groups[place]), isToned };
    return [{ ...own, place, folded: foldName(name) }];
  });
  return {
    all,
    byCode: new Map(all.flatMap((emoji) => emoji.codes.map((code) => [code, emoji]))),
    byUnicode: new Map(all.map((emoji) => [emoji.unicode, emoji])),
  } satisfies Catalogue;
}
