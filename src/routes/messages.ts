import type { Context } from "hono";
import type { HistoryPage } from "../protocol/answers.ts";
import { parseAs } from "../protocol/codec.ts";
import type { CommandOf } from "../protocol/commands.ts";
import { parseJoinQuery, parsePageQuery, type PageQuery } from "../protocol/query.ts";
import { MessageRequest } from "../protocol/requests.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { roomOfPath, type AppEnv } from "./env.ts";
import { parseObject } from "../protocol/object.ts";
import type { Visitor } from "../visit.ts";
import { identifySpeaker, identifyVisitor } from "./identify.ts";
import { problemResponse } from "./problem.ts";

type Answer = Response | Promise<Response>;
/** The object of one room. */
export type RoomStub = ReturnType<Env["ROOMS"]["getByName"]>;

/** A handler of something below `/api/rooms/:room`, which is given the room's object, and its name. A name that is none wakes no object [R1]. */
export function inRoom(handle: (c: Context<AppEnv>, room: RoomStub, name: string) => Answer) {
  return (c: Context<AppEnv>): Answer => {
    const name = roomOfPath(c, 3);
    return name.ok ? handle(c, c.env.ROOMS.getByName(name.value), name.value) : problemResponse(name.error);
  };
}

/** `GET /api/rooms/:room`: what the room is; of one that one may not enter, what is known at its door [R11]. */
export const describeRoom = inRoom(async (c, room, name) => {
  const visitor = await identifyVisitor(c, { room: name });
  if (!visitor.ok) return problemResponse(visitor.error);
  const description = await room.describe(visitor.value);
  if (description.ok) return c.json(description.value);
  const { about, ...problem } = description.error;
  return problemResponse(problem, about);
});

/** `GET /api/rooms/:room/stats`: what the room has used, and what that costs. */
export const roomStats = inRoom(async (c, room, name) => {
  const visitor = await identifyVisitor(c, { room: name });
  if (!visitor.ok) return problemResponse(visitor.error);
  const stats = await room.stats(visitor.value);
  return stats.ok ? c.json(stats.value) : problemResponse(stats.error);
});

/** `GET /api/rooms/:room/messages` [T5]: a page of history, or of what a search finds. */
export const readMessages = inRoom(async (c, room, name) => {
  const query = parsePageQuery(c.req.query());
  if (!query.ok) return problemResponse(query.error);
  const { q, thread } = query.value;
  if (q !== undefined && thread !== undefined) return problemResponse(BOTH);
  const visitor = await identifyVisitor(c, { room: name });
  if (!visitor.ok) return problemResponse(visitor.error);
  const page = await lookUp(room, visitor.value, query.value);
  if (!page.ok) return problemResponse(page.error);
  const { epoch, first, head, messages, more } = page.value;
  const answer: HistoryPage = { epoch, first, head, messages, more };
  return c.json(answer);
});

function lookUp(room: RoomStub, visitor: Visitor, { q, thread, ...where }: PageQuery) {
  if (thread !== undefined) return room.thread(visitor, thread, where);
  return q === undefined ? room.history(visitor, where) : room.search(visitor, q, where);
}

const BOTH = fail("bad_command", "q and thread do not go together.").error;

/** `POST /api/rooms/:room/messages` [T5]: sends one message. 201 with it; 200 where it repeats. */
export const postMessage = inRoom(async (c, room, roomName) => {
  const query = parseJoinQuery(c.req.query());
  if (!query.ok) return problemResponse(query.error);
  const command = sendOf(c.req.header("Content-Type"), await c.req.text(), c.req.header("Idempotency-Key"));
  if (!command.ok) return problemResponse(command.error);
  const visitor = await identifySpeaker(c, { room: roomName, name: query.value.name });
  if (!visitor.ok) return problemResponse(visitor.error);
  const posted = await room.post(visitor.value, command.value);
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
