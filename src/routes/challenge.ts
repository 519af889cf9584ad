import type { Context } from "hono";
import * as v from "valibot";
import { CHALLENGE_MAX_CHARACTERS, CHALLENGE_TIME_MS, CHALLENGE_VERIFY_URL } from "../config.ts";
import { turnstile, type Challenged } from "../variables.ts";
import { logError } from "../logger.ts";
import type { Challenge } from "../protocol/answers.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { AppEnv } from "./env.ts";

const REQUIRED = fail("challenge_required", "Show first that you are no program: GET /api/challenge says how.");
const FAILED = fail(
  "challenge_required",
  "The challenge was not passed, or its answer has run out or was used before.",
);
const UNREACHED = fail("internal", "Whether the challenge was passed cannot be found out now: try again.");

const Verdict = v.object({ success: v.boolean(), "error-codes": v.optional(v.array(v.string()), []) });
/** What is wrong then is the server's secret, or the service: the client's answer may be good. */
const OURS: ReadonlySet<string> = new Set(["missing-input-secret", "invalid-input-secret", "internal-error"]);

/** `GET /api/challenge` [A5]: what is asked of whoever comes, where the operator asks anything. */
export function describeChallenge(c: Context<AppEnv>): Response {
  const keys = turnstile(c.env);
  const answer: Challenge = keys ? { asks: [...keys.asks], siteKey: keys.siteKey } : { asks: [] };
  return c.json(answer);
}

/** Whether this is asked for something. */
export function asks(c: Context<AppEnv>, what: Challenged): boolean {
  return turnstile(c.env)?.asks.includes(what) ?? false;
}

/**
 * [A5] Whether whoever asks for this may have it: where the operator uses Turnstile, its answer is verified, once.
 * @param answer what the client was given for passing it
 * @returns `challenge_required` where it is missing, wrong, or was used before
 */
export async function passesChallenge(
  c: Context<AppEnv>,
  what: Challenged,
  answer: string | undefined,
): Promise<Result<null>> {
  const keys = turnstile(c.env);
  if (!keys?.asks.includes(what)) return ok(null);
  if (answer === undefined || answer.length > CHALLENGE_MAX_CHARACTERS) return REQUIRED;
  const remoteip = c.req.header("CF-Connecting-IP");
  const body = { secret: keys.secret, response: answer, ...(remoteip !== undefined && { remoteip }) };
  try {
    const response = await fetch(CHALLENGE_VERIFY_URL, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(CHALLENGE_TIME_MS),
    });
    const verdict = v.parse(Verdict, await response.json());
    if (verdict.success) return ok(null);
    const ours = verdict["error-codes"].filter((code) => OURS.has(code));
    if (ours.length === 0) return FAILED;
    throw new Error(`Turnstile says ${ours.join()}.`);
  } catch (error) {
    logError("challenge.error", error, {});
    return UNREACHED;
  }
}
