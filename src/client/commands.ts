import { parseAs } from "../protocol/codec.ts";
import type { Command, CommandOf } from "../protocol/commands.ts";
import { FRAME_MAX_BYTES } from "../protocol/limits.ts";
import { Send } from "../protocol/send.ts";
import { errorOf, RoomError } from "./room-error.ts";

const encoder = new TextEncoder();

/** Length of a string as UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).byteLength;
}

/**
 * A message as the server will read it: its text trimmed.
 * @throws RoomError where no server would take it: it would wait for ever to be sent.
 */
export function checkSend(command: CommandOf<"send">): CommandOf<"send"> {
  const send = parseAs(Send, command);
  if (!send.ok) throw errorOf(send.error);
  frameOf(send.value);
  return send.value;
}

/**
 * A command as a frame. Whether it is a good one, the server says.
 * @throws RoomError where it has too many bytes: sent all the same, it would end the connection for good [W2].
 */
export function frameOf(command: Command): string {
  const json = JSON.stringify(command);
  if (byteLength(json) > FRAME_MAX_BYTES) {
    throw new RoomError("too_big", `A command has more than ${FRAME_MAX_BYTES} bytes.`);
  }
  return json;
}

/** A new command id: 128 random bits. `crypto.randomUUID` is missing on pages that came over plain HTTP. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
