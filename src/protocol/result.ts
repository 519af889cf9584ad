import type { ErrorCode } from "./errors.ts";

/** What went wrong, as data: a code from the table and a sentence for people. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  /** After how many ms the same command may succeed. */
  readonly retryAfter?: number;
}

/** A value, or the problem that kept it from being. What can go wrong in normal use is returned, not thrown. */
export type Result<T, E = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail(
  code: ErrorCode,
  message: string,
  retryAfter?: number,
): { readonly ok: false; readonly error: Problem } {
  return { ok: false, error: retryAfter === undefined ? { code, message } : { code, message, retryAfter } };
}
