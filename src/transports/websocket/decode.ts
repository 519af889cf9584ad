import { parseAs } from "../../protocol/codec.ts";
import { decodeFrame, type Incoming } from "../../protocol/incoming.ts";
import { isWithinBytes, Text } from "../../protocol/fields.ts";
import { FRAME_MAX_BYTES } from "../../protocol/limits.ts";
import { fail, ok, type Result } from "../../protocol/result.ts";
import type { Mode } from "./formats.ts";

/** [W2] Whether a frame is larger than any that is read here. */
export function isOversized(data: string | ArrayBuffer): boolean {
  return typeof data === "string" ? !isWithinBytes(data, FRAME_MAX_BYTES) : data.byteLength > FRAME_MAX_BYTES;
}

/** One frame from a client. @returns its commands; or `bad_frame`, `bad_json`: it is no frame at all [W5]. */
export function decode(mode: Mode, data: string | ArrayBuffer): Result<readonly Incoming[]> {
  if (typeof data !== "string") return fail("bad_frame", "Binary frames are not understood here.");
  return mode === "json" ? decodeFrame(data) : ok([decodeText(data)]);
}

/** [T1] Each frame is one message; nothing in it is parsed. */
function decodeText(data: string): Incoming {
  const text = parseAs(Text, data);
  return text.ok ? ok({ type: "send", text: text.value }) : text;
}
