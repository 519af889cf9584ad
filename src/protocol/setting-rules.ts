import * as v from "valibot";
import { isWithinCodePoints, OVER_LIMIT } from "./fields.ts";
import {
  ALLOWED_ORIGINS_MAX,
  KEEP_DAYS_MAX,
  KEEP_MESSAGES_MAX,
  MEMBERS_MAX,
  PASSWORD_MAX_CODE_POINTS,
  SLOW_MODE_MAX_S,
  TITLE_MAX_CODE_POINTS,
  TOPIC_MAX_CODE_POINTS,
} from "./limits.ts";
import { VISIBILITIES, type SettingsChange as SettingsChangeType } from "./settings.ts";

// Apart from the settings as they are told: who only reads them need not know the rules.

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** What turns the direction of a text against its letters: a title would be read as another one. */
const TURNS = /[\u{202A}-\u{202E}\u{2066}-\u{2069}]+/gu;
/** What shows nothing. */
const UNSEEN = /^[\s\p{Cf}\p{Default_Ignorable_Code_Point}\u{2800}]*$/u;

/** A text as one line that can be seen; empty where there is nothing to see. */
function asLine(text: string): string {
  const shown = text.toWellFormed().replace(TURNS, "").replace(CONTROL, " ").trim();
  return UNSEEN.test(shown) ? "" : shown;
}

function line(name: string, max: number, what: string) {
  return v.pipe(
    v.string(`${name} is a string.`),
    v.description(`${what}, one line of at most ${max} code points; empty for nothing.`),
    v.transform(asLine),
    v.check((text) => isWithinCodePoints(text, max), `${OVER_LIMIT}${name} has more than ${max} code points.`),
  );
}

const isOrigin = (text: string): boolean => /^https?:/.test(text) && URL.parse(text)?.origin === text;

function amount(name: string, max: number, description: string) {
  return v.pipe(
    v.number(`${name} is a number.`),
    v.description(description),
    v.integer(`${name} is a whole number.`),
    v.minValue(0, `${name} is not negative.`),
    v.maxValue(max, `${OVER_LIMIT}${name} is over ${max}.`),
  );
}

const entries = {
  title: line("title", TITLE_MAX_CODE_POINTS, "What the room is called, where that is not its name"),
  topic: line("topic", TOPIC_MAX_CODE_POINTS, "What the room is about"),
  visibility: v.pipe(
    v.picklist(VISIBILITIES, "visibility is public, unlisted or private."),
    v.description(
      "Whether the room is in the directory, is found by its address alone, or lets nobody in but its members.",
    ),
  ),
  locked: v.pipe(
    v.boolean("locked is true or false."),
    v.description("Whether nobody comes in any more but its members and who was here."),
  ),
  write: v.pipe(
    v.picklist(["everyone", "members", "moderators"], "write is everyone, members or moderators."),
    v.description("Who may write; others read."),
  ),
  slowMode: amount(
    "slowMode",
    SLOW_MODE_MAX_S,
    "Seconds that lie between two messages of one user, moderators excepted; 0 for none.",
  ),
  maxMembers: amount(
    "maxMembers",
    MEMBERS_MAX,
    "How many users are here at the same time, moderators excepted; 0 for no limit.",
  ),
  allowedOrigins: v.pipe(
    v.array(
      v.pipe(
        v.string("An origin is a string."),
        v.check(isOrigin, "An origin is like https://example.org, and nothing more."),
      ),
      "allowedOrigins is a list.",
    ),
    v.maxLength(ALLOWED_ORIGINS_MAX, `${OVER_LIMIT}allowedOrigins has more than ${ALLOWED_ORIGINS_MAX}.`),
    v.description(
      "Other sites whose pages alone may come in, of those that the server allows; empty for all of these.",
    ),
  ),
  keepDays: amount("keepDays", KEEP_DAYS_MAX, "Days after which what was said is gone; 0 keeps it."),
  keepMessages: amount(
    "keepMessages",
    KEEP_MESSAGES_MAX,
    "How many of the newest entries of the log are kept; 0 keeps all.",
  ),
  seenBy: v.pipe(
    v.boolean("seenBy is true or false."),
    v.description("Whether everybody is told how far others have read."),
  ),
  mentionAll: v.pipe(
    v.picklist(["everyone", "moderators"], "mentionAll is everyone or moderators."),
    v.description("Who may mention everybody, by `@here`."),
  ),
};

/** What whoever does not belong to the room has to know to come in; null takes it away. It is never told. */
export const Password = v.nullable(
  v.pipe(
    v.string("password is a string, or null for none."),
    v.minLength(1, "password is empty: null takes it away."),
    v.check(
      (text) => text.isWellFormed() && isWithinCodePoints(text, PASSWORD_MAX_CODE_POINTS),
      `${OVER_LIMIT}password has more than ${PASSWORD_MAX_CODE_POINTS} code points.`,
    ),
  ),
);

/** The settings of a room, as they are told. */
export const Settings = v.object({
  ...entries,
  password: v.pipe(v.boolean(), v.description("Whether there is a password.")),
});

/** Some of the settings of a room, as they are checked where somebody sets them. */
export const SettingsChange = v.partial(v.object(entries)) satisfies v.GenericSchema<unknown, SettingsChangeType>;
