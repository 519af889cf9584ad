import { ADDRESS_FULL_RETRY_MS, CONNECTIONS_PER_USER } from "../config.ts";
import { isOfAddress } from "../protocol/fields.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { Visitor } from "../visit.ts";
import type { Link } from "./link.ts";
import type { Outbox } from "./outbox.ts";
import type { Presence } from "./presence.ts";

/** What the places are counted by. */
export interface PlacesParts {
  readonly outbox: Pick<Outbox, "links">;
  readonly presence: Pick<Presence, "linksOf">;
  /** Connections that one address may have in the room. */
  readonly perAddress: number;
}

/** [A6] How many connections one user, and one address, have in a room. */
export class Places {
  readonly #parts: PlacesParts;
  /** Connections by the mark of their address. Who has none is not counted. */
  readonly #byMark = new Map<string, number>();

  constructor(parts: PlacesParts) {
    this.#parts = parts;
  }

  /** A connection is in the room. */
  take({ state: { mark } }: Link): void {
    if (mark !== undefined) this.#byMark.set(mark, this.#of(mark) + 1);
  }

  /** A connection is in it no more. */
  free({ state: { mark } }: Link): void {
    if (mark === undefined) return;
    const left = this.#of(mark) - 1;
    if (left > 0) this.#byMark.set(mark, left);
    else this.#byMark.delete(mark);
  }

  /** Whether there is a place for one more of this address; why not, otherwise. */
  admits({ marks = [] }: Pick<Visitor, "marks">): Result<null> {
    // By the mark before, too: who came when it was theirs is of the same address.
    const taken = marks.reduce((sum, mark) => sum + this.#of(mark), 0);
    return taken < this.#parts.perAddress ? ok(null) : TOO_MANY;
  }

  /** The oldest connections of a user that are more than they may have. Whoever comes without a token may be many. */
  surplusOf(id: string): readonly Link[] {
    const { outbox, presence } = this.#parts;
    const surplus = presence.linksOf(id) - CONNECTIONS_PER_USER;
    if (surplus <= 0 || isOfAddress(id)) return [];
    const links = [...outbox.links].filter(({ state }) => state.you.id === id);
    // What was asleep is taken back in no order.
    return links.sort((one, other) => one.state.came - other.state.came).slice(0, surplus);
  }

  #of(mark: string): number {
    return this.#byMark.get(mark) ?? 0;
  }
}

const TOO_MANY = fail("rate_limited", "Too many are in this room from your address.", ADDRESS_FULL_RETRY_MS);
