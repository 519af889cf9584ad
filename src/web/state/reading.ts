import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { RoomClient, RoomState } from "../../client/types.ts";
import { isVisible } from "./device.ts";

/** What others said while one was away. */
interface Missed {
  /** The last message that had been read. */
  readonly after: number;
  readonly count: number;
}

/** What is read on this page, and what was not yet when one came to it. */
export interface PageReading {
  /** The line "new" stands after this message. */
  readonly unreadAfter: ReadonlySignal<number | undefined>;
  readonly missed: ReadonlySignal<Missed | undefined>;
  /** Whether the end of the log is on screen. */
  setAtEnd(atEnd: boolean): void;
  /** One has seen what was missed, or does not want to. */
  dismiss(): void;
  /** One wrote: what is above is not new any more. */
  wrote(): void;
  stop(): void;
}

/** Follows what is on screen: what stands at the end of the log while the page is in front is read. */
export function followReading(client: RoomClient, state: ReadonlySignal<RoomState>): PageReading {
  const hasJoined = signal(false);
  const atEnd = signal(true);
  const unreadAfter = signal<number | undefined>(undefined);
  const missed = signal<Missed | undefined>(undefined);
  const head = computed(() => state.value.messages.at(-1)?.seq ?? 0);
  const read = computed(() => state.value.read);

  const tellMissed = (): void => {
    const { read: after, unread: count } = state.peek();
    missed.value = count > 0 ? { after, count } : undefined;
  };
  const stops = [
    client.on("welcome", () => {
      if (hasJoined.peek()) return;
      // Before anything counts as read because it is on screen.
      batch(() => {
        const { read: after, unread } = state.peek();
        if (unread > 0 || !isVisible.peek()) unreadAfter.value = after;
        tellMissed();
        hasJoined.value = true;
      });
    }),
    // While one looks elsewhere the line stands where one stopped, on whatever device.
    effect(() => {
      if (!isVisible.value && hasJoined.value) unreadAfter.value = read.value;
    }),
    effect(() => {
      if (isVisible.value && hasJoined.peek()) tellMissed();
    }),
    effect(() => {
      if (atEnd.value && isVisible.value && hasJoined.value) client.markRead(head.value);
    }),
  ];
  return {
    unreadAfter,
    missed,
    setAtEnd: (value) => (atEnd.value = value),
    dismiss: () => (missed.value = undefined),
    wrote: () => {
      unreadAfter.value = undefined;
      missed.value = undefined;
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
