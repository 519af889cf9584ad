import { type ReadonlySignal, signal } from "@preact/signals";
import { isDirectName } from "../../protocol/direct-name.ts";
import { parseRoomName } from "../../protocol/room-name.ts";
import { parseList, readItem, writeItem } from "./storage.ts";

/** How many rooms are remembered. */
const RECENT_MAX = 8;

/** Reads a stored list; what is no room's name is left out. */
export function parseRecent(text: string | undefined): readonly string[] {
  return parseList(text)
    .filter((name) => parseRoomName(name).ok)
    .slice(0, RECENT_MAX);
}

/** The list with a room in front. */
export function withRoom(rooms: readonly string[], room: string): readonly string[] {
  return [room, ...rooms.filter((other) => other !== room)].slice(0, RECENT_MAX);
}

const rooms = signal(parseRecent(readItem("recent")));

/** Rooms that this device was in or wrote to, the latest first. */
export const recentRooms: ReadonlySignal<readonly string[]> = rooms;

function save(list: readonly string[]): void {
  rooms.value = list;
  writeItem("recent", JSON.stringify(list));
}

// Another tab may have changed the list meanwhile, so it is read anew.
export function rememberRoom(room: string): void {
  // Conversations stand in a list of their own.
  if (isDirectName(room)) return;
  save(withRoom(parseRecent(readItem("recent")), room));
}

export function forgetRoom(room: string): void {
  save(rooms.value.filter((other) => other !== room));
}
