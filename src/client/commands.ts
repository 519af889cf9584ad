import { decodeFrame } from "../protocol/codec.ts";
import type { Command } from "../protocol/commands.ts";
import { FRAME_MAX_BYTES } from "../protocol/limits.ts";
import { errorOf, RoomError } from "./room-error.ts";

const encoder = new TextEncoder();

/** Length of a string as UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).byteLength;
}

/**
 * A command as the server will read it: text trimmed, names normalised.
 * @throws RoomError where no server would take it. Sent all the same, an oversized one would end the connection for good [W2].
 */
export function checkCommand(command: Command): Command {
  const json = JSON.stringify(command);
  const frame = decodeFrame(json);
  const parsed = frame.ok ? frame.value[0] : frame;
  if (!parsed?.ok) throw errorOf(parsed?.error ?? { code: "bad_command", message: "There is no command." });
  if (byteLength(json) > FRAME_MAX_BYTES) {
    throw new RoomError("too_big", `A command has more than ${FRAME_MAX_BYTES} bytes.`);
  }
  return parsed.value;
}

/** A new command id: 128 random bits. `crypto.randomUUID` is missing on pages that came over plain HTTP. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
