import { CLOSE, isErrorCode, type ErrorCode } from "../protocol/errors.ts";
import type { EventOf } from "../protocol/events.ts";
import type { Problem } from "../protocol/result.ts";

const CODE_OF_CLOSE = new Map<number, ErrorCode>([
  [CLOSE.tokenExpired, "unauthorized"],
  [CLOSE.rate, "rate_limited"],
  [CLOSE.badFrames, "bad_frame"],
  [CLOSE.unauthorized, "unauthorized"],
  [CLOSE.banned, "banned"],
  [CLOSE.tooBig, "too_big"],
  [CLOSE.roomFull, "room_full"],
  [CLOSE.replaced, "forbidden"],
  [CLOSE.origin, "bad_origin"],
  [CLOSE.gone, "not_found"],
  [CLOSE.membersOnly, "members_only"],
  [CLOSE.closed, "forbidden"],
]);

/** What a server said, as a problem. A code that is not known here, of a newer server, counts as `internal`. */
export function problemFrom(code: string, message: string, retryAfter?: number): Problem {
  const known = isErrorCode(code) ? code : "internal";
  return retryAfter === undefined ? { code: known, message } : { code: known, message, retryAfter };
}

/** The problem in an HTTP answer's body [A2]. */
export function problemIn(body: unknown): Problem | undefined {
  if (typeof body !== "object" || body === null || !("error" in body)) return undefined;
  const { error } = body;
  if (typeof error !== "object" || error === null || !("code" in error) || !("message" in error)) return undefined;
  const { code, message } = error;
  if (typeof code !== "string" || typeof message !== "string") return undefined;
  const retryAfter = "retryAfter" in error ? error.retryAfter : undefined;
  return problemFrom(code, message, typeof retryAfter === "number" ? retryAfter : undefined);
}

/** The problem that a connection's last words tell of. */
export function problemOfWord(word: EventOf<"bye"> | EventOf<"error">): Problem {
  if (word.type === "error") return problemFrom(word.code, word.message, word.retryAfter);
  return problemFrom(CODE_OF_CLOSE.get(word.code) ?? "internal", word.reason, word.retryAfter);
}

/** Why a connection ended. The close code decides; what was said just before explains. */
export function problemOfClose(code: number, reason: string, lastWord: Problem | undefined): Problem | undefined {
  const known = CODE_OF_CLOSE.get(code);
  if (lastWord) return known ? { ...lastWord, code: known } : lastWord;
  if (known === undefined && reason === "") return undefined;
  return { code: known ?? "internal", message: reason || `The server closed the connection (${code}).` };
}
