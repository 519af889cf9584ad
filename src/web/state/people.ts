import type { User } from "../../protocol/fields.ts";
import { hash, tagOf } from "../../protocol/people.ts";

const HUES = 20;

/** A user's colour, as a hue in degrees. */
export function hueOf(id: string): number {
  return (hash(id) % HUES) * (360 / HUES);
}

/** Squares on a side of a drawn picture, and those that are drawn of each row: the others mirror them. */
export const PATTERN_SIDE = 5;
const HALF = Math.ceil(PATTERN_SIDE / 2);
const CELLS = HALF * PATTERN_SIDE;
/** With fewer than this of them it would be hardly a picture. */
const CELLS_MIN = 5;

/** [N3] What a user is drawn as who has no picture, by the id alone: an SVG path in a square of `PATTERN_SIDE`. */
export function patternOf(id: string): string {
  // Other bits than those of the colour and of the tag.
  const bits = hash(`${id} pattern`) >>> 8;
  const cells = Array.from({ length: CELLS }, (_, cell) => (bits >>> cell) % 2);
  const isSparse = cells.filter(Boolean).length < CELLS_MIN;
  return cells
    .flatMap((bit, cell) => {
      const [x, y] = [cell % HALF, Math.floor(cell / HALF)];
      return (bit === 1) === isSparse ? [] : [...new Set([x, PATTERN_SIDE - 1 - x])].map((at) => `M${at} ${y}h1v1h-1z`);
    })
    .join("");
}

/**
 * How a user is told from others [N1]: empty where the name does that.
 * @param shared names that could be taken for somebody else's, as they are spelt
 */
export function tagIn({ id, name }: User, shared: ReadonlySet<string>): string {
  return shared.has(name) ? tagOf(id) : "";
}

/** A user's name inside a sentence, with the tag where one is needed. */
export function labelIn(user: User, shared: ReadonlySet<string>): string {
  const tag = tagIn(user, shared);
  return tag === "" ? user.name : `${user.name} ${tag}`;
}

/** The roster with one's own entry first. */
export function ownFirst(members: readonly User[], ownId: string | undefined): readonly User[] {
  const own = members.find((member) => member.id === ownId);
  return own ? [own, ...members.filter((member) => member !== own)] : members;
}
