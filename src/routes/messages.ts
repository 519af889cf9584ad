import type { Context } from "hono";
import { decodeFrame } from "../protocol/codec.ts";
import type { CommandOf } from "../protocol/commands.ts";
import { parseJoinQuery, parsePageQuery } from "../protocol/query.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { roomOfPath, type AppEnv } from "./env.ts";
import { identifyRequest } from "./identify.ts";
import { problemResponse } from "./problem.ts";

/** `GET /api/rooms/:room`: what the room is. */
export async function describeRoom(c: Context<AppEnv>): Promise<Response> {
  const room = roomOfPath(c, 3);
  if (!room.ok) return problemResponse(room.error);
  const description = await c.env.ROOMS.getByName(room.value).describe();
  return description.ok ? c.json(description.value) : problemResponse(description.error);
}

/** `GET /api/rooms/:room/stats`: what the room has used, and what that costs. */
export async function roomStats(c: Context<AppEnv>): Promise<Response> {
  const room = roomOfPath(c, 3);
  if (!room.ok) return problemResponse(room.error);
  const stats = await c.env.ROOMS.getByName(room.value).stats();
  return stats.ok ? c.json(stats.value) : problemResponse(stats.error);
}

/** `GET /api/rooms/:room/messages` [T5]: a page of history. */
export async function readMessages(c: Context<AppEnv>): Promise<Response> {
  const room = roomOfPath(c, 3);
  if (!room.ok) return problemResponse(room.error);
  const params = new URL(c.req.url).searchParams;
  if (params.has("q")) return problemResponse(fail("not_implemented", "This server cannot search yet.").error);
  const query = parsePageQuery(params);
  if (!query.ok) return problemResponse(query.error);
  const page = await c.env.ROOMS.getByName(room.value).history(query.value);
  if (!page.ok) return problemResponse(page.error);
  const { epoch, first, head, messages, more } = page.value;
  return c.json({ epoch, first, head, messages, more });
}

/** `POST /api/rooms/:room/messages` [T5]: sends one message. 201 with it; 200 where it repeats. */
export async function postMessage(c: Context<AppEnv>): Promise<Response> {
  const room = roomOfPath(c, 3);
  if (!room.ok) return problemResponse(room.error);
  const query = parseJoinQuery(new URL(c.req.url).searchParams);
  if (!query.ok) return problemResponse(query.error);
  const command = sendOf(c.req.header("Content-Type"), await c.req.text(), c.req.header("Idempotency-Key"));
  if (!command.ok) return problemResponse(command.error);
  const identity = await identifyRequest(c, query.value.name);
  if (!identity.ok) return problemResponse(identity.error);
  const posted = await c.env.ROOMS.getByName(room.value).post(identity.value, command.value);
  if (!posted.ok) return problemResponse(posted.error);
  return c.json(posted.value.message, posted.value.duplicate ? 200 : 201);
}

/** The command in a body: JSON, a form with `text`, or the bare text (which is what `curl -d` sends as a form). */
function sendOf(type: string | undefined, body: string, key: string | undefined): Result<CommandOf<"send">> {
  const kind = type?.split(";", 1)[0]?.trim().toLowerCase();
  let fields: unknown = { text: body };
  if (kind === "application/json") {
    try {
      fields = JSON.parse(body);
    } catch {
      return fail("bad_json", "The body is not JSON.");
    }
    if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
      return fail("bad_command", 'The body is an object: {"text": "…"}.');
    }
  } else if (kind === "application/x-www-form-urlencoded") {
    const text = new URLSearchParams(body).get("text");
    if (text !== null) fields = { text };
  }
  // A request that stands alone is answered by the id of its command, so it has one.
  const id = key ?? crypto.randomUUID();
  const parsed = decodeFrame(
    JSON.stringify({ id, ...(fields as object), ...(key === undefined ? {} : { id: key }), type: "send" }),
  );
  const [command] = parsed.ok ? parsed.value : [];
  if (!command?.ok) return command ?? fail("bad_command", "The body is no message.");
  return command.value.type === "send" ? ok(command.value) : fail("bad_command", "The body is no message.");
}
