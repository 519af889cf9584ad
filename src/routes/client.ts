import type { Context } from "hono";
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

type Door = "JOINS_BY_CLIENT" | "ROOMS_BY_CLIENT" | "SIGN_INS_BY_CLIENT";

/** [A4] Whether one more may come of this address: each data centre counts. */
async function passes(c: Context<AppEnv>, door: Door, what: string): Promise<Result<null>> {
  const key = clientOf(c);
  if (key === undefined || (await c.env[door].limit({ key })).success) return ok(null);
  return fail("rate_limited", `Too many ${what} from your address in a short time.`, DOOR_PERIOD_S * 1000);
}

/** Whether this address may join one more room. */
export const mayJoin = (c: Context<AppEnv>): Promise<Result<null>> => passes(c, "JOINS_BY_CLIENT", "joins");

/** Whether this address may make one more room. */
export const mayMake = (c: Context<AppEnv>): Promise<Result<null>> => passes(c, "ROOMS_BY_CLIENT", "rooms made");

/** Whether somebody new may come from this address. */
export const maySignIn = (c: Context<AppEnv>): Promise<Result<null>> => passes(c, "SIGN_INS_BY_CLIENT", "new guests");
