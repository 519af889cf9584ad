import { parseRoomSegment } from "../../protocol/room-name.ts";

/** What the address asks for. */
export type Route =
  | { readonly page: "lobby" }
  | { readonly page: "room"; readonly room: string }
  | { readonly page: "bad-room" };

/** Reads a URL's path; what is no room's is the lobby's. */
export function parseRoute(path: string): Route {
  const match = /^\/r(?:\/(.*?))?\/?$/.exec(path);
  if (!match) return { page: "lobby" };
  const room = parseRoomSegment(match[1] ?? "");
  return room.ok ? { page: "room", room: room.value } : { page: "bad-room" };
}

/** The path of a room. @param room its normalised name. */
export function roomPath(room: string): string {
  return `/r/${encodeURIComponent(room)}`;
}
