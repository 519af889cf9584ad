import { problemIn } from "../../client/problem.ts";
import { disconnectedError, errorOf } from "../../client/room-error.ts";

/** How long an answer is waited for, in ms. */
const ANSWER_MS = 15_000;

/**
 * Asks something of the HTTP API of this server.
 * @param token who asks
 * @returns its answer; an empty object where there is nothing to say
 * @throws RoomError with the server's code, or `disconnected`
 */
export async function askApi(method: string, path: string, token: string | undefined, body?: object): Promise<unknown> {
  const headers = new Headers();
  if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
  if (body) headers.set("Content-Type", "application/json");
  const signal = AbortSignal.timeout(ANSWER_MS);
  const init = { method, headers, signal, ...(body && { body: JSON.stringify(body) }) };
  const response = await fetch(`/api/${path}`, init).catch(() => undefined);
  // What is deleted has nothing to say.
  const answer: unknown = response?.status === 204 ? {} : await response?.json().catch(() => undefined);
  if (response && !response.ok)
    throw errorOf(problemIn(answer) ?? { code: "internal", message: `HTTP ${response.status}` });
  if (answer === undefined) throw disconnectedError();
  return answer;
}
