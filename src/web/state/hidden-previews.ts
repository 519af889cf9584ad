import type { Message } from "../../protocol/events.ts";
import { parseList, readItem, writeItem } from "./storage.ts";

/** How many are remembered on a device: of the others the preview comes back. */
const HIDDEN_MAX = 200;

/** What names a message here: in another log another message may have its place, but not its time too. */
type Placed = Pick<Message, "seq" | "at">;
const keyOf = (room: string, { seq, at }: Placed): string => `${room}/${seq}/${at}`;

function stored(): readonly string[] {
  return parseList(readItem("hidden-previews"), (key) => (typeof key === "string" ? key : undefined));
}

/** Whether the preview in a message was hidden on this device. */
export function isPreviewHidden(room: string, message: Placed): boolean {
  return stored().includes(keyOf(room, message));
}

/** Remembers that the preview in a message is not to be shown on this device. */
export function hidePreview(room: string, message: Placed): void {
  const key = keyOf(room, message);
  const others = stored().filter((other) => other !== key);
  writeItem("hidden-previews", JSON.stringify([key, ...others].slice(0, HIDDEN_MAX)));
}
