import * as v from "valibot";
import { CommandId, OVER_LIMIT, Seq, Text, UserId } from "./fields.ts";
import { MENTIONS_MAX } from "./limits.ts";

// Apart from the other commands: a client checks this one itself, and needs no more of them.

// Unknown fields are ignored: `from`, `seq`, `at` and whatever else the server decides have no effect [C4].
export const id = v.optional(CommandId);

/** [C3] The last `seq` the client had when it first sent this; a repeat is looked for from there. */
export const after = v.optional(Seq);

/** [M2] Who is mentioned, by id, and whether everybody here is. Where neither is said, the room finds it in the text. */
export const mentioned = {
  mentions: v.optional(
    v.pipe(
      v.array(UserId, "mentions is a list of ids."),
      v.maxLength(MENTIONS_MAX, `${OVER_LIMIT}mentions has more than ${MENTIONS_MAX} people.`),
    ),
  ),
  here: v.optional(v.boolean("here is true or false.")),
};

export const Send = v.object({
  type: v.literal("send"),
  id,
  text: Text,
  replyTo: v.optional(Seq),
  ...mentioned,
  after,
});
