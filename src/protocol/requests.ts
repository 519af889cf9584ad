import * as v from "valibot";
import { Name, OVER_LIMIT } from "./fields.ts";
import { CARRY_CODE_MAX_CHARACTERS } from "./limits.ts";
import { Send } from "./send.ts";
import { Password, SettingsChange } from "./setting-rules.ts";

/** [A5] What Turnstile gave for passing its challenge. */
const challenge = v.optional(
  v.pipe(
    v.string("challenge is a string."),
    v.description(
      "What Turnstile gave for passing its challenge, where the server asks for that (`GET /api/challenge`).",
    ),
  ),
);

/** The body that asks for an identity. */
export const SessionRequest = v.object({
  name: v.optional(Name),
  code: v.optional(
    v.pipe(
      v.string("code is a string."),
      v.maxLength(
        CARRY_CODE_MAX_CHARACTERS,
        `${OVER_LIMIT}code has more than ${CARRY_CODE_MAX_CHARACTERS} characters.`,
      ),
      v.description("What another device of a guest was given to take them along; nothing else counts then."),
    ),
  ),
  challenge,
});

/** [R4] The body that makes a room. */
export const RoomRequest = v.object({
  room: v.optional(
    v.pipe(v.string("room is a string."), v.description("Its name; without one it is given one that nobody guesses.")),
  ),
  name: v.optional(v.pipe(Name, v.description("What its owner is called, where they come without a token."))),
  challenge,
  settings: v.optional(SettingsChange),
  password: v.optional(Password),
});

/** [T5] The body that sends a message: the command without what the address says already. */
export const MessageRequest = v.omit(Send, ["type"]);
