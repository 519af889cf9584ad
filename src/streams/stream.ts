import { BUFFERED_MAX_BYTES, STREAM_GRACE_MS } from "../config.ts";
import { CLOSE } from "../protocol/errors.ts";
import type { StreamFormat } from "./formats.ts";

/**
 * The body of a streamed response: what comes on the room's socket, in a format. It ends when the socket closes; when the
 * reader has gone or reads too slowly, the socket is closed.
 * @param socket accepted in this turn, so that nothing has come yet
 * @param gone says that the reader has gone, where the platform notices
 * @param heartbeatMs after so long without anything else it is said that the line still stands: that keeps it open, and finds
 * out whether anybody reads
 */
export function streamOf(
  socket: WebSocket,
  format: StreamFormat,
  { gone, heartbeatMs }: { readonly gone: AbortSignal; readonly heartbeatMs: number },
): ReadableStream<Uint8Array> {
  const encode = format.encoder();
  const utf8 = new TextEncoder();
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  let isQuiet = true;
  let isOver = false;

  /** @returns whether it was still going on */
  const end = (code: number): boolean => {
    if (isOver) return false;
    isOver = true;
    if (heartbeat !== undefined) clearInterval(heartbeat);
    socket.close(code);
    return true;
  };

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        /** What may wait: on top of the limit, what there was to tell first, which may be a long history. */
        let allowance = Infinity;
        const waiting = (): number => -(controller.desiredSize ?? 0);
        setTimeout(() => (allowance = BUFFERED_MAX_BYTES + waiting()), STREAM_GRACE_MS);
        const tell = (chunk: string): void => {
          if (!isOver && chunk !== "") controller.enqueue(utf8.encode(chunk));
        };
        socket.addEventListener("message", ({ data }) => {
          isQuiet = false;
          tell(encode(data as string));
          if (waiting() > allowance && end(CLOSE.tooSlow)) {
            controller.error(new Error("Too slow: what was sent is not being read."));
          }
        });
        const finish = (): void => {
          if (end(CLOSE_NORMAL)) controller.close();
        };
        socket.addEventListener("close", finish);
        socket.addEventListener("error", finish);
        gone.addEventListener("abort", finish);
        tell(format.opening);
        heartbeat = setInterval(() => {
          if (isQuiet) tell(format.heartbeat);
          isQuiet = true;
        }, heartbeatMs);
        // It may have happened while the room was entered.
        if (gone.aborted) finish();
      },
      cancel() {
        end(CLOSE_NORMAL);
      },
    },
    { highWaterMark: 0, size: (chunk) => chunk?.byteLength ?? 0 },
  );
}

const CLOSE_NORMAL = 1000;
