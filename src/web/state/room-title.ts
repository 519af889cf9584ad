import type { RoomState } from "../../client/types.ts";
import { isDirectName } from "../../protocol/direct-name.ts";

/** What a room is called: a conversation by the name of the other one, as soon as that is known. */
export function roomTitle({ room, direct }: Pick<RoomState, "room" | "direct">): string {
  return direct?.name ?? (isDirectName(room) ? "…" : room);
}
