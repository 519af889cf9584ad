import { ROOM_NAME_MAX_CODE_POINTS } from "../../protocol/limits.ts";
import { parseRoomName } from "../../protocol/room-name.ts";
import { parseRoute } from "./route.ts";

/** What somebody typed or pasted where a room is asked for. */
export type RoomInput =
  /** `hash`: what a link says beside its room, such as an invitation to it; as it stands in an address. */
  | { readonly kind: "room"; readonly room: string; readonly hash?: string }
  | { readonly kind: "empty" | "long" | "characters" | "link" }
  | { readonly kind: "elsewhere"; readonly host: string };

/** Reads a room's name or a link to one. Spaces become hyphens. @param origin this site's. */
export function parseRoomInput(input: string, origin: string): RoomInput {
  const text = input.trim();
  if (text === "") return { kind: "empty" };
  if (/^https?:|\//i.test(text)) return parseLink(text, origin);
  const name = text.replace(/\s+/gu, "-");
  const room = parseRoomName(name);
  if (room.ok) return { kind: "room", room: room.value };
  return { kind: [...name.normalize("NFKC")].length > ROOM_NAME_MAX_CODE_POINTS ? "long" : "characters" };
}

function parseLink(text: string, origin: string): RoomInput {
  const absolute = /^https?:/i.test(text) ? text : text.startsWith("/") ? origin + text : `https://${text}`;
  if (!URL.canParse(absolute)) return { kind: "link" };
  const url = new URL(absolute);
  if (url.host !== new URL(origin).host) return { kind: "elsewhere", host: url.host };
  const route = parseRoute(url.pathname, url.hash);
  if (route.page !== "room") return { kind: "link" };
  const saysMore = route.invite !== undefined || route.thread !== undefined;
  return { kind: "room", room: route.room, ...(saysMore && { hash: url.hash }) };
}
