import * as v from "valibot";
import { isWithinCodePoints, OVER_LIMIT, Seq, UserId } from "./fields.ts";
import { PageSize } from "./page-size.ts";
import { FILTER_WORD_MAX_CODE_POINTS, FILTER_WORDS_MAX, REASON_MAX_CODE_POINTS, SANCTION_MAX_S } from "./limits.ts";
import { seconds } from "./membership.ts";
import { after, id } from "./send.ts";

// What moderators do. What is answered stands in `records.ts`.

/** What would break a line. */
export const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** Why something is done, on one line. */
export const Reason = v.pipe(
  v.string("reason is a string."),
  v.transform((text) => text.toWellFormed().replace(CONTROL, " ").trim()),
  v.check(
    (text) => isWithinCodePoints(text, REASON_MAX_CODE_POINTS),
    `${OVER_LIMIT}reason has more than ${REASON_MAX_CODE_POINTS} code points.`,
  ),
);
const reason = v.optional(Reason);
const duration = v.optional(seconds(SANCTION_MAX_S));

export const Kick = v.object({ type: v.literal("kick"), id, user: UserId, reason });
/** Without `seconds` for good. */
export const Ban = v.object({ type: v.literal("ban"), id, user: UserId, seconds: duration, reason });
export const Unban = v.object({ type: v.literal("unban"), id, user: UserId });
export const Mute = v.object({ type: v.literal("mute"), id, user: UserId, seconds: duration, reason });
export const Unmute = v.object({ type: v.literal("unmute"), id, user: UserId });
/** Who is banned or muted. */
export const Sanctions = v.object({ type: v.literal("sanctions"), id });
/** Takes back what somebody said in the last `seconds`; all that is looked back at unless told. */
export const Purge = v.object({ type: v.literal("purge"), id, user: UserId, seconds: duration, after });
/** Without `words` asks which there are. */
export const Filter = v.object({
  type: v.literal("filter"),
  id,
  words: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          v.string("A word is a string."),
          v.transform((word) => word.toWellFormed().trim()),
          v.minLength(1, "A word is empty."),
          v.check(
            (word) => isWithinCodePoints(word, FILTER_WORD_MAX_CODE_POINTS),
            `${OVER_LIMIT}a word has more than ${FILTER_WORD_MAX_CODE_POINTS} code points.`,
          ),
        ),
        "words is a list.",
      ),
      v.maxLength(FILTER_WORDS_MAX, `${OVER_LIMIT}words has more than ${FILTER_WORDS_MAX}.`),
    ),
  ),
});
export const Report = v.object({ type: v.literal("report"), id, seq: Seq, reason });
export const Reports = v.object({ type: v.literal("reports"), id });
export const Resolve = v.object({ type: v.literal("resolve"), id, report: v.number("report is a number.") });
export const Audit = v.object({ type: v.literal("audit"), id, before: v.optional(Seq), limit: v.optional(PageSize) });
