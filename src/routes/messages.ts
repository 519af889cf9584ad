import type { Context } from "hono";
import type { HistoryPage } from "../protocol/answers.ts";
import { parseAs } from "../protocol/codec.ts";
import type { CommandOf } from "../protocol/commands.ts";
import { parseJoinQuery, parsePageQuery, type PageQuery } from "../protocol/query.ts";
import { MessageRequest } from "../protocol/requests.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { roomOfPath, type AppEnv } from "./env.ts";
import { parseObject } from "../protocol/object.ts";
import { identifyRequest } from "./identify.ts";
import { problemResponse } from "./problem.ts";

type Answer = Response | Promise<Response>;
/** The object of one room. */
export type RoomStub = ReturnType<Env["ROOMS"]["getByName"]>;

/** A handler of something below `/api/rooms/:room`, which is given the room's object. A name that is none wakes no object [R1]. */
export function inRoom(handle: (c: Context<AppEnv>, room: RoomStub) => Answer) {
  return (c: Context<AppEnv>): Answer => {
    const name = roomOfPath(c, 3);
    return name.ok ? handle(c, c.env.ROOMS.getByName(name.value)) : problemResponse(name.error);
  };
}

/** `GET /api/rooms/:room`: what the room is. */
export const describeRoom = inRoom(async (c, room) => {
  const description = await room.describe();
  return description.ok ? c.json(description.value) : problemResponse(description.error);
});

/** `GET /api/rooms/:room/stats`: what the room has used, and what that costs. */
export const roomStats = inRoom(async (c, room) => {
  const stats = await room.stats();
  return stats.ok ? c.json(stats.value) : problemResponse(stats.error);
});

/** `GET /api/rooms/:room/messages` [T5]: a page of history, or of what a search finds. */
export const readMessages = inRoom(async (c, room) => {
  const query = parsePageQuery(c.req.query());
  if (!query.ok) return problemResponse(query.error);
  const { q, thread, ...where } = query.value;
  if (q !== undefined && thread !== undefined) return problemResponse(BOTH);
  const page = await (q === undefined && thread === undefined ? room.history(where) : look(c, room, query.value));
  if (!page.ok) return problemResponse(page.error);
  const { epoch, first, head, messages, more } = page.value;
  const answer: HistoryPage = { epoch, first, head, messages, more };
  return c.json(answer);
});

/** Looking through the log is work, so somebody is asking. */
async function look(c: Context<AppEnv>, room: RoomStub, { q = "", thread, ...where }: PageQuery) {
  const identity = await identifyRequest(c, undefined);
  if (!identity.ok) return identity;
  const { id } = identity.value.you;
  return thread === undefined ? room.search(id, q, where) : room.thread(id, thread, where);
}

const BOTH = fail("bad_command", "q and thread do not go together.").error;

/** `POST /api/rooms/:room/messages` [T5]: sends one message. 201 with it; 200 where it repeats. */
export const postMessage = inRoom(async (c, room) => {
  const query = parseJoinQuery(c.req.query());
  if (!query.ok) return problemResponse(query.error);
  const command = sendOf(c.req.header("Content-Type"), await c.req.text(), c.req.header("Idempotency-Key"));
  if (!command.ok) return problemResponse(command.error);
  const identity = await identifyRequest(c, query.value.name);
  if (!identity.ok) return problemResponse(identity.error);
  const posted = await room.post(identity.value, command.value);
  if (!posted.ok) return problemResponse(posted.error);
  return c.json(posted.value.message, posted.value.duplicate ? 200 : 201);
});

/** The command in a body: JSON, a form with `text`, or the bare text (which is what `curl -d` sends as a form). */
function sendOf(type: string | undefined, body: string, key: string | undefined): Result<CommandOf<"send">> {
  const kind = type?.split(";", 1)[0]?.trim().toLowerCase();
  let fields: object = { text: body };
  if (kind === "application/json") {
    const json = parseObject(body);
    if (!json.ok) return json;
    fields = json.value;
  } else if (kind === "application/x-www-form-urlencoded") {
    const text = new URLSearchParams(body).get("text");
    if (text !== null) fields = { text };
  }
  if (key !== undefined && !PLAIN.test(key))
    return fail("bad_command", "Idempotency-Key has other characters than ASCII.");
  // A request that stands alone is answered by the id of its command, so it has one.
  const id = key === undefined ? { id: crypto.randomUUID(), ...fields } : { ...fields, id: key };
  const message = parseAs(MessageRequest, id);
  return message.ok ? ok({ type: "send", ...message.value }) : message;
}

/** Other bytes in a header arrive as U+FFFD: two different keys could then look the same. */
const PLAIN = /^[\x20-\x7e]+$/;
