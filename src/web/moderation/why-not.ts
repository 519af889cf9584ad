import { RoomError } from "../../client/room-error.ts";
import { m } from "../i18n/moderation.ts";
import { reasonText } from "../state/problems.ts";

/** Why something was not done to somebody, for people. */
export function whyNot(error: unknown): string {
  return (error instanceof RoomError ? m.problem[error.code] : undefined) ?? reasonText(error);
}
