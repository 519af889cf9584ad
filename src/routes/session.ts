import type { Context } from "hono";
import * as v from "valibot";
import { problemOf } from "../protocol/codec.ts";
import { Name } from "../protocol/fields.ts";
import { fail } from "../protocol/result.ts";
import type { AppEnv } from "./env.ts";
import { identify } from "./identify.ts";
import { problemResponse } from "./problem.ts";

const Body = v.object({ name: v.optional(Name) });

/** `POST /api/session`: a guest identity; with a token, the same one again. */
export async function session(c: Context<AppEnv>): Promise<Response> {
  const text = await c.req.text();
  let json: unknown = {};
  try {
    if (text !== "") json = JSON.parse(text);
  } catch {
    return problemResponse(fail("bad_json", "The body is not JSON.").error);
  }
  if (Array.isArray(json)) return problemResponse(fail("bad_command", "The body is an object.").error);
  const body = v.safeParse(Body, json, { abortEarly: true });
  if (!body.success) return problemResponse(problemOf(body.issues[0]));
  const caller = await identify(c, body.output.name);
  if (!caller.ok) return problemResponse(caller.error);
  const { identity, token } = caller.value;
  return c.json({ you: identity.you, expires: identity.expires, ...(token === undefined ? {} : { token }) });
}
