import { DISCARD_MAX_BYTES } from "../config.ts";

/** Takes what is still being sent, so that whoever sends it stays to read the answer: hung up on, many a client never does. */
export async function discard(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (!body || body.locked) return;
  let left = DISCARD_MAX_BYTES;
  for await (const chunk of body) if ((left -= chunk.byteLength) < 0) return;
}
