import * as v from "valibot";
import { RoomStats } from "./answers.ts";
import { isWithinCodePoints, OVER_LIMIT } from "./fields.ts";
import {
  NOTICE_MAX_CODE_POINTS,
  OPERATOR_PAGE_DEFAULT,
  OPERATOR_PAGE_MAX,
  ROOM_SEARCH_MAX_CODE_POINTS,
} from "./limits.ts";
import { CONTROL, Reason } from "./moderation.ts";
import { SEQ_MAX, wholeNumber } from "./query.ts";
import { ReportEntry } from "./records.ts";
import { ToldSettings } from "./settings.ts";

// What the operator of a server is told of its rooms, and does with them (O1 to O4).

const number = (description: string) => v.pipe(v.number(), v.description(description));

export const RoomEntry = v.object({
  room: v.string(),
  title: v.pipe(v.string(), v.description("Its title; empty where it has none.")),
  direct: v.pipe(v.boolean(), v.description("Whether it is a conversation of two.")),
  created: number("When it was made, ms since 1970."),
  seen: number("When it told this, ms since 1970: it does so once an hour while somebody is active in it."),
  online: number("How many users were in it then."),
  entries: number("Entries of its log."),
  bytes: number("Bytes that it has stored."),
  cost: number("What it has cost since it was made, by the published prices, in US dollars."),
  reports: number("Messages in it that were reported, and that nobody has looked after yet."),
  closed: v.pipe(v.boolean(), v.description("Whether the operator has closed it.")),
});
/** [O2] How a room stands, as it told last. */
export type RoomEntry = v.InferOutput<typeof RoomEntry>;

const Totals = v.object({
  rooms: number("How many there are."),
  online: number("Users in them."),
  bytes: number("Bytes that they have stored."),
  cost: number("What they have cost, in US dollars."),
  reports: number("Reported messages that nobody has looked after yet."),
});
/** All rooms together. */
export type Totals = v.InferOutput<typeof Totals>;

export const RoomList = v.object({
  rooms: v.array(RoomEntry),
  found: number("How many rooms fit, on whatever page."),
  all: v.pipe(Totals, v.description("All rooms together, whatever was looked for.")),
});
/** [O2] A page of the rooms of a server. */
export type RoomList = v.InferOutput<typeof RoomList>;

const Closing = v.object({
  at: number("When, ms since 1970."),
  reason: v.optional(v.pipe(v.string(), v.description("Why, as everybody is told."))),
});
/** [O3] That the operator has closed a room. */
export type Closing = v.InferOutput<typeof Closing>;

export const RoomInspection = v.object({
  entry: RoomEntry,
  settings: ToldSettings,
  closed: v.optional(v.pipe(Closing, v.description("Where it is closed: since when, and why."))),
  stats: RoomStats,
  reports: v.pipe(v.array(ReportEntry), v.description("Messages that were reported, as they were then.")),
});
/** [O2] All that the operator is told of one room: as it is now, which wakes it. */
export type RoomInspection = v.InferOutput<typeof RoomInspection>;

const Notice = v.object({
  text: v.string(),
  at: number("When it was sent, ms since 1970."),
  rooms: number("Rooms that it was told in so far."),
  people: number("Users who were in them then."),
  done: v.pipe(v.boolean(), v.description("Whether all rooms have been told.")),
});
/** [O4] What the operator tells everybody, and how far that has come. */
export type Notice = v.InferOutput<typeof Notice>;

export const LastNotice = v.object({
  notice: v.optional(v.pipe(Notice, v.description("The last one; left out where there never was one."))),
});
/** [O4] What the operator told everybody last. */
export type LastNotice = v.InferOutput<typeof LastNotice>;

/** What rooms are sorted by. */
const ROOM_ORDERS = ["seen", "online", "reports", "entries", "bytes", "cost", "created", "room"] as const;
export type RoomOrder = (typeof ROOM_ORDERS)[number];

export const RoomListQuery = v.object({
  q: v.optional(
    v.pipe(
      v.string(),
      v.description(`Only rooms with this in their name or title; at most ${ROOM_SEARCH_MAX_CODE_POINTS} code points.`),
      v.check(
        (text) => isWithinCodePoints(text, ROOM_SEARCH_MAX_CODE_POINTS),
        `${OVER_LIMIT}q has more than ${ROOM_SEARCH_MAX_CODE_POINTS} code points.`,
      ),
    ),
    "",
  ),
  sort: v.optional(
    v.pipe(
      v.picklist(ROOM_ORDERS, `sort is ${ROOM_ORDERS.slice(0, -1).join(", ")} or ${ROOM_ORDERS.at(-1)}.`),
      v.description("What they are sorted by: `room` from the first name on, all else from the largest down."),
    ),
    "seen",
  ),
  offset: v.optional(v.pipe(wholeNumber("offset", SEQ_MAX), v.description("How many to pass over.")), "0"),
  limit: v.optional(
    v.pipe(wholeNumber("limit", OPERATOR_PAGE_MAX, 1), v.description("How many at most.")),
    String(OPERATOR_PAGE_DEFAULT),
  ),
});
/** [O2] The query of the rooms of a server. */
export type RoomListQuery = v.InferOutput<typeof RoomListQuery>;

/** [O3] The body that closes a room. */
export const CloseRequest = v.object({
  reason: v.optional(v.pipe(Reason, v.description("Why: everybody is told who comes."))),
});

/** [O4] The body that tells everybody something. */
export const NoticeRequest = v.object({
  text: v.pipe(
    v.string("text is a string."),
    v.description(`What is told, on one line: 1 to ${NOTICE_MAX_CODE_POINTS} code points.`),
    v.transform((text) => text.toWellFormed().replace(CONTROL, " ").trim()),
    v.minLength(1, "text is empty."),
    v.check(
      (text) => isWithinCodePoints(text, NOTICE_MAX_CODE_POINTS),
      `${OVER_LIMIT}text has more than ${NOTICE_MAX_CODE_POINTS} code points.`,
    ),
  ),
});
