import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { RoomClient, RoomState } from "../../client/types.ts";
import { type Hold, mayBeHeld } from "./hold.ts";

/**
 * Follows what keeps one from writing, by what is fetched where there may be something.
 * @returns that, and what ends it
 */
export function followHold(
  client: RoomClient,
  state: ReadonlySignal<RoomState>,
): [hold: ReadonlySignal<Hold | undefined>, stop: () => void] {
  const hold = signal<Hold | undefined>(undefined);
  const isHeld = computed(() => mayBeHeld(state.value));
  const stop = effect(() => {
    if (!isHeld.value) return undefined;
    let stop: (() => void) | undefined;
    let isOver = false;
    // Where it cannot be fetched, the server's refusal says the same.
    import("./watch-hold.ts").then(
      (part) => isOver || (stop = part.watchHold(client, state, hold)),
      () => {},
    );
    return () => {
      isOver = true;
      stop?.();
    };
  });
  return [hold, stop];
}
