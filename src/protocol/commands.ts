import * as v from "valibot";
import { Emoji } from "./emoji.ts";
import { CommandId, Name, OVER_LIMIT, PageSize, Seq, Text } from "./fields.ts";
import { MENTIONS_MAX, USER_ID_MAX_CHARACTERS } from "./limits.ts";
import { SearchQuery } from "./search-query.ts";
import { SettingsChange } from "./settings.ts";

// Unknown fields are ignored: `from`, `seq`, `at` and whatever else the server decides have no effect [C4].
const id = v.optional(CommandId);

/** [C3] The last `seq` the client had when it first sent this; a repeat is looked for from there. */
const after = v.optional(Seq);

/** [M2] Who is mentioned, by id, and whether everybody here is. Where neither is said, the room finds it in the text. */
const mentioned = {
  mentions: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(USER_ID_MAX_CHARACTERS)), "mentions is a list of ids."),
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
const Edit = v.object({ type: v.literal("edit"), id, seq: Seq, text: Text, ...mentioned, after });
const Delete = v.object({ type: v.literal("delete"), id, seq: Seq, after });
const React = v.object({
  type: v.literal("react"),
  id,
  seq: Seq,
  emoji: Emoji,
  on: v.boolean("on is true or false."),
  after,
});
const History = v.object({
  type: v.literal("history"),
  id,
  thread: v.optional(Seq),
  before: v.optional(Seq),
  after: v.optional(Seq),
  limit: v.optional(PageSize),
});
const Pin = v.object({ type: v.literal("pin"), id, seq: Seq, on: v.boolean("on is true or false."), after });
const Pins = v.object({ type: v.literal("pins"), id });
const Read = v.object({ type: v.literal("read"), id, seq: Seq });
const Configure = v.object({ type: v.literal("room"), id, settings: SettingsChange, after });
const Search = v.object({
  type: v.literal("search"),
  id,
  query: SearchQuery,
  before: v.optional(Seq),
  limit: v.optional(PageSize),
});
const Rename = v.object({ type: v.literal("rename"), id, name: Name });
const Typing = v.object({ type: v.literal("typing"), id, on: v.boolean("on is true or false.") });
const Members = v.object({ type: v.literal("members"), id, after: v.optional(v.string("after is a string.")) });
const Auth = v.object({ type: v.literal("auth"), id, token: v.string("token is a string.") });

/** What a client may ask of a room (SPEC.md, section 5). */
export const Command = v.variant(
  "type",
  [Send, Edit, Delete, React, Pin, Pins, Read, History, Search, Rename, Typing, Members, Configure, Auth],
  "type is no command known here.",
);
export type Command = v.InferOutput<typeof Command>;
export type CommandType = Command["type"];
/** The command of one type. */
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
