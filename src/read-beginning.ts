/** Reads up to `maxBytes` of a body, and has the rest not sent. @throws where the time is over */
export async function readBeginning(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(maxBytes);
  let length = 0;
  if (!body) return bytes.subarray(0, 0);
  const reader = body.getReader();
  const stop = (): void => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", stop);
  try {
    while (length < bytes.length) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) break;
      const taken = value.subarray(0, bytes.length - length);
      bytes.set(taken, length);
      length += taken.length;
    }
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
  return bytes.subarray(0, length);
}
