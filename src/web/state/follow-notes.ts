import { type ReadonlySignal, signal } from "@preact/signals";
import type { RoomClient, RoomState } from "../../client/types.ts";
import type { Deed, Note, PresenceEvent } from "./notes.ts";

/**
 * Notes who comes and goes, and what is done to whom, after the last message of then.
 * @returns the notes, and what ends it
 */
export function followNotes(
  client: RoomClient,
  state: ReadonlySignal<RoomState>,
): [notes: ReadonlySignal<readonly Note[]>, stop: () => void] {
  const notes = signal<readonly Note[]>([]);
  const add = async (event: PresenceEvent | Deed, after: number): Promise<void> => {
    const { addToNotes } = await import("./notes.ts");
    notes.value = addToNotes(notes.peek(), event, after);
  };
  let noted: Promise<unknown> = Promise.resolve();
  const note = (event: PresenceEvent | Deed) => {
    const { messages, you } = state.peek();
    const isPresence = event.type === "join" || event.type === "leave" || event.type === "rename";
    if (isPresence && event.user.id === you?.id) return;
    const after = messages.at(-1)?.seq ?? 0;
    // One after the other, as it was told: what is fetched by many at once comes to them in any order. Where it cannot be
    // fetched, nothing is told.
    noted = noted.then(() => add(event, after)).catch(() => {});
  };
  const stops = (["join", "leave", "rename", "role", "purge"] as const).map((type) => client.on(type, note));
  return [notes, () => stops.forEach((stop) => stop())];
}
