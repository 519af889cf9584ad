import type { Context } from "hono";
import * as v from "valibot";
import { GUEST_TOKEN_MS } from "../config.ts";
import { CODES_PERIOD_S } from "../platform-quotas.ts";
import { signingKey } from "../identity/keyring.ts";
import { signToken } from "../identity/tokens.ts";
import { networkOf } from "../preview/ip.ts";
import type { Carried, Session } from "../protocol/answers.ts";
import { isGuest, isOfAddress, UserId } from "../protocol/fields.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { AppEnv } from "./env.ts";
import { identifyHolder } from "./identify.ts";
import { problemResponse } from "./problem.ts";

/** What stands between whom a code is for and what is secret of it. */
const SEPARATOR = ".";

/** `POST /api/session/carry` [N2]: a code by which another device becomes the same guest, once. 201 with it. */
export async function makeCarry(c: Context<AppEnv>): Promise<Response> {
  const holder = await identifyHolder(c, { room: undefined });
  if (!holder.ok) return problemResponse(holder.error);
  const { you } = holder.value;
  if (!isGuest(you.id) || isOfAddress(you.id)) return problemResponse(NO_GUEST);
  const made = await c.env.INBOXES.getByName(you.id).makeCarry(you);
  if (!made.ok) return problemResponse(made.error);
  const { code, expires } = made.value;
  return c.json({ code: you.id + SEPARATOR + code, expires } satisfies Carried, 201, { "Cache-Control": "no-store" });
}

/** [N2] Who comes with a code: its guest, with a token of their own. */
export async function takeCarry(c: Context<AppEnv>, code: string): Promise<Result<Session>> {
  const client = networkOf(c.req.header("CF-Connecting-IP") ?? "unknown");
  const { success } = await c.env.CODES_BY_CLIENT.limit({ key: client });
  if (!success) return TOO_MANY;
  const at = code.lastIndexOf(SEPARATOR);
  const id = code.slice(0, Math.max(0, at));
  // Nobody's object is woken by what is no code.
  if (!v.is(UserId, id) || !isGuest(id)) return REFUSED;
  const you = await c.env.INBOXES.getByName(id).takeCarry(code.slice(at + 1));
  if (!you) return REFUSED;
  const expires = Date.now() + GUEST_TOKEN_MS;
  return ok({ you, expires, token: await signToken(await signingKey(c.env), { you, expires }) });
}

const NO_GUEST = fail("forbidden", "Only guests are taken along: others sign in on each device.").error;
const REFUSED = fail("unauthorized", "The code is not valid, was used before, or is too old.");
const TOO_MANY = fail("rate_limited", "Too many codes were tried in a short time.", CODES_PERIOD_S * 1000);
