import type { Pair } from "../protocol/direct.ts";
import { isDirectName } from "../protocol/direct-name.ts";
import type { User } from "../protocol/fields.ts";
import { fail, ok, type Result } from "../protocol/result.ts";

/** One answer to whoever may not come in, whether there is a conversation or not: nobody learns which. */
const STRANGER = fail("forbidden", "This is a conversation of two others, or of nobody.");

/** [D2] Who may come into a room. Into a conversation only the two whose it is; into every other room everybody. */
export class Door {
  readonly #isReserved: boolean;
  readonly #pair: () => Pair | undefined;

  /** @param pair the two whose the room is, as they are called at each call; undefined where nobody opened it */
  constructor(name: string, pair: () => Pair | undefined) {
    this.#isReserved = isDirectName(name);
    this.#pair = pair;
  }

  /** Whether this is a conversation. What is stored says so too: an object that an alarm has started need not know its name. */
  get isDirect(): boolean {
    return this.#isReserved || this.#pair() !== undefined;
  }

  /** The two whose the conversation is; nobody in any other room. */
  get pair(): readonly User[] {
    return this.#pair() ?? [];
  }

  /** With whom somebody talks here: the other one of a conversation, null in any other room. `forbidden` where it is none of theirs. */
  admit(id: string): Result<User | null> {
    if (!this.isDirect) return ok(null);
    if (!this.pair.some((user) => user.id === id)) return STRANGER;
    return ok(this.pair.find((user) => user.id !== id) ?? null);
  }
}
