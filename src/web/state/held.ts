import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { indexOfMessage } from "../../client/find.ts";
import type { RoomClient } from "../../client/types.ts";
import { applyChange } from "../../client/fold.ts";
import type { Change, EventOf, Message } from "../../protocol/events.ts";

/** Messages on the way to one that is looked for, before that is given up: 50 pages are 5,000 messages. */
const PAGES_MAX = 50;
const PAGE = 100;

/** Finds messages by their `seq`, those that are not held here too. */
export class Held {
  readonly #client: RoomClient;
  readonly #asked = new Map<number, Signal<Message | undefined>>();

  constructor(client: RoomClient) {
    this.#client = client;
    // What is taken back is taken back here, too.
    const change = (event: Change): void => {
      const found = this.#asked.get(event.target);
      if (found?.value) found.value = applyChange(found.value, event);
    };
    const purge = (event: EventOf<"purge">): void => {
      for (const found of this.#asked.values()) if (found.value) found.value = applyChange(found.value, event);
    };
    client.on("edit", change);
    client.on("delete", change);
    client.on("purge", purge);
    // It may be another log, and what was changed meanwhile was told to nobody.
    client.on("welcome", ({ recovered }) => !recovered && this.#asked.clear());
  }

  /** A message that is not in the log here: asked for once. Undefined until it came, and where there is none. */
  ask(seq: number): ReadonlySignal<Message | undefined> {
    const known = this.#asked.get(seq);
    if (known) return known;
    const found = signal<Message | undefined>(undefined);
    this.#asked.set(seq, found);
    this.#client.history({ after: seq - 1, limit: 1 }).then(
      ({ messages = [] }) => (found.value = messages[0]?.seq === seq ? messages[0] : undefined),
      // It is asked again on the next visit of the page, or in another log.
      () => {},
    );
    return found;
  }

  /** Loads the log back to a message. @returns whether it is held then */
  async load(seq: number): Promise<boolean> {
    await this.loadAfter(seq - 1);
    return findMessage(this.#client.state.value.messages, seq) !== undefined;
  }

  /** Loads the log back until all after a place in it is held, or that is too far. */
  async loadAfter(seq: number): Promise<void> {
    for (let pages = 0; pages < PAGES_MAX; pages++) {
      const { messages, more } = this.#client.state.value;
      if (!more || (messages[0]?.seq ?? Infinity) <= seq + 1) return;
      await this.#client.loadOlder(PAGE);
    }
  }
}

/** The message with this `seq`, where it is among these. */
export function findMessage(messages: readonly Message[], seq: number): Message | undefined {
  return messages[indexOfMessage(messages, seq)];
}
