import * as v from "valibot";
import { Name, User, UserId } from "./fields.ts";

/** The two whose a conversation is. */
export type Pair = readonly [User, User];

const OtherId = v.pipe(UserId, v.description("A user's id."));

/** [D3] The body that opens a conversation. */
export const DirectRequest = v.object({
  user: v.pipe(
    v.union([OtherId, v.object({ id: OtherId, name: v.optional(Name) })], "user is an id, or an object with an id."),
    v.description("With whom: their id, or with what they are called until they come themselves."),
  ),
});

export const Direct = v.object({
  room: v.pipe(v.string(), v.description("The conversation's room: the same for the two, whoever asks.")),
  /** The other one. */
  user: User,
});
/** [D3] A conversation that was opened. */
export type Direct = v.InferOutput<typeof Direct>;
