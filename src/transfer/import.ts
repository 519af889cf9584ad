import { IMPORT_BATCH_BYTES, IMPORT_BATCH_ENTRIES, IMPORT_LINE_MAX_BYTES } from "../config.ts";
import type { ImportHeader } from "../protocol/import-rules.ts";
import { fail, ok, type Problem, type Result } from "../protocol/result.ts";
import type { ExportEntry, Misfit } from "../protocol/transfer.ts";
import { ImportFile } from "./import-file.ts";
import { Lines, type Line } from "./lines.ts";

/** Where a room is brought in. */
export interface ImportTarget<T> {
  /** @returns what the import is called from now on */
  begin(header: ImportHeader): Promise<Result<string>>;
  /** The next entries. What does not fit ends it. */
  add(id: string, entries: readonly ExportEntry[]): Promise<Result<null, Misfit>>;
  /** All of it was there. */
  finish(id: string): Promise<Result<T, Misfit>>;
  /** Nothing of it is wanted any more. */
  abandon(id: string): Promise<void>;
}

/** A room as a file of lines, on its way to a room's object: read no faster than it is taken there, a batch at a time. */
export class Import<T> {
  readonly #target: ImportTarget<T>;
  readonly #maxBytes: number;
  readonly #file: ImportFile;
  readonly #lines = new Lines(IMPORT_LINE_MAX_BYTES);
  #id: string | undefined;
  #entries: ExportEntry[] = [];
  /** The number of the line that each of them stands in. */
  #numbers: number[] = [];
  #bytes = 0;

  /** @param maxBytes of the file @param now ms since 1970 */
  constructor(target: ImportTarget<T>, maxBytes: number, now: number) {
    this.#target = target;
    this.#maxBytes = maxBytes;
    this.#file = new ImportFile(now);
  }

  /** Takes a file. Whatever is wrong with it, its line is told, and nothing of it is left. */
  async take(body: ReadableStream<Uint8Array>): Promise<Result<T>> {
    let taken: Result<T> | undefined;
    try {
      taken = await this.#take(body);
      return taken;
    } finally {
      if (!taken?.ok && this.#id !== undefined) await this.#target.abandon(this.#id);
    }
  }

  async #take(body: ReadableStream<Uint8Array>): Promise<Result<T>> {
    let left = this.#maxBytes;
    for await (const piece of piecesOf(body)) {
      if (piece === undefined) return this.#fail(CUT_OFF);
      left -= piece.byteLength;
      if (left < 0) return this.#fail(fail("too_big", `A file has at most ${this.#maxBytes} bytes.`).error);
      for (const line of this.#lines.push(piece)) {
        const problem = await this.#line(line);
        if (problem) return problem;
      }
    }
    const { number } = this.#lines;
    const problem = (await this.#line(this.#lines.end())) ?? (await this.#flush());
    if (problem) return problem;
    if (!this.#file.isOver || this.#id === undefined) {
      return this.#fail(fail("bad_command", "The last line is missing: this is not all.").error, number);
    }
    const finished = await this.#target.finish(this.#id);
    return finished.ok ? ok(finished.value) : this.#fail(finished.error, 1);
  }

  /** @returns what ends the import */
  async #line(line: Result<Line>): Promise<Failure | undefined> {
    if (!line.ok) return this.#fail(line.error);
    const { number, text, bytes } = line.value;
    const step = this.#file.take(text);
    if (!step.ok) return this.#fail(step.error, number);
    if (step.value === "blank") return undefined;
    if ("header" in step.value) return this.#begin(step.value.header);
    if ("end" in step.value) return undefined;
    const isFull = this.#entries.length >= IMPORT_BATCH_ENTRIES || this.#bytes + bytes > IMPORT_BATCH_BYTES;
    const problem = isFull ? await this.#flush() : undefined;
    this.#entries.push(step.value.entry);
    this.#numbers.push(number);
    this.#bytes += bytes;
    return problem;
  }

  async #begin(header: ImportHeader): Promise<Failure | undefined> {
    const begun = await this.#target.begin(header);
    if (!begun.ok) return begun;
    this.#id = begun.value;
    return undefined;
  }

  async #flush(): Promise<Failure | undefined> {
    if (this.#entries.length === 0 || this.#id === undefined) return undefined;
    const numbers = this.#numbers;
    const added = await this.#target.add(this.#id, this.#entries);
    this.#entries = [];
    this.#numbers = [];
    this.#bytes = 0;
    return added.ok ? undefined : this.#fail(added.error, numbers[added.error.index ?? -1]);
  }

  /** @param number of the line; where that is not known, the one that it has come to */
  #fail({ code, message }: Problem, number = this.#lines.number): Failure {
    return fail(code, `Line ${number}: ${message}`);
  }
}

/** What comes of a body, and undefined where it is cut off. Who sends it is still to read the answer, so it is not hung up on. */
async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array | undefined> {
  try {
    yield* body.values({ preventCancel: true });
  } catch {
    yield undefined;
  }
}

const CUT_OFF = fail("bad_command", "The file was cut off here.").error;

type Failure = ReturnType<typeof fail>;
