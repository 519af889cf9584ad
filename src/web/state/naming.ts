import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Mentions, RoomClient, RoomState } from "../../client/types.ts";
import type { Message } from "../../protocol/events.ts";
import type { User } from "../../protocol/fields.ts";
import type { NameIndex } from "../../protocol/people.ts";
import { mentionsIn, namesMentioned } from "./mentioning.ts";
import { labelIn } from "./people.ts";

/** What people are called whom a room shows. */
export interface Naming {
  /** Names that could be taken for somebody else's [N1]. */
  readonly shared: ReadonlySignal<ReadonlySet<string>>;
  /** These are shown, too: their names could be taken for others'. */
  meet(users: readonly User[]): void;
  /** What a user is called, told from others, where that is known here. */
  nameOf(id: string): string | undefined;
  /** What those are called whom a message mentions. */
  namesIn(message: Pick<Message, "mentions">): NameIndex;
  /** Whom a text mentions. */
  mentionsIn(text: string): Mentions;
}

/**
 * Follows who is shown: who is there, who has written, and whom one has met elsewhere.
 * @returns what they are called, and what ends it
 */
export function followNaming(client: RoomClient, state: ReadonlySignal<RoomState>): [naming: Naming, stop: () => void] {
  const met = signal<readonly User[]>([]);
  const direct = computed(() => state.value.direct);
  const messages = computed(() => state.value.messages);
  const members = computed(() => state.value.members);
  const people = computed(() => [
    ...met.value,
    ...(direct.value ? [direct.value] : []),
    ...messages.value.map((message) => message.user),
    ...members.value,
  ]);
  const names = computed(() => new Map(people.value.map((user) => [user.id, user.name])));
  const known = () => [...names.peek()].map(([id, name]) => ({ id, name }));

  // Fetched when one is in: nobody is told from others before.
  const part = signal<typeof import("./shared-names.ts") | undefined>(undefined);
  const stop = client.on("welcome", () => {
    import("./shared-names.ts").then(
      (fetched) => (part.value = fetched),
      () => undefined,
    );
  });
  let twice: ReadonlySet<string> = new Set();
  const shared = computed(() => {
    return (twice = part.value?.sharedNames(people.value, twice) ?? twice);
  });

  const naming: Naming = {
    shared,
    meet: (users) => (met.value = [...met.value, ...users]),
    nameOf: (id) => {
      const name = names.value.get(id);
      return name === undefined ? undefined : labelIn({ id, name }, shared.value);
    },
    namesIn: ({ mentions = [] }) => namesMentioned(mentions, people.peek()),
    mentionsIn: (text) => mentionsIn(text, known),
  };
  return [naming, stop];
}
