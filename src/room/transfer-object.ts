import type { RoomDescription } from "../protocol/answers.ts";
import type { ImportHeader } from "../protocol/import-rules.ts";
import { ok, type Result } from "../protocol/result.ts";
import type { Excerpt, ExportEntry, ExportHeader, ExportPlace, Misfit } from "../protocol/transfer.ts";
import type { Visitor } from "../visit.ts";
import { DeskObject } from "./desk-object.ts";
import { Transfer } from "./transfer.ts";

/** What the worker may ask of a room's object to take the room out and to bring one in. */
export abstract class TransferObject<E> extends DeskObject<E> {
  get #transfer(): Transfer {
    return new Transfer(this.room);
  }

  /** [R7] What there is to take. @param visitor who pays for it */
  exportHeader(visitor: Visitor): Result<ExportHeader> {
    return this.#transfer.header(visitor);
  }

  /** [R7] The next page of it. */
  exportPage(visitor: Visitor, place: ExportPlace): Result<ExportEntry[]> {
    return this.#transfer.page(visitor, place);
  }

  /** [R7] What messages begin with that are quoted in it. */
  exportExcerpts(epoch: string, seqs: readonly number[]): Excerpt[] {
    return this.#transfer.excerpts(epoch, seqs);
  }

  /** [R8] Whether somebody may bring a log in. */
  mayImport(visitor: Visitor): Result<null> {
    return this.desk.owned(visitor);
  }

  /** [R8] Begins to bring a log in. @returns what the import is called from now on */
  beginImport(visitor: Visitor, header: ImportHeader): Result<string> {
    return this.#transfer.begin(visitor, header);
  }

  /** [R8] The next entries of it. */
  addToImport(id: string, entries: readonly ExportEntry[]): Result<null, Misfit> {
    return this.#transfer.add(id, entries);
  }

  /** [R8] All of it is there: everybody is sent away, and comes back to it. */
  finishImport(visitor: Visitor, id: string): Result<RoomDescription, Misfit> {
    const finished = this.#transfer.finish(visitor, id);
    if (!finished.ok) return finished;
    this.renew();
    return ok(this.desk.description());
  }

  /** [R8] It is given up. */
  abandonImport(id: string): void {
    this.#transfer.abandon(id);
  }

  /** What is stored is another room by now. */
  protected abstract renew(): void;
}
