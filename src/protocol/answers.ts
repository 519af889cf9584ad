import * as v from "valibot";
import { ERROR_STATUS, type ErrorCode } from "./errors.ts";
import { AnyDurable, KnownEvent, Message, Welcome } from "./events.ts";
import { You } from "./fields.ts";
import { ToldSettings } from "./settings.ts";

export { Direct } from "./direct.ts";
export { DirectoryPage } from "./directory.ts";
export { InboxContents } from "./inbox.ts";
export { LinkPreview } from "./link-preview.ts";

/**
 * What the HTTP API answers. The code that makes an answer has its type from here, and the API's description its schema; a
 * server does not check its own answers, a test does.
 */

const number = (description: string) => v.pipe(v.number(), v.description(description));

const { room, epoch, first, head, recovered, more, settings, pins } = Welcome.entries;

export const Health = v.object({ ok: v.literal(true) });
export type Health = v.InferOutput<typeof Health>;

export const Session = v.object({
  you: You,
  expires: number("When the token runs out, ms since 1970."),
  token: v.optional(
    v.pipe(v.string(), v.description("The token, where there is a new one; keep it, and come back with it.")),
  ),
});
/** Who one is, and what to come back with. */
export type Session = v.InferOutput<typeof Session>;

export const Carried = v.object({
  code: v.pipe(v.string(), v.description("For `POST /api/session` on the other device. It is good once.")),
  expires: number("Until when it is good, ms since 1970."),
});
/** [N2] What takes a guest along to another device. */
export type Carried = v.InferOutput<typeof Carried>;

export const Challenge = v.object({
  asks: v.pipe(
    v.array(v.picklist(["rooms", "visits"])),
    v.description("What takes passing a challenge first: to make a room, or to come without a token."),
  ),
  siteKey: v.optional(v.pipe(v.string(), v.description("Turnstile's, to be given its widget."))),
});
/** [A5] What is asked of whoever comes. */
export type Challenge = v.InferOutput<typeof Challenge>;

export const RoomDescription = v.object({
  room,
  epoch,
  first,
  head,
  settings,
  pins,
  online: number("How many users are in the room."),
  imported: v.optional(
    v.pipe(
      v.object({
        seq: number("Up to where it did."),
        at: number("When it was brought in, ms since 1970."),
      }),
      v.description(
        "Where the log, or its beginning, came from a file: who said what in it, the owner of the room says.",
      ),
    ),
  ),
  door: v.optional(
    v.pipe(
      v.object({ code: v.pipe(v.string(), v.description("One of the error codes.")), message: v.string() }),
      v.description("Why one could not come in now, where one may look but there is no room for one more."),
    ),
  ),
});
/** What a room is, for whoever asks without joining. */
export type RoomDescription = v.InferOutput<typeof RoomDescription>;

export const RoomMade = v.object({
  ...RoomDescription.entries,
  you: You,
  token: v.optional(
    v.pipe(v.string(), v.description("The owner's token, where there is a new one. Keep it: one is the owner by it.")),
  ),
  ownerLink: v.pipe(
    v.string(),
    v.description("Whoever opens this is an owner, too: for another device, or for when the token is lost. Told once."),
  ),
});
/** [R4] A room that was made, and its owner. */
export type RoomMade = v.InferOutput<typeof RoomMade>;

export const RoomEntered = v.object({
  ...RoomDescription.entries,
  you: You,
  token: v.optional(
    v.pipe(v.string(), v.description("A guest's token, where there is a new one: one belongs to the room by it.")),
  ),
});
/** [R11] A room, and who one is in it by now. */
export type RoomEntered = v.InferOutput<typeof RoomEntered>;

export const RoomSign = v.object({
  room,
  title: v.string(),
  visibility: ToldSettings.entries.visibility,
  password: ToldSettings.entries.password,
  locked: ToldSettings.entries.locked,
});
/** What is known of a room at its door. */
export type RoomSign = v.InferOutput<typeof RoomSign>;

export const HistoryPage = v.object({ epoch, first, head, messages: v.array(Message), more });
/** [T5] A page of a room's log, or of what a search finds. */
export type HistoryPage = v.InferOutput<typeof HistoryPage>;

export const Glimpse = v.object({
  room,
  epoch,
  first,
  head,
  recovered,
  more,
  settings,
  pins,
  events: Welcome.entries.events,
  members: v.object({ online: number("How many users are in the room.") }),
});
/** [T4] What a room holds for somebody who only looks: of a welcome, what is not about them. */
export type Glimpse = v.InferOutput<typeof Glimpse>;

export const PollAnswer = v.object({
  ...v.omit(Welcome, ["type"]).entries,
  events: v.array(v.union([KnownEvent, AnyDurable])),
});
/** [T4] What a held poll is answered: a welcome, with what came after it among its events. */
export type PollAnswer = v.InferOutput<typeof PollAnswer>;

const Counts = v.object({
  wakes: number("Times that the object was started."),
  requests: number("Upgrades, calls from the worker and alarms."),
  framesIn: number("WebSocket frames from clients, heartbeats not among them."),
  bytesIn: number("Their bytes."),
  framesOut: number("WebSocket frames to clients."),
  bytesOut: number("Their bytes, before compression."),
  rowsRead: number("Rows of SQLite that were read, as the runtime counts them."),
  rowsWritten: number("Rows that were written."),
  waitedMs: number("Time that the object spent waiting for a flush and could not have hibernated, ms."),
});
/** What a room has used, since it was made. */
export type Counts = v.InferOutput<typeof Counts>;

const Cost = v.object({
  requests: number("For requests to the object."),
  duration: number("For the time that it was awake."),
  rowsRead: number("For rows that were read."),
  rowsWritten: number("For rows that were written."),
  total: number("For all of it."),
});
/** US dollars, by what they are for. */
export type Cost = v.InferOutput<typeof Cost>;

const Prices = v.object({
  date: v.pipe(v.string(), v.description("When these prices were read at Cloudflare.")),
  requests: number("A million requests to an object."),
  framesPerRequest: number(
    "WebSocket messages from clients that are charged as one request; those to clients are free.",
  ),
  duration: number("A million GB-seconds of an object's duration."),
  memory: number("Memory that an object is charged for while it cannot hibernate, GB."),
  rowsRead: number("A million rows read."),
  rowsWritten: number("A million rows written."),
});
/** What Cloudflare charges beyond the included amounts, in US dollars. */
export type Prices = v.InferOutput<typeof Prices>;

export const RoomStats = v.object({
  room,
  since: number("When the room was made, ms since 1970."),
  counts: Counts,
  cost: Cost,
  perDay: Cost,
  prices: Prices,
});
/** What a room has used since it was made, and what that costs by the published prices, in US dollars. */
export type RoomStats = v.InferOutput<typeof RoomStats>;

const ErrorCodes = v.picklist(Object.keys(ERROR_STATUS) as ErrorCode[]);

export const ErrorAnswer = v.object({
  error: v.object({ code: ErrorCodes, message: v.string(), retryAfter: v.optional(v.number()) }),
  about: v.optional(RoomSign),
});
/** [A2] What went wrong. */
export type ErrorAnswer = v.InferOutput<typeof ErrorAnswer>;
