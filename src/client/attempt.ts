import { CLOSE } from "../protocol/errors.ts";
import type { Problem } from "../protocol/result.ts";
import type { Timing } from "./config.ts";
import type { Way } from "./types.ts";

/** One attempt to connect, and the connection that came of it. */
export interface Attempt {
  /** ms since it began, the time asleep included. */
  readonly age: () => number;
  token?: string | undefined;
  /** Once there is a token. */
  way?: Way;
  /** By the monotonic clock, as `lastWord.at`. */
  welcomedAt?: number;
  /** Something that was said on it was answered. */
  isAnswered?: boolean;
  /** The page or the machine woke up meanwhile: its end says nothing of the way. */
  isOld?: boolean;
  /** What the server said before the end. */
  lastWord?: { readonly word: Problem; readonly at: number };
  byeCode?: number;
}

/** How a way has failed: one did not get in, nothing was heard for too long, or it ended as soon as one was in, with nothing answered. */
export type Failure = "closed" | "silent" | "cut";

/**
 * Whether it is the way's fault that an attempt has ended: the server itself said nothing of it.
 * @param isSilent whether it was given up, and did not end by itself
 */
export function failureOf(
  { way, welcomedAt, isAnswered, isOld }: Attempt,
  code: number,
  isSilent: boolean,
  { stableMs, youngMs }: Timing,
): Failure | undefined {
  if (way === undefined || code >= CLOSE.unknown) return undefined;
  if (welcomedAt === undefined) return isSilent ? "silent" : "closed";
  const lasted = performance.now() - welcomedAt;
  if (isOld || lasted >= (isSilent ? youngMs : stableMs)) return undefined;
  if (isSilent) return "silent";
  return isAnswered ? undefined : "cut";
}
