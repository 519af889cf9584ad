import { apiAddress } from "./address.ts";
import { TIMING, type Timing } from "./config.ts";
import { problemIn } from "./problem.ts";
import { disconnectedError, errorOf, RoomError } from "./room-error.ts";
import { pause, within } from "./within.ts";

/** Where a call goes, and as whom it is made. */
export interface Caller {
  readonly base: URL;
  readonly token: string | undefined;
}

/** How often something is asked that may be asked again. */
const TRIES = 4;

/** Codes of which it is not known whether what was asked was done. */
const UNSURE: ReadonlySet<string> = new Set(["disconnected", "internal"]);

/** Whether it may have been done all the same. */
export function isUnsure(error: unknown): boolean {
  return error instanceof RoomError && UNSURE.has(error.code);
}

/**
 * Posts something to the server's API that does no harm twice, until it is answered.
 * @param path below `/api/`
 * @throws RoomError with the server's code, or `disconnected` where none of some tries was answered
 */
export async function call<T>(
  { base, token }: Caller,
  path: string,
  body: object,
  timing: Timing = TIMING,
): Promise<T> {
  const never = new AbortController().signal;
  for (let tries = 1; ; tries++) {
    try {
      // A slow network has longer each time.
      return await within(timing.sayMs * tries, never, (signal) => ask<T>(apiAddress(base, path), token, body, signal));
    } catch (error) {
      if (!isUnsure(error) || tries === TRIES) throw error;
      await pause(timing.sayAgainMs * tries, never);
    }
  }
}

async function ask<T>(url: URL, token: string | undefined, body: object, signal: AbortSignal): Promise<T> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(url, {
      method: "POST",
      signal,
      cache: "no-store",
      headers: { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    answer = await response.json();
  } catch {
    throw disconnectedError();
  }
  if (response.ok) return answer as T; // By the server's own schema.
  const problem = problemIn(answer);
  throw problem ? errorOf(problem) : disconnectedError();
}
