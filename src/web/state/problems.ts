import { RoomError } from "../../client/room-error.ts";
import { t } from "../i18n/index.ts";
import { later } from "../i18n/later.ts";

/** What was not done because nobody was there to do it. */
const OFFLINE: ReadonlySet<string> = new Set(["disconnected", "timeout", "closed"]);

/** A problem in the viewer's language; the server's own sentence where the code has none. */
export function problemText(problem: { readonly code: string; readonly message: string }): string {
  return later.problem[problem.code] ?? problem.message;
}

/** Why something was not done: what the server said; else it did not get there. */
export function reasonText(error: unknown): string {
  return error instanceof RoomError && !OFFLINE.has(error.code) ? problemText(error) : t.message.offline;
}
