import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { POLL_LINGER_MS } from "../config.ts";
import { streamHeartbeatMs } from "../variables.ts";
import type { Caller } from "../identity/caller.ts";
import { CURSOR_MAX_CHARACTERS } from "../protocol/limits.ts";
import { parseEventsQuery, type EventsQuery } from "../protocol/query.ts";
import { fail, type Result } from "../protocol/result.ts";
import { STREAM_FORMATS } from "../streams/formats.ts";
import { pollOf } from "../streams/poll.ts";
import { streamOf } from "../streams/stream.ts";
import { mayJoin } from "./client.ts";
import { enterFor } from "./enter.ts";
import { roomOfPath, type AppEnv } from "./env.ts";
import { identify, identifySpeaker, identifyVisitor, visitorOf } from "./identify.ts";
import { problemResponse } from "./problem.ts";
import { GOES_NOT_ON, type Visit } from "../visit.ts";

type StreamKind = keyof typeof STREAM_FORMATS;

/** [T6] The forms that a client may ask for by `Accept`, and what each is called in `?format=`. */
const MEDIA_TYPES: Readonly<Record<string, StreamKind | "json">> = {
  "application/x-ndjson": "ndjson",
  "text/event-stream": "sse",
  "text/plain": "text",
  "application/json": "json",
};
const [DEFAULT_MEDIA_TYPE = ""] = Object.keys(MEDIA_TYPES);

/** What is told must not wait on the way: nothing in between may keep it, gather it or compress it, which gathers too. */
const STREAM_HEADERS = {
  "Cache-Control": "no-store, no-transform",
  "Content-Encoding": "identity",
  "X-Accel-Buffering": "no",
};
const NOT_KEPT = { "Cache-Control": "no-store" };

/** `GET /api/rooms/:room/events`: what happens in a room, over plain HTTP. */
export async function roomEvents(c: Context<AppEnv>): Promise<Response> {
  const room = roomOfPath(c, 3);
  if (!room.ok) return problemResponse(room.error);
  const query = parseEventsQuery(c.req.query());
  if (!query.ok) return problemResponse(query.error);
  const since = c.req.header("Last-Event-ID")?.slice(0, CURSOR_MAX_CHARACTERS) || query.value.since;
  const asked = { ...query.value, since };
  const format = asked.format ?? acceptedFormat(c);
  // HEAD holds nothing and enters nothing.
  const isHeld = asked.wait > 0 && c.req.raw.method !== "HEAD";
  if (format === "json") return isHeld ? holdPoll(c, room.value, asked) : look(c, room.value, asked);
  return stream(c, room.value, asked, format);
}

function acceptedFormat(c: Context<AppEnv>): StreamKind | "json" {
  const type = accepts(c, { header: "Accept", supports: Object.keys(MEDIA_TYPES), default: DEFAULT_MEDIA_TYPE });
  return MEDIA_TYPES[type] ?? "ndjson";
}

/** [T2] [T3] A stream of events. The worker holds it, and so the room can sleep under it [T7]. */
async function stream(c: Context<AppEnv>, room: string, query: EventsQuery, kind: StreamKind): Promise<Response> {
  const format = STREAM_FORMATS[kind];
  const allowed = await mayJoin(c);
  if (!allowed.ok) return problemResponse(allowed.error);
  const caller = await identify(c, { room, name: query.name });
  if (!caller.ok) return problemResponse(caller.error);
  const headers = { "Content-Type": format.contentType, ...STREAM_HEADERS };
  if (c.req.raw.method === "HEAD") return new Response(null, { headers });
  const visit = { ...(await visitFor(c, query, caller.value)), mode: format.mode(query.raw === "1") };
  const socket = await enterFor(c, room, visit);
  if (!socket.ok) return socket.error;
  return new Response(
    streamOf(socket.value, format, { gone: c.req.raw.signal, heartbeatMs: streamHeartbeatMs(c.env) }),
    {
      headers,
    },
  );
}

/**
 * [T4] A poll that is held until there is something to tell. Whoever polls is in the room meanwhile, and a moment longer: until
 * their next poll has come in.
 */
async function holdPoll(c: Context<AppEnv>, room: string, query: EventsQuery): Promise<Response> {
  const visitor = await identifySpeaker(c, { room, name: query.name });
  if (!visitor.ok) return problemResponse(visitor.error);
  const visit: Visit = { ...(await visitFor(c, query, { identity: visitor.value.identity })), mode: "json" };
  const entered = await enterToPoll(c, room, visit);
  if (!entered.ok) return entered.error;
  const socket = entered.value;
  const gone = c.req.raw.signal;
  const answer = await pollOf(socket, query.wait * 1000, gone);
  if (gone.aborted || !answer) socket.close(1000);
  else c.executionCtx.waitUntil(scheduler.wait(POLL_LINGER_MS).then(() => socket.close(1000)));
  return answer ? c.json(answer, 200, NOT_KEPT) : problemResponse(fail("internal", "The room hung up.").error);
}

/** [A4] Whoever polls comes again and again: where they are in the room yet, and go on from a cursor, they join no more. The room knows that. */
async function enterToPoll(c: Context<AppEnv>, room: string, visit: Visit): Promise<Result<WebSocket, Response>> {
  const goesOn = await (visit.since === undefined ? undefined : enterFor(c, room, { ...visit, mustGoOn: true }));
  if (goesOn && (goesOn.ok || goesOn.error.status !== GOES_NOT_ON)) return goesOn;
  const allowed = await mayJoin(c);
  return allowed.ok ? enterFor(c, room, visit) : { ok: false, error: problemResponse(allowed.error) };
}

/** [T4] A poll that is answered at once, from outside the room. */
async function look(c: Context<AppEnv>, room: string, query: EventsQuery): Promise<Response> {
  const visitor = await identifyVisitor(c, { room, name: query.name });
  if (!visitor.ok) return problemResponse(visitor.error);
  const { since, history } = query;
  const answer = await c.env.ROOMS.getByName(room).look(visitor.value, { since, history });
  return answer.ok ? c.json(answer.value, 200, NOT_KEPT) : problemResponse(answer.error);
}

async function visitFor(c: Context<AppEnv>, query: EventsQuery, caller: Caller): Promise<Omit<Visit, "mode">> {
  const { since, history, echo, password, invite } = query;
  return { ...caller, ...(await visitorOf(c, caller.identity)), password, invite, since, history, echo: echo === "1" };
}
