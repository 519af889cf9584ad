import type { Challenge } from "../protocol/answers.ts";
import type { Problem } from "../protocol/result.ts";
import { apiAddress, roomAddress, sessionAddress } from "./address.ts";
import { problemIn } from "./problem.ts";

const CHALLENGED: Problem = {
  code: "challenge_required",
  message: "Who comes for the first time passes a challenge first.",
};

/** What asking over HTTP found out; undefined where it explains nothing, such as a network that is away. */
export type Finding = { readonly token: "refused" } | { readonly problem: Problem } | undefined;

/** Asks it of one room. */
export type Probe = (token: string | undefined, signal: AbortSignal) => Promise<Finding>;

/**
 * Asks why a socket was not let in: a browser is told nothing of a refused upgrade, but may read the answer to a request.
 * @param signal ends it early; it never rejects.
 */
export async function probe(base: URL, room: string, token: string | undefined, signal: AbortSignal): Promise<Finding> {
  const init: RequestInit = { signal, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } };
  try {
    const [session, about] = await Promise.all([
      // Without a token this would make a guest that nobody needs; the server may have asked for one.
      token === undefined
        ? fetch(apiAddress(base, "challenge"), init)
        : fetch(sessionAddress(base, room), { ...init, method: "POST" }),
      fetch(roomAddress(base, room), init),
    ]);
    if (token === undefined && session.ok) {
      const { asks } = (await session.json()) as Partial<Challenge>;
      if (asks?.includes("visits")) return { problem: CHALLENGED };
    } else {
      await session.body?.cancel();
    }
    if (about.status === 400 || about.status === 403) {
      const problem = problemIn(await about.json());
      if (problem) return { problem };
    } else {
      const full = about.ok ? problemIn({ error: ((await about.json()) as { door?: unknown }).door }) : undefined;
      if (full) return { problem: full };
      if (!about.ok) await about.body?.cancel();
    }
    return session.status === 401 ? { token: "refused" } : undefined;
  } catch {
    return undefined;
  }
}
