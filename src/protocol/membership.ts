import * as v from "valibot";
import { Name, OVER_LIMIT, UserId } from "./fields.ts";
import { INVITE_CODE_CHARACTERS, INVITE_MAX_S, INVITE_USES_MAX, PASSWORD_MAX_CODE_POINTS } from "./limits.ts";
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

/** What somebody says who comes to a room's door. Longer than any that there could be, it is not looked at. */
export const Guess = v.pipe(
  v.string("password is a string."),
  v.description("The room's password: whoever knows it belongs to the room from then on."),
  v.transform((text) => text.slice(0, PASSWORD_MAX_CODE_POINTS * 2 + 1)),
);
export const InviteCode = v.pipe(
  v.string("invite is a string."),
  v.description("The code of an invitation: whoever has it belongs to the room from then on."),
  v.transform((text) => text.slice(0, INVITE_CODE_CHARACTERS + 1)),
);

/** The body of `POST /api/rooms/:room/enter`: what lets one in who does not belong to the room. */
export const EnterRequest = v.object({
  name: v.optional(v.pipe(Name, v.description("What one is called, who comes without a token."))),
  password: v.optional(Guess),
  invite: v.optional(InviteCode),
});
