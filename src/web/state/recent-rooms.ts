import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { RoomState } from "../../client/types.ts";
import { isDirectName } from "../../protocol/direct-name.ts";
import { isWithinCodePoints } from "../../protocol/fields.ts";
import { TITLE_MAX_CODE_POINTS } from "../../protocol/limits.ts";
import { parseRoomName } from "../../protocol/room-name.ts";
import { parseList, readItem, writeItem } from "./storage.ts";

/** How many rooms are remembered. */
const RECENT_MAX = 8;

/** A room that this device was in or wrote to. */
export interface RecentRoom {
  readonly room: string;
  /** What it was called when one was last there; empty where that was nothing but its name. */
  readonly title: string;
}

/** Reads a stored list; what is no room's name is left out, and what is no title. */
export function parseRecent(text: string | undefined): readonly RecentRoom[] {
  return parseList(text, readEntry).slice(0, RECENT_MAX);
}

/** An earlier version kept names alone. */
function readEntry(entry: unknown): RecentRoom | undefined {
  const { room, title } = (typeof entry === "string" ? { room: entry } : Object(entry)) as Record<string, unknown>;
  if (typeof room !== "string" || !parseRoomName(room).ok) return undefined;
  const isTitle = typeof title === "string" && isWithinCodePoints(title, TITLE_MAX_CODE_POINTS);
  return { room, title: isTitle ? title : "" };
}

/** The list with a room in front. @param title where it is not told, what was known stays */
export function withRoom(rooms: readonly RecentRoom[], room: string, title?: string): readonly RecentRoom[] {
  const known = rooms.find((other) => other.room === room)?.title ?? "";
  return [{ room, title: title ?? known }, ...rooms.filter((other) => other.room !== room)].slice(0, RECENT_MAX);
}

const rooms = signal(parseRecent(readItem("recent")));

/** Rooms that this device was in or wrote to, the latest first. */
export const recentRooms: ReadonlySignal<readonly RecentRoom[]> = rooms;

/** What a room was called when this device was last there; its name where that is not known. */
export function titleOf(room: string): string {
  return rooms.value.find((other) => other.room === room)?.title || room;
}

function save(list: readonly RecentRoom[]): void {
  rooms.value = list;
  writeItem("recent", JSON.stringify(list));
}

// Another tab may have changed the list meanwhile, so it is read anew.
export function rememberRoom(room: string, title?: string): void {
  // Conversations stand in a list of their own.
  if (isDirectName(room)) return;
  save(withRoom(parseRecent(readItem("recent")), room, title));
}

/** Remembers the room that one is let into, and what it is called from then on. @returns what ends it */
export function followRoom(state: ReadonlySignal<RoomState>): () => void {
  const title = computed(() => state.value.you && state.value.settings.title);
  return effect(() => {
    if (title.value !== undefined) rememberRoom(state.peek().room, title.value);
  });
}

export function forgetRoom(room: string): void {
  save(parseRecent(readItem("recent")).filter((other) => other.room !== room));
}
