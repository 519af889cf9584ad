import * as v from "valibot";
import { Role, User } from "./fields.ts";

// Apart from the commands that ask for them: a client reads these, and does not check commands.

/** When it was, ms since 1970. */
const at = v.number();

export const Invitation = v.object({
  /** What it is called; that lets nobody in. */
  invite: v.string(),
  /** What lets one in. Told once, to whoever made it. */
  code: v.optional(v.string()),
  /** What one becomes by it. */
  role: Role,
  /** Until when it is good, ms since 1970. */
  expires: v.optional(v.number()),
  /** For how many more people. */
  uses: v.optional(v.number()),
  by: User,
  at,
  /** It came with the room, as the `ownerLink` of whoever made that. */
  withRoom: v.optional(v.boolean()),
});
/** Whoever comes with it belongs to the room. */
export type Invitation = v.InferOutput<typeof Invitation>;

export const Sanction = v.object({
  kind: v.picklist(["ban", "mute"]),
  user: User,
  by: User,
  at,
  /** Until when, ms since 1970; for good where it is missing. */
  until: v.optional(v.number()),
  reason: v.optional(v.string()),
});
/** That somebody is banned, or muted. */
export type Sanction = v.InferOutput<typeof Sanction>;

export const ReportEntry = v.object({
  report: v.number(),
  /** The message, as it was when it was reported. */
  seq: v.number(),
  author: User,
  text: v.string(),
  by: User,
  at,
  reason: v.optional(v.string()),
});
/** That somebody finds a message wrong. */
export type ReportEntry = v.InferOutput<typeof ReportEntry>;

const isPlain = (entry: [string, unknown]): entry is [string, string | number | boolean] =>
  ["string", "number", "boolean"].includes(typeof entry[1]);

export const AuditEntry = v.object({
  entry: v.number(),
  at,
  by: User,
  /** A command's type. */
  action: v.string(),
  /** To whom it was done. */
  user: v.optional(User),
  /** What more there is to say of it, by name. */
  detail: v.optional(
    v.pipe(
      v.looseObject({}),
      v.transform((detail) => Object.fromEntries(Object.entries(detail).filter(isPlain))),
    ),
  ),
});
/** What one of the moderators did. */
export type AuditEntry = v.InferOutput<typeof AuditEntry>;
