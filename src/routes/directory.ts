import type { Context } from "hono";
import { DIRECTORY_PERIOD_S } from "../platform-quotas.ts";
import { namingKey } from "../identity/keyring.ts";
import { marksOf } from "../identity/marks.ts";
import { DIRECTORY, MARK_HEADER } from "../lobby/name.ts";
import { networkOf } from "../preview/ip.ts";
import { parseDirectoryQuery } from "../protocol/query.ts";
import { fail } from "../protocol/result.ts";
import { clientOf } from "./client.ts";
import { isValidUpgrade, NO_UPGRADE, selectMode } from "./connect.ts";
import type { AppEnv } from "./env.ts";
import { offeredProtocols } from "./identify.ts";
import { problemResponse } from "./problem.ts";

const TOO_MANY = fail("rate_limited", "Too many questions in a short time.", DIRECTORY_PERIOD_S * 1000).error;
const FULL = fail(
  "rate_limited",
  "Too many are looking at the list of rooms, or too many from your address.",
  DIRECTORY_PERIOD_S * 1000,
).error;
const ONLY_JSON = fail(
  "bad_protocol",
  "The directory speaks JSON alone: offer the subprotocol parley.v1, or none.",
).error;

/** `GET /api/directory?q=&limit=` [L3]: public rooms, or those of them that fit a search. */
export async function readDirectory(c: Context<AppEnv>): Promise<Response> {
  const query = parseDirectoryQuery(c.req.query());
  if (!query.ok) return problemResponse(query.error);
  if (!(await isPermitted(c))) return problemResponse(TOO_MANY);
  const { q, limit } = query.value;
  const page = await c.env.DIRECTORY.getByName(DIRECTORY).search(q, limit);
  return c.json(page, 200, { "Cache-Control": "no-store" });
}

/** `GET /api/directory/ws` [L4]: the same, live. */
export async function connectDirectory(c: Context<AppEnv>): Promise<Response> {
  if (!isValidUpgrade(c)) return problemResponse(NO_UPGRADE);
  const mode = selectMode(offeredProtocols(c), { v: "1", raw: "0" });
  if (!mode.ok) return problemResponse(mode.error);
  if (mode.value.mode !== "json") return problemResponse(ONLY_JSON);
  if (!(await isPermitted(c))) return problemResponse(TOO_MANY);
  const headers: Record<string, string> = { Upgrade: "websocket" };
  if (mode.value.protocol !== undefined) headers["Sec-WebSocket-Protocol"] = mode.value.protocol;
  const extensions = c.req.header("Sec-WebSocket-Extensions");
  if (extensions !== undefined) headers["Sec-WebSocket-Extensions"] = extensions;
  const client = clientOf(c);
  const [mark] = client === undefined ? [] : await marksOf(await namingKey(c.env), client, Date.now());
  if (mark !== undefined) headers[MARK_HEADER] = mark;
  const answer = await c.env.DIRECTORY.getByName(DIRECTORY).fetch("https://directory/", { headers });
  return answer.status === 101 ? answer : problemResponse(FULL);
}

async function isPermitted(c: Context<AppEnv>): Promise<boolean> {
  const client = networkOf(c.req.header("CF-Connecting-IP") ?? "unknown");
  return (await c.env.DIRECTORY_BY_CLIENT.limit({ key: client })).success;
}
