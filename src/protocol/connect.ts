import * as v from "valibot";
import { parseAs } from "./codec.ts";
import { Name, OVER_LIMIT } from "./fields.ts";
import { PAGE_MAX } from "./limits.ts";
import { Guess, InviteCode } from "./membership.ts";
import { Since } from "./query.ts";
import type { Result } from "./result.ts";

const ConnectPayload = v.object({
  name: v.optional(Name),
  token: v.optional(v.string("token is a string.")),
  since: v.optional(Since),
  history: v.optional(
    v.pipe(
      v.number("history is a number."),
      v.integer("history is an integer."),
      v.minValue(0, "history is not negative."),
      v.maxValue(PAGE_MAX, `${OVER_LIMIT}history is over ${PAGE_MAX}.`),
    ),
  ),
  password: v.optional(Guess),
  invite: v.optional(InviteCode),
  pid: v.optional(v.string("pid is a string.")),
  offset: v.optional(Since),
});
/** [S2] What a Socket.IO client may send along when it connects; `pid` and `offset` are its library's, to be recovered by. */
export type ConnectPayload = v.InferOutput<typeof ConnectPayload>;

export function parseConnectPayload(payload: unknown): Result<ConnectPayload> {
  return parseAs(ConnectPayload, payload);
}
