import { effect, type ReadonlySignal } from "@preact/signals";
import { doesMention } from "../../client/reading.ts";
import type { RoomClient, RoomState } from "../../client/types.ts";
import type { User } from "../../protocol/fields.ts";
import { isVisible } from "./device.ts";
import { readItem, writeItem } from "./storage.ts";

/** Whether one wants to be told of mentions while the page is behind others, and may be. */
export function wantsNotifications(): boolean {
  return readItem("notify") === "on" && globalThis.Notification?.permission === "granted";
}

/** Asks to be told, or not to be any more. @returns whether one is, from now on */
export async function setNotifications(on: boolean): Promise<boolean> {
  const isAllowed = on && (await Notification.requestPermission()) === "granted";
  writeItem("notify", isAllowed ? "on" : undefined);
  return isAllowed;
}

/**
 * While the page is behind others: what is unread stands on its icon, and mentions are told.
 * @param labelOf what a user is called, told from others
 * @returns what ends it
 */
export function watchAttention(
  client: RoomClient,
  state: ReadonlySignal<RoomState>,
  labelOf: (user: User) => string,
  reveal: (seq: number) => void,
): () => void {
  let isShown = false;
  const stops = [
    effect(() => {
      const { unread, mentioned } = state.value;
      const isWanted = !isVisible.value && unread > 0;
      if (!isWanted && !isShown) return;
      isShown = isWanted;
      void load((part) => part.showBadge(isWanted ? unread : 0, isWanted ? mentioned : 0));
    }),
    client.on("message", (message) => {
      const { you, room } = state.peek();
      if (isVisible.peek() || message.user.id === you?.id || !doesMention(message, you?.id)) return;
      if (wantsNotifications())
        void load((part) =>
          part.notify(`${labelOf(message.user)} · ${room}`, room, message, () => reveal(message.seq)),
        );
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    if (isShown) void load((part) => part.showBadge(0, 0));
  };
}

/** Where it cannot be fetched, one is only not told. */
async function load(use: (part: typeof import("./attention-parts.ts")) => void): Promise<void> {
  try {
    use(await import("./attention-parts.ts"));
  } catch {
    // It is asked for again the next time.
  }
}
