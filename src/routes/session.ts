import type { Context } from "hono";
import type { Session } from "../protocol/answers.ts";
import { parseAs } from "../protocol/codec.ts";
import { parseSessionQuery } from "../protocol/query.ts";
import { SessionRequest } from "../protocol/requests.ts";
import { ok } from "../protocol/result.ts";
import { parseObject } from "../protocol/object.ts";
import { parseRoomName } from "../protocol/room-name.ts";
import { takeCarry } from "./carry.ts";
import type { AppEnv } from "./env.ts";
import { identify } from "./identify.ts";
import { problemResponse } from "./problem.ts";

/** `POST /api/session`: a guest identity; with a token, the same one again; with a code, the one that made it on another device [N2]. */
export async function session(c: Context<AppEnv>): Promise<Response> {
  const text = await c.req.text();
  const json = text === "" ? ok({}) : parseObject(text);
  if (!json.ok) return problemResponse(json.error);
  const body = parseAs(SessionRequest, json.value);
  if (!body.ok) return problemResponse(body.error);
  const { name, code, challenge } = body.value;
  if (code !== undefined) {
    const taken = await takeCarry(c, code);
    return taken.ok ? c.json(taken.value) : problemResponse(taken.error);
  }
  const query = parseSessionQuery(c.req.query());
  if (!query.ok) return problemResponse(query.error);
  const room = query.value.room === undefined ? ok(undefined) : parseRoomName(query.value.room);
  if (!room.ok) return problemResponse(room.error);
  const caller = await identify(c, { room: room.value, name }, challenge);
  if (!caller.ok) return problemResponse(caller.error);
  const { identity, token } = caller.value;
  const answer: Session = { you: identity.you, expires: identity.expires, ...(token === undefined ? {} : { token }) };
  return c.json(answer);
}
