import type { Counts } from "../protocol/answers.ts";
import { utf8Length } from "../protocol/fields.ts";
import { FRAME_MAX_BYTES } from "../protocol/limits.ts";

const NOTHING: Counts = {
  wakes: 0,
  requests: 0,
  framesIn: 0,
  bytesIn: 0,
  framesOut: 0,
  bytesOut: 0,
  rowsRead: 0,
  rowsWritten: 0,
  waitedMs: 0,
};

/**
 * Counts what costs. The counts are kept without a row of their own: in the last message's row, which is written anyway, and
 * through wakes without a message in a socket's attachment. What happens while neither is there to keep it is lost with the memory.
 */
export class Meter {
  readonly counts: Counts = { ...NOTHING };

  /** A frame came in. */
  frame(data: string | ArrayBuffer): void {
    this.counts.framesIn++;
    this.counts.bytesIn += bytesOf(data);
  }

  /** A query was run and its rows were taken. */
  query(cursor: { readonly rowsRead: number; readonly rowsWritten: number }): void {
    this.counts.rowsRead += cursor.rowsRead;
    this.counts.rowsWritten += cursor.rowsWritten;
  }

  /** What was counted has gone. */
  reset(): void {
    Object.assign(this.counts, NOTHING);
  }

  /** The object was started: goes on from the furthest of what was kept. */
  wake(kept: readonly (Counts | undefined)[]): void {
    let furthest: Counts | undefined;
    for (const counts of kept) {
      if (counts && (!furthest || extent(counts) > extent(furthest))) furthest = counts;
    }
    for (const [name, count] of Object.entries(furthest ?? {})) this.counts[name as keyof Counts] += count;
    this.counts.wakes++;
  }
}

/** How far counts have come: they only ever grow. */
function extent({ wakes, requests, framesIn, framesOut }: Counts): number {
  return wakes + requests + framesIn + framesOut;
}

/** Bytes of a frame. What is too big may be tens of megabytes: it is not encoded to be counted. */
function bytesOf(data: string | ArrayBuffer): number {
  if (typeof data !== "string") return data.byteLength;
  return data.length > FRAME_MAX_BYTES ? data.length : utf8Length(data);
}
