import * as v from "valibot";
import { parseAs } from "./codec.ts";
import { Command } from "./commands.ts";
import { CommandId } from "./fields.ts";
import { FRAME_MAX_COMMANDS } from "./limits.ts";
import { fail, ok, type Problem, type Result } from "./result.ts";

/** A command as it came in: parsed, or what is wrong with it and the id to answer to. */
export type Incoming =
  | { readonly ok: true; readonly value: Command }
  | { readonly ok: false; readonly error: Problem; readonly id?: string };

/**
 * One client frame of JSON mode [W2].
 * @returns the commands in order, each good or bad by itself; or what is wrong with the frame as a whole.
 */
export function decodeFrame(text: string): Result<Incoming[]> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail("bad_json", "The frame is not JSON.");
  }
  if (!Array.isArray(json)) return ok([decodeCommand(json)]);
  if (json.length > FRAME_MAX_COMMANDS) {
    // None of them is carried out, and the frame is answered like one command that is over a limit.
    return ok([fail("too_big", `A frame holds at most ${FRAME_MAX_COMMANDS} commands.`)]);
  }
  return ok(json.map((item) => decodeCommand(item)));
}

/** One command, as parsed JSON. */
export function decodeCommand(json: unknown): Incoming {
  const parsed = parseAs(Command, json);
  if (parsed.ok) return parsed;
  const id = v.safeParse(v.object({ id: CommandId }), json);
  return id.success ? { ...parsed, id: id.output.id } : parsed;
}
