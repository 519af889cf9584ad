import { IMPORT_AHEAD_MAX_MS } from "../config.ts";
import { parseImportHeader, parseImportLine, type ImportHeader } from "../protocol/import-rules.ts";
import { parseObject } from "../protocol/object.ts";
import { fail, ok, type Problem, type Result } from "../protocol/result.ts";
import type { ExportEnd, ExportEntry } from "../protocol/transfer.ts";

/** What a line is for the file that it is in. */
export type Step =
  | { readonly header: ImportHeader }
  | { readonly entry: ExportEntry }
  | { readonly end: ExportEnd }
  | "blank";

/** The order of lines in a file that a room is brought in from: each is judged by what came before it. Holds none of them. */
export class ImportFile {
  readonly #now: number;
  #header: ImportHeader | undefined;
  #seq = 0;
  #at = 0;
  #isOver = false;

  /** @param now ms since 1970 */
  constructor(now: number) {
    this.#now = now;
  }

  /** Whether all of it was there. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The next line. */
  take(text: string): Result<Step> {
    if (text.trim() === "") return ok("blank");
    if (this.#isOver) return fail("bad_command", "Something comes after the last line.");
    const line = parseObject(text, "This");
    if (!line.ok) return line;
    if (!this.#header) return this.#begin(line.value);
    const parsed = parseImportLine(line.value);
    if (!parsed.ok) return parsed;
    if (parsed.value.type === "parley-export-end") return this.#end(parsed.value, this.#header);
    const problem = this.#problemOf(parsed.value, this.#header);
    if (problem) return { ok: false, error: problem };
    this.#seq = parsed.value.seq;
    this.#at = parsed.value.at;
    return ok({ entry: parsed.value });
  }

  #begin(line: object): Result<Step> {
    const header = parseImportHeader(line);
    if (!header.ok) return header;
    this.#header = header.value;
    this.#seq = header.value.first - 1;
    return ok({ header: header.value });
  }

  #end(end: ExportEnd, { first, head }: ImportHeader): Result<Step> {
    if (this.#seq !== head) return fail("bad_command", `This ends at ${this.#seq}, where ${head} was to be the last.`);
    if (end.count !== head - first + 1)
      return fail("bad_command", `Not ${end.count} entries came, but ${head - first + 1}.`);
    this.#isOver = true;
    return ok({ end });
  }

  #problemOf({ seq, at }: ExportEntry, { head }: ImportHeader): Problem | undefined {
    if (seq !== this.#seq + 1) return fail("bad_command", `seq is ${seq}, where ${this.#seq + 1} comes next.`).error;
    if (seq > head) return fail("bad_command", `seq is ${seq}, where ${head} was to be the last.`).error;
    if (at < this.#at) return fail("bad_command", "at is before that of the line before.").error;
    if (at > this.#now + IMPORT_AHEAD_MAX_MS) return fail("bad_command", "at is in the future.").error;
    return undefined;
  }
}
