import type { ErrorAnswer, RoomSign } from "../protocol/answers.ts";
import { ERROR_STATUS } from "../protocol/errors.ts";
import { fail, type Problem } from "../protocol/result.ts";

/** [A2] An error over HTTP: its code, a sentence, the right status. @param about what is known of the room that one may not enter */
export function problemResponse({ code, message, retryAfter }: Problem, about?: RoomSign): Response {
  const headers = new Headers();
  if (retryAfter !== undefined) headers.set("Retry-After", String(Math.ceil(retryAfter / 1000)));
  if (code === "upgrade_required") headers.set("Upgrade", "websocket");
  const answer: ErrorAnswer = {
    error: { code, message, ...(retryAfter === undefined ? {} : { retryAfter }) },
    ...(about && { about }),
  };
  return Response.json(answer, { status: ERROR_STATUS[code], headers });
}

/** There is nothing at this address. */
export const NO_ROUTE = fail("not_found", "There is nothing at this address.").error;
