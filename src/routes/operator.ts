import type { Context, MiddlewareHandler } from "hono";
import { timingSafeEqual } from "hono/utils/buffer";
import { ADMIN_PERIOD_S } from "../platform-quotas.ts";
import { adminToken } from "../variables.ts";
import { networkOf } from "../preview/ip.ts";
import { parseAs } from "../protocol/codec.ts";
import { CloseRequest, NoticeRequest, RoomListQuery, type RoomInspection } from "../protocol/operator.ts";
import { parseObject } from "../protocol/object.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { roomOfPath, type AppEnv } from "./env.ts";
import type { RoomStub } from "./messages.ts";
import { NO_ROUTE, problemResponse } from "./problem.ts";

const TOO_MANY = fail("rate_limited", "Too many requests to the operator's part.", ADMIN_PERIOD_S * 1000).error;
const NOT_YOU = fail("unauthorized", "This takes the operator's secret: Authorization: Bearer ….").error;

/** The object that knows of all rooms. */
const registryOf = (c: Context<AppEnv>) => c.env.REGISTRY.getByName("registry");

/**
 * [O1] Lets the operator in and nobody else; where there is none, there is nothing here. Counted before the secret is looked at: else
 * whoever guesses would learn from what is not refused.
 */
export const guardOperator: MiddlewareHandler<AppEnv> = async (c, next) => {
  const secret = adminToken(c.env);
  if (secret === undefined) return problemResponse(NO_ROUTE);
  const client = networkOf(c.req.header("CF-Connecting-IP") ?? "unknown");
  const { success } = await c.env.ADMIN_BY_CLIENT.limit({ key: client });
  if (!success) return problemResponse(TOO_MANY);
  const shown = /^Bearer +(\S+) *$/i.exec(c.req.header("Authorization") ?? "")?.[1] ?? "";
  if (!(await timingSafeEqual(shown, secret))) return problemResponse(NOT_YOU);
  await next();
  c.res.headers.set("Cache-Control", "no-store");
  return undefined;
};

/** `GET /admin`: the operator's page. What is on it is asked for with the secret; the page itself is no secret. */
export async function operatorPage(c: Context<AppEnv>): Promise<Response> {
  if (adminToken(c.env) === undefined) return problemResponse(NO_ROUTE);
  const page = await c.env.ASSETS.fetch(new URL("/admin", c.req.url));
  return new Response(page.body, { status: page.status, headers: new Headers(page.headers) });
}

/** `GET /api/admin/rooms` [O2]: a page of all rooms. */
export async function listRooms(c: Context<AppEnv>): Promise<Response> {
  const query = parseAs(RoomListQuery, c.req.query());
  if (!query.ok) return problemResponse(query.error);
  return c.json(await registryOf(c).list(query.value));
}

/** A handler of one room, by its name. What is answered is a room that the registry may have listed though it is gone. */
function ofRoom<T>(
  act: (c: Context<AppEnv>, room: RoomStub) => Promise<Result<T>>,
  answer: (c: Context<AppEnv>, value: T) => Response,
) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const name = roomOfPath(c, 4);
    if (!name.ok) return problemResponse(name.error);
    const done = await act(c, c.env.ROOMS.getByName(name.value));
    if (done.ok) return answer(c, done.value);
    if (done.error.code === "not_found") await registryOf(c).forget(name.value, Date.now());
    return problemResponse(done.error);
  };
}

const inspected = (c: Context<AppEnv>, inspection: RoomInspection): Response => c.json(inspection);

/** `GET /api/admin/rooms/:room` [O2]: one room, as it is now. */
export const inspectRoom = ofRoom((_c, room) => room.inspect(), inspected);

/** `POST /api/admin/rooms/:room/close` [O3]: lets nobody into a room any more. */
export const closeRoom = ofRoom(async (c, room) => {
  const text = await c.req.text();
  const json = text === "" ? ok({}) : parseObject(text);
  if (!json.ok) return json;
  const body = parseAs(CloseRequest, json.value);
  return body.ok ? room.closeDoor(body.value.reason) : body;
}, inspected);

/** `POST /api/admin/rooms/:room/reopen` [O3]: lets people in again. */
export const reopenRoom = ofRoom((_c, room) => room.openDoor(), inspected);

/** `DELETE /api/admin/rooms/:room` [O3]: deletes a room, whoever owns it. 204 */
export const removeRoom = ofRoom(
  (_c, room) => room.remove(),
  (c) => c.body(null, 204),
);

/** `GET /api/admin/notice` [O4]: what everybody was told last. */
export async function readNotice(c: Context<AppEnv>): Promise<Response> {
  return c.json(await registryOf(c).lastNotice());
}

/** `POST /api/admin/notice` [O4]: tells everybody something. 202: rooms are told one after the other. */
export async function sendNotice(c: Context<AppEnv>): Promise<Response> {
  const json = parseObject(await c.req.text());
  if (!json.ok) return problemResponse(json.error);
  const body = parseAs(NoticeRequest, json.value);
  if (!body.ok) return problemResponse(body.error);
  const notice = await registryOf(c).announce(body.value.text);
  return notice.ok ? c.json({ notice: notice.value }, 202) : problemResponse(notice.error);
}
