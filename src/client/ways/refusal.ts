import type { Problem } from "../../protocol/result.ts";
import { problemFrom, problemIn } from "../problem.ts";

export const UNAUTHORIZED = 401;
export const FORBIDDEN = 403;
export const TOO_MANY = 429;
export const INTERNAL = 500;

/** What was answered to a request instead of what was asked for. */
export class Refusal extends Error {
  readonly status: number;
  /** What the server says; undefined where something in between answered, which explains nothing. */
  readonly problem: Problem | undefined;

  constructor(status: number, problem?: Problem) {
    super(`HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** What an answer that is none says. Too many requests are too many, whoever counted them. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const { status, headers } = response;
  const problem = problemIn(await response.json().catch(() => undefined));
  return new Refusal(status, problem ?? (status === TOO_MANY ? tooMany(headers.get("retry-after")) : undefined));
}

/** @param after seconds, as nearly always; a date counts as nothing */
function tooMany(after: string | null): Problem {
  return problemFrom("rate_limited", "Too many requests.", Number(after) * 1000 || undefined);
}
