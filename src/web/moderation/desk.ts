import { Moderation } from "../../client/moderation.ts";
import type { Session } from "../state/session.ts";

/** Where moderators ask for things to be done in a room, and everybody reports. */
export function deskOf(session: Session): Moderation {
  return new Moderation(session.client);
}
