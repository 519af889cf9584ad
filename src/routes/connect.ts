import type { Context } from "hono";
import { parseJoinQuery } from "../protocol/query.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import type { Visit } from "../visit.ts";
import { mayJoin } from "./client.ts";
import { enter } from "./enter.ts";
import { roomOfPath, type AppEnv } from "./env.ts";
import { identify, offeredProtocols, visitorOf } from "./identify.ts";
import { problemResponse } from "./problem.ts";

const PROTOCOLS: Readonly<Record<string, "json" | "text">> = { "parley.v1": "json", "parley.text": "text" };

/** Whether a request asks for a WebSocket. */
export function isUpgrade(c: Context<AppEnv>): boolean {
  return c.req.header("Upgrade")?.toLowerCase() === "websocket";
}

/** Whether it asks for it as the protocol has it. */
export function isValidUpgrade(c: Context<AppEnv>): boolean {
  return c.req.method === "GET" && isUpgrade(c) && c.req.header("Sec-WebSocket-Version") === "13";
}

export const NO_UPGRADE = fail("upgrade_required", "This address speaks WebSocket, version 13.").error;

/**
 * Joins a room by WebSocket. Everything that can be refused is refused here, without waking the room's object; then the
 * request is passed on as it is, for only the object itself can accept a socket that hibernates.
 */
export async function connect(c: Context<AppEnv>, room: Result<string>): Promise<Response> {
  if (!room.ok) return problemResponse(room.error);
  if (!isValidUpgrade(c)) return problemResponse(NO_UPGRADE);
  const query = parseJoinQuery(c.req.query());
  if (!query.ok) return problemResponse(query.error);
  const mode = selectMode(offeredProtocols(c), query.value);
  if (!mode.ok) return problemResponse(mode.error);
  const allowed = await mayJoin(c);
  if (!allowed.ok) return problemResponse(allowed.error);
  const caller = await identify(c, { room: room.value, name: query.value.name });
  if (!caller.ok) return problemResponse(caller.error);
  const { since, history, echo, password, invite } = query.value;
  const keys = { password, invite };
  const visitor = await visitorOf(c, caller.value.identity);
  const visit: Visit = { ...caller.value, ...visitor, ...keys, ...mode.value, since, history, echo: echo === "1" };
  return enter(c, room.value, visit, c.req.header("Sec-WebSocket-Extensions"));
}

/** [W1] The first subprotocol offered that is known here; none offered is text, or JSON with `?v=1`. */
export function selectMode(
  offered: readonly string[],
  query: { readonly v?: "1" | undefined; readonly raw: "0" | "1" },
): Result<Pick<Visit, "mode" | "protocol">> {
  const text = query.raw === "1" ? "raw" : "text";
  if (offered.length === 0) return ok({ mode: query.v === "1" ? "json" : text });
  const protocol = offered.find((name) => Object.hasOwn(PROTOCOLS, name));
  if (protocol === undefined) {
    return fail("bad_protocol", `Offer the subprotocol ${Object.keys(PROTOCOLS).join(" or ")}, or none.`);
  }
  return ok({ mode: PROTOCOLS[protocol] === "json" ? "json" : text, protocol });
}

/** `GET /api/rooms/:room/ws` */
export function connectApi(c: Context<AppEnv>): Promise<Response> {
  return connect(c, roomOfPath(c, 3));
}
