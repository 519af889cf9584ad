import { RoomError } from "../../client/room-error.ts";
import { t } from "../i18n/index.ts";
import { problemText } from "../state/problems.ts";

/** Why something was not done, for people. */
export function reasonOf(error: unknown): string {
  return error instanceof RoomError && error.code !== "disconnected" ? problemText(error) : t.message.offline;
}
