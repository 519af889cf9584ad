import type { RoomModel } from "./room-model.ts";
import type { LinkState, RoomState } from "./types.ts";

/** A room's state, put together from the parts that have one owner each. */
export function roomState(
  link: LinkState,
  { room, you, roster, typing, timeline, reading, charter }: RoomModel,
  outgoing: RoomState["outgoing"],
): RoomState {
  return {
    ...link,
    room,
    ...(you && { you }),
    online: roster.online,
    members: roster.members,
    typing,
    messages: timeline.messages,
    more: timeline.more,
    outgoing,
    ...(charter.direct && { direct: charter.direct }),
    settings: charter.settings,
    pins: charter.pins,
    staff: charter.staff,
    ...(charter.muted && { muted: charter.muted }),
    read: reading.read,
    unread: reading.unread,
    mentioned: reading.mentioned,
    readers: reading.readers,
  };
}

const PARTS: readonly (keyof RoomState)[] = [
  "status",
  "way",
  "retryAt",
  "problem",
  "room",
  "you",
  "online",
  "members",
  "typing",
  "messages",
  "more",
  "outgoing",
  "direct",
  "settings",
  "pins",
  "staff",
  "muted",
  "read",
  "unread",
  "mentioned",
  "readers",
];

/** Whether nothing changed: each part is the same. */
export function isSameState(a: RoomState, b: RoomState): boolean {
  return PARTS.every((part) => a[part] === b[part]);
}
