import type { Problem } from "../../protocol/result.ts";
import { problemIn } from "../problem.ts";

export const BAD_REQUEST = 400;
export const UNAUTHORIZED = 401;
export const FORBIDDEN = 403;
export const INTERNAL = 500;

/** What the server answered to a request instead of what was asked for. */
export class Refusal extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.message);
    this.status = status;
    this.problem = problem;
  }
}

/**
 * What an answer that is none says.
 * @returns a `Refusal` where the server speaks; something in between, that speaks another language, explains nothing.
 */
export async function refusalOf(response: Response): Promise<Error> {
  const problem = problemIn(await response.json().catch(() => undefined));
  return problem ? new Refusal(response.status, problem) : new Error(`HTTP ${response.status}`);
}
