import type { Context } from "hono";
import { parseAs } from "../protocol/codec.ts";
import { InboxCommand } from "../protocol/inbox.ts";
import { parseJoinQuery } from "../protocol/query.ts";
import { fail } from "../protocol/result.ts";
import { visitInit, type Visit } from "../visit.ts";
import { parseObject } from "../protocol/object.ts";
import { isValidUpgrade, NO_UPGRADE, selectMode } from "./connect.ts";
import type { AppEnv } from "./env.ts";
import { identify, identifyHolder, NO_TOKEN, offeredProtocols, tokenOf } from "./identify.ts";
import { problemResponse } from "./problem.ts";

/** `GET /api/inbox/ws` [D5]: one's inbox, live. */
export async function connectInbox(c: Context<AppEnv>): Promise<Response> {
  if (!isValidUpgrade(c)) return problemResponse(NO_UPGRADE);
  const query = parseJoinQuery({ ...c.req.query(), v: "1" });
  if (!query.ok) return problemResponse(query.error);
  const mode = selectMode(offeredProtocols(c), query.value);
  if (!mode.ok) return problemResponse(mode.error);
  if (mode.value.mode !== "json") return problemResponse(ONLY_JSON);
  if (tokenOf(c) === undefined) return problemResponse(NO_TOKEN.error);
  const caller = await identify(c, { ...NO_ROOM, name: query.value.name });
  if (!caller.ok) return problemResponse(caller.error);
  const { you } = caller.value.identity;
  const visit: Visit = { ...caller.value, ...mode.value, echo: true, history: 0 };
  return c.env.INBOXES.getByName(you.id).fetch(
    "https://inbox/",
    visitInit(visit, c.req.header("Sec-WebSocket-Extensions")),
  );
}

/** An inbox is of all rooms: a token that is good in some only does not open it. */
const NO_ROOM = { room: undefined };
const ONLY_JSON = fail("bad_protocol", "An inbox speaks JSON alone: offer the subprotocol parley.v1, or none.").error;

/** `GET /api/inbox` [D5]: one look at it. */
export async function readInbox(c: Context<AppEnv>): Promise<Response> {
  const holder = await identifyHolder(c, NO_ROOM);
  if (!holder.ok) return problemResponse(holder.error);
  const { you } = holder.value;
  return c.json(await c.env.INBOXES.getByName(you.id).look(you), 200, NOT_KEPT);
}

/** `POST /api/inbox` [D7]: does something in it, and answers what is in it then. */
export async function changeInbox(c: Context<AppEnv>): Promise<Response> {
  const json = parseObject(await c.req.text());
  if (!json.ok) return problemResponse(json.error);
  const command = parseAs(InboxCommand, json.value);
  if (!command.ok) return problemResponse(command.error);
  const holder = await identifyHolder(c, NO_ROOM);
  if (!holder.ok) return problemResponse(holder.error);
  const { you } = holder.value;
  const contents = await c.env.INBOXES.getByName(you.id).command(you, command.value);
  return contents.ok ? c.json(contents.value, 200, NOT_KEPT) : problemResponse(contents.error);
}

const NOT_KEPT = { "Cache-Control": "no-store" };
