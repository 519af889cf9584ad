import type { Excerpt, ExportEntry, ExportHeader, ExportPlace } from "../protocol/transfer.ts";

/** Where a room is read from that is taken out. */
export interface ExportSource {
  /** The next entries, at least one. Waits until they may be asked for. @throws where the log is another one by now */
  page(place: ExportPlace): Promise<readonly ExportEntry[]>;
  /** The beginnings of messages, those that are held. */
  excerpts(seqs: readonly number[]): Promise<readonly Excerpt[]>;
}

/** How one room is written down. */
export interface ExportFormat {
  readonly contentType: string;
  /** How the names of such files end. */
  readonly extension: string;
  /** What stands before everything else. */
  begin(header: ExportHeader, source: ExportSource): Promise<string>;
  /** The next entries. */
  page(entries: readonly ExportEntry[], source: ExportSource): Promise<string>;
  /** What stands after everything else: where it is missing, so is more. */
  end(count: number): string;
}

/**
 * A room as a file, read and written page by page as fast as it is taken: neither the worker nor the room's object ever has
 * more than a page of it. Fails where it cannot be gone on with; the end is then missing.
 */
export function exportStream(
  header: ExportHeader,
  format: ExportFormat,
  source: ExportSource,
): ReadableStream<Uint8Array> {
  const chunks = written(header, format, source);
  const utf8 = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(utf8.encode(value));
      },
      async cancel() {
        await chunks.return();
      },
    },
    { highWaterMark: 0 },
  );
}

async function* written(
  header: ExportHeader,
  format: ExportFormat,
  source: ExportSource,
): AsyncGenerator<string, void> {
  const { epoch, first, head } = header;
  yield await format.begin(header, source);
  let count = 0;
  for (let after = first - 1; after < head;) {
    const entries = await source.page({ epoch, after, to: head });
    yield await format.page(entries, source);
    count += entries.length;
    after = entries.at(-1)?.seq ?? head;
  }
  yield format.end(count);
}
