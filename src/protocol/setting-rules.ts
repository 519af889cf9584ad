import * as v from "valibot";
import { isWithinCodePoints, OVER_LIMIT } from "./fields.ts";
import { KEEP_DAYS_MAX, KEEP_MESSAGES_MAX, TOPIC_MAX_CODE_POINTS } from "./limits.ts";
import type { Settings as SettingsType } from "./settings.ts";

// Apart from the settings as they are told: who only reads them need not know the rules.

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** What a room is about: one line. */
const Topic = v.pipe(
  v.string("topic is a string."),
  v.description(`What the room is about, one line of at most ${TOPIC_MAX_CODE_POINTS} code points; empty for nothing.`),
  v.transform((text) => text.toWellFormed().replace(CONTROL, " ").trim()),
  v.check(
    (text) => isWithinCodePoints(text, TOPIC_MAX_CODE_POINTS),
    `${OVER_LIMIT}topic has more than ${TOPIC_MAX_CODE_POINTS} code points.`,
  ),
);

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
  topic: Topic,
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

/** The settings of a room, as they are checked where somebody sets them. */
export const Settings = v.object(entries) satisfies v.GenericSchema<unknown, SettingsType>;

/** Some of the settings: those that are to change. */
export const SettingsChange = v.partial(Settings);
