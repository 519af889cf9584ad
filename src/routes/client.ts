import type { Context } from "hono";
import { namingKey } from "../identity/keyring.ts";
import { marksOf } from "../identity/marks.ts";
import { DOOR_PERIOD_S } from "../platform-quotas.ts";
import { networkOf } from "../preview/ip.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { AppEnv } from "./env.ts";

/** This machine, as it is told where the worker runs on it: Cloudflare's edge never says so. */
const LOCAL: ReadonlySet<string> = new Set(["127.0.0.1", "::1"]);

/**
 * Whom limits by address know: the network that a request comes from. Undefined where no address is told, or it is this machine's:
 * whoever runs a server at home is not kept from it.
 */
export function clientOf(c: Context<AppEnv>): string | undefined {
  const address = c.req.header("CF-Connecting-IP");
  return address === undefined || LOCAL.has(address) ? undefined : networkOf(address);
}

/** What the address of a request is told again by, this period's mark and the last one's; none where nobody counts it. */
export async function clientMarks(c: Context<AppEnv>): Promise<readonly string[] | undefined> {
  const client = clientOf(c);
  return client === undefined ? undefined : marksOf(await namingKey(c.env), client, Date.now());
}

/** What one address may do only so often. */
const DOORS = {
  JOINS_BY_CLIENT: "joins",
  ROOMS_BY_CLIENT: "rooms made",
  SIGN_INS_BY_CLIENT: "new guests",
} as const;
type Door = keyof typeof DOORS;

/**
 * [A4] Whether one more may come of an address: each data centre counts. It is counted by its mark, which is all that a room is told of
 * an address: who shows only there who they are is counted there.
 */
export async function passesDoor<D extends Door>(
  env: Readonly<Record<D, RateLimit>>,
  door: D,
  key: string | undefined,
): Promise<Result<null>> {
  if (key === undefined || (await env[door].limit({ key })).success) return ok(null);
  return fail("rate_limited", `Too many ${DOORS[door]} from your address in a short time.`, DOOR_PERIOD_S * 1000);
}

async function passes(c: Context<AppEnv>, door: Door): Promise<Result<null>> {
  return passesDoor(c.env, door, (await clientMarks(c))?.[0]);
}

/** Whether this address may join one more room. */
export const mayJoin = (c: Context<AppEnv>): Promise<Result<null>> => passes(c, "JOINS_BY_CLIENT");

/** Whether this address may make one more room. */
export const mayMake = (c: Context<AppEnv>): Promise<Result<null>> => passes(c, "ROOMS_BY_CLIENT");

/** Whether somebody new may come from this address. */
export const maySignIn = (c: Context<AppEnv>): Promise<Result<null>> => passes(c, "SIGN_INS_BY_CLIENT");
