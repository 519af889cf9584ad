import * as v from "valibot";
import { Name, User } from "./fields.ts";
import { USER_ID_MAX_CHARACTERS } from "./limits.ts";

/** The two whose a conversation is. */
export type Pair = readonly [User, User];

const UserId = v.pipe(
  v.string("user is an id, or an object with an id."),
  v.description("A user's id."),
  v.minLength(1, "The user's id is empty."),
  v.maxLength(USER_ID_MAX_CHARACTERS, `A user's id has at most ${USER_ID_MAX_CHARACTERS} characters.`),
  v.regex(/^[\x21-\x7e]+$/, "A user's id has no other characters than visible ASCII."),
);

/** [D3] The body that opens a conversation. */
export const DirectRequest = v.object({
  user: v.pipe(
    v.union([UserId, v.object({ id: UserId, name: v.optional(Name) })], "user is an id, or an object with an id."),
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
