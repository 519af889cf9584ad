import { useEffect, useRef } from "preact/hooks";
import type { RoomClient } from "../../client/types.ts";

/** After this long without a key nobody is typing any more, in ms. */
const IDLE_MS = 5_000;

/** Tells the room that this user is typing. @returns what is called with each change: whether there is text. */
export function useTyping(client: RoomClient): (hasText: boolean) => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (hasText) => {
    clearTimeout(timer.current);
    client.typing(hasText);
    if (hasText) timer.current = setTimeout(() => client.typing(false), IDLE_MS);
  };
}
