import type { You } from "../protocol/fields.ts";
import { may } from "../protocol/permissions.ts";
import type { Log } from "./log.ts";
import { maskWords, patternOf } from "./word-filter.ts";

/** [K6] The words that the room's moderators do not want to be read, and what becomes of a text that has them. */
export class Filter {
  readonly #log: Log;
  /** The words, and what they are as patterns: made once for all messages. */
  #words: readonly string[] = [];
  #patterns: readonly NonNullable<ReturnType<typeof patternOf>>[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  get words(): readonly string[] {
    return this.#log.facts.words;
  }

  /** From now on it is these. A row. */
  set(words: readonly string[]): void {
    this.#log.keep({ words });
  }

  /** A text as it is accepted from somebody. @param you with what they are here */
  mask(text: string, you: You): string {
    if (this.words.length === 0 || may(you, "exempt")) return text;
    if (this.#words !== this.words) {
      this.#words = this.words;
      this.#patterns = this.words.flatMap((word) => patternOf(word) ?? []);
    }
    return maskWords(text, this.#patterns);
  }
}
