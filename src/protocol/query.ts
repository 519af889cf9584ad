import * as v from "valibot";
import { problemOf } from "./codec.ts";
import { isWithinCodePoints, Name, OVER_LIMIT } from "./fields.ts";
import {
  CURSOR_MAX_CHARACTERS,
  PAGE_DEFAULT,
  PAGE_MAX,
  POLL_WAIT_MAX_S,
  SEARCH_MAX_CODE_POINTS,
  SEARCH_MAX_WORDS,
} from "./limits.ts";
import { ok, type Result } from "./result.ts";

/** The parameters of a query, decoded. */
type Params = Readonly<Record<string, string>>;

/** A whole number in a query. */
function wholeNumber(name: string, max: number) {
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,15}$/, `${name} is a whole number.`),
    v.transform(Number),
    v.maxValue(max, `${OVER_LIMIT}${name} is over ${max}.`),
  );
}

// What is no cursor is not refused: the room says that it could not go on from there [B2].
const Since = v.pipe(
  v.string("since is a string."),
  v.transform((text) => text.slice(0, CURSOR_MAX_CHARACTERS)),
);

const JoinQuery = v.object({
  name: v.optional(Name),
  token: v.optional(v.string()),
  since: v.optional(Since),
  history: v.optional(wholeNumber("history", PAGE_MAX), String(PAGE_DEFAULT)),
  v: v.optional(v.literal("1", "v is 1: that is the version spoken here.")),
  echo: v.optional(v.picklist(["0", "1"], "echo is 0 or 1."), "1"),
  raw: v.optional(v.picklist(["0", "1"], "raw is 0 or 1."), "0"),
});
/** [A1] The query of every way into a room. */
export type JoinQuery = v.InferOutput<typeof JoinQuery>;

const ConnectPayload = v.object({
  name: v.optional(Name),
  token: v.optional(v.string("token is a string.")),
  since: v.optional(Since),
  history: v.optional(
    v.pipe(
      v.number("history is a number."),
      v.integer("history is an integer."),
      v.minValue(0, "history is not negative."),
      v.maxValue(PAGE_MAX, `${OVER_LIMIT}history is over ${PAGE_MAX}.`),
    ),
  ),
  pid: v.optional(v.string("pid is a string.")),
  offset: v.optional(Since),
});
/** [S2] What a Socket.IO client may send along when it connects; `pid` and `offset` are its library's, to be recovered by. */
export type ConnectPayload = v.InferOutput<typeof ConnectPayload>;

const EventsQuery = v.object({
  ...JoinQuery.entries,
  format: v.optional(v.picklist(["sse", "ndjson", "text", "json"], "format is sse, ndjson, text or json.")),
  /** Seconds. */
  wait: v.optional(wholeNumber("wait", POLL_WAIT_MAX_S), "0"),
});
/** [T6] The query of what happens in a room, over plain HTTP. */
export type EventsQuery = v.InferOutput<typeof EventsQuery>;

/** Words that all have to be in a message, in any order. */
const Words = v.pipe(
  v.string(),
  v.check(
    (text) => isWithinCodePoints(text, SEARCH_MAX_CODE_POINTS),
    `${OVER_LIMIT}q has more than ${SEARCH_MAX_CODE_POINTS} code points.`,
  ),
  v.transform((text) => text.split(/\s+/u).filter((word) => word !== "")),
  v.minLength(1, "q is empty."),
  v.maxLength(SEARCH_MAX_WORDS, `${OVER_LIMIT}q has more than ${SEARCH_MAX_WORDS} words.`),
);

const PageQuery = v.object({
  q: v.optional(Words),
  before: v.optional(wholeNumber("before", Number.MAX_SAFE_INTEGER)),
  after: v.optional(wholeNumber("after", Number.MAX_SAFE_INTEGER)),
  limit: v.optional(
    v.pipe(wholeNumber("limit", PAGE_MAX), v.minValue(1, "limit is at least 1.")),
    String(PAGE_DEFAULT),
  ),
});
/** [T5] The query of a page of history, or of a search. */
export type PageQuery = v.InferOutput<typeof PageQuery>;

export function parseJoinQuery(params: Params): Result<JoinQuery> {
  return parseQuery(JoinQuery, params);
}

export function parseConnectPayload(payload: unknown): Result<ConnectPayload> {
  return parseQuery(ConnectPayload, payload);
}

export function parseEventsQuery(params: Params): Result<EventsQuery> {
  return parseQuery(EventsQuery, params);
}

export function parsePageQuery(params: Params): Result<PageQuery> {
  return parseQuery(PageQuery, params);
}

function parseQuery<T>(schema: v.GenericSchema<unknown, T>, params: unknown): Result<T> {
  const parsed = v.safeParse(schema, params, { abortEarly: true });
  return parsed.success ? ok(parsed.output) : { ok: false, error: problemOf(parsed.issues[0]) };
}
