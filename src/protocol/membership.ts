import * as v from "valibot";
import { Name, OVER_LIMIT, UserId } from "./fields.ts";
import { INVITE_MAX_S, INVITE_USES_MAX } from "./limits.ts";
import { after, id } from "./send.ts";

// Who belongs to a room. What is answered stands in `records.ts`.

/** Seconds from now. */
export function seconds(max: number) {
  return v.pipe(
    v.number("seconds is a number."),
    v.integer("seconds is a whole number."),
    v.minValue(1, "seconds is at least 1."),
    v.maxValue(max, `${OVER_LIMIT}seconds is over ${max}.`),
  );
}

const GivenRole = v.picklist(["member", "moderator", "owner"], "role is member, moderator or owner.");

/** What somebody is in the room from now on. `guest` takes away what the room gave them. */
export const SetRole = v.object({
  type: v.literal("role"),
  id,
  user: UserId,
  role: v.picklist(["guest", "member", "moderator", "owner"], "role is guest, member, moderator or owner."),
  after,
});

/** Makes an invitation: whoever comes with it belongs to the room. */
export const Invite = v.object({
  type: v.literal("invite"),
  id,
  role: v.optional(GivenRole),
  /** How long it is good, s; for good unless told. */
  seconds: v.optional(seconds(INVITE_MAX_S)),
  /** How many people it is good for; any number unless told. */
  uses: v.optional(
    v.pipe(
      v.number("uses is a number."),
      v.integer("uses is a whole number."),
      v.minValue(1, "uses is at least 1."),
      v.maxValue(INVITE_USES_MAX, `${OVER_LIMIT}uses is over ${INVITE_USES_MAX}.`),
    ),
  ),
});
export const Invites = v.object({ type: v.literal("invites"), id });
export const Uninvite = v.object({ type: v.literal("uninvite"), id, invite: v.string("invite is a string.") });

/** The body of `POST /api/rooms/:room/enter`: what lets one in who does not belong to the room. */
export const EnterRequest = v.object({
  name: v.optional(Name),
  password: v.optional(v.string("password is a string.")),
  invite: v.optional(v.string("invite is a string.")),
});
