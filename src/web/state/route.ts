import { parseRoomSegment } from "../../protocol/room-name.ts";

/** What the address asks for. */
export type Route =
  | { readonly page: "lobby" }
  /**
   * `thread`: the `seq` of a message, whose answers are to be shown beside the log. `invite`: the code of an invitation, by which one
   * comes in.
   */
  | { readonly page: "room"; readonly room: string; readonly thread?: number; readonly invite?: string }
  | { readonly page: "bad-room" };

/** Reads a URL's path, and what comes after `#`; what is no room's is the lobby's. */
export function parseRoute(path: string, hash = ""): Route {
  const match = /^\/r(?:\/(.*?))?\/?$/.exec(path);
  if (!match) return { page: "lobby" };
  const room = parseRoomSegment(match[1] ?? "");
  if (!room.ok) return { page: "bad-room" };
  const [, thread, invite] = /^#(?:t=([1-9]\d{0,14})|invite=([\w-]+))$/.exec(hash) ?? [];
  return { page: "room", room: room.value, ...(thread && { thread: Number(thread) }), ...(invite && { invite }) };
}

/** Where a thread is, in the address of its room. @param seq of the message that is answered */
export function threadHash(seq: number): string {
  return `#t=${seq}`;
}

/** The path of a room. @param room its normalised name. */
export function roomPath(room: string): string {
  return `/r/${encodeURIComponent(room)}`;
}
