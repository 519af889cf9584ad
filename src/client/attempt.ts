import { CLOSE } from "../protocol/errors.ts";
import type { Problem } from "../protocol/result.ts";
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
  /** What the server said before the end. */
  lastWord?: { readonly word: Problem; readonly at: number };
  byeCode?: number;
}

/** Whether it is the way's fault that one is not in: the server itself said nothing of it. */
export function hasFailed({ way, welcomedAt }: Attempt, code: number): boolean {
  return way !== undefined && welcomedAt === undefined && code < CLOSE.unknown;
}
