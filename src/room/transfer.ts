import { EXCERPT_CODE_POINTS } from "../config.ts";
import { isWithinCodePoints } from "../protocol/fields.ts";
import type { ImportHeader } from "../protocol/import-rules.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import {
  EXPORT_VERSION,
  type Excerpt,
  type ExportEntry,
  type ExportHeader,
  type ExportPlace,
  type Misfit,
} from "../protocol/transfer.ts";
import type { Visitor } from "../visit.ts";
import { Desk, NO_ROOM } from "./desk.ts";
import type { Room } from "./room.ts";

const NOT_THERE_ANY_MORE = fail("not_found", "What was asked for is not there any more.");

/**
 * [R7] Where a room is taken out, page by page: each is read when it is asked for, and nothing is kept in between. [R8] Where
 * one is brought in.
 */
export class Transfer {
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** What there is to take now. @param visitor who pays for it */
  header(visitor: Visitor): Result<ExportHeader> {
    const { log, outbox, name, rates, ports, meter, entrance } = this.#room;
    meter.counts.requests++;
    outbox.flush();
    if (!log.exists) return NO_ROOM;
    const admitted = entrance.admits(visitor);
    if (!admitted.ok) return admitted;
    const retryAfter = rates.export(visitor.identity.you.id);
    if (retryAfter > 0) return fail("rate_limited", "Too much was taken out at once.", retryAfter);
    const { epoch, first, head, settings, pins } = log;
    const version = EXPORT_VERSION;
    return ok({
      type: "parley-export",
      version,
      room: name,
      epoch,
      first,
      head,
      settings,
      pins: [...pins],
      at: ports.now(),
    });
  }

  /**
   * The next of it. @param visitor who pays for it, and may have been sent away meanwhile
   * @returns `not_found` where the log is another one by now, or what comes next has been dropped: a hole is never silent
   */
  page(visitor: Visitor, { epoch, after, to }: ExportPlace): Result<ExportEntry[]> {
    const { log, outbox, rates, meter, entrance } = this.#room;
    meter.counts.requests++;
    outbox.flush();
    if (epoch !== log.epoch) return NOT_THERE_ANY_MORE;
    const admitted = entrance.admits(visitor);
    if (!admitted.ok) return admitted;
    const retryAfter = rates.export(visitor.identity.you.id);
    if (retryAfter > 0) return fail("rate_limited", "Too much was taken out at once.", retryAfter);
    const entries = log.archive.entries(after, to);
    return entries[0]?.seq === after + 1 ? ok(entries) : NOT_THERE_ANY_MORE;
  }

  /** The beginnings of messages, for where they are quoted: those that are held. At most as many as a page has answers. */
  excerpts(epoch: string, seqs: readonly number[]): Excerpt[] {
    const { log, meter } = this.#room;
    meter.counts.requests++;
    if (epoch !== log.epoch) return [];
    return log.archive
      .messages(seqs)
      .map(({ seq, user, text, deleted }) => ({ seq, user, text: excerptOf(text), deleted }));
  }

  /** [R8] Begins to bring a log in, where somebody may. @returns what the import is called from now on */
  begin(visitor: Visitor, header: ImportHeader): Result<string> {
    this.#room.meter.counts.requests++;
    const owned = new Desk(this.#room).owned(visitor);
    if (!owned.ok) return owned;
    const begun = this.#room.intake.begin(header);
    // It must not lie there for ever.
    if (begun.ok) this.#room.ports.grown();
    return begun;
  }

  /** [R8] The next of it. */
  add(id: string, entries: readonly ExportEntry[]): Result<null, Misfit> {
    this.#room.meter.counts.requests++;
    return this.#room.intake.add(id, entries);
  }

  /** [R8] Puts it in place. The room has to be taken from storage anew then. What was accepted before is written and told. */
  finish(visitor: Visitor, id: string): Result<null, Misfit> {
    this.#room.meter.counts.requests++;
    // Whoever began may not own the room any more.
    const owned = new Desk(this.#room).owned(visitor);
    if (!owned.ok) return owned;
    this.#room.outbox.flush();
    const tellErased = this.#room.notices.erasing();
    const finished = this.#room.intake.finish(id);
    // The places of the old log are those of other messages by now.
    if (finished.ok) tellErased();
    return finished;
  }

  /** [R8] Leaves nothing of it. */
  abandon(id: string): void {
    this.#room.meter.counts.requests++;
    this.#room.intake.abandon(id);
  }
}

function excerptOf(text: string): string {
  if (isWithinCodePoints(text, EXCERPT_CODE_POINTS)) return text;
  // Twice as many code units hold as many code points, and the rest need not be looked at.
  const beginning = Array.from(text.slice(0, EXCERPT_CODE_POINTS * 2)).slice(0, EXCERPT_CODE_POINTS);
  return `${beginning.join("")}…`;
}
