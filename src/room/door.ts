import type { Pair } from "../protocol/direct.ts";
import { isDirectName } from "../protocol/direct-name.ts";
import { CLOSED_BY_OPERATOR } from "../protocol/errors.ts";
import type { User } from "../protocol/fields.ts";
import type { Closing } from "../protocol/operator.ts";
import { fail, ok, type Result } from "../protocol/result.ts";

/** One answer to whoever may not come in, whether there is a conversation or not: nobody learns which. */
const STRANGER = fail("forbidden", "This is a conversation of two others, or of nobody.");

/** What the door goes by. */
interface DoorFacts {
  /** The two whose the room is, as they are called now; undefined where nobody opened it. */
  readonly pair: Pair | undefined;
  /** That the operator has closed the room. */
  readonly closed: Closing | null;
}

/** [O3] What everybody is told who comes to a room that the operator has closed. */
export function closedMessage({ reason = "" }: Closing): string {
  return `${CLOSED_BY_OPERATOR}${reason && ` ${reason}`}`;
}

/** [D2] Who may come into a room. Into a conversation only the two whose it is; into every other room everybody. */
export class Door {
  readonly #isReserved: boolean;
  readonly #facts: () => DoorFacts;

  /** @param facts as they are at each call */
  constructor(name: string, facts: () => DoorFacts) {
    this.#isReserved = isDirectName(name);
    this.#facts = facts;
  }

  /** Whether this is a conversation. What is stored says so too: an object that an alarm has started need not know its name. */
  get isDirect(): boolean {
    return this.#isReserved || this.#facts().pair !== undefined;
  }

  /** The two whose the conversation is; nobody in any other room. */
  get pair(): readonly User[] {
    return this.#facts().pair ?? [];
  }

  /** With whom somebody talks here: the other one of a conversation, null in any other room. `forbidden` where it is none of theirs. */
  admit(id: string): Result<User | null> {
    if (this.isDirect && !this.pair.some((user) => user.id === id)) return STRANGER;
    const open = this.open();
    if (!open.ok || !this.isDirect) return open;
    return ok(this.pair.find((user) => user.id !== id) ?? null);
  }

  /** [O3] Whether the room is open to anybody at all: `forbidden` where the operator has closed it. */
  open(): Result<null> {
    const { closed } = this.#facts();
    return closed ? fail("forbidden", closedMessage(closed)) : ok(null);
  }
}
