import type { Trigger } from "../../client/typed-word.ts";
import type { User } from "../../protocol/fields.ts";

/** Something that a word can be completed to. */
export interface Option {
  /** What it is told from others by. */
  readonly key: string;
  /** What is written for the word, with the space after it where one goes on writing. */
  readonly insert: string;
  /** The word that it stands for, where it is spelt another way. */
  readonly spelt?: string;
  readonly label: string;
  /** What may be written after it. */
  readonly usage?: string;
  /** What it is, in a few words. */
  readonly hint?: string;
  /** Whose picture stands before it. */
  readonly user?: User;
  /** What stands there of what is nobody. */
  readonly sign?: string;
  /** It was taken. */
  readonly onTake?: () => void;
}

/** Where options come from. */
export interface Source extends Trigger {
  /** What fits a word, the best first. @param query the word as far as it is written, without its trigger */
  find(query: string): readonly Option[] | Promise<readonly Option[]>;
}

/** What is offered for a word. */
export interface Offer {
  /** The word with its trigger, and with what stands behind the caret. */
  readonly word: string;
  /** Never none. */
  readonly options: readonly Option[];
  /** The place of the one that is taken unless another is chosen. */
  readonly active: number;
  /** Whether it was chosen by an arrow key, or pointed at. */
  readonly isChosen: boolean;
}

/** Options for a word, the first of them active. Undefined where there are none. */
export function offerOf(word: string, options: readonly Option[]): Offer | undefined {
  return options.length === 0 ? undefined : { word, options, active: 0, isChosen: false };
}

/** Another option becomes the active one; after the last comes the first. */
export function moveActive(offer: Offer, by: 1 | -1): Offer {
  const count = offer.options.length;
  return { ...offer, active: (offer.active + by + count) % count, isChosen: true };
}

/** Whether Enter takes the active option: not where the word is all of it already, and one wants to send. */
export function takesEnter({ word, options, active, isChosen }: Offer): boolean {
  return isChosen || options[active]?.insert.trimEnd() !== word;
}
