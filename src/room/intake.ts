import { IMPORT_SILENT_MS, IMPORT_TIME_MAX_MS } from "../config.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { VISIBILITIES, type Settings } from "../protocol/settings.ts";
import type { ExportEntry, Misfit } from "../protocol/transfer.ts";
import type { ImportHeader } from "../protocol/import-rules.ts";
import { admission } from "./admission.ts";
import type { Database } from "./database.ts";
import type { Log } from "./log.ts";
import { factStatements, newEpoch, type ChangedFacts, type IncomingLog } from "./meta.ts";
import type { Meter } from "./meter.ts";
import type { Reports } from "./reports.ts";
import { Staging } from "./staging.ts";

/** What the intake is made of. */
export interface IntakeParts {
  readonly database: Database;
  readonly log: Log;
  readonly meter: Meter;
  readonly reports: Pick<Reports, "replace">;
  /** The clock, ms since 1970. */
  now(): number;
  /** Ids of those who are here and do not belong to the room. */
  strangersHere(): readonly string[];
}

const GONE = fail("not_found", "This import is not under way any more.").error;

/**
 * [R8] A log that comes from elsewhere. It is gathered beside the present one, in tables of its own, and takes its place in one
 * turn when all of it is there; until then nobody sees anything of it. What is known of it is on disk: it goes on after an eviction.
 */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #staging: Staging;
  #incoming: IncomingLog | null;
  /** When something of it came last, as far as this object knows: after a wake, it may just have been. ms since 1970 */
  #heardAt: number;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    this.#staging = new Staging(parts.database);
    this.#incoming = parts.log.facts.incoming;
    this.#heardAt = parts.now();
  }

  /** When it is to be given up, whatever has become of whoever brought it, ms since 1970; Infinity where there is none. */
  get due(): number {
    return this.#incoming ? this.#incoming.at + IMPORT_TIME_MAX_MS : Infinity;
  }

  /** Gives up what is overdue. */
  step(): void {
    if (this.due <= this.#parts.now()) this.#drop();
  }

  /** Begins, where nobody else is at it. @returns what it is called from now on */
  begin(header: ImportHeader): Result<string> {
    const now = this.#parts.now();
    const quietAt = this.#incoming ? Math.min(this.due, this.#heardAt + IMPORT_SILENT_MS) : now;
    if (quietAt > now) return fail("exists", "Another import into this room is under way.", quietAt - now);
    const id = crypto.randomUUID();
    this.#parts.database.transaction(() => {
      this.#staging.create();
      this.#keep({ id, at: now, ...header });
    });
    this.#heardAt = now;
    return ok(id);
  }

  /** Takes the next entries: their `seq` go on from those before. What does not fit ends the import. */
  add(id: string, entries: readonly ExportEntry[]): Result<null, Misfit> {
    if (this.#incoming?.id !== id) return misfit(GONE);
    this.#heardAt = this.#parts.now();
    const found = this.#parts.database.transaction(() => this.#insert(entries));
    if (!found) return ok(null);
    this.#drop();
    return misfit(found);
  }

  /** Puts the log in the place of the present one: another epoch, nobody has read anything of it. One turn, all or nothing. */
  finish(id: string): Result<null, Misfit> {
    const incoming = this.#incoming;
    if (incoming?.id !== id) return misfit(GONE);
    const { head, settings, pins } = incoming;
    const isWhole = this.#next === head + 1 && this.#staging.isCurrent;
    const loose = pins.find((seq) => !this.#staging.message(seq));
    if (!isWhole || loose !== undefined) {
      this.#drop();
      return misfit(
        loose === undefined
          ? fail("internal", "What came is not what is to be put in place.").error
          : fail("bad_command", `There is no message ${loose} to be pinned.`).error,
      );
    }
    const { database, meter, reports, now } = this.#parts;
    const at = now();
    // What was taken back is pinned no more: it may have been while the file was written.
    const held = pins.filter((seq) => this.#staging.message(seq)?.deleted === null);
    database.transaction(() => {
      reports.replace((seq) => this.#staging.holds(seq));
      this.#staging.replace();
      database.run("UPDATE meta SET value = ? WHERE key = 'epoch'", newEpoch());
      this.#write({ ...this.#doorWith(settings), pins: held, imported: { seq: head, at }, incoming: null });
      const counts = { ...meter.counts, rowsWritten: meter.counts.rowsWritten + 1 };
      this.#write({ tail: { seq: head, at: 0, counts } });
    });
    this.#incoming = null;
    return ok(null);
  }

  /**
   * [R11] A file may close a door, and never opens one: of both the room's own settings and the file's, those hold that let fewer
   * in; the password is the room's. Who is here when the door is closed may come back.
   */
  #doorWith(said: Settings): ChangedFacts {
    const { facts } = this.#parts.log;
    const { visibility, locked, allowedOrigins } = facts.settings;
    const settings = {
      ...said,
      visibility:
        VISIBILITIES.indexOf(visibility) > VISIBILITIES.indexOf(said.visibility) ? visibility : said.visibility,
      locked: locked || said.locked,
      allowedOrigins: allowedOrigins.length > 0 ? allowedOrigins : said.allowedOrigins,
      password: facts.password !== null,
    };
    return { settings, ...admission(facts, settings, () => this.#parts.strangersHere()) };
  }

  /** It is not wanted any more. */
  abandon(id: string): void {
    if (this.#incoming?.id === id) this.#drop();
  }

  /** @returns the first entry that does not fit; what was written is to be dropped then */
  #insert(entries: readonly ExportEntry[]): Misfit | undefined {
    const next = this.#next;
    const gap = entries.findIndex(({ seq }, index) => seq !== next + index);
    if (gap >= 0) return { code: "bad_command", message: "seq is not one more than before.", index: gap };
    this.#staging.insert(entries);
    const loose = this.#staging.loose(next - 1, this.#incoming!.first);
    if (!loose) return undefined;
    return {
      code: "bad_command",
      message: `There is no message ${loose.target} before this.`,
      index: loose.seq - next,
    };
  }

  /** The `seq` that is to come. */
  get #next(): number {
    return Math.max(this.#staging.head + 1, this.#incoming!.first);
  }

  #drop(): void {
    this.#parts.database.transaction(() => {
      this.#staging.drop();
      this.#keep(null);
    });
  }

  #keep(incoming: IncomingLog | null): void {
    this.#write({ incoming });
    this.#incoming = incoming;
  }

  #write(facts: ChangedFacts): void {
    for (const statement of factStatements(facts)) this.#parts.database.run(...statement);
  }
}

function misfit(problem: Misfit): { readonly ok: false; readonly error: Misfit } {
  return { ok: false, error: problem };
}
