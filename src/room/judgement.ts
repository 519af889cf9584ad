import { fail, type Problem } from "../protocol/result.ts";
import type { Settings } from "../protocol/settings.ts";

/** What is looked at to tell whether somebody may come in. */
export interface Standing {
  /** [O3] What everybody is told where the operator has closed the room. */
  readonly closed?: Problem | undefined;
  /** What they are told where they are banned. */
  readonly ban?: Problem | undefined;
  /** The other site whose page asks, where one does. */
  readonly origin?: string | undefined;
  /** Whether they belong to the room: by what it made them, or by a host application's token for this very room. */
  readonly belongs: boolean;
  /** Whether they were here when the door was closed. */
  readonly isAdmitted: boolean;
  readonly settings: Settings;
}

/** Whether anybody comes in who is not kept out. */
export function isOpen({ visibility, password, locked }: Settings): boolean {
  return visibility !== "private" && !password && !locked;
}

/** [R11] What keeps somebody out who is a stranger to the room. */
export function judge(standing: Standing): Problem | undefined {
  const { belongs, isAdmitted, settings } = standing;
  const refused = judgeAnybody(standing);
  if (refused || belongs || isAdmitted || isOpen(settings)) return refused;
  if (settings.visibility === "private" && !settings.password) return MEMBERS_ONLY;
  return settings.locked ? LOCKED : PASSWORD_REQUIRED;
}

/** What keeps anybody out, whatever they are in the room. */
export function judgeAnybody({ closed, ban, origin, settings: { allowedOrigins } }: Standing): Problem | undefined {
  if (closed) return closed;
  if (ban) return ban;
  const isFromElsewhere = origin !== undefined && allowedOrigins.length > 0 && !allowedOrigins.includes(origin);
  return isFromElsewhere ? BAD_ORIGIN : undefined;
}

const BAD_ORIGIN = fail("bad_origin", "Pages of this site may not come into this room.").error;
const MEMBERS_ONLY = fail("members_only", "Only its members come into this room: it takes an invitation.").error;
const PASSWORD_REQUIRED = fail("password_required", "This room has a password.").error;
/** Nobody comes in who has not been here, whatever they know. */
export const LOCKED = fail("locked", "This room is locked: nobody comes in now but its members.").error;
