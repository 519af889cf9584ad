import * as v from "valibot";
import { parseAs } from "./codec.ts";
import { isWithinCodePoints, Name, OVER_LIMIT } from "./fields.ts";
import {
  CURSOR_MAX_CHARACTERS,
  DIRECTORY_TOLD_MAX,
  PAGE_DEFAULT,
  PAGE_MAX,
  POLL_WAIT_MAX_S,
  PREVIEW_URL_MAX_CHARACTERS,
  SEARCH_MAX_CODE_POINTS,
  SEARCH_MAX_WORDS,
} from "./limits.ts";
import type { Result } from "./result.ts";
import { Guess, InviteCode } from "./membership.ts";
import { SearchQuery } from "./search-query.ts";

/** The parameters of a query, decoded. */
type Params = Readonly<Record<string, string>>;

/** The largest whole number that is read in a query: longer ones could not be told apart. */
export const SEQ_MAX = 999_999_999_999_999;
const WHOLE = /^\d{1,15}$/;

/** A whole number in a query. Described by what it becomes: in an address all is text. */
export function wholeNumber(name: string, max: number, min = 0) {
  return v.pipe(
    v.string(),
    v.regex(WHOLE, `${name} is a whole number.`),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(min, `${name} is at least ${min}.`),
    v.maxValue(max, `${OVER_LIMIT}${name} is over ${max}.`),
  );
}

/** What is no cursor is not refused: the room says that it could not go on from there [B2]. */
export const Since = v.pipe(
  v.string("A cursor is a string."),
  v.description(
    "A cursor, `<epoch>.<seq>`: go on from there. What is none, or too old, is not refused: the answer then says that nothing was recovered.",
  ),
  v.examples(["k3v9x2.41"]),
  v.transform((text) => text.slice(0, CURSOR_MAX_CHARACTERS)),
);

export const JoinQuery = v.object({
  name: v.optional(Name),
  token: v.optional(v.pipe(v.string(), v.description("Who one is. The `Authorization` header beats it."))),
  since: v.optional(Since),
  history: v.optional(
    v.pipe(
      wholeNumber("history", PAGE_MAX),
      v.description("How many messages to be told first, where there is no cursor to go on from."),
    ),
    String(PAGE_DEFAULT),
  ),
  password: v.optional(Guess),
  invite: v.optional(InviteCode),
  v: v.optional(
    v.pipe(
      v.literal("1", "v is 1: that is the version spoken here."),
      v.description("The version of the protocol. A WebSocket without a subprotocol then speaks JSON."),
    ),
  ),
  echo: v.optional(
    v.pipe(
      v.picklist(["0", "1"], "echo is 0 or 1."),
      v.description("In text, 0 leaves out one's own messages, in the history too."),
    ),
    "1",
  ),
  raw: v.optional(
    v.pipe(
      v.picklist(["0", "1"], "raw is 0 or 1."),
      v.description("In text, 1 tells the bare texts and nothing else."),
    ),
    "0",
  ),
});
/** [A1] The query of every way into a room. */
export type JoinQuery = v.InferOutput<typeof JoinQuery>;

export const EventsQuery = v.object({
  ...JoinQuery.entries,
  format: v.optional(
    v.pipe(
      v.picklist(["sse", "ndjson", "text", "json"], "format is sse, ndjson, text or json."),
      v.description("The form of the answer. It beats the `Accept` header; NDJSON where neither says."),
    ),
  ),
  wait: v.optional(
    v.pipe(
      wholeNumber("wait", POLL_WAIT_MAX_S),
      v.description("For `json`: seconds to hold the answer until there is something to tell."),
    ),
    "0",
  ),
});
/** [T6] The query of what happens in a room, over plain HTTP. */
export type EventsQuery = v.InferOutput<typeof EventsQuery>;

export const PageQuery = v.object({
  q: v.optional(SearchQuery),
  thread: v.optional(
    v.pipe(
      wholeNumber("thread", SEQ_MAX),
      v.description("Only messages that answer the one at this `seq`: the oldest of them first."),
    ),
  ),
  before: v.optional(
    v.pipe(wholeNumber("before", SEQ_MAX), v.description("Only messages before this `seq`: the newest of them.")),
  ),
  after: v.optional(
    v.pipe(
      wholeNumber("after", SEQ_MAX),
      v.description("Only messages after this `seq`: the oldest of them, or the newest where `before` is there too."),
    ),
  ),
  limit: v.optional(
    v.pipe(wholeNumber("limit", PAGE_MAX, 1), v.description("How many messages at most.")),
    String(PAGE_DEFAULT),
  ),
});
/** [T5] The query of a page of history, or of a search. */
export type PageQuery = v.InferOutput<typeof PageQuery>;

export const ExportQuery = v.object({
  format: v.optional(
    v.pipe(
      v.picklist(["ndjson", "html"], "format is ndjson or html."),
      v.description("The form of the file. It beats the `Accept` header; NDJSON where neither says."),
    ),
  ),
});
/** [R7] The query of a room as a file. */
export type ExportQuery = v.InferOutput<typeof ExportQuery>;

export const DirectoryQuery = v.object({
  q: v.optional(
    v.pipe(
      v.string("q is a string."),
      v.description(
        `Words, all of which are in the name, the title or the topic, in any order, also inside other words: up to ${SEARCH_MAX_WORDS} in ${SEARCH_MAX_CODE_POINTS} code points. Case does not count.`,
      ),
      v.check(
        (text) => isWithinCodePoints(text, SEARCH_MAX_CODE_POINTS),
        `${OVER_LIMIT}q has more than ${SEARCH_MAX_CODE_POINTS} code points.`,
      ),
    ),
    "",
  ),
  limit: v.optional(
    v.pipe(wholeNumber("limit", DIRECTORY_TOLD_MAX, 1), v.description("How many rooms at most.")),
    String(PAGE_DEFAULT),
  ),
});
/** [L3] The query of public rooms. */
export type DirectoryQuery = v.InferOutput<typeof DirectoryQuery>;

export const PreviewQuery = v.object({
  url: v.pipe(
    v.string("url is a string."),
    v.description(
      `The address of a public website, http or https, of at most ${PREVIEW_URL_MAX_CHARACTERS} characters, without a user or a port of its own.`,
    ),
    v.examples(["https://example.com/"]),
    v.maxLength(PREVIEW_URL_MAX_CHARACTERS, `${OVER_LIMIT}url has more than ${PREVIEW_URL_MAX_CHARACTERS} characters.`),
  ),
});
/** [P1] The query of a link's preview. */
export type PreviewQuery = v.InferOutput<typeof PreviewQuery>;

export const SessionQuery = v.object({
  room: v.optional(
    v.pipe(
      v.string(),
      v.description(
        "For which room: a host application's token may be good in some only, and one may be more in one than in another.",
      ),
    ),
  ),
});
/** The query that asks who one is. */
export type SessionQuery = v.InferOutput<typeof SessionQuery>;

export function parseJoinQuery(params: Params): Result<JoinQuery> {
  return parseAs(JoinQuery, params);
}

export function parseEventsQuery(params: Params): Result<EventsQuery> {
  return parseAs(EventsQuery, params);
}

export function parseSessionQuery(params: Params): Result<SessionQuery> {
  return parseAs(SessionQuery, params);
}

export function parsePageQuery(params: Params): Result<PageQuery> {
  return parseAs(PageQuery, params);
}

export function parseExportQuery(params: Params): Result<ExportQuery> {
  return parseAs(ExportQuery, params);
}

export function parseDirectoryQuery(params: Params): Result<DirectoryQuery> {
  return parseAs(DirectoryQuery, params);
}

export function parsePreviewQuery(params: Params): Result<PreviewQuery> {
  return parseAs(PreviewQuery, params);
}
