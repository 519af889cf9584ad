import * as v from "valibot";
import { Emoji } from "./emoji.ts";
import {
  Audit,
  Ban,
  Filter,
  Kick,
  Mute,
  Purge,
  Report,
  Reports,
  Resolve,
  Sanctions,
  Unban,
  Unmute,
} from "./moderation.ts";
import { Invite, Invites, SetRole, Uninvite } from "./membership.ts";
import { Name, Seq, Text } from "./fields.ts";
import { PageSize } from "./page-size.ts";
import { SearchQuery } from "./search-query.ts";
import { after, id, mentioned, Send } from "./send.ts";
import { Password, SettingsChange } from "./setting-rules.ts";

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
const Configure = v.object({
  type: v.literal("room"),
  id,
  settings: v.optional(SettingsChange, {}),
  password: v.optional(Password),
  after,
});
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
  [
    Send,
    Edit,
    Delete,
    React,
    Pin,
    Pins,
    Read,
    History,
    Search,
    Rename,
    Typing,
    Members,
    Configure,
    Auth,
    SetRole,
    Invite,
    Invites,
    Uninvite,
    Kick,
    Ban,
    Unban,
    Mute,
    Unmute,
    Sanctions,
    Purge,
    Filter,
    Report,
    Reports,
    Resolve,
    Audit,
  ],
  "type is no command known here.",
);
export type Command = v.InferOutput<typeof Command>;
export type CommandType = Command["type"];
/** The command of one type. */
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
