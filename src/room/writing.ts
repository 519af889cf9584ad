import type { You } from "../protocol/fields.ts";
import { MAY, may } from "../protocol/permissions.ts";
import { fail, type Problem } from "../protocol/result.ts";
import type { Room } from "./room.ts";

/** [R14] [K3] Why somebody may not write here, or change what is written, where they may not. @param you with what they are here */
export function writingRefused({ changes, sanctions }: Room, you: You): Problem | undefined {
  return sanctions.silence(you) ?? (MAY.write(you, changes.settings) ? undefined : READ_ONLY);
}

/** [R14] The same of one more message: in slow mode somebody waits after each. */
export function speakingRefused(room: Room, you: You): Problem | undefined {
  const refused = writingRefused(room, you);
  if (refused || may(you, "exempt")) return refused;
  const retryAfter = room.slowMode.wait(you.id, room.changes.settings.slowMode);
  return retryAfter > 0
    ? fail("slow_mode", "Slow mode: wait a while between two messages.", retryAfter).error
    : undefined;
}

const READ_ONLY = fail("read_only", "Not everybody may write in this room.").error;
