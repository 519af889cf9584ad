import { LABELS_MIN } from "../config.ts";
import { CONFUSABLES } from "../protocol/confusables.ts";
import type { User } from "../protocol/fields.ts";
import { Namesakes } from "../protocol/namesakes.ts";
import type { Labels } from "./link.ts";

/** Who there is in a room to be taken for somebody else. */
interface LabelsParts {
  /** Who is here. */
  present(): readonly User[];
  /** Who wrote the newest messages. */
  recent(): readonly User[];
}

/**
 * [N1] [T1] What users are called where a name is all that is told of them. It begins with who is here and who wrote the newest
 * messages when it is first asked: where nobody is told by name alone, it costs nothing.
 */
export class RoomLabels implements Labels {
  readonly #parts: LabelsParts;
  #names: Namesakes | undefined;
  /** Names over which it begins anew: those who have long left need not be known. */
  #max = 0;

  constructor(parts: LabelsParts) {
    this.#parts = parts;
  }

  /** Somebody comes, is called something else, or writes. */
  meet(user: User): void {
    this.#names?.meet(user);
  }

  know(users: Iterable<User>): void {
    const names = this.#known();
    for (const user of users) names.meet(user);
  }

  of(user: User): string {
    const names = this.#known();
    names.meet(user);
    return names.label(user);
  }

  #known(): Namesakes {
    if (this.#names && this.#names.size <= this.#max) return this.#names;
    this.#names = new Namesakes(CONFUSABLES);
    for (const user of [...this.#parts.recent(), ...this.#parts.present()]) this.#names.meet(user);
    this.#max = this.#names.size * 2 + LABELS_MIN;
    return this.#names;
  }
}
